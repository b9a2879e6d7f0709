//! The lineage as drawings, one for each set of pages that hang together, and in words.

use std::collections::{BTreeMap, BTreeSet};

use super::anchor::{Ground, ground};
use super::statement::Link;
use crate::id::{DerivationIx, PageIx};
use crate::lineage::Ancestor;
use crate::report::graph::{Edge, Graph, Node, Tie};
use crate::report::name;
use crate::report::note::count;
use crate::report::svg::label::lines;
use crate::report::svg::{self, Layout, Point, Size};
use crate::trace::Trace;

/// The whole lineage.
#[derive(Default)]
pub(super) struct Lineage {
    pub(super) figures: Vec<Figure>,
    /// Pages that nothing ties to another page, a work or a known origin.
    pub(super) alone: Vec<Link>,
}

/// One drawing and its findings in words.
pub(super) struct Figure {
    pub(super) caption: String,
    pub(super) width: String,
    pub(super) height: String,
    /// Whether it may be made smaller to fit: its letters stay readable.
    pub(super) fits: bool,
    pub(super) boxes: Vec<BoxView>,
    pub(super) edges: Vec<EdgeView>,
    pub(super) derivations: Vec<DerivationView>,
    pub(super) undetermined: Vec<UndeterminedView>,
}

/// A box of the drawing; `class` is `page`, `work`, `lost`, `origin` or `many`.
pub(super) struct BoxView {
    pub(super) class: &'static str,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) width: String,
    pub(super) height: String,
    pub(super) title: String,
    pub(super) href: Option<String>,
    pub(super) lines: Vec<LineView>,
}

/// A line of text in a box.
pub(super) struct LineView {
    pub(super) class: &'static str,
    pub(super) x: String,
    pub(super) y: String,
    pub(super) text: String,
    /// Where a line leads that has a page of its own.
    pub(super) href: Option<String>,
}

/// An edge; `class` is the kind of derivation, `descends`, `carries`, `may-carry` or `open`.
pub(super) struct EdgeView {
    pub(super) class: &'static str,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) label: Option<LineView>,
    /// Whether it passes below its boxes.
    dips: bool,
}

/// A derivation in words.
pub(super) struct DerivationView {
    pub(super) id: String,
    pub(super) page: Link,
    pub(super) kind: &'static str,
    pub(super) from: Link,
    pub(super) percent: u32,
    pub(super) grounds: Vec<(&'static str, Ground)>,
}

/// Two pages of which nothing says who took from whom.
pub(super) struct UndeterminedView {
    pub(super) pages: [Link; 2],
    pub(super) note: String,
}

/// The font sizes of the drawing, as in its style.
const NAME_SIZE: f64 = 14.0;
const SMALL_SIZE: f64 = 12.0;
const LINE: f64 = 18.0;
const PAD: f64 = 12.0;

pub(super) fn lineage(trace: &Trace) -> Lineage {
    let graph = Graph::new(trace);
    let taken = by_page(trace);
    let mut out = Lineage::default();
    for component in graph.components() {
        match component[..] {
            [one] => out.alone.push(link(trace, graph.nodes[one])),
            _ => out.figures.push(figure(trace, &graph, &component, &taken)),
        }
    }
    out
}

impl Lineage {
    /// Whether a lost ancestor is drawn below what it came from.
    pub(super) fn descends(&self) -> bool {
        self.draws("descends")
    }

    /// Whether a page is drawn that may have an origin's words from another.
    pub(super) fn may_carry(&self) -> bool {
        self.draws("may-carry")
    }

    fn draws(&self, class: &str) -> bool {
        self.figures.iter().flat_map(|f| &f.edges).any(|e| e.class == class)
    }
}

/// What one box stands for: one node, or several pages that all come from the same, in the same way.
type Bundle = Vec<usize>;

/// More pages than this that differ in nothing but their names share a box.
const MOST_ALIKE: usize = 4;

/// The derivations of every page from another.
fn by_page(trace: &Trace) -> BTreeMap<PageIx, Vec<DerivationIx>> {
    let mut out: BTreeMap<PageIx, Vec<DerivationIx>> = BTreeMap::new();
    for (i, d) in trace.lineage.derivations.iter().enumerate() {
        if d.from != Ancestor::Page(d.page) {
            out.entry(d.page).or_default().push(DerivationIx::new(i));
        }
    }
    out
}

fn figure(trace: &Trace, graph: &Graph, component: &[usize], taken: &BTreeMap<PageIx, Vec<DerivationIx>>) -> Figure {
    let bundles = bundles(trace, graph, component);
    let bundle_of: BTreeMap<usize, usize> =
        bundles.iter().enumerate().flat_map(|(b, nodes)| nodes.iter().map(move |&n| (n, b))).collect();
    let drawn: Vec<BoxDraft> = bundles.iter().map(|b| draft(trace, graph, b)).collect();
    let sizes: Vec<Size> = drawn.iter().map(|d| d.size).collect();
    let mut ties: Vec<(usize, usize, &Edge)> = Vec::new();
    let mut seen = BTreeSet::new();
    for edge in component.iter().flat_map(|&n| graph.parents(n)) {
        let (Some(&a), Some(&b)) = (bundle_of.get(&edge.parent), bundle_of.get(&edge.child)) else { continue };
        if seen.insert((a, b, kind(trace, edge))) {
            ties.push((a, b, edge));
        }
    }
    let pairs: Vec<(usize, usize)> = ties.iter().map(|&(a, b, _)| (a, b)).collect();
    let layout = svg::layout(&sizes, &pairs);
    let mut edges = edges(trace, &ties, &layout, &drawn);
    let open: Vec<_> = graph.undetermined.iter().filter(|(a, _, _)| component.binary_search(a).is_ok()).collect();
    if open.len() <= MOST_OPEN {
        let ends = open.iter().filter_map(|&&(a, b, _)| Some((*bundle_of.get(&a)?, *bundle_of.get(&b)?)));
        edges.extend(ends.filter(|(a, b)| a != b).map(|(a, b)| question(a, b, &layout, &sizes)));
    }
    let pages = component.iter().filter_map(|&n| match graph.nodes.get(n) {
        Some(Node::Page(page)) => taken.get(page),
        _ => None,
    });
    let mut derivations: Vec<DerivationIx> = pages.flatten().copied().collect();
    derivations.sort_unstable();
    Figure {
        caption: caption(graph, component, derivations.len()),
        width: number(layout.width),
        fits: layout.width <= WIDEST_FIT,
        height: number(layout.height + if edges.iter().any(|e| e.dips) { DIP } else { 0.0 }),
        boxes: drawn.into_iter().zip(&layout.corners).map(|(d, &at)| d.at(at)).collect(),
        edges,
        derivations: derivations.into_iter().filter_map(|d| derivation(trace, d)).collect(),
        undetermined: open.iter().filter_map(|&&(_, _, i)| undetermined(trace, i)).collect(),
    }
}

/// The widest drawing that a laptop's screen may show whole: letters of 14 pixels become 11.
const WIDEST_FIT: f64 = 1400.0;

/// Pairs that are drawn as open questions; more would cover the drawing, and stand below it in words anyhow.
const MOST_OPEN: usize = 8;

fn caption(graph: &Graph, component: &[usize], derivations: usize) -> String {
    let number = |is: fn(&Node) -> bool| component.iter().filter(|&&n| is(&graph.nodes[n])).count();
    let parts = [
        (number(|n| matches!(n, Node::Page(_))), "page"),
        (number(|n| matches!(n, Node::Work(_))), "work"),
        (number(|n| matches!(n, Node::Lost(_))), "lost ancestor"),
        (number(|n| matches!(n, Node::Origin(_))), "origin"),
        (derivations, "derivation"),
    ];
    let parts: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|&(n, what)| count(n, what)).collect();
    parts.join(", ")
}

/// Pages without anything below them that come from the same, in the same way, put together where they are many.
fn bundles(trace: &Trace, graph: &Graph, component: &[usize]) -> Vec<Bundle> {
    let mut alike: BTreeMap<Vec<(usize, &str)>, Vec<usize>> = BTreeMap::new();
    for &n in component {
        let leaf = matches!(graph.nodes[n], Node::Page(_)) && graph.children(n).next().is_none();
        let mut from: Vec<(usize, &str)> = graph.parents(n).map(|e| (e.parent, kind(trace, e))).collect();
        from.sort_unstable();
        if leaf && !from.is_empty() {
            alike.entry(from).or_default().push(n);
        }
    }
    let many: Vec<Bundle> = alike.into_values().filter(|b| b.len() > MOST_ALIKE).collect();
    let inside: BTreeSet<usize> = many.iter().flatten().copied().collect();
    let single = component.iter().filter(|n| !inside.contains(n)).map(|&n| vec![n]);
    let mut out: Vec<Bundle> = single.chain(many).collect();
    out.sort();
    out
}

/// A box before it has its place.
struct BoxDraft {
    class: &'static str,
    size: Size,
    title: String,
    href: Option<String>,
    lines: Vec<(f64, f64, &'static str, String, Option<String>)>,
    incoming: usize,
}

impl BoxDraft {
    fn at(self, corner: Point) -> BoxView {
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

fn draft(trace: &Trace, graph: &Graph, bundle: &[usize]) -> BoxDraft {
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
            let behind = trace.origins.statements.iter().filter(|s| s.origins.contains(&o)).count();
            let label = name::origin(trace, o);
            let below = format!("origin of {}", count(behind, "statement"));
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

/// Columns of a box of many pages, and the width of one.
const COLUMNS: usize = 4;
const COLUMN: f64 = 190.0;

/// A box that lists pages.
fn many(trace: &Trace, graph: &Graph, bundle: &[usize], n: usize) -> BoxDraft {
    let columns = n.div_ceil(6).clamp(1, COLUMNS);
    let rows = n.div_ceil(columns);
    let head = PAD - 4.0 + LINE;
    let mut out = vec![(PAD, head, "name", count(n, "page"), None)];
    for (i, &node) in bundle.iter().enumerate() {
        let (column, row) = (i / rows, i % rows);
        let text = link(trace, graph.nodes[node]).text;
        let text = lines(&text, (COLUMN - 14.0) / SMALL_SIZE, 1).pop().unwrap_or_default();
        let at = (PAD + column as f64 * COLUMN, head + (row + 1) as f64 * LINE);
        out.push((at.0, at.1, "small", text, Some(id(graph.nodes[node]))));
    }
    let size = Size { width: columns as f64 * COLUMN + PAD, height: head + rows as f64 * LINE + PAD };
    BoxDraft { class: "many", size, title: String::new(), href: None, lines: out, incoming: 0 }
}

/// The most labels that fit side by side above a box; more edges are told apart by their style alone.
const MOST_LABELS: usize = 3;

fn edges(trace: &Trace, ties: &[(usize, usize, &Edge)], layout: &Layout, boxes: &[BoxDraft]) -> Vec<EdgeView> {
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
const DIP: f64 = 30.0;

/// A line between two pages of which neither is known to come from the other.
fn question(a: usize, b: usize, layout: &Layout, sizes: &[Size]) -> EdgeView {
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

fn derivation(trace: &Trace, ix: DerivationIx) -> Option<DerivationView> {
    let d = trace.lineage.derivations.get(ix.ix())?;
    let from = match d.from {
        Ancestor::Page(p) => Node::Page(p),
        Ancestor::Work(w) => Node::Work(w),
        Ancestor::Lost(l) => Node::Lost(l),
    };
    Some(DerivationView {
        id: ix.to_string(),
        page: link(trace, Node::Page(d.page)),
        kind: d.kind.name(),
        from: link(trace, from),
        percent: name::percent(d.confidence),
        grounds: d.evidence.iter().map(|e| (e.kind.name(), ground(trace, e.place, &e.note))).collect(),
    })
}

fn undetermined(trace: &Trace, ix: usize) -> Option<UndeterminedView> {
    let u = trace.lineage.undetermined.get(ix)?;
    Some(UndeterminedView { pages: u.pages.map(|p| link(trace, Node::Page(p))), note: name::flat(&u.note) })
}

/// The class of an edge: the kind of derivation, `descends`, `carries` or `may-carry`.
fn kind(trace: &Trace, edge: &Edge) -> &'static str {
    match edge.tie {
        Tie::Derivation(d) => trace.lineage.derivations.get(d.ix()).map_or("carries", |d| d.kind.name()),
        Tie::Descends => "descends",
        Tie::Carries => "carries",
        Tie::MayCarry => "may-carry",
    }
}

fn link(trace: &Trace, node: Node) -> Link {
    let text = match node {
        Node::Page(p) => format!("{p} {}", name::page_and_day(trace, p)),
        Node::Work(w) => name::work(trace, w),
        Node::Lost(l) => name::lost(l),
        Node::Origin(o) => name::origin(trace, o),
    };
    Link { at: id(node), text }
}

fn id(node: Node) -> String {
    match node {
        Node::Page(p) => p.to_string(),
        Node::Work(w) => w.to_string(),
        Node::Lost(l) => l.to_string(),
        Node::Origin(o) => o.to_string(),
    }
}

/// One digit after the point: finer than a screen.
fn number(n: f64) -> String {
    let text = format!("{n:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
