//! Coordinates: boxes near what they hang from, without overlaps.

use super::order::{Cell, Grid};
use super::{GAP, Layout, MARGIN, Point, ROW_GAP, Size};

/// Rounds of drawing each row towards its neighbours. Positions move by less than a unit after half of them.
const ROUNDS: usize = 16;

pub(super) fn place(grid: &Grid, sizes: &[Size], edges: &[(usize, usize)]) -> Layout {
    let mut centre = centres(grid);
    for round in 0..ROUNDS {
        let list: Vec<usize> =
            if round % 2 == 0 { (0..grid.rows.len()).collect() } else { (0..grid.rows.len()).rev().collect() };
        for row in list {
            settle(grid, row, &mut centre);
        }
    }
    let left = (0..grid.cells.len()).map(|c| centre[c] - grid.widths[c] / 2.0).fold(f64::INFINITY, f64::min);
    let right = (0..grid.cells.len()).map(|c| centre[c] + grid.widths[c] / 2.0).fold(f64::NEG_INFINITY, f64::max);
    if !left.is_finite() || !right.is_finite() {
        return Layout::default();
    }
    centre.iter_mut().for_each(|c| *c += MARGIN - left);

    let height = |row: &Vec<usize>| {
        let boxes = row.iter().filter_map(|&c| if let Cell::Box(i) = grid.cells[c] { sizes.get(i) } else { None });
        boxes.map(|s| s.height).fold(0.0, f64::max)
    };
    let mut top = Vec::with_capacity(grid.rows.len());
    let mut y = MARGIN;
    for row in &grid.rows {
        top.push((y, height(row)));
        y += height(row) + ROW_GAP;
    }
    let corner = |i: usize| Point { x: centre[i] - sizes[i].width / 2.0, y: top[grid.row[i]].0 };
    let corners: Vec<Point> = (0..sizes.len()).map(corner).collect();
    let paths = paths(grid, sizes, edges, &centre, &top);
    Layout { width: right - left + 2.0 * MARGIN, height: y - ROW_GAP + MARGIN, corners, paths }
}

/// Each row packed from the left.
fn centres(grid: &Grid) -> Vec<f64> {
    let mut centre = vec![0.0; grid.cells.len()];
    for row in &grid.rows {
        let mut x = 0.0;
        for &c in row {
            centre[c] = x + grid.widths[c] / 2.0;
            x += grid.widths[c] + GAP;
        }
    }
    centre
}

/// Moves the cells of a row as near as can be, in squares, to the means of their neighbours, in their order and apart.
///
/// With the room that lies to the left of each cell taken off, this is isotonic regression: pool adjacent violators.
fn settle(grid: &Grid, row: usize, centre: &mut [f64]) {
    let cells = &grid.rows[row];
    let mut offset = 0.0;
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    let mut offsets = Vec::with_capacity(cells.len());
    for (i, &c) in cells.iter().enumerate() {
        if i > 0 {
            offset += (grid.widths[cells[i - 1]] + grid.widths[c]) / 2.0 + GAP;
        }
        offsets.push(offset);
        let (sum, n) = grid.neighbours(c).fold((0.0, 0.0), |(s, n), t| (s + centre[t], n + 1.0));
        let wish = if n > 0.0 { sum / n } else { centre[c] };
        // A passage pulls harder: a straight long edge is easier to follow than a centred box.
        let weight = if grid.cells[c] == Cell::Passage { 3.0 } else { 1.0 };
        pools.push(((wish - offset) * weight, weight, 1));
        while let [.., (s1, w1, n1), (s2, w2, n2)] = pools[..] {
            if s1 / w1 <= s2 / w2 {
                break;
            }
            pools.truncate(pools.len() - 2);
            pools.push((s1 + s2, w1 + w2, n1 + n2));
        }
    }
    let mut i = 0;
    for (sum, weight, n) in pools {
        for _ in 0..n {
            centre[cells[i]] = sum / weight + offsets[i];
            i += 1;
        }
    }
}

/// The points of every edge, from its parent to its child. Ends on one side of a box are spread along it in the order
/// of what they lead to.
fn paths(grid: &Grid, sizes: &[Size], edges: &[(usize, usize)], centre: &[f64], top: &[(f64, f64)]) -> Vec<Vec<Point>> {
    // For each end of an edge: the box, whether it is the lower side, where it leads, and which edge.
    let mut ends: Vec<(usize, bool, f64, usize)> = Vec::new();
    for (e, (chain, _)) in grid.chains.iter().enumerate() {
        if let [first, .., last] = chain[..] {
            ends.push((first, true, chain.get(1).map_or(0.0, |&c| centre[c]), e));
            let before = chain.len().checked_sub(2).and_then(|i| chain.get(i));
            ends.push((last, false, before.map_or(0.0, |&c| centre[c]), e));
        }
    }
    ends.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)));
    let mut port = vec![[0.0f64; 2]; edges.len()];
    let mut from = 0;
    while from < ends.len() {
        let (cell, lower, ..) = ends[from];
        let group = ends[from..].iter().take_while(|e| e.0 == cell && e.1 == lower).count();
        let width = sizes.get(cell).map_or(0.0, |s| s.width);
        for (k, end) in ends[from..from + group].iter().enumerate() {
            let share = (k as f64 + 1.0) / (group as f64 + 1.0);
            port[end.3][usize::from(!lower)] = centre[cell] + (share - 0.5) * width;
        }
        from += group;
    }
    let mut out = Vec::with_capacity(edges.len());
    for (e, (chain, turned)) in grid.chains.iter().enumerate() {
        let mut points = Vec::with_capacity(chain.len() * 2);
        for (k, &c) in chain.iter().enumerate() {
            let (y, row_height) = top[grid.row[c]];
            if k == 0 {
                points.push(Point { x: port[e][0], y: y + sizes[c].height });
            } else if k + 1 == chain.len() {
                points.push(Point { x: port[e][1], y });
            } else {
                points.push(Point { x: centre[c], y });
                points.push(Point { x: centre[c], y: y + row_height });
            }
        }
        if *turned {
            points.reverse();
        }
        out.push(points);
    }
    out
}
