//! The best labels of a scene.

use std::hint::select_unpredictable;

use super::{CONTENT, CONTENT_ON, KINDS, LABELS, OTHER, USED, follows};

/// The best labels of a scene that give it some content. `steps` holds, for each kind of item, the scores of going from
/// each label to each. Linear in the items.
///
/// Where the best labels of all give none (in one scene of forty), the best that give some are taken: whether the cue is
/// one at all is judged by what it would say.
pub fn decode(emissions: &[[i32; LABELS]], kinds: &[u8], steps: &[[i32; USED * USED]; KINDS]) -> Vec<u8> {
    let free = best_path::<USED>(emissions, kinds, steps);
    if emissions.is_empty() || free.iter().any(|&l| usize::from(l) == CONTENT) {
        return free;
    }
    best_path::<{ 2 * USED }>(emissions, kinds, steps)
}

/// Viterbi's algorithm over `STATES` states: the labels, or twice the labels, the second time after a content has begun,
/// which then must be.
fn best_path<const STATES: usize>(
    emissions: &[[i32; LABELS]],
    kinds: &[u8],
    steps: &[[i32; USED * USED]; KINDS],
) -> Vec<u8> {
    const NEVER: i32 = i32::MIN / 2;
    let n = emissions.len();
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(n);
    let mut score = [NEVER; STATES];
    score[OTHER] = 0;
    for (e, &kind) in emissions.iter().zip(kinds) {
        let table = &steps[usize::from(kind).min(KINDS - 1)];
        let mut next = [NEVER; STATES];
        let mut from = [0_u8; STATES];
        for begun in (0..STATES).step_by(USED) {
            for to in 0..USED {
                let state_to = if STATES > USED && to == CONTENT { USED + to } else { begun + to };
                for label in 0..USED {
                    if !follows(label, to) {
                        continue;
                    }
                    // A state that nothing leads to stays so far below all others that it never wins. Which label wins
                    // can't be foretold, so nothing branches on it.
                    let value = score[begun + label] + table[label * USED + to] + e[to];
                    let better = value > next[state_to];
                    next[state_to] = select_unpredictable(better, value, next[state_to]);
                    from[state_to] = select_unpredictable(better, (begun + label) as u8, from[state_to]);
                }
            }
        }
        score = next;
        back.push(from);
    }
    let ends = STATES - USED..STATES;
    let mut state = ends.max_by_key(|&s| (score[s], std::cmp::Reverse(s))).unwrap_or(0);
    let mut out = vec![0_u8; n];
    for (label, from) in out.iter_mut().zip(&back).rev() {
        *label = (state % USED) as u8;
        state = usize::from(from[state]);
    }
    out
}

/// The `K` best paths that begin a content, best first, without those whose content a better one has already: Viterbi's
/// algorithm with the best `K` ways to each state kept in order. Time grows with the items and with `K`.
pub fn several<const K: usize>(
    emissions: &[[i32; LABELS]],
    kinds: &[u8],
    steps: &[[i32; USED * USED]; KINDS],
) -> Vec<(i32, Vec<u8>)> {
    const NEVER: i32 = i32::MIN / 2;
    const STATES: usize = 2 * USED;
    let mut back: Vec<[[(u8, u8); K]; STATES]> = Vec::with_capacity(emissions.len());
    let mut score = [[NEVER; K]; STATES];
    score[OTHER][0] = 0;
    for (e, &kind) in emissions.iter().zip(kinds) {
        let table = &steps[usize::from(kind).min(KINDS - 1)];
        let mut next = [[NEVER; K]; STATES];
        let mut from = [[(0_u8, 0_u8); K]; STATES];
        for begun in [0, USED] {
            for to in 0..USED {
                let state_to = if to == CONTENT { USED + to } else { begun + to };
                for label in (0..USED).filter(|&l| follows(l, to)) {
                    let step = table[label * USED + to] + e[to];
                    for (rank, &value) in score[begun + label].iter().enumerate() {
                        if value <= NEVER / 2 {
                            break;
                        }
                        let value = value + step;
                        // Most are worse than all that are kept, and so are those behind them.
                        if value <= next[state_to][K - 1] {
                            break;
                        }
                        let Some(at) = next[state_to].iter().position(|&n| value > n) else { break };
                        next[state_to].copy_within(at..K - 1, at + 1);
                        from[state_to].copy_within(at..K - 1, at + 1);
                        next[state_to][at] = value;
                        from[state_to][at] = ((begun + label) as u8, rank as u8);
                    }
                }
            }
        }
        score = next;
        back.push(from);
    }
    let mut ends: Vec<(i32, usize, usize)> = Vec::new();
    for (state, scores) in score.iter().enumerate().skip(USED) {
        ends.extend(scores.iter().enumerate().filter(|(_, s)| **s > NEVER / 2).map(|(rank, &s)| (s, state, rank)));
    }
    ends.sort_by_key(|&(s, state, rank)| (std::cmp::Reverse(s), state, rank));
    let mut out: Vec<(i32, Vec<u8>)> = Vec::new();
    for (s, mut state, mut rank) in ends.into_iter().take(K) {
        let mut labels = vec![0_u8; emissions.len()];
        for (label, from) in labels.iter_mut().zip(&back).rev() {
            *label = (state % USED) as u8;
            let (before, r) = from[state][rank];
            (state, rank) = (usize::from(before), usize::from(r));
        }
        let same = |a: &[u8], b: &[u8]| {
            a.iter().zip(b).all(|(&x, &y)| {
                matches!(usize::from(x), CONTENT | CONTENT_ON) == matches!(usize::from(y), CONTENT | CONTENT_ON)
            })
        };
        if !out.iter().any(|(_, o)| same(o, &labels)) {
            out.push((s, labels));
        }
    }
    out
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
        let content = |labels: &[u8]| -> Vec<bool> { labels.iter().map(|&l| super::super::is_content(l)).collect() };
        let mut expected: Vec<(i32, Vec<bool>)> = Vec::new();
        for (score, labels) in all(&emissions, &kinds, &steps).into_iter().take(16) {
            if !expected.iter().any(|(_, known)| *known == content(&labels)) {
                expected.push((score, content(&labels)));
            }
        }
        let found = several::<16>(&emissions, &kinds, &steps);
        let found: Vec<(i32, Vec<bool>)> = found.into_iter().map(|(score, labels)| (score, content(&labels))).collect();
        assert!(found.len() > 3);
        assert_eq!(found, expected);
        assert_eq!(several::<1>(&emissions, &kinds, &steps)[0].0, expected[0].0);
    }
}
