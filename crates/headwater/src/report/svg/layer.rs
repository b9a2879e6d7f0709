//! Rows: a box stands below everything it comes from.

use std::collections::BTreeSet;

use super::GAP;

/// The row of every box, from 0. Boxes of a row are together no wider than `room`, gaps included, unless one alone is
/// (after Coffman and Graham 1972, who bound the number).
///
/// Edges that close a circle are left aside: the box that comes first in its circle stands highest.
pub(super) fn assign(widths: &[f64], edges: &[(usize, usize)], room: f64) -> Vec<usize> {
    let n = widths.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); n];
    for &(parent, child) in forward(n, edges).iter() {
        below[parent].push(child);
        above[child].push(parent);
    }
    let mut waiting: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut ready: BTreeSet<(usize, usize)> = (0..n).filter(|&i| waiting[i] == 0).map(|i| (0, i)).collect();
    let mut row = vec![0; n];
    let mut filled: Vec<f64> = Vec::new();
    // Boxes are taken by the first row that they could stand in, then by number.
    while let Some((least, i)) = ready.pop_first() {
        let mut at = least;
        while filled.get(at).is_some_and(|&f| f > 0.0 && f + widths[i] > room) {
            at += 1;
        }
        if filled.len() <= at {
            filled.resize(at + 1, 0.0);
        }
        filled[at] += widths[i] + GAP;
        row[i] = at;
        for &child in &below[i] {
            waiting[child] -= 1;
            if waiting[child] == 0 {
                let lowest = above[child].iter().map(|&p| row[p]).max().unwrap_or(0);
                ready.insert((lowest + 1, child));
            }
        }
    }
    row
}

/// The edges that close no circle, found by a walk that keeps the way it came (its own stack: chains may be long).
fn forward(n: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut has_parent = vec![false; n];
    for &(parent, child) in edges {
        below[parent].push(child);
        has_parent[child] = true;
    }
    let mut out = Vec::with_capacity(edges.len());
    let (mut seen, mut on_way) = (vec![false; n], vec![false; n]);
    let starts = (0..n).filter(|&i| !has_parent[i]).chain(0..n);
    for start in starts.collect::<Vec<_>>() {
        if seen[start] {
            continue;
        }
        let mut way = vec![(start, 0)];
        (seen[start], on_way[start]) = (true, true);
        while let Some((node, next)) = way.last_mut() {
            let Some(&child) = below[*node].get(*next) else {
                on_way[*node] = false;
                way.pop();
                continue;
            };
            *next += 1;
            if on_way[child] {
                continue;
            }
            out.push((*node, child));
            if !seen[child] {
                (seen[child], on_way[child]) = (true, true);
                way.push((child, 0));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_no_wider_than_asked() {
        let edges: Vec<(usize, usize)> = (1..8).map(|i| (0, i)).collect();
        let rows = assign(&[100.0; 8], &edges, 3.0 * (100.0 + GAP));
        assert_eq!(rows, [0, 1, 1, 1, 2, 2, 2, 3]);
    }

    #[test]
    fn a_circle_is_opened_where_it_is_entered() {
        assert_eq!(assign(&[100.0; 3], &[(0, 1), (1, 2), (2, 0)], 500.0), [0, 1, 2]);
    }
}
