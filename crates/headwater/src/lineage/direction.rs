//! What speaks for one page having taken from another, as numbers.
//!
//! The rules are the philologist's. A page that took from another has the other's wording except where it changed it; so
//! wording that the *other* alone has, against all third pages, speaks against it, and wording that the *taker* alone
//! has speaks for nothing. A part can't give the whole. Text that a page has beyond the shared passages must come from
//! somewhere: if a third page has it, from there. A passage is at home where the words around it speak of the same things.

use std::collections::HashMap;

use super::collation::{Collation, Site};
use super::wording::{Wording, Words};
use crate::page::Date;

/// Numbers of [`Signs`] for "page C took from page P".
pub(crate) const SIGNS: usize = NAMES.len();

/// What each number stands for, in order; the rows of `data/lineage/direction.txt` begin with these names.
pub const NAMES: [&str; 46] = [
    "there is a source",
    "share of the taker that is shared",
    "share of the source that is shared",
    "words of the taker that only third pages have",
    "their share of the taker",
    "words that only the taker has",
    "their share of the taker",
    "stretches that only the taker has",
    "words that only the source has",
    "words the source shares with third pages only",
    "stretches the taker lacks",
    "places where the taker alone differs",
    "places where the source alone differs",
    "places where both have company",
    "places where neither has company",
    "company of the source's wording over that of the taker's",
    "familiar words of the source's wording over the taker's",
    "familiar pairs of the source's wording over the taker's",
    "words more in the source at differing places",
    "the passages are at home in the source",
    "the taker stops within the source",
    "the source stops within the taker",
    "the source is older",
    "both have one date",
    "the source is younger",
    "years between them",
    "the taker names the source",
    "the source names the taker",
    "the taker names another page",
    "shared words against the best source",
    "places against the source against the least",
    "third pages' words against the least",
    "differing places against the least",
    "one style of quotation marks",
    "ends of passages that are paragraphs' in the taker only",
    "ends of passages that are paragraphs' in the source only",
    "paragraphs broken off in the taker",
    "paragraphs broken off in the source",
    "what the source holds of the family's text",
    "what the taker holds of the family's text",
    "the source's own share",
    "the taker's own share",
    "the source is longer",
    "words that no third page has",
    "short runs that no third page has",
    "rarity of the shared words in the family",
];

/// Three-word runs in a row that one or two changed words make; longer ones are text that third pages lack altogether.
pub(crate) const SHORT: u32 = 6;

/// What speaks for one page having taken from another.
pub type Signs = [f32; SIGNS];

/// What is known of a page besides its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outer {
    pub(crate) date: Option<Date>,
    /// Members of the family that it names as its source.
    pub(crate) names: Vec<u32>,
    /// It credits something that is not at hand.
    pub(crate) credits_work: bool,
    /// Its commonest quotation mark.
    pub(crate) mark: Option<char>,
}

/// How often words and pairs of words stand in the collection.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    words: Vec<u32>,
    pairs: HashMap<(u32, u32), u32>,
    /// On how many pages a word stands.
    pages: Vec<u32>,
    total: u32,
}

impl Usage {
    /// Counts over the stories of several families.
    pub(crate) fn count<'a>(stories: impl Iterator<Item = &'a [u32]>, words: usize) -> Usage {
        let mut usage = Usage { words: vec![0; words], pages: vec![0; words], ..Usage::default() };
        let mut last = vec![u32::MAX; words];
        for (ids, n) in stories.zip(0u32..) {
            usage.total += 1;
            for &id in ids {
                if let (Some(count), Some(pages), Some(last)) =
                    (usage.words.get_mut(id as usize), usage.pages.get_mut(id as usize), last.get_mut(id as usize))
                {
                    *count += 1;
                    if *last != n {
                        *last = n;
                        *pages += 1;
                    }
                }
            }
            for pair in ids.windows(2) {
                *usage.pairs.entry((pair[0], pair[1])).or_default() += 1;
            }
        }
        usage
    }

    fn word(&self, id: u32) -> u32 {
        self.words.get(id as usize).copied().unwrap_or(0)
    }

    fn rarity(&self, id: u32) -> f32 {
        let pages = self.pages.get(id as usize).copied().unwrap_or(0).max(1);
        (1.0 + self.total as f32 / pages as f32).ln()
    }
}

/// The numbers for "`child` took from `parent`", sides of `collation` as told by `parent_side` (0 or 1). `below` are
/// pages taken to derive from the child, `beside` those taken to derive from the parent: their company proves nothing.
pub(crate) fn signs(
    view: &View<'_>,
    collation: &Collation,
    parent_side: usize,
    pair: (usize, usize),
    below: &[u32],
) -> Signs {
    let (parent, child) = pair;
    let (ps, cs) = (parent_side, 1 - parent_side);
    let mut f = [0.0; SIGNS];
    let (Some(source), Some(taker)) = (view.wording.pages.get(parent), view.wording.pages.get(child)) else { return f };
    let (ns, nt) = (source.ids.len().max(1) as f32, taker.ids.len().max(1) as f32);
    let shared = collation.shared as f32;
    let company = |with: &[u32]| with.iter().filter(|p| !below.contains(p)).count();
    let [mut known, mut own, mut own_parts] = [0.0f32; 3];
    for a in &collation.alone[cs] {
        let n = (a.words.1 - a.words.0) as f32;
        if company(&a.with) > 0 {
            known += n;
        } else {
            own += n;
            own_parts += 1.0;
        }
    }
    let [mut source_own, mut source_known] = [0.0f32; 2];
    for a in &collation.alone[ps] {
        let n = (a.words.1 - a.words.0) as f32;
        *(if company(&a.with) > 0 { &mut source_known } else { &mut source_own }) += n;
    }
    let [mut taker_alone, mut source_alone, mut both, mut neither] = [0.0f32; 4];
    let [mut weight, mut words, mut pairs, mut longer] = [0.0f32; 4];
    for site in &collation.sites {
        let (s, t) = (company(&site.with[ps]), company(&site.with[cs]));
        match (s > 0, t > 0) {
            (true, false) => taker_alone += 1.0,
            (false, true) => source_alone += 1.0,
            (true, true) => both += 1.0,
            (false, false) => neither += 1.0,
        }
        weight += (1.0 + s as f32).ln() - (1.0 + t as f32).ln();
        if s == 0 && t == 0 || !site.seen {
            let (ws, xs) = familiar(view, parent, site, ps);
            let (wt, xt) = familiar(view, child, site, cs);
            words += (ws - wt).clamp(-1.0, 1.0);
            pairs += (xs - xt).clamp(-1.0, 1.0);
            let len = |side: usize| (site.words[side].1 - site.words[side].0) as f32;
            longer += (len(ps) - len(cs)).clamp(-1.0, 1.0);
        }
    }
    let log = |x: f32| (1.0 + x).ln();
    let signed = |x: f32| x.signum() * (1.0 + x.abs()).ln();
    f[0] = 1.0;
    f[1] = shared / nt;
    f[2] = shared / ns;
    f[3] = log(known);
    f[4] = known / nt;
    f[5] = log(own);
    f[6] = own / nt;
    f[7] = log(own_parts);
    f[8] = log(source_own);
    f[9] = log(source_known);
    f[10] = log(collation.alone[ps].len() as f32);
    f[11] = log(taker_alone);
    f[12] = log(source_alone);
    f[13] = log(both);
    f[14] = log(neither);
    f[15] = signed(weight);
    f[16] = signed(words);
    f[17] = signed(pairs);
    f[18] = signed(longer);
    f[19] = at_home(view, collation, ps, parent) - at_home(view, collation, cs, child);
    let stops = |side: usize| {
        f32::from(
            collation.alone[1 - side].last().is_some_and(|a| a.last)
                && !collation.alone[side].last().is_some_and(|a| a.last),
        )
    };
    f[20] = stops(cs);
    f[21] = stops(ps);
    if let (Some(Some(s)), Some(Some(t))) =
        (view.outer.get(parent).map(|o| &o.date), view.outer.get(child).map(|o| &o.date))
    {
        f[22] = f32::from(s.before(t));
        f[24] = f32::from(t.before(s));
        f[23] = 1.0 - f[22] - f[24];
        f[25] = (i32::from(s.year) - i32::from(t.year)).abs().min(5) as f32;
    }
    let names = |a: usize, b: usize| view.outer.get(a).is_some_and(|o| o.names.contains(&(b as u32)));
    f[26] = f32::from(names(child, parent));
    f[27] = f32::from(names(parent, child));
    f[28] = f32::from(!names(child, parent) && view.outer.get(child).is_some_and(|o| !o.names.is_empty()));
    let mark = |n: usize| view.outer.get(n).and_then(|o| o.mark);
    let edges = edges(source, taker, collation, ps);
    for (i, n) in edges.into_iter().enumerate() {
        f[34 + i] = log(n);
    }
    let members = (1.0 + view.held.len() as f32).ln();
    let [mut words, mut short, mut rare] = [0.0f32; 3];
    for run in &collation.runs {
        let n = company(&run.with);
        rare += run.len as f32 * (members - (1.0 + n as f32).ln());
        if n == 0 {
            words += run.len as f32;
            short += f32::from(run.len <= SHORT);
        }
    }
    f[43] = log(words);
    f[44] = log(short);
    f[45] = if shared > 0.0 { rare / shared } else { 0.0 };
    let held = |n: usize| view.held.get(n).copied().unwrap_or(0) as f32;
    let most = view.held.iter().copied().max().unwrap_or(0).max(1) as f32;
    f[38] = held(parent) / most;
    f[39] = held(child) / most;
    f[40] = 1.0 - held(parent) / ns;
    f[41] = 1.0 - held(child) / nt;
    f[42] = (ns / nt).ln().clamp(-2.0, 2.0);
    f[33] = f32::from(mark(parent).is_some() && mark(parent) == mark(child));
    f
}

/// Fills in the numbers that compare the possible sources of one page.
pub(crate) fn compare(rows: &mut [Signs]) {
    let best = |rows: &[Signs], i: usize, most: bool| {
        rows.iter().map(|r| r[i]).reduce(|a, b| if (a > b) == most { a } else { b }).unwrap_or(0.0)
    };
    let (shared, against, known, differ) =
        (best(rows, 1, true), best(rows, 12, false), best(rows, 4, false), |r: &Signs| r[11] + r[12] + r[13] + r[14]);
    let least = rows.iter().map(differ).fold(f32::INFINITY, f32::min);
    for r in rows {
        r[29] = if shared > 0.0 { r[1] / shared } else { 0.0 };
        r[30] = r[12] - against;
        r[31] = r[4] - known;
        r[32] = differ(r) - least;
    }
}

/// A family as the signs see it.
pub(crate) struct View<'a> {
    pub(crate) wording: &'a Wording,
    pub(crate) outer: &'a [Outer],
    pub(crate) usage: &'a Usage,
    /// Words of every member that another member has too.
    pub(crate) held: &'a [u32],
}

/// Ends of passages that are ends of paragraphs in the taker only, in the source only; and of these, those where the
/// paragraph begins or stops within a sentence, likewise.
fn edges(source: &Words, taker: &Words, collation: &Collation, ps: usize) -> [f32; 4] {
    let mut out = [0.0; 4];
    let begins = |w: &Words, at: u32| w.begins.get(at as usize).copied().unwrap_or(true);
    let broken_begin = |w: &Words, at: u32| w.small.get(at as usize).copied().unwrap_or(false);
    let broken_end =
        |w: &Words, at: u32| at.checked_sub(1).is_some_and(|b| !w.closes.get(b as usize).copied().unwrap_or(true));
    for chain in &collation.chains {
        let (s, t) = (chain[ps], chain[1 - ps]);
        for (side, mine, other, at, there) in [(0, taker, source, t, s), (1, source, taker, s, t)] {
            if begins(mine, at.0) && !begins(other, there.0) {
                out[side] += 1.0;
                out[2 + side] += f32::from(broken_begin(mine, at.0));
            }
            if begins(mine, at.1) && !begins(other, there.1) {
                out[side] += 1.0;
                out[2 + side] += f32::from(broken_end(mine, at.1));
            }
        }
    }
    out
}

/// How familiar the wording of one side of a site is: of its least used word, and of its least used pair of words, the
/// logarithm of how often it stands elsewhere.
fn familiar(view: &View<'_>, page: usize, site: &Site, side: usize) -> (f32, f32) {
    let Some(words) = view.wording.pages.get(page) else { return (0.0, 0.0) };
    let (begin, end) = (site.words[side].0 as usize, site.words[side].1 as usize);
    let here = 1 + site.with[side].len() as u32;
    let log = |n: u32| (1.0 + n.saturating_sub(here) as f32).ln();
    let word = words.ids.get(begin..end).unwrap_or_default().iter().map(|&id| log(view.usage.word(id)));
    let around = words.ids.get(begin.saturating_sub(1)..(end + 1).min(words.ids.len())).unwrap_or_default();
    let pair = around.windows(2).map(|p| log(view.usage.pairs.get(&(p[0], p[1])).copied().unwrap_or(0)));
    let least = |list: &mut dyn Iterator<Item = f32>| list.fold(f32::INFINITY, f32::min);
    let (mut word, mut pair) = (word, pair);
    let (w, p) = (least(&mut word), least(&mut pair));
    (if w.is_finite() { w } else { 3.0 }, if p.is_finite() { p } else { 0.0 })
}

/// How much of the vocabulary of what a page has beyond the passages is in the passages too, rare words counting more; 0
/// to 1. A page with nothing beyond them gives 0.5.
fn at_home(view: &View<'_>, collation: &Collation, side: usize, page: usize) -> f32 {
    let Some(words) = view.wording.pages.get(page) else { return 0.5 };
    let mut inside = vec![false; words.ids.len()];
    for b in &collation.blocks {
        let from = b.at[side] as usize;
        for i in inside.iter_mut().skip(from).take(b.len as usize) {
            *i = true;
        }
    }
    let types = |want: bool| {
        let mut list: Vec<u32> =
            words.ids.iter().zip(&inside).filter(|(_, i)| **i == want).map(|(id, _)| *id).collect();
        list.sort_unstable();
        list.dedup();
        list
    };
    let (passages, rest) = (types(true), types(false));
    if rest.len() < 20 {
        return 0.5;
    }
    let (mut both, mut all) = (0.0, 0.0);
    for id in rest {
        let rare = view.usage.rarity(id);
        all += rare;
        both += if passages.binary_search(&id).is_ok() { rare } else { 0.0 };
    }
    if all > 0.0 { both / all } else { 0.5 }
}
