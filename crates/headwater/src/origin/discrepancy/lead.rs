//! What the beginning of a page is about: whether two pages tell of one event.

use std::collections::{BTreeMap, BTreeSet};

use super::figure;
use super::version::is_calendar;
use crate::id::PageIx;
use crate::lineage::Ancestor;
use crate::origin::{Evidence, Statement, topic};
use crate::page::{Page, Role};
use crate::speech::SpeakerKind;
use crate::speech::mention::MentionForm;

/// What a page is about.
struct Lead {
    /// Stems of the content words of its title and of the first of its story.
    stems: BTreeSet<String>,
    /// Names in the first of its story.
    names: BTreeSet<String>,
}

/// Reads the beginning of a page. Linear in its story.
fn lead(page: &Page) -> Lead {
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

/// The beginnings of all pages, and which pages lead to one another.
pub(super) struct Leads {
    /// Without what many pages begin with.
    pages: Vec<Lead>,
    all: Vec<Lead>,
    /// Pages of which one quotes what the other does, or cites it or comes from it, the lower first.
    tied: BTreeSet<(PageIx, PageIx)>,
    /// Pages that tell of so many of the same people that they are of one event however they begin.
    close: BTreeSet<(PageIx, PageIx)>,
}

impl Leads {
    /// Reads all pages. Linear in them, but for the pages of one statement, of which [`TIED`] are tied to each other.
    pub(super) fn new(evidence: Evidence<'_>, statements: &[Statement]) -> Leads {
        let mut tied = BTreeSet::new();
        let mut tie = |a: PageIx, b: PageIx| {
            tied.insert((a.min(b), a.max(b)));
        };
        for s in statements {
            for (i, &a) in s.pages.iter().take(TIED).enumerate() {
                s.pages.iter().take(TIED).skip(i + 1).for_each(|&b| tie(a, b));
            }
        }
        let lineage = evidence.lineage;
        let derived = lineage.derivations.iter().map(|d| (d.page, d.from));
        for (page, to) in derived.chain(lineage.citations.iter().map(|c| (c.page, c.target))) {
            if let Ancestor::Page(other) = to {
                tie(page, other);
            }
        }
        // Pages that tell of the same two people.
        let mut common: BTreeMap<(PageIx, PageIx), usize> = BTreeMap::new();
        for s in evidence.speech.speakers.iter().filter(|s| s.named && s.kind == SpeakerKind::Person) {
            let pages: BTreeSet<PageIx> = s.mentions.iter().filter(|m| m.2 == MentionForm::Name).map(|m| m.0).collect();
            if !s.name.contains(' ') || pages.len() > TIED {
                continue;
            }
            for (i, &a) in pages.iter().enumerate() {
                pages.iter().skip(i + 1).for_each(|&b| *common.entry((a, b)).or_default() += 1);
            }
        }
        common.iter().filter(|c| *c.1 >= PEOPLE).for_each(|(pair, _)| tie(pair.0, pair.1));
        let close = common.into_iter().filter(|c| c.1 >= CLOSE).map(|c| c.0).collect();
        let all: Vec<Lead> = evidence.pages.iter().map(lead).collect();
        let pages = without_common(&all);
        Leads { pages, all, tied, close }
    }

    /// Whether two pages begin with one event: they share words, and a name or what ties them to each other.
    pub(super) fn meet(&self, a: PageIx, b: PageIx) -> bool {
        // Of many pages two share a name by chance.
        self.share(&self.pages, a, b, 1 + usize::from(self.many()))
    }

    /// Whether two pages begin with one subject at least, what many pages begin with counted too.
    pub(super) fn touch(&self, a: PageIx, b: PageIx) -> bool {
        self.share(&self.all, a, b, 1)
    }

    /// Whether there are so many pages that they are of many events.
    pub(super) fn many(&self) -> bool {
        self.pages.len() > MANY
    }

    fn share(&self, pages: &[Lead], a: PageIx, b: PageIx, needed: usize) -> bool {
        let (Some(x), Some(y)) = (pages.get(a.ix()), pages.get(b.ix())) else { return false };
        let pair = (a.min(b), a.max(b));
        if self.close.contains(&pair) {
            return true;
        }
        let named = x.names.intersection(&y.names).take(needed).count() == needed;
        x.stems.intersection(&y.stems).count() >= SHARED_LEAD && (named || self.tied.contains(&pair))
    }
}

/// The beginnings without the names and words with which so many pages begin that they tell a subject and no event. Linear in them.
fn without_common(pages: &[Lead]) -> Vec<Lead> {
    let most = OFTEN.max(pages.len() / OFTEN);
    let kept = |of: &dyn Fn(&Lead) -> &BTreeSet<String>, most: usize| -> Vec<BTreeSet<String>> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in pages.iter().flat_map(of) {
            *counts.entry(word).or_default() += 1;
        }
        let rare = |w: &&String| counts.get(w.as_str()).is_none_or(|n| *n <= most);
        pages.iter().map(|p| of(p).iter().filter(rare).cloned().collect()).collect()
    };
    let (names, stems) = (kept(&|l| &l.names, most), kept(&|l| &l.stems, MATTER * most));
    names.into_iter().zip(stems).map(|(names, stems)| Lead { stems, names }).collect()
}

/// Pages that begin with one name and may be of one event. By judgement; the news bodies have up to sixty pages of one.
const OFTEN: usize = 40;

/// Pages from which on two must share two names.
const MANY: usize = 100;

/// How many times as many may begin with one content word.
const MATTER: usize = 3;

/// People with given and last name whom two pages share that are tied to each other: one may be in the news for anything.
const PEOPLE: usize = 2;

/// The same where nothing else does: a feature that begins with the mud in a street tells of the people of the agency's report. By judgement.
const CLOSE: usize = 3;

/// Pages of one statement, or of one person, that are tied to each other: the first tell.
const TIED: usize = 12;

/// Blocks of a story that say what it is about.
const LEAD: usize = 3;

/// Content words that the beginnings of two pages share that tell of one event, a name among them. On 416 news bodies of 42 events, read as
/// one set, three without a name joined the dead of three events; three with one joined two prices of two things, and no dead.
const SHARED_LEAD: usize = 3;
