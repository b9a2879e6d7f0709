//! The best labels of a scene.

use std::hint::select_unpredictable;

use super::{CONTENT, KINDS, LABELS, OTHER, USED, follows};

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

/// The best path over `STATES` states: the labels, or twice the labels, the second time after a content has begun, which
/// then must be.
fn best_path<const STATES: usize>(
    emissions: &[[i32; LABELS]],
    kinds: &[u8],
    steps: &[[i32; USED * USED]; KINDS],
) -> Vec<u8> {
    let mut back: Vec<[u8; STATES]> = Vec::with_capacity(emissions.len());
    let score = forward(emissions, kinds, steps, |_, from| back.push(*from));
    let ends = STATES - USED..STATES;
    let mut state = ends.max_by_key(|&s| (score[s], std::cmp::Reverse(s))).unwrap_or(0);
    let mut out = vec![0_u8; emissions.len()];
    for (label, from) in out.iter_mut().zip(&back).rev() {
        *label = (state % USED) as u8;
        state = usize::from(from[state]);
    }
    out
}

/// What no path leads to has a score below this.
pub(super) const NEVER: i32 = i32::MIN / 4;

/// Viterbi's algorithm: the score of the best path to each state of the last item. `each` gets those of every item, and the state
/// before.
pub(super) fn forward<const STATES: usize>(
    emissions: &[[i32; LABELS]],
    kinds: &[u8],
    steps: &[[i32; USED * USED]; KINDS],
    mut each: impl FnMut(&[i32; STATES], &[u8; STATES]),
) -> [i32; STATES] {
    const NOWHERE: i32 = i32::MIN / 2;
    let mut score = [NOWHERE; STATES];
    score[OTHER] = 0;
    for (e, &kind) in emissions.iter().zip(kinds) {
        let table = &steps[usize::from(kind).min(KINDS - 1)];
        let mut next = [NOWHERE; STATES];
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
        each(&score, &from);
    }
    score
}
