//! The lineage as a tree, from the origin down.

use std::collections::BTreeSet;

use super::sheet::{Ink, Run, Sheet};
use super::{cut, faint, plain, say, strong};
use crate::report::graph::{Edge, Graph, Node, Tie};
use crate::report::name;
use crate::report::note::{Note, count};
use crate::report::words::brief;
use crate::trace::Trace;

/// Lines of the tree for a first look: what fits two screens.
const FEW_LINES: usize = 60;

/// Draws every set of pages that hang together as a tree.
///
/// A page with two sources stands under the likeliest in full and under the other by its name.
pub(super) fn tree(sheet: &mut Sheet, trace: &Trace, notes: &[Note]) {
    sheet.heading("Lineage");
    let graph = Graph::new(trace);
    let mut lines: Vec<Line> = Vec::new();
    let mut alone: Vec<usize> = Vec::new();
    for component in graph.components() {
        if let [one] = component[..] {
            alone.push(one);
            continue;
        }
        let mut drawn = BTreeSet::new();
        let roots: Vec<usize> = component.iter().copied().filter(|&n| graph.parents(n).next().is_none()).collect();
        // Pages that rest on each other in a circle have no root among them: begin with the first not drawn yet.
        for start in roots.into_iter().chain(component.iter().copied()) {
            if !drawn.contains(&start) {
                branch(trace, &graph, start, None, "", "", &mut drawn, &mut lines);
            }
        }
        let inside = component.iter().flat_map(|&n| graph.open(n).filter(move |(a, _, _)| *a == n));
        lines.extend(inside.map(|&(_, _, i)| undetermined(trace, i)));
    }
    let shown = cut(sheet.style(), lines.len(), FEW_LINES);
    for line in &lines[..shown] {
        sheet.put_after(&format!("  {}", line.first), &format!("  {}    ", line.rest), &line.runs);
    }
    if lines.len() > shown {
        sheet.put(2, 4, &[faint(format!("… {} more lines of the tree; --all shows them", lines.len() - shown))]);
    }
    if !alone.is_empty() {
        let head = if lines.is_empty() { "Every page stands by itself: " } else { "By themselves: " };
        let few = cut(sheet.style(), alone.len(), 12);
        let names: Vec<String> = alone[..few].iter().map(|&n| short(trace, graph.nodes[n])).collect();
        let rest = if few < alone.len() { format!(" and {} more (--all)", alone.len() - few) } else { String::new() };
        sheet.put(2, 4, &[faint(head), plain(names.join(" · ") + &rest)]);
    }
    say(sheet, notes, &["works", "derivations", "origins"]);
}

struct Line {
    first: String,
    rest: String,
    runs: Vec<Run>,
}

/// What stands deeper begins again at the left edge: it could not be read so far to the right.
const DEEPEST: usize = 40;

#[allow(clippy::too_many_arguments, reason = "a walk over a tree carries its place in it")]
fn branch(
    trace: &Trace,
    graph: &Graph,
    node: usize,
    edge: Option<&Edge>,
    first: &str,
    rest: &str,
    drawn: &mut BTreeSet<usize>,
    lines: &mut Vec<Line>,
) {
    let again = !drawn.insert(node);
    let mut runs = vec![strong(short(trace, graph.nodes[node]))];
    runs.extend(beside(trace, graph, graph.nodes[node]));
    runs.extend(edge.map(|e| plain(bond(trace, e))));
    if again && graph.children(node).next().is_some() {
        runs.push(faint(" (see above)"));
    }
    lines.push(Line { first: first.to_owned(), rest: rest.to_owned(), runs });
    if again || rest.chars().count() > DEEPEST * 3 {
        return;
    }
    let below: Vec<&Edge> = graph.children(node).collect();
    for (i, &e) in below.iter().enumerate() {
        let last = i + 1 == below.len();
        let (fork, trunk) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        branch(trace, graph, e.child, Some(e), &format!("{rest}{fork}"), &format!("{rest}{trunk}"), drawn, lines);
    }
}

/// Id and name.
fn short(trace: &Trace, node: Node) -> String {
    match node {
        Node::Page(p) => format!("{p} {}", name::page_and_day(trace, p)),
        Node::Work(w) => format!("{w} {}", name::work(trace, w)),
        Node::Lost(l) => name::lost(l),
        Node::Origin(o) => format!("{o} {}", name::origin(trace, o)),
    }
}

/// What else a reader needs to know of a node.
fn beside(trace: &Trace, graph: &Graph, node: Node) -> Option<Run> {
    match node {
        Node::Page(_) => None,
        Node::Work(_) => Some(faint(" (not among the pages)")),
        Node::Lost(x) => {
            trace.lineage.lost.get(x.ix()).map(|l| faint(format!(": {}{}", l.note, name::lost_from(trace, x))))
        }
        Node::Origin(o) => Some(faint(format!(" (origin of {})", count(graph.statements(o), "statement")))),
    }
}

/// ` — republishes it (93 %: credit “Originally published by …”, reuse)`.
fn bond(trace: &Trace, edge: &Edge) -> String {
    let derivation = match edge.tie {
        Tie::Derivation(d) => trace.lineage.derivations.get(d.ix()),
        // What it came from stands beside a lost ancestor already.
        Tie::Descends => return String::new(),
        Tie::Carries => return " — first to carry it".to_owned(),
        Tie::MayCarry => return " — carries it, by itself or from another".to_owned(),
    };
    let Some(d) = derivation else { return String::new() };
    let mut grounds: Vec<String> = Vec::new();
    for e in &d.evidence {
        let said = matches!(e.kind.name(), "credit" | "citation") && grounds.is_empty();
        let words = trace.pages.get(e.place.page.ix()).map_or("", |p| e.place.span.of(&p.text));
        let ground = match said && !words.is_empty() {
            true => format!("{} “{}”", e.kind.name(), brief(&name::flat(words), 60)),
            false => e.kind.name().to_owned(),
        };
        if !grounds.iter().any(|g| g.starts_with(e.kind.name())) {
            grounds.push(ground);
        }
    }
    let percent = name::percent(d.confidence);
    let grounds = if grounds.is_empty() { String::new() } else { format!(": {}", grounds.join(", ")) };
    format!(" — {} it ({percent} %{grounds})", d.kind.name())
}

fn undetermined(trace: &Trace, ix: usize) -> Line {
    let runs = match trace.lineage.undetermined.get(ix) {
        Some(u) => {
            let [a, b] = u.pages.map(|p| short(trace, Node::Page(p)));
            vec![
                (Ink::Alert, "undetermined: ".to_owned()),
                plain(format!("{a} ? {b}")),
                faint(format!(" — {}", u.note)),
            ]
        }
        None => Vec::new(),
    };
    Line { first: String::new(), rest: String::new(), runs }
}
