//! Weights of a linear model: a table of small integers whose rows are found by hashing a feature.
//!
//! The bytes in the program are the table, so that loading costs nothing. A row holds a weight for each label and a check
//! byte; a feature has two rows to stand in, and one that was never learned, or was not worth a row, matches neither but
//! for one time in about 128.
//!
//! The tables are larger than the nearer caches. So the processor is told of the rows of every feature as soon as its hash
//! is known, and brings them while the hashes of the next are made; only when all are known are rows looked at. Whether a
//! feature has a row, and which of the two, can't be foretold, and a wrong guess costs more than all the additions: so
//! nothing branches on it.

use std::hint::select_unpredictable;

use prefetch_index::prefetch_index;

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

    /// What makes features of a decision whose rows will be wanted: as [`feature`], and has the rows of `L` bytes brought
    /// nearer meanwhile.
    #[inline(always)]
    pub fn fetching<const L: usize>(self) -> impl Fn(u32, u32, u32, u32) -> u32 {
        move |template, a, b, c| {
            let feature = feature(template, a, b, c);
            self.fetch::<L>(feature);
            feature
        }
    }

    /// Has the rows of a feature brought nearer: a pair of them that begins at the first, in one or two lines of 64 bytes.
    #[inline(always)]
    fn fetch<const L: usize>(&self, feature: u32) {
        let at = (feature & self.mask & !1) as usize * L;
        prefetch_index(self.rows, at);
        if 2 * L > 64 {
            prefetch_index(self.rows, at + 64);
        }
    }

    /// Adds the rows of a list of features up: one score a label; the last, where the check stands, is 0.
    pub fn score<const L: usize>(&self, features: &[u32]) -> [i32; L] {
        features.iter().for_each(|&f| self.fetch::<L>(f));
        let mut out = [0; L];
        for some in features.chunks(SUMMED) {
            let sums = self.sum::<L>(some);
            out.iter_mut().zip(sums).for_each(|(o, s)| *o += s);
        }
        out
    }

    /// As [`Table::score`], of no more than 256 features, whose rows are near.
    #[inline(always)]
    pub fn sum<const L: usize>(&self, features: &[u32]) -> [i32; L] {
        let mut out = [0; L];
        match L {
            2 => self.narrow(features, &mut out),
            4 => self.short(features, &mut out),
            8 => self.row(features, &mut out),
            _ => out.iter_mut().zip(self.wide::<L>(features)).for_each(|(o, s)| *o = i32::from(s)),
        }
        out[L - 1] = 0;
        out
    }

    /// The pair of rows in which a feature may stand, `PAIR` bytes; zeros beyond the table.
    #[inline(always)]
    fn pair<const PAIR: usize>(&self, feature: u32) -> [u8; PAIR] {
        let pairs = self.rows.as_chunks::<PAIR>().0;
        pairs.get((feature & self.mask) as usize >> 1).copied().unwrap_or([0; PAIR])
    }

    /// Rows of one weight: a pair of rows is read as one number, and the feature's first place comes to its lower end.
    #[inline(always)]
    fn narrow(&self, features: &[u32], out: &mut [i32]) {
        let mut sum = 0_i32;
        for &f in features {
            let pair = u32::from_le_bytes(self.pair(f)).rotate_right((f & 1) * 16);
            let (own, other, check) = (pair & 0xffff, pair >> 16, u32::from(check(f)));
            let row = select_unpredictable(own >> 8 == check, own, other);
            sum += i32::from(select_unpredictable(row >> 8 == check, row, 0) as i8);
        }
        out[0] = sum;
    }

    /// Rows of three weights. They are added in lanes of 16 bits, two to a number, each raised by 128 so that none is
    /// negative.
    #[inline(always)]
    fn short(&self, features: &[u32], out: &mut [i32]) {
        const LANES: u32 = 0x00ff_00ff;
        let (mut even, mut odd) = (0_u32, 0_u32);
        for &f in features {
            let pair = u64::from_le_bytes(self.pair(f)).rotate_right((f & 1) * 32);
            let (own, other, check) = (pair as u32, (pair >> 32) as u32, u32::from(check(f)));
            let row = select_unpredictable(own >> 24 == check, own, other);
            let raised = select_unpredictable(row >> 24 == check, row ^ 0x0080_8080, 0x0080_8080);
            even = even.wrapping_add(raised & LANES);
            odd = odd.wrapping_add(raised >> 8 & LANES);
        }
        let raise = 128 * features.len() as i32;
        for (o, sum) in out.iter_mut().zip([even & 0xffff, odd & 0xffff, even >> 16]) {
            *o = sum as i32 - raise;
        }
    }

    /// Rows of seven weights, in the same way, four lanes to a number.
    #[inline(always)]
    fn row(&self, features: &[u32], out: &mut [i32]) {
        const LANES: u64 = 0x00ff_00ff_00ff_00ff;
        const RAISED: u64 = 0x0080_8080_8080_8080;
        let (mut even, mut odd) = (0_u64, 0_u64);
        for &f in features {
            let pair = u128::from_le_bytes(self.pair(f));
            let (low, high, second) = (pair as u64, (pair >> 64) as u64, f & 1 == 1);
            let (own, other) = (select_unpredictable(second, high, low), select_unpredictable(second, low, high));
            let check = u64::from(check(f));
            let row = select_unpredictable(own >> 56 == check, own, other);
            let raised = select_unpredictable(row >> 56 == check, row ^ RAISED, RAISED);
            even = even.wrapping_add(raised & LANES);
            odd = odd.wrapping_add(raised >> 8 & LANES);
        }
        let raise = 128 * features.len() as i32;
        for (l, o) in out.iter_mut().enumerate() {
            *o = ((if l % 2 == 0 { even } else { odd }) >> (16 * (l / 2)) & 0xffff) as i32 - raise;
        }
    }

    /// Rows of many weights, of no more than 256 features: first which of them there are, then those. In a function of its
    /// own, the sums stay in the processor's vectors.
    #[inline(never)]
    pub fn wide<const L: usize>(&self, features: &[u32]) -> [i16; L] {
        let (rows, mut sums) = (self.rows.as_chunks::<L>().0, [0_i16; L]);
        for some in features.chunks(WIDE) {
            let (mut there, mut count) = ([0_u32; WIDE], 0);
            for &f in some {
                let first = f & self.mask;
                let checked = |row: u32| rows.get(row as usize).is_some_and(|row| row[L - 1] == check(f));
                let (own, other) = (checked(first), checked(first ^ 1));
                if let Some(to) = there.get_mut(count) {
                    *to = select_unpredictable(own, first, first ^ 1);
                }
                count += usize::from(own | other);
            }
            for row in there.iter().take(count).filter_map(|&row| rows.get(row as usize)) {
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += i16::from(weight as i8);
                }
            }
        }
        sums[L - 1] = 0;
        sums
    }
}

/// Of a list so many rows are summed at a time; no more than the lanes can hold.
const SUMMED: usize = 128;

/// Of wide rows so many are looked for before the first is added: all of a word's.
const WIDE: usize = 18;

/// A feature: the template's number and up to three values, mixed to 32 bits.
#[inline(always)]
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
        // Rows of pseudo-random bytes, in which some of many features find themselves, some in both places.
        let bytes: Vec<u8> = (0..256 * L as u32).map(|i| (feature(i, 1, 2, 3) >> 9) as u8).collect();
        let table = Table::new(Box::leak(bytes.clone().into_boxed_slice()), L);
        let features: Vec<u32> = (0..3000).map(|i| feature(7, i, 0, 0)).collect();
        let found = features.iter().filter(|f| plain::<L>(&bytes, &[**f]) != [0; L]).count();
        assert!(found > 5 && found < 200, "{found}");
        assert_eq!(table.score::<L>(&features), plain::<L>(&bytes, &features));
        assert_eq!(table.fetching::<L>()(7, 11, 0, 0), features[11]);
        // Many rows of the greatest and of the least weight, which must not run over.
        for weight in [127_u8, 128] {
            let row: Vec<u8> = (1..L).map(|_| weight).chain([9]).collect();
            let table = Table::new(Box::leak(row.repeat(2).into_boxed_slice()), L);
            let mut sums = [i32::from(weight as i8) * 300; L];
            sums[L - 1] = 0;
            assert_eq!(table.score::<L>(&[9 << 24; 300]), sums);
        }
    }

    #[test]
    fn sums_are_those_of_one_row_after_another_at_every_width() {
        agrees::<2>();
        agrees::<4>();
        agrees::<8>();
        agrees::<48>();
    }
}
