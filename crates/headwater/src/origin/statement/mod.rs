//! Statements: all quotations of one utterance, across pages.
//!
//! Quotations whose words agree are joined, the best agreement first, as long as their speakers can be one. A page that
//! quotes as one what another quotes as two is joined with both.

use std::collections::{BTreeMap, BTreeSet};

mod copies;
mod fullest;
mod groups;
mod relayed;
pub(crate) mod stock;
pub mod voice;
pub mod wording;

pub use self::fullest::compare;

use self::copies::Copies;
use self::groups::{Groups, Nested};
use self::voice::is_named;
use self::wording::{Agreement, Lexicon, Wording};
use crate::cut_short::CutShort;
use crate::decision;
use crate::id::{AttributionIx, OriginIx, PageIx, SpeakerIx};
use crate::lineage::Ancestor;
use crate::origin::occasion::outlet::Outlets;
use crate::origin::{Evidence, Independent, Route, Way};
use crate::reuse::Change;
use crate::span::Span;
use crate::speech::{Attribution, Kind};

/// All quotations of one utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its fullest version: of those by which it came in, the one with the most words. A version on a page that has it from
    /// another may have gained words that nobody said.
    pub fullest: AttributionIx,
    /// Who said it; `None`: unattributed or undetermined.
    pub speaker: Option<SpeakerIx>,
    /// Its quotations, by page and place.
    pub quotations: Vec<AttributionIx>,
    /// Those of them that name an outlet for the speaker: a page relays there what the outlet was told.
    pub relayed: Vec<AttributionIx>,
    /// The pages they stand on, each once.
    pub pages: Vec<PageIx>,
    /// The ways in, as far as following up leads; how many of them are independent is in `independent`.
    pub routes: Vec<Route>,
    /// How many of the routes are independent of each other, and why that is open where it is.
    pub independent: Independent,
    /// By which way each quotation came, and how that is known; in the order of `quotations`.
    pub ways: Vec<Way>,
    /// The primary sources.
    pub origins: Vec<OriginIx>,
    /// Where the pages don't say on which occasion it was said, so that `origins` is empty: the known occasions that it may
    /// be from. One of which no page tells is possible too.
    pub between: Vec<OriginIx>,
    /// How the other versions differ from the fullest.
    pub versions: Vec<Version>,
}

/// How one quotation differs from the fullest version of its statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The fullest version.
    pub a: AttributionIx,
    /// The other.
    pub b: AttributionIx,
    /// In order; spans into the texts of their pages.
    pub changes: Vec<Change>,
}

/// Times that the text of a page may stand in quotations: what others are quoted as quoting stands in two, hardly ever in
/// three. Where more is nested the later ones are left out, for they are no writer's, and their words would be read again
/// and again.
const DEEP: usize = 4;

/// Groups the quotations that count into statements, those on most pages first. Speakers, routes and origins come later.
///
/// `O(n log n)` in words for the index, and the cost of a comparison for each pair that shares three words in a row.
pub fn group(evidence: Evidence<'_>, outlets: &Outlets<'_>) -> (Vec<Statement>, Vec<CutShort>) {
    let attributions = &evidence.speech.attributions;
    let mut lexicon = Lexicon::default();
    let mut wordings = Vec::new();
    let mut left: BTreeMap<PageIx, usize> = BTreeMap::new();
    let mut nested: BTreeSet<PageIx> = BTreeSet::new();
    for (i, a) in attributions.iter().enumerate() {
        let Some(page) = evidence.pages.get(a.page.ix()) else { continue };
        if !a.is_quotation() || !a.counts() || retells_himself(evidence, a) {
            continue;
        }
        let room = left.entry(a.page).or_insert(page.text.len() * DEEP);
        let bytes: usize = a.content.iter().map(|s| s.len()).sum();
        if bytes > *room {
            nested.insert(a.page);
            continue;
        }
        *room -= bytes;
        if !tells_occasion(evidence, a, &page.text) {
            wordings.push(wording::wording(AttributionIx::new(i), a, &page.text, &mut lexicon));
        }
    }
    let mut groups = join(evidence, &wordings, &lexicon);
    let relayed = relayed::join(evidence, outlets, &mut groups);
    let Evidence { pages, speech, decisions, .. } = evidence;
    decision::statement::apply(pages, speech, &mut groups, |w| w.attribution, decisions);
    let mut out: Vec<Statement> = groups.iter().map(|group| state(evidence, group, &relayed)).collect();
    out.sort_by_key(|s| (std::cmp::Reverse(s.pages.len()), s.quotations.first().copied()));
    let text = "quotations within quotations were left out where the page's text stands in more than four of them";
    let cut = nested.into_iter().map(|page| CutShort { about: "statements", page, text: text.to_owned() });
    (out, cut.collect())
}

/// Whether somebody tells in his own quoted words what he himself said before: "“I told them it would go,” she said". These words
/// are in the quotation that holds them already.
fn retells_himself(evidence: Evidence<'_>, a: &Attribution) -> bool {
    let outer = a.within.and_then(|w| evidence.speech.attributions.get(w.ix()));
    a.kind == Kind::Indirect
        && outer.is_some_and(|o| o.kind == Kind::Direct && o.speaker.is_some() && o.speaker == a.speaker)
}

/// Whether an indirect content is no utterance: a word or two, or the words that tell of an occasion ("spoke at a press
/// conference on Thursday").
fn tells_occasion(evidence: Evidence<'_>, a: &Attribution, text: &str) -> bool {
    if a.kind != Kind::Indirect {
        return false;
    }
    let bytes: usize = a.content.iter().map(|s| s.len()).sum();
    let words: usize = a.content.iter().map(|s| s.of(text).split_whitespace().count()).sum();
    let occasions = &evidence.speech.occasions;
    let from = occasions.partition_point(|o| o.page < a.page);
    let mut here = occasions.iter().skip(from).take_while(|o| o.page == a.page);
    let shared = |o: Span| a.content.iter().filter_map(|s| s.intersection(o)).map(Span::len).sum::<usize>();
    words < 3 || here.any(|o| 3 * shared(o.span) >= bytes)
}

/// How two speakers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compatible {
    /// Both are known and the same.
    Same,
    /// One is undetermined, or is only described.
    Open,
    /// Both are named and differ.
    Conflict,
}

/// Groups of positions in `wordings`, each in order.
fn join<'w>(evidence: Evidence<'_>, wordings: &'w [Wording], lexicon: &Lexicon) -> Vec<Vec<&'w Wording>> {
    let attributions = &evidence.speech.attributions;
    let of = |i: u32| wordings.get(i as usize).and_then(|w| Some((w, attributions.get(w.attribution.ix())?)));
    let mut links = Vec::new();
    let copies = Copies::new(evidence);
    let cites = Cites::new(evidence);
    let stock: Vec<bool> =
        (0..wordings.len() as u32).map(|i| of(i).is_some_and(|(_, a)| stock::is_stock(evidence, a))).collect();
    // Read once: a long quotation is compared with many.
    let numbers: Vec<BTreeSet<String>> =
        (0..wordings.len() as u32).map(|i| of(i).map_or_else(BTreeSet::new, |(_, a)| figures(evidence, a))).collect();
    for (i, j) in wording::within_reason(wordings, wording::candidates(wordings)) {
        let (Some((a, qa)), Some((b, qb))) = (of(i), of(j)) else { continue };
        // Nor is what somebody is quoted as quoting compared with the whole of it.
        if qa.within == Some(b.attribution) || qb.within == Some(a.attribution) {
            continue;
        }
        let agreement = wording::agree(a, b, lexicon);
        let open = compatible(evidence, qa.speaker, qb.speaker);
        // What any report prints ties nobody, unless one page has it from the other with the text around it.
        if stock.get(i as usize) == Some(&true) && !copies.within(qa, qb, AROUND) {
            continue;
        }
        // With other figures, two people say two things, and one on one page tells of two moments.
        let strict = qa.page == qb.page || open == Compatible::Conflict;
        let other = numbers.get(i as usize) != numbers.get(j as usize);
        if strict && other && numbers.get(i as usize).is_some_and(|n| !n.is_empty()) {
            continue;
        }
        // Where one page has the sentence from the other, or both from a third, a short one is enough.
        let whole = agreement.words >= 3 && agreement.words == a.words.len().max(b.words.len());
        let same = whole && open != Compatible::Conflict && copies.hold(qa, qb);
        let told = open == Compatible::Open && excerpt(a, b, agreement) && cites.holds(qa.page, qb.page);
        if (same || told || enough(agreement, a, b, open)) && !apart(qa, qb, agreement) {
            links.push((a.quoted && b.quoted, agreement.words, i, j));
        }
    }
    links.sort_by_key(|&(quoted, words, i, j)| (std::cmp::Reverse((quoted, words)), i, j));

    let nested = Nested::new(attributions, wordings);
    let mut people: Vec<BTreeSet<SpeakerIx>> = (0..wordings.len())
        .map(|k| of(k as u32).and_then(|q| q.1.speaker).filter(|&s| is_named(evidence, s)).into_iter().collect())
        .collect();
    let mut apart: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut groups = Groups::new(wordings.len());
    for (_, words, i, j) in links {
        let (a, b) = (groups.root(i), groups.root(j));
        if a == b {
            continue;
        }
        let (Some(pa), Some(pb)) = (people.get(a as usize), people.get(b as usize)) else { continue };
        // One long utterance given to two people is one utterance and a discrepancy; a short one may be two.
        if !pa.is_empty() && !pb.is_empty() && pa.is_disjoint(pb) && words < CONFLICT_WORDS {
            continue;
        }
        let pair = (a.min(b), a.max(b));
        if apart.contains(&pair) || nested.hold(&groups, a, b) {
            apart.insert(pair);
            continue;
        }
        let root = groups.unite(a, b);
        let other = if root == a { b } else { a };
        let moved = people.get_mut(other as usize).map(std::mem::take).unwrap_or_default();
        if let Some(all) = people.get_mut(root as usize) {
            all.extend(moved);
        }
    }
    let lists = groups.lists().into_iter();
    lists.map(|list| list.into_iter().filter_map(|i| wordings.get(i as usize)).collect()).collect()
}

/// Whether all words of the shorter stand in a row in the longer, between marks on both sides: four at least. Of somebody
/// without a name on a page that cites the other this is the same utterance.
fn excerpt(a: &Wording, b: &Wording, agreement: Agreement) -> bool {
    let least = a.words.len().min(b.words.len());
    let whole = agreement.run == least && agreement.words == least && least >= EXCERPT;
    a.quoted && b.quoted && whole
}

/// Words of an excerpt from somebody without a name. Three are often a figure of speech.
const EXCERPT: usize = 4;

/// Which pages cite each other.
struct Cites(BTreeSet<(PageIx, PageIx)>);

impl Cites {
    fn new(evidence: Evidence<'_>) -> Cites {
        let to = |c: &crate::lineage::Citation| match c.target {
            Ancestor::Page(p) => Some((c.page.min(p), c.page.max(p))),
            _ => None,
        };
        Cites(evidence.lineage.citations.iter().filter_map(to).collect())
    }

    fn holds(&self, a: PageIx, b: PageIx) -> bool {
        self.0.contains(&(a.min(b), a.max(b)))
    }
}

/// How many times as long as a stock line a shared stretch must be to say that one page has it from the other: two stock lines
/// stand beside each other on many pages.
const AROUND: usize = 4;

/// The figures of a quotation, in digits.
fn figures(evidence: Evidence<'_>, a: &Attribution) -> BTreeSet<String> {
    let text = evidence.pages.get(a.page.ix()).map_or("", |p| p.text.as_str());
    let words =
        a.content.iter().flat_map(|s| s.of(text).split(|c: char| !(c.is_alphanumeric() || matches!(c, ',' | '.'))));
    let digits = words.filter(|w| w.starts_with(|c: char| c.is_ascii_digit()));
    digits.take(FIGURES).map(|w| w.chars().filter(char::is_ascii_digit).collect()).collect()
}

/// Figures of one quotation that are compared; a quotation of more is a table.
const FIGURES: usize = 16;

/// Words that two quotations of differently named people must share to be one utterance. News hardly ever has two
/// people say the same eight words in a row of their own accord; oaths, proverbs and slogans are shorter or rarer.
const CONFLICT_WORDS: usize = 8;

/// Whether an agreement is enough to take two quotations for one utterance.
///
/// The shares were chosen on `testimony.py` stories (seeds 1 to 4), where a printed quotation keeps 10 words or more
/// after a cut and changes a word in twenty: below 0.5 of the shorter side chance agreements of three words begin,
/// above 0.7 heavily edited ones are lost.
fn enough(agreement: Agreement, a: &Wording, b: &Wording, speakers: Compatible) -> bool {
    let Agreement { words, run, shorter, telling, .. } = agreement;
    let least = a.words.len().min(b.words.len());
    if least == 0 {
        return false;
    }
    match (a.quoted && b.quoted, speakers) {
        // Two or three words in quotation marks, the same on both sides.
        (true, Compatible::Same) if least < 4 => words == least && (telling > 0 || least == 3),
        (true, Compatible::Same) => (words >= 4 && shorter >= 0.5) || (words >= 8 && run >= 8),
        (true, Compatible::Open) => words >= 5 && shorter >= 0.6,
        (true, Compatible::Conflict) => words >= CONFLICT_WORDS && shorter >= 0.75,
        (false, Compatible::Same) => words >= 5 && run >= 3 && shorter >= 0.65,
        (false, Compatible::Open) => words >= 8 && run >= 4 && shorter >= 0.75,
        (false, Compatible::Conflict) => false,
    }
}

fn compatible(evidence: Evidence<'_>, a: Option<SpeakerIx>, b: Option<SpeakerIx>) -> Compatible {
    match (a, b) {
        (Some(a), Some(b)) if a == b => Compatible::Same,
        (Some(a), Some(b)) if is_named(evidence, a) && is_named(evidence, b) => Compatible::Conflict,
        _ => Compatible::Open,
    }
}

/// Whether two quotations on one page are surely two: a page that repeats an utterance repeats nearly all of it.
fn apart(a: &Attribution, b: &Attribution, agreement: Agreement) -> bool {
    a.page == b.page && (agreement.shorter < 0.8 || (a.speaker != b.speaker && agreement.longer < 0.8))
}

/// The statement that a group of quotations makes.
fn state(evidence: Evidence<'_>, group: &[&Wording], relayed: &BTreeSet<AttributionIx>) -> Statement {
    let page = |w: &Wording| evidence.speech.attributions.get(w.attribution.ix()).map(|a| a.page);
    let quotations: Vec<AttributionIx> = group.iter().map(|w| w.attribution).collect();
    let pages: BTreeSet<PageIx> = group.iter().filter_map(|w| page(w)).collect();
    Statement {
        fullest: quotations.first().copied().unwrap_or(AttributionIx(0)),
        speaker: None,
        relayed: quotations.iter().copied().filter(|q| relayed.contains(q)).collect(),
        quotations,
        pages: pages.into_iter().collect(),
        routes: Vec::new(),
        independent: Independent::default(),
        ways: Vec::new(),
        origins: Vec::new(),
        between: Vec::new(),
        versions: Vec::new(),
    }
}
