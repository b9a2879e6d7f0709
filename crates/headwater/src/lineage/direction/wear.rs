//! What two pages' shared words show beyond their places: how worn the wording is on either side, how passages begin and end,
//! how quotation marks were restyled.

use crate::lineage::collation::side::{Collation, Site};
use crate::lineage::collation::usage::Usage;
use crate::lineage::collation::wording::Words;

/// What differing places tell by their words alone: at each index 0 for the source's side, 1 for the taker's.
#[derive(Default)]
pub(super) struct Wear {
    /// Places that no third page judges where this side's least used word is the more familiar; pairs; letters.
    pub(super) words: [f32; 2],
    pub(super) pairs: [f32; 2],
    pub(super) letters: [f32; 2],
    /// Common and other words that this side has more there.
    pub(super) more: [[f32; 2]; 2],
    /// Where the source differs alone, how much more familiar this side's wording is.
    pub(super) against: [f32; 2],
    /// Where the taker differs alone.
    pub(super) own: [f32; 2],
}

impl Wear {
    pub(super) fn add(
        &mut self,
        usage: &Usage,
        pages: [&Words; 2],
        site: &Site,
        sides: [usize; 2],
        company: [usize; 2],
    ) {
        let (ws, xs) = usage.familiar(pages[0], site, sides[0]);
        let (wt, xt) = usage.familiar(pages[1], site, sides[1]);
        let ids = |i: usize| {
            let (begin, end) = site.words[sides[i]];
            pages[i].ids.get(begin as usize..end as usize).unwrap_or_default()
        };
        let put = |to: &mut [f32; 2], x: f32| to[usize::from(x < 0.0)] += x.abs().min(1.0);
        if company == [0, 0] || !site.seen {
            put(&mut self.words, ws - wt);
            put(&mut self.pairs, xs - xt);
            put(&mut self.letters, usage.letters(ids(0), ids(1)) / 3.0);
            let (s, t) = (usage.weigh(ids(0)), usage.weigh(ids(1)));
            for i in 0..2 {
                self.more[0][i] += (s[i] - t[i]).clamp(0.0, 2.0);
                self.more[1][i] += (t[i] - s[i]).clamp(0.0, 2.0);
            }
        } else if company[0] == 0 {
            put(&mut self.against, (ws - wt + xs - xt) / 2.0);
        } else if company[1] == 0 {
            put(&mut self.own, (ws - wt + xs - xt) / 2.0);
        }
    }
}

/// Styles of quotation marks that the source has more of in the shared words than the taker: who restyles marks makes them
/// all alike.
pub(super) fn restyled(source: &Words, taker: &Words, collation: &Collation, ps: usize) -> f32 {
    let mut seen = [0u8; 2];
    for b in &collation.blocks {
        for k in 0..b.len {
            let style = |w: &Words, side: usize| w.marks.get((b.at[side] + k) as usize).copied().unwrap_or(0);
            let (s, t) = (style(source, ps), style(taker, 1 - ps));
            if s > 0 && t > 0 {
                seen[0] |= 1 << s;
                seen[1] |= 1 << t;
            }
        }
    }
    seen[0].count_ones() as f32 - seen[1].count_ones() as f32
}

/// Ends of passages that are ends of paragraphs in the taker only, in the source only; and of these, those where the
/// paragraph begins or stops within a sentence, likewise.
pub(super) fn edges(source: &Words, taker: &Words, collation: &Collation, ps: usize) -> [f32; 4] {
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
