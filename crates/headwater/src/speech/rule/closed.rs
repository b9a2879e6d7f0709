//! Clauses that their cue closes, where the verb comes last: "Ruiz köprünün kapandığını söyledi".

use super::Reader;
use super::source::SOURCE;
use crate::span::Span;
use crate::speech::mention::lexicon::{self, Class};

/// Items of an office and a name that begin a sentence, at most.
const NAMED: usize = 7;
/// Items between a subject and the noun for the talk in which it spoke, at most.
const TALK: usize = 8;

impl Reader<'_> {
    /// Whether cue `k` is one that closes its clause within a sentence: "kararın geçici olduğunu | vurgulayarak".
    pub(super) fn converb(&self, k: usize) -> bool {
        let word = self.words[k].as_str();
        let listed = !self.heard.lexicon.closing.is_empty() && self.cue_at(k).is_some();
        let quoted = k.checked_sub(1).is_none_or(|p| self.items[p].is_quotation() || self.sign(p).is_some());
        listed && !quoted && (word.ends_with("arak") || word.ends_with("erek"))
    }

    /// The clause that cue `k`, the last word of its sentence, closes: from the comma after the source, or from the end of
    /// a source that is a name.
    pub(super) fn clause_closed(&self, k: usize) -> Option<(usize, usize)> {
        let comma = (1..k.min(SOURCE)).find(|&j| self.sign(j) == Some(','));
        let name = (0..k).take_while(|&j| self.capital(j)).count();
        // "Uzmanlar binanın onarılabileceğini savunuyor": the clause has a noun of its verb before the cue.
        let last = (0..k).rev().find(|&j| self.cue_at(j).is_none())?;
        const CLAUSE: [&str; 10] = ["nı", "ni", "nu", "nü", "ğı", "ği", "ğu", "ğü", "na", "ne"];
        let clause = CLAUSE.iter().any(|e| self.words[last].ends_with(e));
        let plural = |w: &String| ["lar", "ler", "ları", "leri"].iter().any(|e| w.ends_with(e));
        let several = (0..2).find(|&j| clause && name == 1 && self.words.get(j).is_some_and(plural)).map(|j| j + 1);
        // "Meclis üyesi Aysel Dumrul kararı ...": an office stands before the name.
        let office = (0..k.min(NAMED)).rev().find(|&j| self.capital(j)).map(|j| j + 1);
        let office = office.filter(|&j| clause && j > name && self.capital(j - 2) && self.capital(0));
        // "... ise": the small word closes the subject.
        let set =
            (1..k.min(SOURCE)).find(|&j| matches!(self.words[j].as_str(), "ise" | "da" | "de")).filter(|_| clause);
        // "Bakanlık soruşturma ...", "Kulüp başkanı istifayı ...": a body or an office by itself.
        let called = (0..2).find(|&j| clause && name == 1 && self.calls_somebody(j)).map(|j| j + 1);
        // "Karlıova üreticinin ...": one word that the page has as the last of a name.
        let surname = (clause && name == 1 && self.is_surname(0)).then_some(1);
        let several = several.or(office).or(called).or(surname);
        let begin = comma.map(|c| c + 1).or(set).or((name >= 2).then_some(name)).or(several)?;
        let begin = begin + usize::from(self.heard.lexicon.between.contains(self.words.get(begin)?.as_str()));
        // "Aykaç, dergideki yazısında | ...": where it was said is none of it.
        let talk = (begin..k.min(begin + TALK)).find(|&j| self.heard.lexicon.talk.contains(self.words[j].as_str()));
        let begin = talk.filter(|&t| t + 2 < k).map_or(begin, |t| t + 1);
        // Words that belong to the cue ("ifade etti") are none of the clause.
        let end = (begin..k).rev().find(|&j| self.cue_at(j).is_none())? + 1;
        (end > begin + 1).then_some((begin, end))
    }

    /// Whether item `k` is a noun for somebody or a body, with or without an ending that ties it to the noun before.
    fn calls_somebody(&self, k: usize) -> bool {
        let Some(item) = self.items.get(k).filter(|i| !i.is_quotation()) else { return false };
        let text = self.heard.cut.word(&self.heard.page.text, item.begin as usize);
        let tongue = lexicon::tongue(self.heard.page.language.as_deref());
        let class = tongue.class(text, &lexicon::fold(text));
        class.any(Class::ROLE.or(Class::TITLE).or(Class::BODY).or(Class::SEVERAL))
    }

    /// The source of a closed clause that begins at `begin`: all before it, without the comma.
    pub(super) fn source_closed(&self, begin: usize) -> Option<Span> {
        let between = begin.checked_sub(1).is_some_and(|j| self.heard.lexicon.between.contains(self.words[j].as_str()));
        let begin = begin - usize::from(between);
        let end = if self.sign(begin.checked_sub(1)?) == Some(',') { begin - 1 } else { begin };
        // "“...” diyen Ana Ruiz, ...": what was quoted first is none of it.
        let from =
            (0..end).rev().find(|&j| self.items[j].is_quotation() || self.cue_at(j).is_some()).map_or(0, |j| j + 1);
        let from = if from < end { from } else { 0 };
        let (from, end) = self.issuer(from, end)?;
        (end > 0).then(|| self.heard.cut.span(self.items[from].begin as usize, self.items[end - 1].end as usize))
    }
}
