//! Hashes of word n-grams: `n` words in a row to one number.
//!
//! Every n-gram is kept. (Winnowing would keep about one in three and still find every long copy, but it loses short
//! copies with changes in them, and sorting all of them turned out to be no more than a third of the time.)

/// Rises when the hash of a gram or the id of a word changes: an index that was kept from an earlier one is of no use.
pub const VERSION: u32 = 1;

/// The n-grams of one page's words: calls `each` with the place of the first word and the hash.
///
/// The hash is a polynomial over the words, rolled along (Karp and Rabin 1987), and mixed at the end, so that every
/// bit of it depends on every word. It costs two multiplications a word, whatever `n` is.
pub fn grams(words: &[u32], n: usize, mut each: impl FnMut(u32, u64)) {
    if n == 0 || words.len() < n {
        return;
    }
    let (head, tail) = words.split_at(n);
    let mut hash = head.iter().fold(0u64, |h, &w| roll(h, w));
    each(0, mix(hash));
    let top = BASE.wrapping_pow(n as u32);
    for (at, (&old, &new)) in (1u32..).zip(words.iter().zip(tail)) {
        hash = roll(hash, new).wrapping_sub(spread(old).wrapping_mul(top));
        each(at, mix(hash));
    }
}

/// How many words a gram has, by the words of the collection.
///
/// The rarer chance must be, the longer the gram: at these bounds the pairs of equal grams that stand in unrelated
/// news pages by chance stay fewer than the words (real text repeats a trigram with a chance of about 5·10⁻⁶, and each
/// further word makes it twenty to eighty times rarer). Longer grams lose copies that were changed every few words,
/// shorter ones cost time only.
pub fn length(words: u64) -> usize {
    match words {
        0..=300_000 => 3,
        300_001..=4_000_000 => 4,
        4_000_001..=100_000_000 => 5,
        _ => 6,
    }
}

/// An odd number with its bits well spread (from Steele and Vigna's table of multipliers, 2021).
const BASE: u64 = 0xd134_2543_de82_ef95;

fn roll(hash: u64, word: u32) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(spread(word))
}

/// Never zero, so that a gram of one word over and over differs from a shorter one.
fn spread(word: u32) -> u64 {
    u64::from(word) + 1
}

/// The finaliser of MurmurHash3's 64-bit variant, cut to one multiplication and two shifts.
fn mix(hash: u64) -> u64 {
    let h = (hash ^ (hash >> 32)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^ (h >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(words: &[u32], n: usize) -> Vec<u64> {
        let mut out = Vec::new();
        grams(words, n, |_, h| out.push(h));
        out
    }

    proptest! {
        #[test]
        fn a_gram_has_one_hash_wherever_it_stands(words in prop::collection::vec(any::<u32>(), 0..40), n in 1usize..8) {
            let rolled = all(&words, n);
            let fresh: Vec<u64> = words.windows(n).flat_map(|w| all(w, n)).collect();
            prop_assert_eq!(rolled, fresh);
        }
    }
}
