//! The heaviest branching of a weighted directed graph (Chu and Liu 1965, Edmonds 1967).

/// An arc from `from` to `to`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arc {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) weight: f64,
}

/// For each of `n` nodes but `root` the arc by which it is entered in the heaviest tree that `root` reaches all nodes
/// by, as an index into `arcs`; `None` for `root` and for nodes no arc enters. Of equal arcs the earlier wins.
///
/// Every round contracts all cycles at once and takes time linear in the arcs; there are at most `log n` to `n` rounds.
pub(crate) fn heaviest(n: usize, root: usize, arcs: &[Arc]) -> Vec<Option<usize>> {
    let indexed: Vec<(Arc, usize)> = arcs.iter().copied().zip(0..).filter(|(a, _)| a.from < n && a.to < n).collect();
    solve(n, root, &indexed)
}

/// As [`heaviest`], over arcs with the numbers they had before contraction; gives those numbers' positions in `arcs`.
fn solve(n: usize, root: usize, arcs: &[(Arc, usize)]) -> Vec<Option<usize>> {
    let mut best: Vec<Option<usize>> = vec![None; n];
    for (i, (arc, _)) in arcs.iter().enumerate() {
        if arc.to == root || arc.from == arc.to {
            continue;
        }
        let better = best[arc.to].is_none_or(|b| arcs[b].0.weight < arc.weight);
        if better {
            best[arc.to] = Some(i);
        }
    }
    // Find cycles among the best arcs.
    let mut group: Vec<usize> = vec![usize::MAX; n];
    let mut seen: Vec<usize> = vec![usize::MAX; n];
    let mut groups = 0;
    let mut any = false;
    for start in 0..n {
        let mut at = start;
        while seen[at] == usize::MAX {
            seen[at] = start;
            match best[at] {
                Some(b) => at = arcs[b].0.from,
                None => break,
            }
        }
        if seen[at] == start && group[at] == usize::MAX && best[at].is_some() {
            let first = at;
            loop {
                group[at] = groups;
                match best[at] {
                    Some(b) => at = arcs[b].0.from,
                    None => break,
                }
                if at == first {
                    break;
                }
            }
            groups += 1;
            any = true;
        }
    }
    if !any {
        return best.into_iter().map(|b| b.map(|i| arcs[i].1)).collect();
    }
    let in_cycle: Vec<bool> = group.iter().map(|&g| g != usize::MAX).collect();
    for g in &mut group {
        if *g == usize::MAX {
            *g = groups;
            groups += 1;
        }
    }
    // Enter a cycle at the cost of the arc that is given up there.
    let mut inner: Vec<(Arc, usize)> = Vec::with_capacity(arcs.len());
    for (i, (arc, _)) in arcs.iter().enumerate() {
        let (from, to) = (group[arc.from], group[arc.to]);
        if from == to {
            continue;
        }
        let given_up = if in_cycle[arc.to] { best[arc.to].map_or(0.0, |b| arcs[b].0.weight) } else { 0.0 };
        inner.push((Arc { from, to, weight: arc.weight - given_up }, i));
    }
    let entered = solve(groups, group[root], &inner);
    let mut out: Vec<Option<usize>> = best.iter().map(|b| b.map(|i| arcs[i].1)).collect();
    for (i, cyclic) in in_cycle.iter().enumerate() {
        if !cyclic {
            out[i] = None;
        }
    }
    for arc in entered.into_iter().flatten() {
        out[arcs[arc].0.to] = Some(arcs[arc].1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arcs(list: &[(usize, usize, f64)]) -> Vec<Arc> {
        list.iter().map(|&(from, to, weight)| Arc { from, to, weight }).collect()
    }

    #[test]
    fn a_cycle_is_entered_where_it_costs_least() {
        let arcs = arcs(&[(0, 1, 1.0), (0, 2, 4.0), (1, 2, 9.0), (2, 1, 8.0)]);
        assert_eq!(heaviest(3, 0, &arcs), [None, Some(3), Some(1)]);
    }

    #[test]
    fn without_cycles_each_node_takes_its_best_arc() {
        let arcs = arcs(&[(0, 1, 1.0), (0, 2, 1.0), (1, 2, 2.0)]);
        assert_eq!(heaviest(3, 0, &arcs), [None, Some(0), Some(2)]);
    }

    proptest::proptest! {
        #[test]
        fn it_is_as_heavy_as_the_heaviest_found_by_trying_all(weights in proptest::collection::vec(0u8..50, 16)) {
            let n = 4;
            let mut list = Vec::new();
            for from in 0..n {
                for to in 1..n {
                    if from != to {
                        list.push((from, to, f64::from(weights[from * n + to])));
                    }
                }
            }
            let arcs = arcs(&list);
            let found = heaviest(n, 0, &arcs);
            let total: f64 = found.iter().flatten().map(|&i| arcs[i].weight).sum();
            let mut most = f64::NEG_INFINITY;
            for code in 0..n.pow(3) {
                let parents = [0, code % n, code / n % n, code / n / n];
                let fine = (1..n).all(|start| {
                    let mut at = start;
                    (0..n).any(|_| { let there = at == 0; at = parents[at]; there || at == 0 }) && parents[start] != start
                });
                if fine {
                    let sum: f64 = (1..n).map(|to| arcs.iter().find(|a| a.from == parents[to] && a.to == to).map_or(f64::NEG_INFINITY, |a| a.weight)).sum();
                    most = most.max(sum);
                }
            }
            proptest::prop_assert!((total - most).abs() < 1e-9, "{} {}", total, most);
        }
    }
}
