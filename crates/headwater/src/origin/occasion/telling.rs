//! How each page tells of an occasion on which somebody spoke: its kind, who heard it, when.
//!
//! The speech stage finds the words; here they are read against the other pages: which page, work or person heard it.

use crate::origin::class::REFERRING_OPENERS;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub use super::heard::Heard;
use super::heard::{ancestor, heard};
use super::outlet::Outlets;
pub use super::whereabouts::WhereAndWhen;

use crate::cut_short::CutShort;
use crate::id::{AttributionIx, PageIx, SpeakerIx};
use crate::lineage::{Ancestor, CitationForm};
use crate::list::lines;
use crate::origin::route::Echoes;
use crate::origin::statement::voice::{Voices, mentions_at};
use crate::origin::{Evidence, Statement};
use crate::page::Date;
use crate::span::Span;
use crate::speech::{Hearer, OccasionKind};

/// One page's telling of an occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// The page that tells it.
    pub page: PageIx,
    /// The words that tell it.
    pub span: Span,
    /// What kind of occasion.
    pub kind: OccasionKind,
    /// Said in passing, as in "told reporters": it yields to a page that says more.
    pub loose: bool,
    /// Said in two or three words that go with one quotation, without a day or a hearer: "wrote in a letter", "told lawmakers".
    pub brief: bool,
    /// Told far from anything its speakers say on the page: background, perhaps, to another occasion.
    pub far: bool,
    /// Who spoke.
    pub speakers: BTreeSet<SpeakerIx>,
    /// Who heard it.
    pub heard: BTreeSet<Heard>,
    /// When.
    pub date: Option<Date>,
    /// The town and the day of the week that the words name, in small letters: "in Harrowby", "on Friday".
    pub where_and_when: WhereAndWhen,
    /// The quotations that are said to be from it.
    pub quotations: Vec<AttributionIx>,
}

/// Tellings of one page at most. Long reports tell of a dozen occasions; each is compared with the others of its speakers
/// and with the groups they are in, so that the time rises with the third power of this number.
const MOST: usize = 64;

/// Words of a telling at most that is said in passing: "told reporters", "told a group of journalists".
const LOOSE_WORDS: usize = 6;

/// Words at most of a telling that says no more than a cue does: "in a letter". A fourth would be "at a news conference".
const BRIEF_WORDS: usize = 3;

/// Bytes between a citation and the quotation that it is part of: "In an interview that she gave to the Post last week,
/// Ruiz said: ...". A sentence rarely holds more between the two.
const NEAR: u32 = 160;

/// All tellings, by page and place.
pub fn tellings(
    evidence: Evidence<'_>,
    outlets: &Outlets<'_>,
    echoes: &Echoes,
    statements: &[Statement],
    voices: &Voices,
) -> (Vec<Telling>, Vec<CutShort>) {
    let mut out = stated(evidence, outlets, echoes);
    out.extend(cited(evidence, outlets, &out));
    out.sort_by_key(|t| (t.page, t.span));
    let mut on_page: BTreeMap<PageIx, usize> = BTreeMap::new();
    out.retain(|t| {
        let n = on_page.entry(t.page).or_default();
        *n += 1;
        *n <= MOST
    });
    let full = on_page.into_iter().filter(|&(_, n)| n > MOST);
    let cut = full.map(|(page, n)| {
        let text = format!("of {n} places that tell of an occasion the first {MOST} were read");
        CutShort { about: "origins", page, text }
    });
    let cut = cut.collect();
    let spoke: BTreeMap<AttributionIx, SpeakerIx> =
        statements.iter().flat_map(|s| s.quotations.iter().filter_map(|&q| Some((q, s.speaker?)))).collect();
    let told: BTreeSet<(PageIx, SpeakerIx)> = out
        .iter()
        .filter(|t| t.heard.contains(&Heard::Page(t.page)))
        .flat_map(|t| t.speakers.iter().map(|&s| (t.page, s)))
        .collect();
    for telling in &mut out {
        hand_back(telling, outlets, echoes, &told);
        let anchored = anchored(evidence, telling);
        telling.speakers = telling.speakers.iter().map(|&s| voices.of(s)).collect();
        let near = nearest(evidence, &spoke, telling);
        // "The remarks were made at ..." names nobody: it is about whoever speaks next to it. "The debate on Saturday was
        // lively" is about nobody's words: background.
        if telling.speakers.is_empty() || (!anchored && near.is_some()) {
            let background = telling.heard.is_empty() && !quotes(evidence, telling) && !refers(evidence, telling);
            let near = near.filter(|_| !background);
            telling.speakers = near.into_iter().map(|(_, s)| s).collect();
        }
        telling.loose = telling.loose || !speaks(evidence, telling);
        telling.far = !spoken_beside(evidence, &spoke, telling);
    }
    out.retain(|t| !t.speakers.is_empty());
    out.sort_by_key(|t| (t.page, t.span));
    (out, cut)
}

/// "We met her" on a page that republishes another is that other page's meeting, where that page tells of it too.
fn hand_back(telling: &mut Telling, outlets: &Outlets<'_>, echoes: &Echoes, told: &BTreeSet<(PageIx, SpeakerIx)>) {
    let page = telling.page;
    if !telling.heard.contains(&Heard::Page(page)) {
        return;
    }
    let Some(head) = echoes.head(page, telling.span) else { return };
    let tells = |p: PageIx| telling.speakers.iter().any(|&s| told.contains(&(p, s)));
    if !matches!(head, Ancestor::Page(p) if !tells(p)) {
        let own = outlets.name_of(page).map(Heard::Outlet);
        telling.heard.retain(|h| *h != Heard::Page(page) && Some(h) != own.as_ref());
        telling.heard.extend(ancestor(outlets, head));
    }
}

/// The occasions that the speech stage found.
fn stated(evidence: Evidence<'_>, outlets: &Outlets<'_>, echoes: &Echoes) -> Vec<Telling> {
    let mut said: BTreeMap<usize, Vec<AttributionIx>> = BTreeMap::new();
    for (i, a) in evidence.speech.attributions.iter().enumerate() {
        if let Some(o) = a.occasion.filter(|_| a.counts()) {
            said.entry(o.ix()).or_default().push(AttributionIx::new(i));
        }
    }
    let mut out = Vec::new();
    for (i, o) in evidence.speech.occasions.iter().enumerate() {
        let Some(page) = evidence.pages.get(o.page.ix()) else { continue };
        if !page.role_at(o.span.begin).tells() {
            continue;
        }
        // Who is said to have asked stands in the words that tell it: "who interviewed her" is of those right before it.
        let told = |h: &Hearer| match *h {
            Hearer::Person(s) => mentions_at(evidence, s, o.page, o.span).next().is_some(),
            _ => true,
        };
        let hearers = o.hearers.iter().copied().filter(told);
        let heard: BTreeSet<Heard> = hearers.flat_map(|h| heard(evidence, outlets, o.page, h)).collect();
        // Whom the page names as a hearer like any other is an outlet where a page at hand has that name.
        let person = o.hearers.iter().any(|h| matches!(h, Hearer::Person(_)));
        let printed = person && heard.iter().any(|h| matches!(h, Heard::Page(_) | Heard::Outlet(_)));
        let kind = if printed && o.kind == OccasionKind::Unknown { OccasionKind::Interview } else { o.kind };
        let words = o.span.of(&page.text).split_whitespace().count();
        let passing = kind == OccasionKind::Unknown || (kind == OccasionKind::Public && words <= LOOSE_WORDS);
        // "testified", and no more: a word of the cue, which writers use of interviews too.
        let bare = kind == OccasionKind::Hearing && words == 1 && o.date.is_none() && o.hearers.is_empty();
        let reporters = o.hearers.iter().all(|h| *h == Hearer::Reporters) && !o.hearers.is_empty();
        out.push(Telling {
            page: o.page,
            span: o.span,
            kind,
            loose: kind == OccasionKind::Unknown || bare || (passing && reporters && o.date.is_none()),
            brief: words <= BRIEF_WORDS && o.date.is_none() && o.hearers.is_empty(),
            far: false,
            speakers: o.speakers.iter().copied().collect(),
            heard,
            where_and_when: if matches!(kind, OccasionKind::Public | OccasionKind::Hearing) {
                WhereAndWhen::read(o.span, &page.text)
            } else {
                WhereAndWhen::default()
            },
            date: o.date.clone().filter(|_| !o.relative || echoes.head(o.page, o.span).is_none()),
            quotations: said.remove(&i).unwrap_or_default(),
        });
    }
    out
}

/// Citations of the form "told X" beside a quotation, where no occasion says the same.
fn cited(evidence: Evidence<'_>, outlets: &Outlets<'_>, known: &[Telling]) -> Vec<Telling> {
    let attributions = &evidence.speech.attributions;
    let mut heard_on: BTreeMap<PageIx, Vec<Span>> = BTreeMap::new();
    for t in known.iter().filter(|t| !t.heard.is_empty()) {
        heard_on.entry(t.page).or_default().push(t.span);
    }
    let mut out = Vec::new();
    for c in evidence.lineage.citations.iter().filter(|c| c.form == CitationForm::Told) {
        let Some(page) = evidence.pages.get(c.page.ix()) else { continue };
        let known_here = heard_on.get(&c.page).is_some_and(|spans| spans.iter().any(|s| s.overlaps(c.span)));
        if known_here || !page.role_at(c.name.begin).tells() {
            continue;
        }
        let from = attributions.partition_point(|a| a.page < c.page);
        let here = attributions.iter().enumerate().skip(from).take_while(|(_, a)| a.page == c.page);
        let gap = |a: &crate::speech::Attribution| {
            let hull = a.source.iter().chain(&a.cue).chain(&a.content).copied().reduce(Span::hull)?;
            Some(hull.begin.saturating_sub(c.name.end).max(c.name.begin.saturating_sub(hull.end)))
        };
        let near = here
            .filter(|(_, a)| a.is_quotation() && a.counts())
            .filter_map(|(i, a)| Some((gap(a)?, i, a)))
            .filter(|&(g, ..)| g <= NEAR)
            .min_by_key(|&(g, i, _)| (g, i));
        let Some((_, i, a)) = near else { continue };
        out.push(Telling {
            page: c.page,
            span: c.span,
            kind: OccasionKind::Interview,
            loose: false,
            brief: false,
            far: false,
            speakers: a.speaker.into_iter().collect(),
            heard: ancestor(outlets, c.target).into_iter().collect(),
            where_and_when: WhereAndWhen::default(),
            date: None,
            quotations: vec![AttributionIx::new(i)],
        });
    }
    out
}

/// Whether the telling's own sentence mentions one of its speakers.
fn anchored(evidence: Evidence<'_>, telling: &Telling) -> bool {
    let sentence = sentence(evidence, telling);
    telling.speakers.iter().filter_map(|s| evidence.speech.speakers.get(s.ix())).any(|s| {
        let from = s.mentions.partition_point(|m| m.0 < telling.page);
        let mut here = s.mentions.iter().skip(from).take_while(|m| m.0 == telling.page);
        here.any(|m| sentence.contains(m.1))
    })
}

/// The sentence around a telling: from the full stop before it to the one after it, within its block.
pub fn sentence(evidence: Evidence<'_>, telling: &Telling) -> Span {
    let Some(page) = evidence.pages.get(telling.page.ix()) else { return telling.span };
    let at = page.blocks.partition_point(|b| b.span.end <= telling.span.begin);
    let Some(block) = page.blocks.get(at).map(|b| b.span) else { return telling.span };
    let before = Span { begin: block.begin, end: telling.span.begin.max(block.begin) }.of(&page.text);
    let after = Span { begin: telling.span.end.min(block.end), end: block.end }.of(&page.text);
    let from = before.rfind(". ").map_or(0, |i| i + 2);
    let to = after.find(". ").map_or(after.len(), |i| i + 1);
    Span::new(block.begin as usize + from, telling.span.end as usize + to)
}

/// Whether the sentence of a telling has a word of speaking at all: a rally that somebody drove past is no occasion on
/// which he spoke. English only; other languages are taken as they are.
fn speaks(evidence: Evidence<'_>, telling: &Telling) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let cues = lines(include_str!("../../../data/speech/cues.en.txt"));
        let cues = cues.filter(|l| !l.contains("|thought|")).filter_map(|l| l.split('|').next());
        let more = lines(include_str!("../../../data/origin/speaking.txt"));
        cues.chain(more).flat_map(|l| l.split(' ')).filter(|w| !w.is_empty()).collect()
    });
    let Some(page) = evidence.pages.get(telling.page.ix()) else { return false };
    if page.language.as_deref().is_some_and(|l| l != "en") {
        return true;
    }
    let text = sentence(evidence, telling).of(&page.text).to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).any(|w| words.contains(w))
}

/// Whether a quotation that is said to be from a telling stands in its sentence, in whole or in part.
fn quotes(evidence: Evidence<'_>, telling: &Telling) -> bool {
    let sentence = sentence(evidence, telling);
    let said = telling.quotations.iter().filter_map(|q| evidence.speech.attributions.get(q.ix()));
    said.flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content)).any(|s| s.overlaps(sentence))
}

/// Whether the sentence of a telling begins by pointing to words that stand beside it: "The remarks were made at ...",
/// "Her comments came during ...", "The interview took place ...". English only; other languages are taken as they are.
fn refers(evidence: Evidence<'_>, telling: &Telling) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let nouns = WORDS.get_or_init(|| lines(include_str!("../../../data/origin/referring.txt")).collect());
    let Some(page) = evidence.pages.get(telling.page.ix()) else { return false };
    if page.language.as_deref().is_some_and(|l| l != "en") {
        return true;
    }
    let text = sentence(evidence, telling).of(&page.text).to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(REFERS);
    let words: Vec<&str> = words.collect();
    let points = |w: &str| REFERRING_OPENERS.has(w);
    let at = words.iter().position(|w| points(w));
    at.is_some_and(|at| words.iter().skip(at + 1).take(3).any(|w| nouns.contains(w)))
}

/// Words of a sentence in which it must point to somebody's words: "On Tuesday evening, in court, the statement was read".
const REFERS: usize = 9;

/// Quotations on the page of a telling, with their speakers and the block they begin in, counted from the telling's.
fn around<'a>(
    evidence: Evidence<'a>,
    spoke: &'a BTreeMap<AttributionIx, SpeakerIx>,
    telling: &Telling,
) -> impl Iterator<Item = (AttributionIx, SpeakerIx, isize)> + 'a {
    let page = telling.page;
    let blocks = evidence.pages.get(page.ix()).map_or(&[][..], |p| p.blocks.as_slice());
    let block =
        move |offset: u32| isize::try_from(blocks.partition_point(|b| b.span.end <= offset)).unwrap_or(isize::MAX);
    let home = block(telling.span.begin);
    let attributions = &evidence.speech.attributions;
    let from = attributions.partition_point(|a| a.page < page);
    let here = attributions.iter().enumerate().skip(from).take_while(move |(_, a)| a.page == page);
    here.filter_map(move |(i, a)| {
        let q = AttributionIx::new(i);
        Some((q, *spoke.get(&q)?, block(a.content.first()?.begin) - home))
    })
}

/// Whether one of its speakers is quoted in the block of a telling, or near it.
fn spoken_beside(evidence: Evidence<'_>, spoke: &BTreeMap<AttributionIx, SpeakerIx>, telling: &Telling) -> bool {
    around(evidence, spoke, telling).any(|(_, s, gap)| telling.speakers.contains(&s) && gap.unsigned_abs() <= BESIDE)
}

/// Blocks between a telling and the quotations it is told for. On invented stories (testimony.py, seeds 1 to 4) they
/// follow at once; articles put a sentence of background between.
const BESIDE: usize = 2;

/// The quotation next to a telling and its speaker: in its own block, else in the next, else in the one before.
fn nearest(
    evidence: Evidence<'_>,
    spoke: &BTreeMap<AttributionIx, SpeakerIx>,
    telling: &Telling,
) -> Option<(AttributionIx, SpeakerIx)> {
    let rank = |gap: isize| [0, 1, -1].iter().position(|&g| g == gap);
    let near = around(evidence, spoke, telling).filter_map(|(q, s, gap)| Some((rank(gap)?, q, s)));
    near.min().map(|(_, q, s)| (q, s))
}
