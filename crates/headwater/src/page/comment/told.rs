//! What a comment's head tells of it: who wrote it, when, and whom it answers.

use crate::page::block::Draft;
use crate::page::date::{self, Date};
use crate::page::role::mark::{Marked, Marks};
use crate::page::tree::markup::unescape;
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};
use crate::span::Span;

/// How many elements around a name are asked whether they are named as a writer's.
const AROUND: usize = 4;

/// The writer's name in a block of a comment's head: the words of an element that is named so.
pub(super) fn author(
    tree: &Tree<'_>,
    text: &str,
    draft: &Draft,
    span: Span,
    marked: &mut Marked<'_, '_>,
) -> Option<Span> {
    let words = span.of(text);
    for at in draft.node..draft.end {
        if tree.node(at).kind != Kind::Text {
            continue;
        }
        // Two elements out in any case, further ones only within the block's own.
        let named = tree.ancestors(at).take(AROUND).enumerate().any(|(i, a)| {
            let own = marked.of(a).0;
            (i < 2 || a >= draft.container)
                && (own.any(Marks::BYLINE) && !own.any(Marks::DATE)
                    || tree.tag(a) == Some(Tag::Cite)
                    || is_writer(tree, a))
        });
        let name = unescape(tree.own(at));
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '_'));
        if named
            && !name.is_empty()
            && name.split_whitespace().count() <= 6
            && date::parse(name).is_none()
            && let Some(from) = words.find(name)
        {
            let begin = span.begin as usize + from;
            return Some(Span::new(begin, begin + name.len()));
        }
    }
    None
}

/// Whether a class says that a writer's name stands in it: `UFICommentActorName`, `display_name`, `screen-name`.
fn is_writer(tree: &Tree<'_>, at: NodeIx) -> bool {
    const NAMES: [&str; 7] = ["actor", "display", "screen", "nick", "full", "profile", "person"];
    let class = tree.attribute(at, "class").unwrap_or("");
    class.split_whitespace().any(|word| {
        let word: String = word.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
        word.strip_suffix("name").is_some_and(|w| NAMES.iter().any(|n| w.ends_with(n)))
    })
}

/// How many nodes beside a block's own are searched for attributes that hold its date: `meta` elements have no words.
const BESIDE: NodeIx = 4;

/// When a comment was written, by a block of its head: what an attribute says, else the words, else a title, as where the
/// words are `3 years ago`.
pub(super) fn written(tree: &Tree<'_>, draft: &Draft, words: &str) -> Option<Date> {
    let begin = draft.container.max(draft.node.saturating_sub(BESIDE));
    let end = (draft.end + BESIDE).min(tree.node(draft.container).end);
    let mut titled = None;
    for at in begin..end {
        let Some(tag) = tree.tag(at) else { continue };
        let dates = |p: &str| matches!(p, "dateCreated" | "datePublished" | "commentTime");
        let exact = match tag {
            Tag::Time => tree.attribute(at, "datetime"),
            Tag::Meta if tree.attribute(at, "itemprop").is_some_and(dates) => tree.attribute(at, "content"),
            _ => None,
        };
        if let Some(date) = exact.and_then(date::parse) {
            return Some(date);
        }
        if titled.is_none() && matches!(tag, Tag::A | Tag::Abbr | Tag::Span | Tag::Time) {
            titled = tree.attribute(at, "title").filter(|t| t.len() <= 60).and_then(date::parse);
        }
    }
    date::parse(words).or(titled)
}

/// Whether a line tells of the reader and not of the comment: `Joined: March 2013`, `Posts: 240`.
pub(super) fn is_of_reader(words: &str) -> bool {
    let counted = words.split_once(':').is_some_and(|(label, count)| {
        label.split_whitespace().count() <= 2
            && label.chars().all(|c| c.is_alphabetic() || c.is_whitespace())
            && count.chars().any(|c| c.is_ascii_digit())
            && count.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.'))
    });
    counted
        || date::find(words).first().is_some_and(|(span, _)| {
            words.get(..span.begin as usize).and_then(date::label::of) == Some(date::label::Label::Other)
        })
}

/// The name behind words that say whom a comment answers.
pub(super) fn answered(words: &str) -> Option<&str> {
    const TO: [&str; 12] = [
        "in reply to",
        "in response to",
        "replying to",
        "reply to",
        "antwort auf",
        "als antwort auf",
        "en réponse à",
        "en respuesta a",
        "em resposta a",
        "in risposta a",
        "som svar på",
        "в ответ на",
    ];
    let lower: String = words.chars().take(24).flat_map(char::to_lowercase).collect();
    // Where small and large letters differ in length the name could not be cut out.
    let to = TO.iter().find(|t| lower.starts_with(**t) && words.is_char_boundary(t.len()))?;
    let name = words.get(to.len()..)?.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '_'));
    (!name.is_empty() && name.split_whitespace().count() <= 6).then_some(name)
}

/// How deep an answer stands, where its element or those right around it number that: `depth-2`, `indent-1`, `level_3`.
pub(super) fn level(tree: &Tree<'_>, element: NodeIx) -> Option<u32> {
    std::iter::once(element).chain(tree.ancestors(element)).take(2).find_map(|at| {
        let class = tree.attribute(at, "class")?;
        class.split_whitespace().find_map(|word| {
            let (name, number) = word.rsplit_once(['-', '_'])?;
            let name = name.to_ascii_lowercase();
            ["depth", "indent", "level"].iter().any(|n| name.ends_with(n)).then(|| number.parse().ok())?
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_comments_head_are_told() {
        assert_eq!(answered("In reply to Ina Moss:"), Some("Ina Moss"));
        assert_eq!(answered("En réponse à dusk_7"), Some("dusk_7"));
        assert_eq!(answered("A reply to everyone"), None);
        assert!(is_of_reader("Posts: 240"));
        assert!(is_of_reader("Joined: 4 March 2013"));
        assert!(!is_of_reader("4 March 2013"));
        assert!(!is_of_reader("The vote: 12 for, 3 against"));
    }
}
