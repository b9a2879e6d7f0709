//! Origins: events as readers see them, with a name and what each rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::event::{Event, Events};
use super::outlet::fold;
use super::telling::{self, Heard, Telling};
use crate::id::{PageIx, SpeakerIx, WorkIx};
use crate::lineage::short_for;
use crate::origin::Evidence;
use crate::origin::route::Ways;
use crate::page::identity::name::page_name;
use crate::reuse::Place;
use crate::span::Span;
use crate::speech::OccasionKind;

/// A primary source: a speaker on an occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// What kind of occasion.
    pub kind: OriginKind,
    /// A short name for readers: "interview of Ana Ruiz by the Harbour Post, March 2019".
    pub label: String,
    /// Who spoke.
    pub speakers: Vec<SpeakerIx>,
    /// The works that carry it.
    pub works: Vec<WorkIx>,
    /// What it rests on, with a sentence each.
    pub evidence: Vec<(Place, String)>,
}

/// The kind of an [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OriginKind {
    /// Somebody was asked by one or a few.
    Interview,
    /// Somebody spoke before many: a press conference, a hearing, a speech.
    Report,
    /// A document.
    Document,
    /// A post on a network.
    Post,
    /// Not said.
    Unknown,
}

/// The origin that an event is.
pub fn origin(event: &Event, ways: &Ways<'_>) -> Origin {
    let tellings = || event.tellings.iter().filter_map(|&i| ways.tellings.get(i));
    let mut works: BTreeSet<WorkIx> =
        event.heard.iter().filter_map(|h| if let Heard::Work(w) = h { Some(*w) } else { None }).collect();
    let publisher = ways.publisher(event);
    works.extend(publisher.map(|(w, _)| w));
    let mut evidence: Vec<(Place, String)> =
        tellings().map(|t| (Place { page: t.page, span: t.span }, note(t, ways.evidence))).collect();
    evidence.extend(publisher.map(|(_, place)| (place, "says where it was published".to_owned())));
    evidence.sort();
    evidence.dedup();
    Origin {
        kind: OriginKind::of(event.kind),
        label: label(event, ways),
        speakers: vec![event.speaker],
        works: works.into_iter().collect(),
        evidence,
    }
}

/// The events that some statement rests on, each as an origin, with the way from positions in `events` to the list.
pub fn origins(events: &Events, ways: &Ways<'_>) -> (Vec<Origin>, BTreeMap<usize, usize>) {
    let used: BTreeSet<usize> = events.of.values().copied().collect();
    let mut to = BTreeMap::new();
    let mut list = Vec::new();
    for e in used {
        if let Some(event) = events.list.get(e) {
            to.insert(e, list.len());
            list.push(origin(event, ways));
        }
    }
    (list, to)
}

fn note(telling: &Telling, evidence: Evidence<'_>) -> String {
    let heard: BTreeSet<String> = telling.heard.iter().filter_map(|h| heard_name(h, evidence, None)).collect();
    let by = heard.into_iter().collect::<Vec<_>>().join(" and ");
    match (telling.loose, by.is_empty()) {
        (true, _) => "mentions the occasion in passing".to_owned(),
        (false, true) => "tells of the occasion".to_owned(),
        (false, false) => format!("says that {by} heard it"),
    }
}

/// A noun for an occasion, with the kind of it and the origin's words for it.
type Noun = (OccasionKind, &'static str, &'static str);

fn nouns() -> &'static [Noun] {
    static NOUNS: OnceLock<Vec<Noun>> = OnceLock::new();
    NOUNS.get_or_init(|| {
        let mut kind = OccasionKind::Unknown;
        let mut list = Vec::new();
        for line in include_str!("../../../data/origin/occasion-nouns.txt").lines().filter(|l| !l.starts_with('#')) {
            match line.trim() {
                "[public]" => kind = OccasionKind::Public,
                "[hearing]" => kind = OccasionKind::Hearing,
                "[document]" => kind = OccasionKind::Document,
                "[post]" => kind = OccasionKind::Post,
                row => list.extend(row.split_once('|').map(|(a, b)| (kind, a.trim(), b.trim()))),
            }
        }
        list
    })
}

/// The words of a span in lower case, without what is told in it as somebody's words: the letter that a witness speaks of is
/// not the occasion on which he does.
fn around_quotations(evidence: Evidence<'_>, page: PageIx, span: Span) -> Option<String> {
    let text = &evidence.pages.get(page.ix())?.text;
    let attributions = &evidence.speech.attributions;
    let from = attributions.partition_point(|a| a.page < page);
    let here = attributions.iter().skip(from).take_while(|a| a.page == page);
    let mut inside: Vec<Span> = here.flat_map(|a| &a.content).filter(|s| s.overlaps(span)).copied().collect();
    inside.sort_unstable();
    let (mut out, mut at) = (String::new(), span.begin);
    for s in inside {
        if s.begin > at {
            out.push_str(Span { begin: at, end: s.begin }.of(text));
            out.push(' ');
        }
        at = at.max(s.end);
    }
    if at < span.end {
        out.push_str(Span { begin: at, end: span.end }.of(text));
    }
    Some(out.to_lowercase())
}

/// "interview of Ana Ruiz by the Harbour Post, March 2019".
fn label(event: &Event, ways: &Ways<'_>) -> String {
    let evidence = ways.evidence;
    let name = evidence.speech.speakers.get(event.speaker.ix()).map_or("somebody", |s| s.name.as_str());
    let (noun, link) = match event.kind {
        OccasionKind::Unknown => return format!("{name}, on an occasion that is not said"),
        OccasionKind::Interview => ("interview".to_owned(), "of"),
        kind => {
            let told = || event.tellings.iter().filter_map(|&i| ways.tellings.get(i)).filter(|t| t.kind == kind);
            let text = |t: &Telling| evidence.pages.get(t.page.ix()).map(|p| t.span.of(&p.text).to_lowercase());
            // The words of the telling first, then the sentences around them.
            let spans = told().filter_map(text);
            let sentences = told().filter_map(|t| around_quotations(evidence, t.page, telling::sentence(evidence, t)));
            let mut words = spans.chain(sentences);
            let found = words.find_map(|w| nouns().iter().find(|(k, n, _)| *k == kind && contains_word(&w, n)));
            let plain = match kind {
                OccasionKind::Hearing => "testimony",
                OccasionKind::Document => "document",
                OccasionKind::Post => "post",
                _ => "public remarks",
            };
            let noun = found.map_or(plain, |(.., n)| n);
            (noun.to_owned(), if matches!(kind, OccasionKind::Document | OccasionKind::Post) { "by" } else { "of" })
        }
    };
    let mut label = format!("{noun} {link} {name}");
    let mut people: Vec<String> = Vec::new();
    let mut outlets: Vec<String> = Vec::new();
    for h in &event.heard {
        let list = if matches!(h, Heard::Person(_)) { &mut people } else { &mut outlets };
        let name = heard_name(h, evidence, Some((event, ways))).filter(|n| !list.iter().any(|m| fold(m) == fold(n)));
        list.extend(name);
    }
    // A publisher is known by one name where a page at hand gives it; a bare folded name only helps where none does.
    let mut by = if outlets.is_empty() { people } else { outlets };
    // "The Post" is the Osk Post that told of the interview before.
    let all = by.clone();
    by.retain(|name| !all.iter().any(|full| short_for(name, full)));
    if event.kind == OccasionKind::Interview && !by.is_empty() {
        let shown = by.iter().take(2).cloned().collect::<Vec<_>>().join(" and ");
        label.push_str(&format!(" by {shown}"));
    }
    if let Some(date) = &event.date {
        label.push_str(&format!(", {}", date.in_words()));
    }
    label
}

/// A hearer's name as readers know it. A publisher by its folded name, which only an event's tellings can spell, is left out where
/// none are given, and where a page or work stands for it.
fn heard_name(heard: &Heard, evidence: Evidence<'_>, told: Option<(&Event, &Ways<'_>)>) -> Option<String> {
    match heard {
        Heard::Page(p) => {
            let page = evidence.pages.get(p.ix())?;
            Some(page_name(page))
        }
        Heard::Work(w) => Some(evidence.lineage.works.get(w.ix())?.name.clone()),
        Heard::Outlet(name) => {
            let (event, ways) = told?;
            let known = evidence.pages.iter().filter_map(|p| p.outlet.as_ref()).any(|o| fold(&o.value) == *name);
            let work = evidence.lineage.works.iter().any(|w| fold(&w.name) == *name);
            if known || work { None } else { Some(printed(name, event, ways)) }
        }
        Heard::Person(s) => Some(evidence.speech.speakers.get(s.ix())?.name.clone()),
    }
}

/// A folded name as the event's tellings print it.
fn printed(name: &str, event: &Event, ways: &Ways<'_>) -> String {
    let told = event.tellings.iter().filter_map(|&i| ways.tellings.get(i));
    let texts = told.filter_map(|t| ways.evidence.pages.get(t.page.ix()).map(|p| t.span.of(&p.text)));
    let edge = |c: char| !c.is_alphanumeric();
    let count = name.split(' ').count();
    let find = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let runs = words.windows(count).map(|run| run.join(" ").trim_matches(edge).to_owned());
        runs.map(|r| r.trim_end_matches("’s").trim_end_matches("'s").to_owned()).find(|r| fold(r) == name)
    };
    texts.into_iter().find_map(find).unwrap_or_else(|| title_case(name))
}

fn title_case(name: &str) -> String {
    let capital = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
    };
    name.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

/// Whether `word` stands in `text` with no letter beside it.
fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

impl OriginKind {
    fn of(kind: OccasionKind) -> OriginKind {
        match kind {
            OccasionKind::Interview => OriginKind::Interview,
            OccasionKind::Public | OccasionKind::Hearing => OriginKind::Report,
            OccasionKind::Document => OriginKind::Document,
            OccasionKind::Post => OriginKind::Post,
            OccasionKind::Unknown => OriginKind::Unknown,
        }
    }

    /// Its name in the JSON format.
    pub fn name(self) -> &'static str {
        match self {
            OriginKind::Interview => "interview",
            OriginKind::Report => "report",
            OriginKind::Document => "document",
            OriginKind::Post => "post",
            OriginKind::Unknown => "unknown",
        }
    }
}
