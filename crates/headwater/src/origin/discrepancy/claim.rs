//! What different statements say of one thing: sentences with the same words around another figure, date or place, or turned
//! by a negation.
//!
//! A sentence is compared with those that share telling words with it. Two are about one thing where nearly all content words
//! of the shorter stand in the longer one, and no name or date of one contradicts the other's. That is strict on purpose: a
//! figure against another thing's figure is no discrepancy, and a reader who is shown one such pair believes the next ones less.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::figure::{self, Quantity};
use super::tally::roughly;
use super::version::{Denial, is_calendar, is_place};
use super::{Discrepancy, DiscrepancyKind, called, hour, words};
use crate::id::{PageIx, SpeakerIx};
use crate::list::lines;
use crate::origin::{Evidence, Statement, topic};
use crate::page::{Page, Role};
use crate::reuse::Place;
use crate::span::Span;

/// A sentence of a statement, as it is compared.
struct Claim {
    statement: usize,
    page: PageIx,
    speaker: Option<SpeakerIx>,
    span: Span,
    /// Content words, cut to their first letters, without figures, units, names of months and negations.
    stems: BTreeSet<String>,
    amounts: Vec<Amount>,
    dates: Vec<(Span, String)>,
    places: Vec<(Span, String)>,
    names: BTreeSet<String>,
    denied: bool,
    negations: usize,
}

/// A figure and the stem of what it counts, where it has no unit.
struct Amount {
    quantity: Quantity,
    place: Span,
    /// Its words.
    said: String,
    noun: Option<String>,
    /// The content words of its clause.
    clause: BTreeSet<String>,
    /// Whether its clause is negated.
    denied: bool,
}

/// Discrepancies between different statements, but those of `known` places.
pub(super) fn rivals(evidence: Evidence<'_>, statements: &[Statement], known: &[Discrepancy]) -> Vec<Discrepancy> {
    let mut claims: Vec<Claim> = statements.iter().enumerate().flat_map(|(i, s)| read(evidence, i, s)).collect();
    claims.extend(narrated(evidence, statements.len()));
    let mut postings: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, c) in claims.iter().enumerate() {
        for stem in &c.stems {
            postings.entry(stem).or_default().push(i);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for list in postings.values().filter(|l| l.len() <= CROWD) {
        for (k, &a) in list.iter().enumerate() {
            for &b in list.iter().skip(k + 1) {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut taken: BTreeMap<PageIx, Vec<Span>> = BTreeMap::new();
    for p in known.iter().flat_map(|d| &d.places) {
        taken.entry(p.page).or_default().push(p.span);
    }
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for ((a, b), _) in shared.into_iter().filter(|&(_, n)| n >= 2) {
        let (Some(a), Some(b)) = (claims.get(a), claims.get(b)) else { continue };
        let Some((kind, x, y)) = differ(a, b) else { continue };
        let places = vec![Place { page: a.page, span: x }, Place { page: b.page, span: y }];
        // The same two values in the same words of other pages say nothing new.
        let values: BTreeSet<String> = places.iter().map(|p| words(evidence, *p).to_lowercase()).collect();
        let stems: Vec<&String> = a.stems.intersection(&b.stems).take(SAME).collect();
        if !seen.insert((kind, values, stems)) {
            continue;
        }
        if places.iter().all(|p| taken.get(&p.page).is_some_and(|all| all.iter().any(|s| s.overlaps(p.span)))) {
            continue;
        }
        out.push(told(evidence, kind, places, [a, b]));
    }
    out
}

/// Stems that two sentences share by which a finding is known again.
const SAME: usize = 3;

/// Sentences that share a stem and are compared. A word in more sentences tells nothing of one thing.
const CROWD: usize = 12;

/// Sentences of one statement that are read; a quotation of more is a text of its own.
const MOST_SENTENCES: usize = 40;

/// The sentences with figures that pages tell in their own words, each wording once; `first` is the number of the first of
/// them, which no statement has. Linear in the text.
fn narrated(evidence: Evidence<'_>, first: usize) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    let mut seen: BTreeSet<(Vec<String>, Vec<u64>)> = BTreeSet::new();
    let attributions = &evidence.speech.attributions;
    let mut from = 0;
    for (i, page) in evidence.pages.iter().enumerate() {
        let ix = PageIx::new(i);
        let here = attributions.get(from..).unwrap_or_default();
        let here = here.get(..here.partition_point(|a| a.page <= ix)).unwrap_or_default();
        from += here.len();
        let mut said: Vec<Span> =
            here.iter().filter(|a| a.counts() && a.is_quotation()).flat_map(|a| a.content.iter().copied()).collect();
        said.sort_unstable();
        let quoted = |s: Span| {
            let near = said.partition_point(|c| c.begin < s.end);
            said.get(near.saturating_sub(NEAR)..near).unwrap_or_default().iter().any(|c| c.overlaps(s))
        };
        let begin = out.len();
        for block in page.blocks.iter().filter(|b| b.role == Role::Story) {
            for span in sentences(block.span, &page.text) {
                let text = span.of(&page.text);
                if !text.bytes().any(|b| b.is_ascii_digit()) || quoted(span) || out.len() >= begin + MOST_SENTENCES {
                    continue;
                }
                let Some(claim) = claim(first + out.len(), ix, None, span, text, false) else { continue };
                let figures = claim.amounts.iter().map(|a| a.quantity.low.to_bits()).collect();
                if !claim.amounts.is_empty() && seen.insert((claim.stems.iter().cloned().collect(), figures)) {
                    out.push(claim);
                }
            }
        }
    }
    out
}

/// Contents before a place that are looked at for one that holds it: they nest no deeper.
const NEAR: usize = 8;

/// The sentences of a stretch, by their closing marks.
pub(super) fn sentences(span: Span, page: &str) -> Vec<Span> {
    let text = span.of(page);
    let ends = text.match_indices(['.', '!', '?', '…', '\n']).map(|(i, m)| i + m.len());
    let mut from = 0;
    let mut out = Vec::new();
    for end in ends.filter(|&e| ends_sentence(text, e)).chain([text.len()]) {
        let begin = span.begin as usize + from;
        if text.get(from..end).is_some_and(|s| s.len() > 12) {
            out.push(Span::new(begin, span.begin as usize + end));
            from = end;
        }
    }
    out
}

/// Sentences of a page's story that are looked at for what other pages give otherwise.
const MOST_OF_STORY: usize = 400;

/// The sentences of a page's story, in order, at most so many.
pub(super) fn story(page: &Page) -> impl Iterator<Item = Span> {
    let told = page.blocks.iter().filter(|b| b.role == Role::Story);
    told.flat_map(|b| sentences(b.span, &page.text)).take(MOST_OF_STORY)
}

fn read(evidence: Evidence<'_>, statement: usize, s: &Statement) -> Vec<Claim> {
    let Some(a) = evidence.speech.attributions.get(s.fullest.ix()) else { return Vec::new() };
    let Some(page) = evidence.pages.get(a.page.ix()) else { return Vec::new() };
    let cue = a.cue.iter().any(|c| c.of(&page.text).to_lowercase().split(|c: char| !c.is_alphanumeric()).any(denying));
    let mut out = Vec::new();
    for &span in &a.content {
        for span in sentences(span, &page.text) {
            out.extend(claim(statement, a.page, s.speaker, span, span.of(&page.text), cue));
            if out.len() >= MOST_SENTENCES {
                return out;
            }
        }
    }
    out
}

/// Whether a mark that ends at `end` ends a sentence: white space and a capital follow, or nothing.
fn ends_sentence(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("").trim_start_matches(['”', '"', '»', '’']);
    let next = rest.trim_start();
    next.is_empty() || (next.len() < rest.len() && next.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric()))
}

fn claim(
    statement: usize,
    page: PageIx,
    speaker: Option<SpeakerIx>,
    span: Span,
    text: &str,
    cue: bool,
) -> Option<Claim> {
    let back = |s: Span| Span { begin: span.begin + s.begin, end: span.begin + s.end };
    let mut quantities = figure::quantities(text);
    let hours = hour::times(text);
    quantities.retain(|q| !hours.iter().any(|h| h.span.overlaps(q.span)));
    quantities.extend(hours);
    quantities.sort_by_key(|q| q.span);
    let mut stems = BTreeSet::new();
    let (mut names, mut dates, mut places) = (BTreeSet::new(), Vec::new(), Vec::new());
    let mut first = true;
    let mut order: Vec<(u32, String)> = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))) {
        let begin = at;
        at += word.len() + text.get(at + word.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        if word.is_empty() {
            continue;
        }
        let here = Span::new(begin, begin + word.len());
        let low = word.to_lowercase();
        let capital = word.starts_with(char::is_uppercase) && !first;
        first = false;
        let last = quantities.partition_point(|q| q.span.begin < here.end).checked_sub(1);
        if last.and_then(|k| quantities.get(k)).is_some_and(|q| q.span.overlaps(here)) {
            continue;
        }
        if is_calendar(word) {
            dates.push((back(here), low));
        } else if capital && is_place(&low) {
            places.push((back(here), low));
        } else if low.chars().all(|c| c.is_ascii_digit()) {
            dates.push((back(here), low));
        } else if let Some(stem) = topic::stem(word).filter(|_| Denial::of(&low).negations == 0) {
            if capital {
                names.insert(low);
            }
            order.push((here.begin, stem.clone()));
            stems.insert(stem);
        }
    }
    if stems.len() < 2 {
        return None;
    }
    let noun = |q: &Quantity| order.get(order.partition_point(|(at, _)| *at < q.span.end)).map(|(_, s)| s.clone());
    let amounts = quantities.into_iter().map(|q| {
        let noun = if q.dimension.is_empty() { noun(&q) } else { None };
        let around = clause(text, q.span);
        let first = order.partition_point(|(at, _)| (*at as usize) < around.start);
        let inside = order.iter().skip(first).take_while(|(at, _)| (*at as usize) < around.end);
        let denied = Denial::of(text.get(around.clone()).unwrap_or("")).negations % 2 == 1;
        Amount {
            place: back(q.span),
            said: q.span.of(text).to_owned(),
            noun,
            clause: inside.map(|(_, s)| s.clone()).collect(),
            denied,
            quantity: q,
        }
    });
    let negations = Denial::of(text).negations;
    let denied = (negations + usize::from(cue)) % 2 == 1;
    let amounts = amounts.collect();
    Some(Claim { statement, page, speaker, span, stems, amounts, dates, places, names, denied, negations })
}

/// Bytes of a clause on each side of a figure at most: it bounds the work on a sentence of a thousand figures.
const REACH: usize = 240;

/// The clause around `span`: from the comma, the dash or the "and" before it to the next, no farther than [`REACH`].
pub(super) fn clause(text: &str, span: Span) -> std::ops::Range<usize> {
    const ENDS: [&str; 12] =
        [", ", "; ", ": ", " – ", " — ", " - ", " and ", " but ", " while ", " because ", " although ", " that "];
    let boundary = |at: usize| (at..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let (from, to) = (span.begin as usize, span.end as usize);
    let (low, high) = (boundary(from.saturating_sub(REACH)), boundary((to + REACH).min(text.len())));
    let (before, after) = (text.get(low..from).unwrap_or(""), text.get(to..high).unwrap_or(""));
    let begin = ENDS.iter().filter_map(|e| before.rfind(e).map(|i| i + e.len())).max().unwrap_or(0);
    let end = ENDS.iter().filter_map(|e| after.find(e)).min().unwrap_or(after.len());
    low + begin..to + end
}

/// The clause around `span`; with what it is about, where it begins with a relative: "the gate, which was built in 1954".
pub(super) fn told_in(text: &str, span: Span) -> std::ops::Range<usize> {
    let around = clause(text, span);
    let begins = text.get(around.clone()).unwrap_or("");
    let relative = ["which ", "who ", "that "].iter().any(|w| begins.starts_with(w));
    if relative { 0..around.end } else { around }
}

/// Whether two figures of one kind stand in clauses that say the same, whatever else the sentences say.
fn same_clause(x: &Amount, y: &Amount) -> bool {
    let common = x.clause.intersection(&y.clause).count();
    let (fewer, more) = (x.clause.len().min(y.clause.len()), x.clause.len().max(y.clause.len()));
    fewer == common && (common >= 3 && more <= common + 2 || common == 2 && more == 2)
}

/// How two claims about one thing differ, if they do, and the words on both sides.
fn differ(a: &Claim, b: &Claim) -> Option<(DiscrepancyKind, Span, Span)> {
    // One speaker on one page tells of two moments.
    let told_at_once = a.page == b.page && a.speaker == b.speaker;
    if a.statement == b.statement || told_at_once {
        return None;
    }
    let common = a.stems.intersection(&b.stems).count();
    let (fewer, more) = (a.stems.len().min(b.stems.len()), a.stems.len().max(b.stems.len()));
    let (left, over) = (fewer - common, more - common);
    let names = a.names.is_empty() || b.names.is_empty() || a.names.is_subset(&b.names) || b.names.is_subset(&a.names);
    if !names || common < 2 {
        return None;
    }
    let set = |list: &[(Span, String)]| list.iter().map(|d| d.1.clone()).collect::<BTreeSet<_>>();
    let (when, then) = (set(&a.dates), set(&b.dates));
    let (where_a, where_b) = (set(&a.places), set(&b.places));
    let agree = |x: &BTreeSet<String>, y: &BTreeSet<String>| x.is_empty() || y.is_empty() || x == y;
    // A measured figure says by its unit what it is of; a bare one by what it counts.
    if agree(&when, &then) && agree(&where_a, &where_b) {
        for x in &a.amounts {
            let alike = |y: &Amount| {
                y.quantity.dimension == x.quantity.dimension
                    && y.noun == x.noun
                    && (x.noun.is_some() || !x.quantity.dimension.is_empty())
            };
            let one = |list: &[Amount]| list.iter().filter(|y| alike(y)).count() == 1;
            let Some(y) = b.amounts.iter().find(|y| alike(y)) else { continue };
            let rate = x.quantity.dimension.contains('/');
            let sentence = a.denied == b.denied && if rate { left <= 2 } else { left <= 1 && common >= 3 };
            let near = sentence || x.denied == y.denied && same_clause(x, y);
            let other =
                x.quantity.differs(&y.quantity) && !roughly((&x.said, x.quantity.low), (&y.said, y.quantity.low));
            if near && one(&a.amounts) && one(&b.amounts) && other {
                return Some((DiscrepancyKind::Number, x.place, y.place));
            }
        }
    }
    if left > 0 || over > 2 || common < 3 {
        return None;
    }
    let same_figures = a.amounts.len() == b.amounts.len()
        && a.amounts.iter().zip(&b.amounts).all(|(x, y)| !x.quantity.differs(&y.quantity));
    if !same_figures {
        return None;
    }
    match () {
        // Two clauses, each with its own negation, are not weighed up.
        () if a.denied != b.denied && a.negations.max(b.negations) > 1 => None,
        () if a.denied != b.denied && agree(&when, &then) && agree(&where_a, &where_b) => {
            Some((DiscrepancyKind::Wording, a.span, b.span))
        }
        () if a.denied != b.denied => None,
        () if !agree(&when, &then) && agree(&where_a, &where_b) && a.dates.len() == 1 && b.dates.len() == 1 => {
            Some((DiscrepancyKind::Date, a.dates.first()?.0, b.dates.first()?.0))
        }
        () if agree(&when, &then) && !agree(&where_a, &where_b) && a.places.len() == 1 && b.places.len() == 1 => {
            Some((DiscrepancyKind::Place, a.places.first()?.0, b.places.first()?.0))
        }
        () => None,
    }
}

fn told(evidence: Evidence<'_>, kind: DiscrepancyKind, mut places: Vec<Place>, claims: [&Claim; 2]) -> Discrepancy {
    let what = match kind {
        DiscrepancyKind::Number => "another figure for what seems one thing",
        DiscrepancyKind::Date => "another date for what seems one thing",
        DiscrepancyKind::Place => "another place for what seems one thing",
        _ => "one says it, the other denies it",
    };
    let who = |c: &Claim| {
        let name = c.speaker.and_then(|s| evidence.speech.speakers.get(s.ix())).map(|s| s.name.as_str());
        name.map_or_else(String::new, |n| format!("{n}, "))
    };
    let side = |c: &Claim, p: &Place| format!("“{}” ({}{})", words(evidence, *p), who(c), called(evidence, p.page));
    let said: Vec<String> = claims.iter().zip(&places).map(|(c, p)| side(c, p)).collect();
    places.sort_unstable();
    Discrepancy { kind, places, note: format!("{what}: {}", said.join(", ")) }
}

/// Whether a word of a cue denies what it introduces.
fn denying(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let rows = lines(include_str!("../../../data/origin/stance-verbs.txt"));
        let plain = rows.filter(|l| l.contains("||denies|"));
        plain.flat_map(|l| l.split('|').next().unwrap_or("").split(' ')).collect()
    });
    words.contains(word)
}
