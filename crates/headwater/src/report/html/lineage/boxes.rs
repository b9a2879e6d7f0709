//! The boxes: pages, works, lost ancestors and origins, with their names.

use super::coordinate::number;
use super::node::{id, link};
use crate::report::graph::{Graph, Node};
use crate::report::name;
use crate::report::note::count;
use crate::report::svg::label::lines;
use crate::report::svg::{Point, Size};
use crate::trace::Trace;

/// A box of the drawing; `class` is `page`, `work`, `lost`, `origin`, `many` or `many origins`.
pub(in super::super) struct BoxView {
    pub(in super::super) class: &'static str,
    pub(in super::super) x: String,
    pub(in super::super) y: String,
    pub(in super::super) width: String,
    pub(in super::super) height: String,
    pub(in super::super) title: String,
    pub(in super::super) href: Option<String>,
    pub(in super::super) lines: Vec<LineView>,
}

/// A line of text in a box.
pub(in super::super) struct LineView {
    pub(in super::super) class: &'static str,
    pub(in super::super) x: String,
    pub(in super::super) y: String,
    pub(in super::super) text: String,
    /// Where a line leads that has a page of its own.
    pub(in super::super) href: Option<String>,
}

/// The font sizes of the drawing, as in its style.
const NAME_SIZE: f64 = 14.0;
const SMALL_SIZE: f64 = 12.0;
const LINE: f64 = 18.0;
const PAD: f64 = 12.0;

/// A box before it has its place.
pub(super) struct BoxDraft {
    class: &'static str,
    pub(super) size: Size,
    title: String,
    href: Option<String>,
    pub(super) lines: Vec<(f64, f64, &'static str, String, Option<String>)>,
    pub(super) incoming: usize,
}

impl BoxDraft {
    pub(super) fn at(self, corner: Point) -> BoxView {
        let line = |(x, y, class, text, href): (f64, f64, &'static str, String, Option<String>)| LineView {
            class,
            x: number(corner.x + x),
            y: number(corner.y + y),
            text,
            href,
        };
        BoxView {
            class: self.class,
            x: number(corner.x),
            y: number(corner.y),
            width: number(self.size.width),
            height: number(self.size.height),
            title: self.title,
            href: self.href,
            lines: self.lines.into_iter().map(line).collect(),
        }
    }
}

pub(super) fn draft(trace: &Trace, graph: &Graph, bundle: &[usize]) -> BoxDraft {
    let Some(&first) = bundle.first() else { return draft_of("page", 0.0, String::new(), None, &[], &[]) };
    let mut draft = match (bundle.len(), graph.nodes[first]) {
        (1, node @ Node::Page(p)) => {
            let page = trace.pages.get(p.ix());
            let day = page.and_then(|p| p.published.as_ref()).map(|d| d.value.in_words());
            let below = day.map_or_else(|| format!("{p} · no date"), |d| format!("{p} · {d}"));
            let title = page.and_then(|p| p.title.as_ref()).map(|t| name::flat(&t.value)).unwrap_or_default();
            draft_of("page", 196.0, title.clone(), Some(node), &[(name::page(trace, p), 2)], &[(below, 1), (title, 2)])
        }
        (1, node @ Node::Work(w)) => {
            let work = trace.lineage.works.get(w.ix());
            let day = work.and_then(|w| w.date.as_ref()).map(|d| d.in_words());
            let below = day.map_or_else(|| "not among the pages".to_owned(), |d| format!("{d} · not among the pages"));
            let called = work.map(|w| name::flat(&w.name)).unwrap_or_default();
            draft_of("work", 220.0, called.clone(), Some(node), &[(called, 3)], &[(below, 2)])
        }
        (1, node @ Node::Lost(l)) => {
            let note = trace.lineage.lost.get(l.ix()).map(|l| name::flat(&l.note)).unwrap_or_default();
            let note = note + &name::lost_from(trace, l);
            draft_of("lost", 220.0, note.clone(), Some(node), &[("Lost ancestor".to_owned(), 1)], &[(note, 3)])
        }
        (1, node @ Node::Origin(o)) => {
            let label = name::origin(trace, o);
            let below = format!("origin of {}", count(graph.statements(o), "statement"));
            draft_of("origin", 280.0, label.clone(), Some(node), &[(label, 4)], &[(below, 1)])
        }
        (n, _) => many(trace, graph, bundle, n),
    };
    draft.incoming = graph.parents(first).count();
    draft
}

/// A box of `width` with its name in at most so many lines each, and smaller lines below.
fn draft_of(
    class: &'static str,
    width: f64,
    title: String,
    node: Option<Node>,
    names: &[(String, usize)],
    small: &[(String, usize)],
) -> BoxDraft {
    let room = width - 2.0 * PAD;
    let mut out: Vec<(f64, f64, &'static str, String, Option<String>)> = Vec::new();
    let mut y = PAD - 4.0;
    // Bold letters are about a tenth wider.
    let names = names.iter().map(|(t, most)| ("name", t, most, room / (NAME_SIZE * 1.1)));
    let small = small.iter().map(|(t, most)| ("small", t, most, room / SMALL_SIZE));
    for (class, text, &most, width) in names.chain(small) {
        for line in lines(text, width, most) {
            y += LINE;
            out.push((PAD, y, class, line, None));
        }
    }
    let size = Size { width, height: y + PAD };
    BoxDraft { class, size, title, href: node.map(id), lines: out, incoming: 0 }
}

/// The most lines of a column in a box of many, the most columns, and the width of one.
struct Columns {
    lines: usize,
    most: usize,
    width: f64,
}

/// Names of pages are short, those of origins hold a speaker and a hearer.
const PAGES: Columns = Columns { lines: 6, most: 4, width: 190.0 };
const ORIGINS: Columns = Columns { lines: 12, most: 3, width: 290.0 };

/// A box that lists pages or origins.
fn many(trace: &Trace, graph: &Graph, bundle: &[usize], n: usize) -> BoxDraft {
    let origins = bundle.first().is_some_and(|&b| matches!(graph.nodes[b], Node::Origin(_)));
    let (class, what, shape) = if origins { ("many origins", "origin", ORIGINS) } else { ("many", "page", PAGES) };
    let columns = n.div_ceil(shape.lines).clamp(1, shape.most);
    let rows = n.div_ceil(columns);
    let head = PAD - 4.0 + LINE;
    let mut out = vec![(PAD, head, "name", count(n, what), None)];
    for (i, &node) in bundle.iter().enumerate() {
        let (column, row) = (i / rows, i % rows);
        let text = link(trace, graph.nodes[node]).text;
        let text = lines(&text, (shape.width - 14.0) / SMALL_SIZE, 1).pop().unwrap_or_default();
        let at = (PAD + column as f64 * shape.width, head + (row + 1) as f64 * LINE);
        out.push((at.0, at.1, "small", text, Some(id(graph.nodes[node]))));
    }
    let size = Size { width: columns as f64 * shape.width + PAD, height: head + rows as f64 * LINE + PAD };
    BoxDraft { class, size, title: String::new(), href: None, lines: out, incoming: 0 }
}
