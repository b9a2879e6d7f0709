//! Which arcs of the tree are told as derivations.
//!
//! A page derives from every node above it, and lost pages derive from others too, but a derivation is always a page's: an
//! arc between two lost pages, or from a lost page up to a page, can only be told of pages below it. Those are told that
//! together put the pages into the order in which the tree has them, as seen from each: then whoever walks over the
//! derivations alone finds the tree again as nearly as can be.

use super::root::Tradition;
use super::search::Poll;

/// Steps up the tree over which a derivation is told.
const STEPS_UP: usize = 4;
/// Rounds of adding and taking away arcs.
const ROUNDS: usize = 4;
/// Pages up to which arcs are weighed; the work grows with the fifth power.
const WEIGHED: usize = 24;
/// Steps between nodes that nothing joins.
const APART: u8 = u8::MAX;

/// Pages with the nodes above them from which their derivation is told, in order.
pub(crate) fn told(tradition: &Tradition, pages: usize, poll: &Poll) -> (f64, Vec<(usize, usize)>) {
    let mut out = plain(tradition, pages);
    let like = |arcs: &[(usize, usize)]| poll.agrees(&steps(arcs, tradition.nodes.len(), pages));
    let mut best = like(&out);
    if pages > WEIGHED {
        return (best, out);
    }
    let mut open: Vec<(usize, usize)> = Vec::new();
    for page in 0..pages {
        let mut at = tradition.nodes[page].from;
        for _ in 0..STEPS_UP {
            let Some(up) = at else { break };
            open.push((page, up));
            at = tradition.nodes[up].from;
        }
    }
    for _ in 0..ROUNDS {
        let mut changed = false;
        for &arc in &open {
            let mut with: Vec<(usize, usize)> = out.iter().copied().filter(|a| *a != arc).collect();
            if with.len() == out.len() {
                with.push(arc);
                with.sort_unstable();
            } else if with.iter().all(|a| a.0 != arc.0) {
                continue;
            }
            let its = like(&with);
            if its > best {
                (best, out, changed) = (its, with, true);
            }
        }
        if !changed {
            break;
        }
    }
    (best, out)
}

/// Every page from the node above it; and for every lost page the nearest pages below it from what it came from.
fn plain(tradition: &Tradition, pages: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (x, node) in tradition.nodes.iter().enumerate() {
        let Some(up) = node.from else { continue };
        let children = if x < pages { vec![x] } else { tradition.nearest(x, pages) };
        out.extend(children.into_iter().map(|c| (c, up)));
    }
    out.sort_unstable();
    out
}

/// Steps between every two pages.
fn steps(arcs: &[(usize, usize)], nodes: usize, pages: usize) -> Vec<Vec<u8>> {
    let mut near = vec![Vec::new(); nodes];
    for &(a, b) in arcs {
        near[a].push(b);
        near[b].push(a);
    }
    let from = |start: usize| {
        let mut out = vec![APART; nodes];
        out[start] = 0;
        let mut open = vec![start];
        let mut at = 0;
        while let Some(&x) = open.get(at) {
            for &y in &near[x] {
                if out[y] == APART {
                    out[y] = out[x].saturating_add(1).min(APART - 1);
                    open.push(y);
                }
            }
            at += 1;
        }
        out.truncate(pages);
        out
    };
    (0..pages).map(from).collect()
}
