//! Drawing the lineage: a layered layout, what others come from above, what comes from them below.
//!
//! After Sugiyama, Tagawa and Toda (1981): [`layer`] gives every box a row, [`order`] puts the rows' boxes into an order
//! with few crossings, and [`place`] gives them their x without overlaps. [`label`] breaks names into lines that fit.

pub(super) mod label;
mod layer;
mod order;
mod place;

/// Width and height of a box, in the units of the drawing (CSS pixels at full size).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A point of the drawing, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Where everything stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The size of the whole drawing.
    pub(super) width: f64,
    pub(super) height: f64,
    /// The upper left corner of every box.
    pub(super) corners: Vec<Point>,
    /// Every edge as a path from its parent to its child: at least two points, each on a row's edge.
    pub(super) paths: Vec<Vec<Point>>,
}

/// The width of the boxes of one row; further ones go to the next. It is what a laptop's screen and a page of paper
/// show without scrolling; edges that pass between boxes come on top.
const ROOM: f64 = 1060.0;

/// Between two boxes of a row.
pub(super) const GAP: f64 = 28.0;

/// Between two rows: room for an edge's label.
const ROW_GAP: f64 = 64.0;

/// Around the drawing.
const MARGIN: f64 = 12.0;

/// Lays out boxes with edges from parents to children. Circles are allowed: an edge that closes one runs upwards.
///
/// Deterministic; `O(k (n + e) log n)` for `k` sweeps, where long edges count once a row.
pub(super) fn layout(sizes: &[Size], edges: &[(usize, usize)]) -> Layout {
    let widths: Vec<f64> = sizes.iter().map(|s| s.width).collect();
    let rows = layer::assign(&widths, edges, ROOM);
    let mut grid = order::Grid::new(sizes, edges, &rows);
    grid.sweep();
    place::place(&grid, sizes, edges)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn overlap(l: &Layout, sizes: &[Size]) -> Option<(usize, usize)> {
        let apart = |a: usize, b: usize| {
            let (p, q) = (l.corners[a], l.corners[b]);
            p.x + sizes[a].width <= q.x + 0.01
                || q.x + sizes[b].width <= p.x + 0.01
                || p.y + sizes[a].height <= q.y + 0.01
                || q.y + sizes[b].height <= p.y + 0.01
        };
        (0..sizes.len()).flat_map(|a| (0..a).map(move |b| (a, b))).find(|&(a, b)| !apart(a, b))
    }

    #[test]
    fn a_child_stands_below_its_parent() {
        let sizes = [Size { width: 100.0, height: 40.0 }; 3];
        let l = layout(&sizes, &[(2, 0), (0, 1)]);
        assert!(l.corners[2].y < l.corners[0].y && l.corners[0].y < l.corners[1].y);
    }

    proptest! {
        #[test]
        fn no_two_boxes_overlap_and_all_stand_inside(
            sizes in proptest::collection::vec((60.0f64..260.0, 30.0f64..120.0), 1..40),
            edges in proptest::collection::vec((0usize..40, 0usize..40), 0..80),
        ) {
            let sizes: Vec<Size> = sizes.iter().map(|&(width, height)| Size { width, height }).collect();
            let n = sizes.len();
            let edges: Vec<(usize, usize)> =
                edges.into_iter().filter(|&(a, b)| a < n && b < n && a != b).collect();
            let l = layout(&sizes, &edges);
            prop_assert_eq!(overlap(&l, &sizes), None);
            for (p, s) in l.corners.iter().zip(&sizes) {
                prop_assert!(p.x >= 0.0 && p.x + s.width <= l.width && p.y >= 0.0 && p.y + s.height <= l.height);
            }
            for (path, &(a, b)) in l.paths.iter().zip(&edges) {
                let (first, last) = (path[0], path[path.len() - 1]);
                prop_assert!(first.x >= l.corners[a].x && first.x <= l.corners[a].x + sizes[a].width);
                prop_assert!(last.x >= l.corners[b].x && last.x <= l.corners[b].x + sizes[b].width);
            }
        }
    }
}
