//! The order of boxes within their rows: few crossings.

use std::collections::BTreeMap;

use super::Size;

/// What stands in a row: a box, or a place where an edge passes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Box(usize),
    Passage,
}

/// Boxes and passages in rows.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) cells: Vec<Cell>,
    /// Width of each cell.
    pub(super) widths: Vec<f64>,
    /// The row of each cell.
    pub(super) row: Vec<usize>,
    /// The cells of each row, from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// For every edge the cells from the upper to the lower end, and whether it was turned around for that.
    pub(super) chains: Vec<(Vec<usize>, bool)>,
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
}

/// Room for an edge that passes between boxes.
const PASSAGE: f64 = 18.0;

/// Sweeps down and up again. The crossings settle within a few; drawings here are small.
const SWEEPS: usize = 12;

impl Grid {
    pub(super) fn new(sizes: &[Size], edges: &[(usize, usize)], rows: &[usize]) -> Grid {
        let mut grid = Grid::default();
        for (i, size) in sizes.iter().enumerate() {
            grid.add(Cell::Box(i), size.width, rows[i]);
        }
        for &(parent, child) in edges {
            let turned = rows[parent] > rows[child];
            let (top, bottom) = if turned { (child, parent) } else { (parent, child) };
            let mut chain = vec![top];
            for row in rows[top] + 1..rows[bottom] {
                let cell = grid.add(Cell::Passage, PASSAGE, row);
                grid.tie(*chain.last().unwrap_or(&top), cell);
                chain.push(cell);
            }
            grid.tie(*chain.last().unwrap_or(&top), bottom);
            chain.push(bottom);
            grid.chains.push((chain, turned));
        }
        grid
    }

    fn add(&mut self, cell: Cell, width: f64, row: usize) -> usize {
        let ix = self.cells.len();
        self.cells.push(cell);
        self.widths.push(width);
        self.row.push(row);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        self.rows[row].push(ix);
        ix
    }

    fn tie(&mut self, upper: usize, lower: usize) {
        if self.row[upper] != self.row[lower] {
            self.below[upper].push(lower);
            self.above[lower].push(upper);
        }
    }

    pub(super) fn neighbours(&self, cell: usize) -> impl Iterator<Item = usize> {
        self.above[cell].iter().chain(&self.below[cell]).copied()
    }

    /// Sorts each row by the mean position of what its cells hang from, down and up in turns, and keeps the order with
    /// the fewest crossings.
    pub(super) fn sweep(&mut self) {
        let mut best = self.rows.clone();
        let mut fewest = self.crossings();
        for turn in 0..SWEEPS {
            if fewest == 0 {
                break;
            }
            let down = turn % 2 == 0;
            let list: Vec<usize> = if down {
                (1..self.rows.len()).collect()
            } else {
                (0..self.rows.len().saturating_sub(1)).rev().collect()
            };
            for row in list {
                self.sort(row, down);
            }
            let now = self.crossings();
            if now < fewest {
                (fewest, best) = (now, self.rows.clone());
            }
        }
        self.rows = best;
    }

    fn sort(&mut self, row: usize, down: bool) {
        let beside = if down { row - 1 } else { row + 1 };
        let position: BTreeMap<usize, usize> = self.rows[beside].iter().enumerate().map(|(i, &c)| (c, i)).collect();
        let ties = if down { &self.above } else { &self.below };
        let mut keyed: Vec<(f64, usize)> = Vec::new();
        for (i, &cell) in self.rows[row].iter().enumerate() {
            let at: Vec<f64> = ties[cell].iter().filter_map(|t| position.get(t)).map(|&p| p as f64).collect();
            let mean = if at.is_empty() { i as f64 } else { at.iter().sum::<f64>() / at.len() as f64 };
            keyed.push((mean, cell));
        }
        // A stable sort: cells that hang from the same place keep their order.
        keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.rows[row] = keyed.into_iter().map(|(_, cell)| cell).collect();
    }

    /// Pairs of ties between neighbouring rows that cross. Quadratic in the ties of a row, which are few.
    fn crossings(&self) -> usize {
        let mut position = vec![0usize; self.cells.len()];
        for row in &self.rows {
            row.iter().enumerate().for_each(|(i, &c)| position[c] = i);
        }
        let mut crossed = 0;
        for row in &self.rows {
            let mut ties: Vec<(usize, usize)> = Vec::new();
            for &cell in row {
                ties.extend(self.below[cell].iter().map(|&b| (position[cell], position[b])));
            }
            ties.truncate(2000);
            for (i, a) in ties.iter().enumerate() {
                crossed += ties[..i].iter().filter(|b| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1)).count();
            }
        }
        crossed
    }
}
