//! Where a page has each of its keys (words, or runs of them), to be asked for many other pages.

/// The places of the keys of one page.
pub struct Keys {
    /// Each key once, rising.
    keys: Vec<u32>,
    /// For each key where its places begin among all, and the end.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// For the high bits of a key where such keys begin, and the end: keys are hashes, so about one each.
    index: Vec<u32>,
    shift: u32,
}

/// What two pages share of the keys of one: told for each place of the other.
pub struct Shared<'a> {
    of: &'a Keys,
    /// For each place of the other page the key there and the pairs of places that it makes, or none.
    found: Vec<(u32, u32)>,
}

/// The places of a key, and how many pairs of places it makes on the two pages.
#[derive(Clone, Copy, Default)]
pub struct Here<'a> {
    /// On the first page, rising.
    pub places: &'a [u32],
    /// `places` times how often the other page has the key.
    pub pairs: usize,
}

impl Keys {
    /// Of keys with their places. Time `O(n log n)`.
    pub fn new(keys: impl Iterator<Item = (u32, u32)>) -> Keys {
        let mut sorted: Vec<u64> = keys.map(|(key, place)| u64::from(key) << 32 | u64::from(place)).collect();
        sorted.sort_unstable();
        let key = |x: &u64| (x >> 32) as u32;
        let (mut keys, mut starts) = (Vec::new(), Vec::new());
        for (at, x) in (0u32..).zip(&sorted) {
            if keys.last() != Some(&key(x)) {
                keys.push(key(x));
                starts.push(at);
            }
        }
        starts.push(sorted.len() as u32);
        let bits = keys.len().next_power_of_two().trailing_zeros().clamp(1, 24);
        let shift = 32 - bits;
        let mut index = vec![0u32; (1 << bits) + 1];
        keys.iter().for_each(|k| index[(k >> shift) as usize + 1] += 1);
        let mut sum = 0;
        index.iter_mut().for_each(|count| {
            sum += *count;
            *count = sum;
        });
        Keys { keys, starts, places: sorted.iter().map(|&x| x as u32).collect(), index, shift }
    }

    /// What another page of so many places shares, by its keys; of a key that makes more pairs than `most`, nothing.
    pub fn shared(&self, keys: impl Iterator<Item = (u32, u32)>, places: usize, most: usize) -> Shared<'_> {
        let mut found = vec![(NONE, 0); places];
        let mut counts = vec![0u32; self.keys.len()];
        for (key, place) in keys {
            let (Some(n), Some(here)) = (self.number(key), found.get_mut(place as usize)) else { continue };
            here.0 = n;
            counts[n as usize] += 1;
        }
        for here in found.iter_mut().filter(|h| h.0 != NONE) {
            let pairs = self.of(here.0).len() * counts[here.0 as usize] as usize;
            *here = if pairs <= most { (here.0, pairs as u32) } else { (NONE, 0) };
        }
        Shared { of: self, found }
    }

    /// Which of the keys it is.
    fn number(&self, key: u32) -> Option<u32> {
        let bucket = (key >> self.shift) as usize;
        let (from, to) = (*self.index.get(bucket)?, *self.index.get(bucket + 1)?);
        let at = self.keys.get(from as usize..to as usize)?.binary_search(&key).ok()?;
        Some(from + at as u32)
    }

    fn of(&self, n: u32) -> &[u32] {
        let bounds = (self.starts.get(n as usize), self.starts.get(n as usize + 1));
        let (Some(&from), Some(&to)) = bounds else { return &[] };
        self.places.get(from as usize..to as usize).unwrap_or_default()
    }
}

/// No key.
const NONE: u32 = u32::MAX;

impl Shared<'_> {
    /// What the key at a place of the other page shares.
    pub fn at(&self, place: u32) -> Here<'_> {
        match self.found.get(place as usize) {
            Some(&(n, pairs)) if n != NONE => Here { places: self.of.of(n), pairs: pairs as usize },
            _ => Here::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_of_places_of_one_key_is_told(
            a in prop::collection::vec(0u32..30, 0..60),
            b in prop::collection::vec(0u32..40, 0..60),
            most in 0usize..20,
            spread in prop::sample::select(vec![1u32, 0x9e37_79b1, 0x0800_0000]),
        ) {
            let keys = |page: &[u32]| -> Vec<(u32, u32)> { (0..).zip(page).map(|(i, k)| (k.wrapping_mul(spread), i)).collect() };
            let (a, b) = (keys(&a), keys(&b));
            let places = Keys::new(a.iter().copied());
            let shared = places.shared(b.iter().copied(), b.len(), most);
            for &(key, j) in &b {
                let want: Vec<u32> = a.iter().filter(|x| x.0 == key).map(|x| x.1).collect();
                let pairs = want.len() * b.iter().filter(|x| x.0 == key).count();
                let here = shared.at(j);
                if pairs > most {
                    prop_assert!(here.places.is_empty());
                } else {
                    prop_assert_eq!((here.places, here.pairs), (&want[..], pairs));
                }
            }
        }
    }
}
