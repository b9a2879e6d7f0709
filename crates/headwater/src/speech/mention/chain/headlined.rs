//! Whom a headline describes without an article and the story names: "Dam left unguarded, claims former engineer".

use super::super::super::speaker::SpeakerKind;
use super::super::cast::{Figure, Role, suits};
use super::super::description::Description;
use super::super::lexicon::Class;
use super::Chain;
use crate::page::Role as BlockRole;

impl Chain<'_> {
    /// The one person with a name who speaks in the story and of whom it tells that they are what the headline's source says.
    /// Of several, the one whom the other words fit best; nobody where they fit two alike.
    pub(super) fn headlined(&self, d: &Description, role: &Role) -> Option<u32> {
        let block = self.words.page.blocks.get(self.words.block(d.tokens.start) as usize)?;
        let article = self.words.at(d.tokens.start).class.any(Class::KNOWN.or(Class::DETERMINER));
        if block.role != BlockRole::Headline || article {
            return None;
        }
        let person = |f: &Figure| {
            let kind = matches!(f.kind, SpeakerKind::Person | SpeakerKind::Unknown);
            kind && f.name.is_some() && f.spoken > 0 && f.gender.0 * d.gender.0 >= 0
        };
        let fit = |id: u32| Some((suits(self.cast.get(id).filter(|f| person(f))?, role)?, id));
        let mut found: Vec<(i32, u32)> = self.cast.with_role(&role.head).into_iter().filter_map(fit).collect();
        found.sort_unstable();
        match found.as_slice() {
            [.., a, b] if a.0 == b.0 => None,
            [.., (_, who)] => Some(*who),
            [] => None,
        }
    }
}
