//! The best labellings of a scene, one after another.
//!
//! L. Huang and D. Chiang, "Better k-best parsing" (2005), algorithm 3: the best path to every state is known from Viterbi's
//! algorithm; the next best to a state is looked for only when somebody asks for it, and asks in turn for the next best to one
//! state before. So the second to the eighth path together cost less than the first.

use super::path::{NEVER, forward};
use super::{CONTENT, KINDS, LABELS, OTHER, USED, follows, is_content};

/// The labels, and the labels after a content has begun.
const STATES: usize = 2 * USED;

/// The best `most` paths that begin a content, best first, without those whose content a better one has already.
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
    let places = vec![0; emissions.len() * STATES];
    let mut trellis = Trellis { emissions, kinds, steps, scores, back, places, nodes: Vec::new() };
    let mut asked = [0; STATES];
    let mut out: Vec<(i32, Vec<u8>)> = Vec::new();
    for _ in 0..most {
        let Some((score, labels)) = trellis.next_path(&mut asked) else { break };
        let same = |known: &[u8]| known.iter().zip(&labels).all(|(&a, &b)| is_content(a) == is_content(b));
        if !out.iter().any(|(_, known)| same(known)) {
            out.push((score, labels));
        }
    }
    out
}

/// Everything that paths go through.
struct Trellis<'a> {
    emissions: &'a [[i32; LABELS]],
    kinds: &'a [u8],
    steps: &'a [[i32; USED * USED]; KINDS],
    /// Of the best path to every state of every item: its score, and the state before.
    scores: Vec<[i32; STATES]>,
    back: Vec<[u8; STATES]>,
    /// Of every state of every item its node, plus one; 0 where no more than the best path has been asked for.
    places: Vec<u32>,
    nodes: Vec<Node>,
}

/// The paths to one state of one item, as far as they have been asked for.
#[derive(Default)]
struct Node {
    /// Best first: the score, the state before, and which of the paths to that.
    paths: Vec<(i32, u8, u8)>,
    /// Of each state before the first path that is not yet taken.
    next: [u8; STATES],
    /// Whether there are no more.
    spent: bool,
}

impl Trellis<'_> {
    /// The next best of all paths; `asked` counts those taken so far of each last state.
    fn next_path(&mut self, asked: &mut [usize; STATES]) -> Option<(i32, Vec<u8>)> {
        let last = self.emissions.len().checked_sub(1)?;
        let mut best: Option<(i32, usize)> = None;
        for (state, &rank) in asked.iter().enumerate().skip(USED) {
            if let Some(score) = self.score(last, state, rank)
                && best.is_none_or(|(most, _)| score > most)
            {
                best = Some((score, state));
            }
        }
        let (score, mut state) = best?;
        let mut rank = asked[state];
        asked[state] += 1;
        let mut labels = vec![0_u8; last + 1];
        for (item, label) in labels.iter_mut().enumerate().rev() {
            *label = (state % USED) as u8;
            // Before a best path there are only best ones.
            (state, rank) = if rank == 0 {
                (usize::from(self.back[item][state]), 0)
            } else {
                let (_, before, which) = self.path(item, state, rank)?;
                (usize::from(before), usize::from(which))
            };
        }
        Some((score, labels))
    }

    /// The score of path number `rank` to a state; `None` where there are fewer.
    fn score(&mut self, item: usize, state: usize, rank: usize) -> Option<i32> {
        if rank == 0 {
            return Some(self.scores[item][state]).filter(|&s| s > NEVER);
        }
        self.path(item, state, rank).map(|p| p.0)
    }

    /// Path number `rank` to a state. Asks one item before at most once for each path, so the depth is that of the items.
    fn path(&mut self, item: usize, state: usize, rank: usize) -> Option<(i32, u8, u8)> {
        let place = item * STATES + state;
        if self.places[place] == 0 {
            let best = (self.scores[item][state], self.back[item][state], 0);
            let mut node = Node { spent: best.0 <= NEVER, ..Node::default() };
            if !node.spent {
                node.next[usize::from(best.1)] = 1;
                node.paths.push(best);
            }
            self.nodes.push(node);
            self.places[place] = self.nodes.len() as u32;
        }
        let at = self.places[place] as usize - 1;
        while self.nodes[at].paths.len() <= rank && !self.nodes[at].spent {
            match self.another(item, state, at) {
                Some(path) => {
                    self.nodes[at].next[usize::from(path.1)] += 1;
                    self.nodes[at].paths.push(path);
                }
                None => self.nodes[at].spent = true,
            }
        }
        self.nodes[at].paths.get(rank).copied()
    }

    /// The best path to a state that is not yet taken; of equals the one from the lower state.
    fn another(&mut self, item: usize, state: usize, at: usize) -> Option<(i32, u8, u8)> {
        let (to, begun) = (state % USED, state >= USED);
        let table = &self.steps[usize::from(self.kinds[item]).min(KINDS - 1)];
        let emission = self.emissions[item][to];
        let next = self.nodes[at].next;
        let mut best: Option<(i32, u8, u8)> = None;
        // A content begins what comes behind it; else both are before it, or both behind.
        let leading = match (to, begun) {
            (CONTENT, true) => 0..STATES,
            (CONTENT, false) => 0..0,
            (_, true) => USED..STATES,
            (_, false) => 0..USED,
        };
        for before in leading {
            let (label, rank) = (before % USED, next[before]);
            if !follows(label, to) {
                continue;
            }
            let score = match item.checked_sub(1) {
                Some(item) => self.score(item, before, usize::from(rank)),
                None => (before == OTHER && rank == 0).then_some(0),
            };
            let value = score.map(|s| s + table[label * USED + to] + emission);
            if let Some(value) = value.filter(|&v| best.is_none_or(|b| v > b.0)) {
                best = Some((value, before as u8, rank));
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All labels of three items that begin a content, with their scores.
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
        out.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        out
    }

    #[test]
    fn several_are_the_best_of_all() {
        // Numbers without a pattern, all different.
        let number = |i: usize| (i * i * 7919 % 1009) as i32 - 500;
        let emissions: Vec<[i32; LABELS]> = (0..4).map(|i| std::array::from_fn(|l| number(8 * i + l))).collect();
        let mut steps = [[0; USED * USED]; KINDS];
        for (i, step) in steps.iter_mut().flatten().enumerate() {
            *step = number(i + 100) / 3;
        }
        let kinds = [1, 4, 2, 9];
        let content = |labels: &[u8]| -> Vec<bool> { labels.iter().map(|&l| is_content(l)).collect() };
        let mut expected: Vec<(i32, Vec<bool>)> = Vec::new();
        for (score, labels) in all(&emissions, &kinds, &steps).into_iter().take(16) {
            if !expected.iter().any(|(_, known)| *known == content(&labels)) {
                expected.push((score, content(&labels)));
            }
        }
        let found = several(&emissions, &kinds, &steps, 16);
        let found: Vec<(i32, Vec<bool>)> = found.into_iter().map(|(score, labels)| (score, content(&labels))).collect();
        assert!(found.len() > 3);
        assert_eq!(found, expected);
        assert_eq!(several(&emissions, &kinds, &steps, 1)[0].0, expected[0].0);
    }
}
