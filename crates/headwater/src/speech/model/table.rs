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
    pub fn score<const L: usize>(&self, features: &[u32]) -> [i32; L] {
        let mut out = [0_i32; L];
        for &f in features {
            let check = check(f);
            let first = (f & self.mask) as usize;
            let pair = (first & !1) * L;
            let Some((even, odd)) = self.rows.get(pair..pair + 2 * L).map(|r| r.split_at(L)) else { continue };
            let (own, other) = if first & 1 == 0 { (even, odd) } else { (odd, even) };
            if L <= 8 {
                // Whether a row is the feature's can't be foretold, and a wrong guess costs more than the few additions:
                // both rows are added, masked.
                let own_mask = -i32::from(own[L - 1] == check);
                let other_mask = -i32::from(other[L - 1] == check) & !own_mask;
                for (o, (&v, &w)) in out.iter_mut().zip(own.iter().zip(other)) {
                    *o += (i32::from(v as i8) & own_mask) + (i32::from(w as i8) & other_mask);
                }
            } else {
                let row = if own[L - 1] == check { own } else { other };
                if row[L - 1] == check {
                    for (o, &w) in out.iter_mut().zip(row) {
                        *o += i32::from(w as i8);
                    }
                }
            }
        }
        out[L - 1] = 0;
        out
    }
}

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
