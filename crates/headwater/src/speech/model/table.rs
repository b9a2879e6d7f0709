//! Weights of a linear model: a table of small integers whose rows are found by hashing a feature.
//!
//! The bytes in the program are the table, so that loading costs nothing. A row holds a weight for each label and a check
//! byte; a feature has two rows to stand in, and one that was never learned, or was not worth a row, matches neither but
//! for one time in about 128.

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
    #[inline]
    pub fn score<const L: usize>(&self, features: &[u32]) -> [i32; L] {
        let mut out = [0_i32; L];
        for some in features.chunks(MOST) {
            let sums: [i16; L] = match L {
                2 => self.narrow(some),
                4 => self.short(some),
                8 => self.row(some),
                _ => self.wide(some),
            };
            for (o, s) in out.iter_mut().zip(sums) {
                *o += i32::from(s);
            }
        }
        out[L - 1] = 0;
        out
    }

    /// Rows of one weight: a pair of rows is read as one number. All pairs are fetched before the first is looked at, so that
    /// the memory is waited for once and not pair by pair.
    #[inline]
    fn narrow<const L: usize>(&self, features: &[u32]) -> [i16; L] {
        let (pairs, mut sum) = (self.rows.as_chunks::<4>().0, 0_i16);
        let mut fetched = [0_u32; FETCHED];
        for some in features.chunks(FETCHED) {
            for (to, &f) in fetched.iter_mut().zip(some) {
                *to = pairs.get((f & self.mask) as usize >> 1).map_or(0, |p| u32::from_le_bytes(*p));
            }
            for (pair, &f) in fetched.iter().zip(some) {
                let pair = pair.rotate_right((f & 1) * 16);
                let check = u32::from(check(f));
                let (own, other) = (pair >> 8 & 0xff == check, pair >> 24 == check);
                sum += i16::from(pair as i8) & -i16::from(own);
                sum += i16::from((pair >> 16) as i8) & -i16::from(other & !own);
            }
        }
        let mut out = [0; L];
        out[0] = sum;
        out
    }

    /// Rows of three weights, in the same way.
    #[inline]
    fn short<const L: usize>(&self, features: &[u32]) -> [i16; L] {
        let (pairs, mut out) = (self.rows.as_chunks::<8>().0, [0_i16; 4]);
        let mut fetched = [0_u64; FETCHED];
        for some in features.chunks(FETCHED) {
            for (to, &f) in fetched.iter_mut().zip(some) {
                *to = pairs.get((f & self.mask) as usize >> 1).map_or(0, |p| u64::from_le_bytes(*p));
            }
            for (pair, &f) in fetched.iter().zip(some) {
                let pair = pair.rotate_right((f & 1) * 32);
                let (own, other) = (pair as u32, (pair >> 32) as u32);
                let check = u32::from(check(f));
                let is_own = u32::from(own >> 24 == check).wrapping_neg();
                let is_other = u32::from(other >> 24 == check).wrapping_neg() & !is_own;
                for (o, w) in out.iter_mut().zip((own & is_own | other & is_other).to_le_bytes()) {
                    *o += i16::from(w as i8);
                }
            }
        }
        std::array::from_fn(|l| out.get(l).copied().unwrap_or(0))
    }

    /// Rows of seven weights, in the same way. Whether a row is the feature's can't be foretold, and a wrong guess costs more
    /// than the few additions: both rows are masked, and at most one is left.
    #[inline]
    fn row<const L: usize>(&self, features: &[u32]) -> [i16; L] {
        let (rows, mut out) = (self.rows.as_chunks::<8>().0, [0_i16; 8]);
        let mut fetched = [[0_u64; 2]; FETCHED];
        for some in features.chunks(FETCHED) {
            for (to, &f) in fetched.iter_mut().zip(some) {
                let first = (f & self.mask) as usize;
                *to = [first, first ^ 1].map(|r| rows.get(r).map_or(0, |p| u64::from_le_bytes(*p)));
            }
            for ([own, other], &f) in fetched.iter().zip(some) {
                let check = u64::from(check(f));
                let is_own = u64::from(own >> 56 == check).wrapping_neg();
                let is_other = u64::from(other >> 56 == check).wrapping_neg() & !is_own;
                for (o, w) in out.iter_mut().zip((own & is_own | other & is_other).to_le_bytes()) {
                    *o += i16::from(w as i8);
                }
            }
        }
        std::array::from_fn(|l| out.get(l).copied().unwrap_or(0))
    }

    /// Rows of many weights: first which of its two rows is each feature's, then those rows, where one is worth a branch.
    #[inline]
    fn wide<const L: usize>(&self, features: &[u32]) -> [i16; L] {
        let (rows, mut out) = (self.rows.as_chunks::<L>().0, [0_i16; L]);
        let mut fetched = [u32::MAX; FETCHED];
        for some in features.chunks(FETCHED) {
            for (to, &f) in fetched.iter_mut().zip(some) {
                let first = f & self.mask;
                let is =
                    |r: u32| u32::from(rows.get(r as usize).is_some_and(|row| row[L - 1] == check(f))).wrapping_neg();
                let (own, other) = (is(first), is(first ^ 1));
                *to = (first & own | (first ^ 1) & !own) | !(own | other);
            }
            for row in fetched.iter().zip(some).filter_map(|(&r, _)| rows.get(r as usize)) {
                for (o, &w) in out.iter_mut().zip(row) {
                    *o += i16::from(w as i8);
                }
            }
        }
        out
    }
}

/// So many weights of a signed byte sum up within 16 bits.
const MOST: usize = 256;

/// So many pairs of rows are fetched before the first is looked at: all of a word's in both models that have such rows.
const FETCHED: usize = 72;

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
