//! The words that two lists have in common, in order.
//!
//! Myers's greedy algorithm (1986) finds a longest common subsequence in time that grows with the length times the
//! differences. Two lists with little in common are cut: after [`LEG`] differences the furthest point reached is
//! taken as right, and the search begins anew there. So the time is at most `LEG` times the words.

/// Differences after which a leg of the search ends. A quotation of a few hundred words is searched to its end.
const LEG: usize = 800;

/// Places of equal words, ascending on both sides.
pub fn common(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let same = |x: &(&u32, &u32)| x.0 == x.1;
    let head = a.iter().zip(b).take_while(same).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(same).count();
    let (mid_a, mid_b) = (&rest_a[..rest_a.len() - tail], &rest_b[..rest_b.len() - tail]);
    let mut out: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    let (mut i, mut j) = (0, 0);
    while i < mid_a.len() && j < mid_b.len() {
        let (matched, end) = leg(&mid_a[i..], &mid_b[j..]);
        out.extend(matched.into_iter().map(|(x, y)| (head + i + x, head + j + y)));
        (i, j) = (i + end.0, j + end.1);
    }
    let (from_a, from_b) = (a.len() - tail, b.len() - tail);
    out.extend((0..tail).map(|k| (from_a + k, from_b + k)));
    out
}

/// One leg: the equal words, and where it ends.
fn leg(a: &[u32], b: &[u32]) -> (Vec<(usize, usize)>, (usize, usize)) {
    let (n, m) = (a.len() as isize, b.len() as isize);
    let mut fronts: Vec<Vec<isize>> = Vec::new();
    let mut best = (0, 0);
    for d in 0..=LEG as isize {
        let mut front = vec![-1; 2 * d as usize + 1];
        let mut furthest = -1;
        let mut done = false;
        for k in (-d..=d).step_by(2) {
            let start = match fronts.last() {
                None => 0,
                Some(last) => step(last, d, k, n, m).0,
            };
            if start < 0 {
                continue;
            }
            let mut x = start;
            while x < n && x - k < m && a[x as usize] == b[(x - k) as usize] {
                x += 1;
            }
            front[(k + d) as usize] = x;
            if 2 * x - k > furthest {
                (furthest, best) = (2 * x - k, (d, k));
            }
            if x >= n && x - k >= m {
                (best, done) = ((d, k), true);
                break;
            }
        }
        fronts.push(front);
        if done {
            break;
        }
    }
    trace(&fronts, best, n, m)
}

/// Where diagonal `k` begins after `d` differences, and the diagonal it comes from.
fn step(last: &[isize], d: isize, k: isize, n: isize, m: isize) -> (isize, isize) {
    let get = |k: isize| usize::try_from(k + d - 1).ok().and_then(|i| last.get(i)).copied().unwrap_or(-1);
    let fits = |x: isize| x >= 0 && x <= n && x - k >= 0 && x - k <= m;
    let (left, down) = (get(k - 1), get(k + 1));
    let dropped = if left >= 0 && fits(left + 1) { left + 1 } else { -1 };
    let added = if fits(down) { down } else { -1 };
    if added >= dropped { (added, k + 1) } else { (dropped, k - 1) }
}

fn trace(fronts: &[Vec<isize>], from: (isize, isize), n: isize, m: isize) -> (Vec<(usize, usize)>, (usize, usize)) {
    let (mut d, mut k) = from;
    let at = |d: isize, k: isize| fronts[d as usize][(k + d) as usize];
    let end = at(d, k);
    let mut out = Vec::new();
    loop {
        let x = at(d, k);
        let (start, before) = if d == 0 { (0, 0) } else { step(&fronts[d as usize - 1], d, k, n, m) };
        out.extend((start..x).rev().map(|x| (x as usize, (x - k) as usize)));
        if d == 0 {
            break;
        }
        (d, k) = (d - 1, before);
    }
    out.reverse();
    let k = from.1;
    (out, (end as usize, (end - k) as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn longest(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut diagonal = 0;
            for (j, y) in b.iter().enumerate() {
                let next = if x == y { diagonal + 1 } else { row[j].max(row[j + 1]) };
                diagonal = std::mem::replace(&mut row[j + 1], next);
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn it_finds_a_longest_common_subsequence(
            a in prop::collection::vec(0u32..6, 0..40),
            b in prop::collection::vec(0u32..6, 0..40),
        ) {
            let found = common(&a, &b);
            prop_assert_eq!(found.len(), longest(&a, &b));
            prop_assert!(found.iter().all(|&(i, j)| a[i] == b[j]));
            prop_assert!(found.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
        }
    }

    #[test]
    fn lists_with_nothing_in_common_end_soon() {
        let a: Vec<u32> = (0..20_000).collect();
        let b: Vec<u32> = (20_000..40_000).collect();
        assert!(common(&a, &b).is_empty());
    }
}
