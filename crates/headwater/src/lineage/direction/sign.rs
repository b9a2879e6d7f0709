//! What speaks for one page having taken from another, as numbers.
//!
//! The rules are the philologist's. A page that took from another has the other's wording except where it changed it; so
//! wording that the *other* alone has, against all third pages, speaks against it, and wording that the *taker* alone
//! has speaks for nothing. A part can't give the whole. Text that a page has beyond the shared passages must come from
//! somewhere: if a third page has it, from there. A passage is at home where the words around it speak of the same things.

use super::wear::{Wear, edges, restyled};
use crate::id::WorkIx;
use crate::lineage::collation::side::Collation;
use crate::lineage::collation::usage::Usage;
use crate::lineage::collation::wording::Wording;
use crate::page::Date;

/// Numbers of [`Signs`] for "page C took from page P".
pub(crate) const SIGNS: usize = NAMES.len();

/// What each number stands for, in order; the rows of `data/lineage/direction.txt` begin with these names.
pub const NAMES: [&str; 91] = [
    "there is a source",
    "share of the taker that is shared",
    "share of the source that is shared",
    "words of the taker that only third pages have",
    "their share of the taker",
    "words that only the taker has",
    "share of the taker that it alone has",
    "stretches that only the taker has",
    "words that only the source has",
    "words the source shares with third pages only",
    "stretches the taker lacks",
    "places where the taker alone differs",
    "places where the source alone differs",
    "places where both have company",
    "places where neither has company",
    "company of the source's wording over that of the taker's",
    "unjudged places where the source's words are the more familiar",
    "unjudged places where the source's pairs are the more familiar",
    "unjudged places where the taker's words are the more familiar",
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
    "unjudged places where the taker's pairs are the more familiar",
    "unjudged places where the source's letters are the likelier",
    "unjudged places where the taker's letters are the likelier",
    "common words more in the source at unjudged places",
    "other words more in the source at unjudged places",
    "common words more in the taker at unjudged places",
    "other words more in the taker at unjudged places",
    "places against the source where its wording is the more familiar",
    "places against the source where the taker's wording is the more familiar",
    "places of the taker's own where the source's wording is the more familiar",
    "places of the taker's own where its wording is the more familiar",
    "quotation marks of one style in shared words",
    "quotation marks of two styles in shared words",
    "marks of two styles against the least",
    "what surrounds the passages in the source belongs to them",
    "what surrounds the passages in the taker belongs to them",
    "native words that only the source has",
    "strange words that only the source has",
    "native words that only the taker has",
    "strange words that only the taker has",
    "differing places against the least, as a logarithm",
    "changed places in a hundred shared words",
    "changes that run this way at unjudged places",
    "changes that run the other way at unjudged places",
    "changes that run this way where the source has company",
    "changes that run the other way where the source has company",
    "changes that run this way where the taker has company",
    "changes that run the other way where the taker has company",
    "changes that run this way where both have company",
    "changes that run the other way where both have company",
    "changes on the whole",
    "stretches of the source that the taker cut out",
    "stretches of the source that it put in",
    "stretches of the taker that it put in",
    "stretches of the taker that the source cut out",
    "stretches on the whole",
    "styles of quotation marks in shared words that are fewer in the taker",
    "draft: the source has none",
    "draft: others took from the source",
    "changes on the whole against the best",
    "stretches on the whole against the best",
    "the other way, against the least",
    "quotation marks of two styles, at all",
    "quotation marks of two styles, where another source has one",
    "the source's quotation marks are the commoner in the collection",
];

/// Three-word runs in a row that one or two changed words make; longer ones are text that third pages lack altogether.
pub(crate) const SHORT: u32 = 6;

/// What a first look at the graph tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// For every member those taken to derive from it, in order: their company proves nothing.
    pub(crate) below: Vec<Vec<u32>>,
    /// How likely it is that a member has no source at hand.
    pub(crate) none: Vec<f32>,
    /// How many pages are expected to have taken from a member.
    pub(crate) takers: Vec<f32>,
    /// For every member how likely each other is its source, by number.
    pub(crate) shares: Vec<Vec<(usize, f32)>>,
}

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
    /// The agencies, not at hand, whose text it says it carries.
    pub(crate) agencies: Vec<WorkIx>,
    /// Its commonest quotation mark.
    pub(crate) mark: Option<char>,
}

/// The numbers for "`child` took from `parent`", sides of `collation` as told by `parent_side` (0 or 1), as the
/// `draft` lets them look.
pub(crate) fn signs(
    view: &View<'_>,
    collation: &Collation,
    parent_side: usize,
    pair: (usize, usize),
    draft: &Draft,
) -> Signs {
    let (parent, child) = pair;
    let (ps, cs) = (parent_side, 1 - parent_side);
    let mut f = [0.0; SIGNS];
    let below = draft.below.get(child).map(Vec::as_slice).unwrap_or_default();
    let (Some(source), Some(taker)) = (view.wording.pages.get(parent), view.wording.pages.get(child)) else { return f };
    let (ns, nt) = (source.ids.len().max(1) as f32, taker.ids.len().max(1) as f32);
    let shared = collation.shared as f32;
    let company = |with: &[u32]| with.iter().filter(|p| below.binary_search(p).is_err()).count();
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
    let mut weight = 0.0;
    let mut wear = Wear::default();
    let mut leans = [[0.0f32; 2]; 4];
    let mut lean = 0.0;
    for site in &collation.sites {
        let (s, t) = (company(&site.with[ps]), company(&site.with[cs]));
        match (s > 0, t > 0) {
            (true, false) => taker_alone += 1.0,
            (false, true) => source_alone += 1.0,
            (true, true) => both += 1.0,
            (false, false) => neither += 1.0,
        }
        let one = if ps == 0 { site.lean } else { -site.lean };
        let judged = if !site.seen { 0 } else { usize::from(s > 0) + 2 * usize::from(t > 0) };
        leans[judged][usize::from(one < 0.0)] += one.abs();
        lean += one;
        weight += (1.0 + s as f32).ln() - (1.0 + t as f32).ln();
        wear.add(view.usage, [source, taker], site, [ps, cs], [s, t]);
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
    f[16] = log(wear.words[0]);
    f[17] = log(wear.pairs[0]);
    f[18] = log(wear.words[1]);
    let homes = [&collation.homes[ps], &collation.homes[cs]];
    f[19] = homes[0].around - homes[1].around;
    f[46] = log(wear.pairs[1]);
    f[47] = log(wear.letters[0]);
    f[48] = log(wear.letters[1]);
    f[49] = log(wear.more[0][0]);
    f[50] = log(wear.more[0][1]);
    f[51] = log(wear.more[1][0]);
    f[52] = log(wear.more[1][1]);
    f[53] = log(wear.against[0]);
    f[54] = log(wear.against[1]);
    f[55] = log(wear.own[0]);
    f[56] = log(wear.own[1]);
    f[57] = log(collation.marks[0] as f32);
    f[58] = log(collation.marks[1] as f32);
    f[60] = homes[0].around;
    f[61] = homes[1].around;
    f[62] = log(homes[0].native);
    f[63] = log(homes[0].strange);
    f[64] = log(homes[1].native);
    f[65] = log(homes[1].strange);
    f[67] = (100.0 * collation.sites.len() as f32 / shared.max(1.0)).min(20.0);
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
        f[22] = f32::from(s.out_before(t));
        f[24] = f32::from(t.out_before(s));
        f[23] = 1.0 - f[22] - f[24];
        f[25] = (i32::from(s.year) - i32::from(t.year)).abs().min(5) as f32;
    }
    for (i, [this, other]) in leans.into_iter().enumerate() {
        f[68 + 2 * i] = log(this);
        f[69 + 2 * i] = log(other);
    }
    f[76] = (lean / 4.0).clamp(-4.0, 4.0);
    let mut whole = 0.0;
    for (i, side) in [ps, cs].into_iter().enumerate() {
        let mut sums = [0.0f32; 2];
        for a in collation.alone[side].iter().filter(|a| company(&a.with) == 0) {
            sums[usize::from(a.lean < 0.0)] += a.lean.abs();
            whole += if i == 0 { a.lean } else { -a.lean };
        }
        f[77 + 3 * i] = log(sums[0]);
        f[78 + i] = log(sums[1]);
    }
    f[81] = (whole / 4.0).clamp(-4.0, 4.0);
    let two = collation.marks[1] > 0;
    f[88] = f32::from(two);
    if two && source.style != taker.style {
        f[90] = (view.usage.style(source.style) - view.usage.style(taker.style)).clamp(-3.0, 3.0);
    }
    f[82] = restyled(source, taker, collation, ps);
    f[83] = draft.none.get(parent).copied().unwrap_or(0.0);
    let mine = draft.shares.get(child).and_then(|l| l.iter().find(|s| s.0 == parent)).map_or(0.0, |s| s.1);
    f[84] = log((draft.takers.get(parent).copied().unwrap_or(0.0) - mine).max(0.0));
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
    let marks = best(rows, 58, false);
    let (changes, stretches) = (best(rows, 76, true), best(rows, 81, true));
    let other = |r: &Signs| [69, 71, 73, 75].iter().map(|&i| r[i].exp() - 1.0).sum::<f32>();
    let turned = rows.iter().map(other).fold(f32::INFINITY, f32::min);
    // Places were counted as logarithms.
    let places = |r: &Signs| [11, 12, 13, 14].iter().map(|&i| r[i].exp() - 1.0).sum::<f32>();
    let fewest = rows.iter().map(places).fold(f32::INFINITY, f32::min);
    let one = rows.iter().any(|r| r[57] > 0.0 && r[58] == 0.0);
    for r in rows {
        r[89] = f32::from(r[58] > 0.0 && one);
        r[29] = if shared > 0.0 { r[1] / shared } else { 0.0 };
        r[30] = r[12] - against;
        r[31] = r[4] - known;
        r[32] = differ(r) - least;
        r[59] = r[58] - marks;
        r[85] = r[76] - changes;
        r[86] = r[81] - stretches;
        r[87] = (1.0 + (other(r) - turned).max(0.0)).ln();
        r[66] = (1.0 + (places(r) - fewest).max(0.0)).ln();
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
