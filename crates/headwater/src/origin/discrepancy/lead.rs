//! What the beginning of a page is about: whether two pages tell of one event.

use std::collections::BTreeSet;

use super::figure;
use super::version::is_calendar;
use crate::origin::topic;
use crate::page::{Page, Role};

/// What a page is about.
pub(super) struct Lead {
    /// Stems of the content words of its title and of the first of its story.
    stems: BTreeSet<String>,
    /// Names in the first of its story.
    names: BTreeSet<String>,
}

/// Reads the beginning of a page. Linear in its story.
pub(super) fn lead(page: &Page) -> Lead {
    let title = page.title.as_ref().map_or("", |t| t.value.as_str());
    let story = || page.blocks.iter().filter(|b| b.role == Role::Story).map(|b| b.span.of(&page.text));
    let mut out = Lead { stems: topic::stems(title), names: BTreeSet::new() };
    // A name is what the page never writes small.
    let small: BTreeSet<&str> = story().flat_map(words_of).filter(|w| w.starts_with(char::is_lowercase)).collect();
    for text in story().take(LEAD).chain([title]) {
        out.stems.extend(topic::stems(text));
        let capital = words_of(text).filter(|w| w.starts_with(char::is_uppercase));
        let names = capital.filter(|w| {
            let low = w.to_lowercase();
            !small.contains(low.as_str()) && !is_calendar(w) && figure::value(&low).is_none()
        });
        out.names.extend(names.filter_map(topic::stem));
    }
    out
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty())
}

impl Lead {
    /// Whether two pages begin with one event.
    pub(super) fn meets(&self, other: &Lead) -> bool {
        !self.names.is_disjoint(&other.names) && self.stems.intersection(&other.stems).count() >= SHARED_LEAD
    }
}

/// Blocks of a story that say what it is about.
const LEAD: usize = 3;

/// Content words that the beginnings of two pages share that tell of one event, a name among them. On 416 news bodies of 42 events, read as
/// one set, three without a name joined the dead of three events; three with one joined two prices of two things, and no dead.
const SHARED_LEAD: usize = 3;
