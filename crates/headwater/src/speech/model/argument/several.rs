//! The best labellings of a scene, one after another.
//!
//! The best path to every state is known from Viterbi's algorithm. Every other path leaves a better one somewhere: from the
//! end it goes the same way back to some item, comes to that from another state, and to that state by the best way (the
//! detours of D. Eppstein, "Finding the k shortest paths", 1998). So the next best path is the best of all detours from those
//! already taken, and costs no more than a look at every item's states: nothing is kept for an item.

use std::ops::Range;

use super::path::{NEVER, forward};
use super::{CONTENT, CONTENT_ON, KINDS, LABELS, SOURCE, SOURCE_ON, USED, is_content};

/// The labels, and the labels after a content has begun.
const STATES: usize = 2 * USED;

/// The best `most` paths that begin a content, best first, without those whose content a better one has already. Of equals
/// the first is the one whose last states are the lower.
///
/// Linear in the items, and in `most` times the items.
pub fn several(
    emissions: &[[i32; LABELS]],
    kinds: &[u8],
    steps: &[[i32; USED * USED]; KINDS],
    most: usize,
) -> Vec<(i32, Vec<u8>)> {
    let (mut scores, mut back) = (Vec::with_capacity(emissions.len()), Vec::with_capacity(emissions.len()));
    forward(emissions, kinds, steps, |score, from| {
        scores.push(*score);
        back.push(*from);
    });
    let mut trellis = Trellis { emissions, kinds, steps, scores, back, taken: Vec::with_capacity(most) };
    let mut open = trellis.ends(most);
    let mut out: Vec<(i32, Vec<u8>)> = Vec::new();
    while trellis.taken.len() < most && !open.is_empty() {
        let path = open.remove(0);
        trellis.take(&path);
        trellis.leave(path, most - trellis.taken.len(), &mut open);
        let Some(states) = trellis.taken.last() else { break };
        let labels = states.iter().map(|&s| s % USED as u8);
        let same = |known: &[u8]| known.iter().zip(labels.clone()).all(|(&a, b)| is_content(a) == is_content(b));
        if !out.iter().any(|(_, known)| same(known)) {
            out.push((path.score, labels.collect()));
        }
    }
    out
}

/// The states that may come before label `to`: those with a label that it may follow, without a content begun before or with
/// one; a content is what begins it.
fn leading(to: usize, begun: bool) -> Range<usize> {
    let all = match (to, begun) {
        (CONTENT, true) => 0..STATES,
        (CONTENT, false) => 0..0,
        (_, true) => USED..STATES,
        (_, false) => 0..USED,
    };
    match to {
        SOURCE_ON => all.start + SOURCE..all.start + SOURCE_ON + 1,
        CONTENT_ON => all.start + CONTENT..all.start + CONTENT_ON + 1,
        _ => all,
    }
}

/// A path that goes like another from one item on, and gets there another way.
#[derive(Clone, Copy)]
struct Detour {
    score: i32,
    /// Which of the paths taken it follows; any, where it follows none.
    along: usize,
    /// From this item on; all items, where it follows none.
    on: usize,
    /// The state of the item before, to which it goes the best way.
    from: u8,
}

/// Everything that paths go through.
struct Trellis<'a> {
    emissions: &'a [[i32; LABELS]],
    kinds: &'a [u8],
    steps: &'a [[i32; USED * USED]; KINDS],
    /// Of the best path to every state of every item: its score, and the state before.
    scores: Vec<[i32; STATES]>,
    back: Vec<[u8; STATES]>,
    /// The states of the paths taken so far.
    taken: Vec<Vec<u8>>,
}

impl Trellis<'_> {
    /// The best paths to the last states after a content has begun, best first.
    fn ends(&self, most: usize) -> Vec<Detour> {
        let mut open = Vec::with_capacity(most + 1);
        let on = self.scores.len();
        for (state, &score) in self.scores.last().into_iter().flatten().enumerate().skip(USED) {
            if score > NEVER {
                self.offer(Detour { score, along: 0, on, from: state as u8 }, most, &mut open);
            }
        }
        open
    }

    /// The state of a path at `item`, given that of the item behind.
    fn state(&self, path: &Detour, item: usize, next: u8) -> u8 {
        match item + 1 {
            i if i > path.on => self.taken[path.along][item],
            i if i == path.on => path.from,
            i => self.back[i][usize::from(next)],
        }
    }

    fn take(&mut self, path: &Detour) {
        let mut states = vec![0; self.scores.len()];
        let mut state = 0;
        for (item, slot) in states.iter_mut().enumerate().rev() {
            state = self.state(path, item, state);
            *slot = state;
        }
        self.taken.push(states);
    }

    /// Offers what leaves the path taken last, `path`, before its own detour; behind that others have been offered.
    fn leave(&self, path: Detour, most: usize, open: &mut Vec<Detour>) {
        let Some(states) = self.taken.last().filter(|_| most > 0) else { return };
        // What is worse than all that are kept is passed over at once.
        let worst = |open: &[Detour]| open.get(most.wrapping_sub(1)).map_or(i32::MIN, |path| path.score);
        open.truncate(most);
        let mut least = worst(open);
        for on in 1..path.on {
            let (state, own) = (usize::from(states[on]), usize::from(states[on - 1]));
            let (to, begun) = (state % USED, state >= USED);
            let table = &self.steps[usize::from(self.kinds[on]).min(KINDS - 1)];
            // What the best way to this state leaves of the path's score.
            let rest = path.score - self.scores[on][state] + self.emissions[on][to];
            for from in leading(to, begun) {
                let before = self.scores[on - 1][from];
                let score = rest + before + table[from % USED * USED + to];
                if score >= least && from != own && before > NEVER {
                    self.offer(Detour { score, along: self.taken.len() - 1, on, from: from as u8 }, most, open);
                    least = worst(open);
                }
            }
        }
    }

    /// Keeps a detour if it is among the best `most`.
    fn offer(&self, path: Detour, most: usize, open: &mut Vec<Detour>) {
        if most == 0 || open.get(most - 1).is_some_and(|worst| worst.score > path.score) {
            return;
        }
        let at = open.partition_point(|other| {
            other.score > path.score || other.score == path.score && self.is_first(other, &path)
        });
        open.insert(at, path);
        open.truncate(most);
    }

    /// Whether of two paths of one score `a` is the first.
    fn is_first(&self, a: &Detour, b: &Detour) -> bool {
        let (mut x, mut y) = (0, 0);
        for item in (0..self.scores.len()).rev() {
            (x, y) = (self.state(a, item, x), self.state(b, item, y));
            if x != y {
                return x < y;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OTHER, follows};
    use super::*;

    /// All labels of some items that begin a content, with their scores.
    fn all(emissions: &[[i32; LABELS]], kinds: &[u8], steps: &[[i32; USED * USED]; KINDS]) -> Vec<(i32, Vec<u8>)> {
        let mut out: Vec<(i32, Vec<u8>)> = vec![(0, Vec::new())];
        for (e, &kind) in emissions.iter().zip(kinds) {
            let longer = |(score, labels): &(i32, Vec<u8>)| -> Vec<(i32, Vec<u8>)> {
                let from = labels.last().map_or(OTHER, |&l| usize::from(l));
                let next = (0..USED).filter(|&to| follows(from, to));
                let score = |to: usize| score + e[to] + steps[usize::from(kind)][from * USED + to];
                next.map(|to| (score(to), labels.iter().copied().chain([to as u8]).collect())).collect()
            };
            out = out.iter().flat_map(longer).collect();
        }
        out.retain(|(_, labels)| labels.contains(&(CONTENT as u8)));
        out
    }

    /// Emissions and steps of numbers without a pattern between -`range` and `range`.
    fn scene(items: usize, range: i32, seed: usize) -> (Vec<[i32; LABELS]>, [[i32; USED * USED]; KINDS]) {
        let number = |i: usize| ((i + 31 * seed) * (i + seed) * 7919 % 1009) as i32 % (2 * range + 1) - range;
        let emissions = (0..items).map(|i| std::array::from_fn(|l| number(8 * i + l))).collect();
        let mut steps = [[0; USED * USED]; KINDS];
        for (i, step) in steps.iter_mut().flatten().enumerate() {
            *step = number(i + 100) / 3;
        }
        (emissions, steps)
    }

    /// The states of labels, the last first.
    fn backwards(labels: &[u8]) -> Vec<u8> {
        let mut begun = 0;
        let mut states: Vec<u8> = Vec::new();
        for &label in labels {
            begun = if usize::from(label) == CONTENT { USED as u8 } else { begun };
            states.push(label + begun);
        }
        states.reverse();
        states
    }

    #[test]
    fn what_may_lead_to_a_label_is_what_it_may_follow() {
        for (to, begun) in (0..USED).flat_map(|to| [(to, false), (to, true)]) {
            let may = |from: &usize| match to {
                CONTENT => begun,
                _ => (*from >= USED) == begun && follows(from % USED, to),
            };
            assert!(leading(to, begun).eq((0..STATES).filter(may)), "{to} {begun}");
        }
    }

    #[test]
    fn several_are_the_best_of_all_and_equals_come_in_order() {
        let kinds = [1, 4, 2, 9, 3];
        let content = |labels: &[u8]| -> Vec<bool> { labels.iter().map(|&l| is_content(l)).collect() };
        // Scores that are all different, and such of which many are equal.
        for (range, seed) in [500, 40, 6, 3, 2, 1].into_iter().flat_map(|r| (1..9).map(move |s| (r, s))) {
            let (emissions, steps) = scene(kinds.len(), range, seed);
            let mut paths = all(&emissions, &kinds, &steps);
            paths.sort_by_cached_key(|(score, labels)| (std::cmp::Reverse(*score), backwards(labels)));
            for most in [1, 2, 8, 40] {
                let mut expected: Vec<(i32, Vec<u8>)> = Vec::new();
                for (score, labels) in paths.iter().take(most) {
                    if !expected.iter().any(|(_, known)| content(known) == content(labels)) {
                        expected.push((*score, labels.clone()));
                    }
                }
                assert_eq!(several(&emissions, &kinds, &steps, most), expected, "{range} {seed} {most}");
            }
        }
        assert!(several(&[], &[], &scene(0, 1, 1).1, 8).is_empty());
    }
}
