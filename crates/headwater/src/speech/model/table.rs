//! Weights of a linear model: a table of small integers whose rows are found by hashing a feature.
//!
//! The bytes in the program are the table, so that loading costs nothing. A row holds a weight for each label and a check
//! byte; a feature has two rows to stand in, and one that was never learned, or was not worth a row, matches neither but
//! for one time in about 128.

use std::hint::select_unpredictable;
use std::ops::BitAnd;

/// A table of weights, as stored.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    rows: &'static [u8],
    mask: u32,
}

/// The byte by which a row is told to be a feature's; never 0, which marks an empty row.
#[inline]
pub fn check(feature: u32) -> u8 {
    ((feature >> 24) as u8).max(1)
}

impl Table {
    /// A table over stored bytes, rows of `width` bytes, of which the last is the check; as many rows as the largest
    /// power of two that fits.
    pub fn new(rows: &'static [u8], width: usize) -> Table {
        let count = (rows.len() / width.max(1)).max(1);
        let count = 1_usize << (usize::BITS - 1 - count.leading_zeros());
        Table { rows, mask: (count as u32).wrapping_sub(1) }
    }

    /// Adds the rows of `features` up: one score a label; the last, where the check stands, is 0.
    ///
    /// The tables are larger than the nearer caches, so first all rows are fetched in a loop that does nothing else: the
    /// processor then waits for many at once. Whether a feature has a row, and which of the two, can't be foretold, and a
    /// wrong guess costs more than all the additions: so nothing after that branches on it.
    #[inline]
    pub fn score<const L: usize>(&self, features: &[u32]) -> [i32; L] {
        let mut out = [0_i32; L];
        match L {
            2 => features.chunks(FETCHED).for_each(|some| self.narrow(some, &mut out)),
            4 => features.chunks(FETCHED_SHORT).for_each(|some| self.short(some, &mut out)),
            8 => features.chunks(FETCHED).for_each(|some| self.row::<FETCHED>(some, &mut out)),
            _ => features.chunks(FETCHED).for_each(|some| self.wide(some, &mut out)),
        }
        out[L - 1] = 0;
        out
    }

    /// As [`Table::score`], of rows of eight bytes, for features whose number is known beforehand.
    #[inline]
    pub fn sum<const L: usize, const N: usize>(&self, features: &[u32; N]) -> [i32; L] {
        const { assert!(L == 8 && N <= FETCHED) };
        let mut out = [0_i32; L];
        self.row::<N>(features, &mut out);
        out[L - 1] = 0;
        out
    }

    /// Fetches the pairs of rows in which `features` may stand; a pair is `PAIR` bytes.
    #[inline]
    fn fetch<const PAIR: usize>(&self, features: &[u32], fetched: &mut [[u8; PAIR]]) {
        let pairs = self.rows.as_chunks::<PAIR>().0;
        for (to, &f) in fetched.iter_mut().zip(features) {
            if let Some(pair) = pairs.get((f & self.mask) as usize >> 1) {
                *to = *pair;
            }
        }
    }

    /// Rows of one weight: a pair of rows is read as one number.
    #[inline]
    fn narrow(&self, features: &[u32], out: &mut [i32]) {
        let mut sum = 0_i32;
        let mut fetched = [[0; 4]; FETCHED];
        self.fetch(features, &mut fetched);
        for (&pair, &f) in fetched.iter().zip(features) {
            let pair = u32::from_le_bytes(pair).rotate_right((f & 1) * 16);
            let row = choose(pair & 0xffff, pair >> 16, u32::from(check(f)) << 8, 0xff00);
            sum += i32::from(row as i8);
        }
        if let Some(o) = out.first_mut() {
            *o += sum;
        }
    }

    /// Rows of three weights. They are added in lanes of 16 bits, two to a number, each raised by 128 so that none is
    /// negative.
    #[inline]
    fn short(&self, features: &[u32], out: &mut [i32]) {
        const LANES: u32 = 0x00ff_00ff;
        let (mut even, mut odd) = (0_u32, 0_u32);
        let mut fetched = [[0; 8]; FETCHED_SHORT];
        self.fetch(features, &mut fetched);
        for (&pair, &f) in fetched.iter().zip(features) {
            let pair = u64::from_le_bytes(pair).rotate_right((f & 1) * 32);
            let row = choose(pair as u32, (pair >> 32) as u32, u32::from(check(f)) << 24, 0xff00_0000);
            let raised = row ^ 0x0080_8080;
            even = even.wrapping_add(raised & LANES);
            odd = odd.wrapping_add(raised >> 8 & LANES);
        }
        let raise = 128 * features.len() as i32;
        for (o, sum) in out.iter_mut().zip([even & 0xffff, odd & 0xffff, even >> 16]) {
            *o += sum as i32 - raise;
        }
    }

    /// Rows of seven weights of up to `N` features, in the same way, four lanes to a number.
    #[inline]
    fn row<const N: usize>(&self, features: &[u32], out: &mut [i32]) {
        const LANES: u64 = 0x00ff_00ff_00ff_00ff;
        let (mut even, mut odd) = (0_u64, 0_u64);
        let mut fetched = [[0; 16]; N];
        self.fetch(features, &mut fetched);
        for (&pair, &f) in fetched.iter().zip(features) {
            let pair = u128::from_le_bytes(pair);
            let (low, high) = (pair as u64, (pair >> 64) as u64);
            let second = f & 1 == 1;
            let (own, other) = (select_unpredictable(second, high, low), select_unpredictable(second, low, high));
            let row = choose(own, other, u64::from(check(f)) << 56, 0xff << 56);
            let raised = row ^ 0x0080_8080_8080_8080;
            even = even.wrapping_add(raised & LANES);
            odd = odd.wrapping_add(raised >> 8 & LANES);
        }
        let raise = 128 * features.len() as i32;
        for (l, o) in out.iter_mut().enumerate() {
            *o += ((if l % 2 == 0 { even } else { odd }) >> (16 * (l / 2)) & 0xffff) as i32 - raise;
        }
    }

    /// Rows of many weights: first the checks of both rows of each feature, then which rows there are, then those.
    #[inline]
    fn wide<const L: usize>(&self, features: &[u32], out: &mut [i32; L]) {
        let (rows, mut sums) = (self.rows.as_chunks::<L>().0, [0_i16; L]);
        let (mut there, mut count) = ([0_u32; FETCHED], 0);
        let mut fetched = [[0; 2]; FETCHED];
        for (to, &f) in fetched.iter_mut().zip(features) {
            let first = (f & self.mask) as usize;
            if let (Some(a), Some(b)) = (rows.get(first), rows.get(first ^ 1)) {
                *to = [a[L - 1], b[L - 1]];
            }
        }
        for (&[own, other], &f) in fetched.iter().zip(features) {
            let first = f & self.mask;
            let (own, other) = (own == check(f), other == check(f));
            if let Some(to) = there.get_mut(count) {
                *to = select_unpredictable(own, first, first ^ 1);
            }
            count += usize::from(own | other);
        }
        for row in there.iter().take(count).filter_map(|&r| rows.get(r as usize)) {
            for (o, &w) in sums.iter_mut().zip(row) {
                *o += i16::from(w as i8);
            }
        }
        for (o, s) in out.iter_mut().zip(sums) {
            *o += i32::from(s);
        }
    }
}

/// Of two rows the one whose check, under `mask`, is `check`, the first before the second; 0 if neither is.
#[inline]
fn choose<N: Copy + Default + PartialEq + BitAnd<Output = N>>(own: N, other: N, check: N, mask: N) -> N {
    let row = select_unpredictable(own & mask == check, own, other);
    select_unpredictable(row & mask == check, row, N::default())
}

/// So many pairs of rows are fetched before the first is looked at: all of a word's in every model. So many raised weights
/// sum up within 16 bits.
const FETCHED: usize = 72;

/// The same for the parser, which has 28 features: less to clear for every move.
const FETCHED_SHORT: usize = 32;

/// A feature: the template's number and up to three values, mixed to 32 bits.
#[inline]
pub fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    // Rounds of a multiplicative hash; the multipliers are odd and otherwise arbitrary (from MurmurHash3 and the golden
    // ratio). A change makes every stored table useless.
    let mut h = template.wrapping_mul(0x9e37_79b1) ^ a;
    h = h.wrapping_mul(0xcc9e_2d51).rotate_left(15) ^ b;
    h = h.wrapping_mul(0x1b87_3593).rotate_left(13) ^ c;
    h ^= h >> 16;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums of weights as they would be read one row after another.
    fn plain<const L: usize>(bytes: &[u8], features: &[u32]) -> [i32; L] {
        let mut out = [0; L];
        let mask = (bytes.len() / L - 1) as u32;
        for &f in features {
            let rows = [f & mask, (f & mask) ^ 1].map(|r| &bytes[r as usize * L..][..L]);
            if let Some(row) = rows.into_iter().find(|r| r[L - 1] == check(f)) {
                (0..L - 1).for_each(|l| out[l] += i32::from(row[l] as i8));
            }
        }
        out
    }

    fn agrees<const L: usize>() {
        // Rows of pseudo-random bytes, in which some of many features find themselves.
        let bytes: Vec<u8> = (0..256 * L as u32).map(|i| (feature(i, 1, 2, 3) >> 9) as u8).collect();
        let table = Table::new(Box::leak(bytes.clone().into_boxed_slice()), L);
        let features: Vec<u32> = (0..3000).map(|i| feature(7, i, 0, 0)).collect();
        let found = features.iter().filter(|f| plain::<L>(&bytes, &[**f]) != [0; L]).count();
        assert!(found > 5 && found < 200, "{found}");
        assert_eq!(table.score::<L>(&features), plain::<L>(&bytes, &features));
    }

    #[test]
    fn sums_are_those_of_one_row_after_another_at_every_width() {
        agrees::<2>();
        agrees::<4>();
        agrees::<8>();
        agrees::<48>();
    }
}
