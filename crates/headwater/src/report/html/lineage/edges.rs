//! The edges: derivations, what carries an origin, and open questions.

use std::collections::BTreeMap;

use super::boxes::{BoxDraft, LineView};
use super::coordinate::number;
use crate::report::graph::{Edge, Tie};
use crate::report::svg::{self, Layout, Point, Size};
use crate::trace::Trace;

/// An edge; `class` is the kind of derivation, `descends`, `carries`, `may-carry` or `open`.
pub(in super::super) struct EdgeView {
    pub(in super::super) class: &'static str,
    pub(in super::super) path: String,
    pub(in super::super) title: String,
    pub(in super::super) label: Option<LineView>,
    /// Whether it passes below its boxes.
    pub(super) dips: bool,
}

/// The most labels that fit side by side above a box; more edges are told apart by their style alone.
const MOST_LABELS: usize = 3;

pub(super) fn edges(
    trace: &Trace,
    ties: &[(usize, usize, &Edge)],
    layout: &Layout,
    boxes: &[BoxDraft],
) -> Vec<EdgeView> {
    let end = |i: usize| layout.paths.get(i).and_then(|p| p.last()).copied().unwrap_or(Point { x: 0.0, y: 0.0 });
    let mut order: Vec<usize> = (0..ties.len()).collect();
    order.sort_by(|&a, &b| ties[a].1.cmp(&ties[b].1).then(end(a).x.total_cmp(&end(b).x)));
    // Neighbours of one kind share a label, in the middle of them: two would be printed over each other.
    let mut labels: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    let mut rank = 0;
    let alike = |a: &usize, b: &usize| ties[*a].1 == ties[*b].1 && kind(trace, ties[*a].2) == kind(trace, ties[*b].2);
    let mut before = None;
    for group in order.chunk_by(alike) {
        let (Some(&first), Some(&last)) = (group.first(), group.last()) else { continue };
        rank = if before == Some(ties[first].1) { rank + 1 } else { 0 };
        before = Some(ties[first].1);
        labels.insert(first, ((end(first).x + end(last).x) / 2.0, rank));
    }
    let view = |(i, &(a, b, edge)): (usize, &(usize, usize, &Edge))| {
        let class = kind(trace, edge);
        let incoming = boxes.get(b).map_or(0, |b| b.incoming);
        let place = labels.get(&i).filter(|_| edge.derivation().is_some() && incoming <= MOST_LABELS);
        let label = place.map(|&(x, rank)| {
            // With three side by side the middle one stands higher.
            let lift = if incoming > 2 && rank % 2 == 1 { 26.0 } else { 12.0 };
            LineView { class: "edge", x: number(x), y: number(end(i).y - lift), text: class.to_owned(), href: None }
        });
        let title = |b: usize| boxes.get(b).and_then(|b| b.lines.first()).map_or("", |l| l.3.as_str());
        let verb = match edge.tie {
            Tie::Carries => "first carried by",
            Tie::MayCarry => "carried, by itself or from another, by",
            Tie::Descends => "what this lost ancestor came from:",
            Tie::Derivation(_) => "source of what this page took:",
        };
        EdgeView {
            class,
            path: layout.paths.get(i).map(|p| curve(p)).unwrap_or_default(),
            title: format!("{} — {verb} {} ({class})", title(a), title(b)),
            label,
            dips: false,
        }
    };
    ties.iter().enumerate().map(view).collect()
}

/// How far an open question dips below its boxes.
pub(super) const DIP: f64 = 30.0;

/// A line between two pages of which neither is known to come from the other.
pub(super) fn question(a: usize, b: usize, layout: &Layout, sizes: &[Size]) -> EdgeView {
    let (a, b) = if layout.corners[a].x <= layout.corners[b].x { (a, b) } else { (b, a) };
    let (p, q) = (layout.corners[a], layout.corners[b]);
    let (sa, sb) = (sizes[a], sizes[b]);
    let near = p.y == q.y && (q.x - (p.x + sa.width)) < svg::GAP * 1.5;
    let (from, to) = match near {
        true => {
            let y = p.y + sa.height.min(sb.height) / 2.0;
            (Point { x: p.x + sa.width, y }, Point { x: q.x, y })
        }
        false => (
            Point { x: p.x + sa.width / 2.0, y: p.y + sa.height },
            Point { x: q.x + sb.width / 2.0, y: q.y + sb.height },
        ),
    };
    let dip = if near { 0.0 } else { DIP };
    let (low, middle) = (from.y.max(to.y) + dip, (from.x + to.x) / 2.0);
    let path = format!(
        "M{} {}C{} {} {} {} {} {}",
        number(from.x),
        number(from.y),
        number(from.x),
        number(low),
        number(to.x),
        number(low),
        number(to.x),
        number(to.y)
    );
    let y = if near { from.y - 5.0 } else { (from.y + to.y) / 8.0 + low * 0.75 + 4.0 };
    let label = Some(LineView { class: "edge", x: number(middle), y: number(y), text: "?".to_owned(), href: None });
    EdgeView {
        class: "open",
        path,
        title: "undetermined: which of the two took from the other".to_owned(),
        label,
        dips: !near,
    }
}

/// A smooth path that leaves and enters every row straight down.
fn curve(points: &[Point]) -> String {
    let mut out = String::new();
    for (i, p) in points.iter().enumerate() {
        match i.checked_sub(1).and_then(|j| points.get(j)) {
            None => out.push_str(&format!("M{} {}", number(p.x), number(p.y))),
            Some(last) => {
                let y = (last.y + p.y) / 2.0;
                let c = [last.x, y, p.x, y, p.x, p.y].map(number);
                out.push_str(&format!("C{}", c.join(" ")));
            }
        }
    }
    out
}

/// The class of an edge: the kind of derivation, `descends`, `carries` or `may-carry`.
pub(super) fn kind(trace: &Trace, edge: &Edge) -> &'static str {
    match edge.tie {
        Tie::Derivation(d) => trace.lineage.derivations.get(d.ix()).map_or("carries", |d| d.kind.name()),
        Tie::Descends => "descends",
        Tie::Carries => "carries",
        Tie::MayCarry => "may-carry",
    }
}
