//! Which of a block's words the page's title has too.

use crate::page::block::Cut;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};

/// The long words of the first headline, else of `title`, sorted.
pub(super) fn title_words(tree: &Tree<'_>, cut: &Cut, heading: Option<usize>) -> Vec<String> {
    let words = match heading.and_then(|h| cut.drafts.get(h)) {
        Some(draft) => draft.span.of(&cut.text).to_owned(),
        None => {
            let title = tree.nodes.iter().position(|n| n.kind == Kind::Element(Tag::Title));
            title.map(|t| tree.words(t as NodeIx, 400)).unwrap_or_default()
        }
    };
    let mut words: Vec<String> = long_words(&words).map(str::to_lowercase).collect();
    words.sort();
    words
}

fn long_words(words: &str) -> impl Iterator<Item = &str> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= 5)
}

/// What share of a block's long words the title has too; of short blocks only, for long ones it says nothing.
pub(super) fn known_share(title: &[String], words: &str) -> f32 {
    if words.len() > 300 || title.is_empty() {
        return -1.0;
    }
    let (mut known, mut all) = (0, 0);
    for word in long_words(words) {
        all += 1;
        known += title.binary_search_by(|t| t.as_str().cmp(word.to_lowercase().as_str())).is_ok() as u32;
    }
    known as f32 / all.max(1) as f32
}
