//! Circular reports: something said to be corroborated by what derives from it.
//!
//! Pages, works and speakers are the nodes of a graph. An edge leads from a page, and from whose account it is, to what is
//! named as confirming it; from a page to what it names as where it has it from; and from a witness to whom he says to have
//! it from. A confirmation that can be followed back to the page that claims it is a
//! circle, whatever the dates. Strongly connected components (Tarjan 1972) leave only the edges that can lie on one; in
//! each, a breadth-first search gives the shortest way back from each confirmation.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Statement;
use super::corroboration::{Context, Corroboration, Stance, Witness};
use super::occasion::telling::Telling;
use crate::id::{PageIx, SpeakerIx, StatementIx, WorkIx};
use crate::lineage::{Ancestor, CitationForm};
use crate::reuse::Place;
use crate::span::Span;

/// A way from a page through what it rests on back to itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Circular {
    /// The statement, where it is about one.
    pub statement: Option<StatementIx>,
    /// The steps: each rests on the next, the last on the first.
    pub path: Vec<Step>,
}

/// One step of a [`Circular`].
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Where it stands.
    pub node: Node,
    /// The words by which it rests on the next step.
    pub evidence: Vec<Place>,
}

/// What a step of a circle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A page.
    Page(PageIx),
    /// A work.
    Work(WorkIx),
    /// A person or body.
    Speaker(SpeakerIx),
}

/// `from` rests on `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    from: Node,
    to: Node,
    /// Whose account it is about, where that is known.
    about: Option<SpeakerIx>,
    /// Whether `to` is named as confirming, not as a source.
    confirms: bool,
    place: Place,
}

/// All circles, each once, by the first page of their paths.
pub fn find(context: Context<'_>, corroborations: &[Corroboration]) -> Vec<Circular> {
    let edges = edges(context, corroborations);
    let mut nodes: Vec<Node> = edges.iter().flat_map(|e| [e.from, e.to]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let at = |n: Node| nodes.binary_search(&n).unwrap_or(0);
    let mut graph = petgraph::graph::DiGraph::<(), ()>::new();
    let handles: Vec<_> = nodes.iter().map(|_| graph.add_node(())).collect();
    for e in &edges {
        if let (Some(&a), Some(&b)) = (handles.get(at(e.from)), handles.get(at(e.to))) {
            graph.add_edge(a, b, ());
        }
    }
    let mut component = vec![0usize; nodes.len()];
    for (c, list) in petgraph::algo::tarjan_scc(&graph).iter().enumerate() {
        for n in list {
            if let Some(slot) = component.get_mut(n.index()) {
                *slot = c;
            }
        }
    }
    let inner = |e: &&Edge| component.get(at(e.from)) == component.get(at(e.to)) && e.from != e.to;
    let mut out: BTreeMap<Vec<Node>, BTreeMap<Node, BTreeSet<Place>>> = BTreeMap::new();
    let mut next: BTreeMap<Node, Vec<Edge>> = BTreeMap::new();
    for e in edges.iter().filter(inner) {
        next.entry(e.from).or_default().push(*e);
    }
    for e in edges.iter().filter(inner).filter(|e| e.confirms || shares(context.statements, e)) {
        let Some(path) = way_back(&next, e, context.statements) else { continue };
        let steps = out.entry(canonical(&path)).or_default();
        for edge in &path {
            steps.entry(edge.from).or_default().insert(edge.place);
        }
    }
    let mut found: Vec<Circular> = out
        .into_iter()
        .map(|(order, mut places)| {
            let step = |node: Node| Step { node, evidence: places.remove(&node).into_iter().flatten().collect() };
            Circular { statement: None, path: order.into_iter().map(step).collect() }
        })
        .collect();
    // A circle that holds another one says nothing more.
    let sets: Vec<BTreeSet<Node>> = found.iter().map(|c| c.path.iter().map(|s| s.node).collect()).collect();
    let mut keep = sets.iter().map(|s| !sets.iter().any(|o| o.len() < s.len() && o.is_subset(s)));
    found.retain(|_| keep.next().unwrap_or(true));
    for c in &mut found {
        c.statement = common(context.statements, &c.path);
    }
    found
}

/// Every edge, each once.
fn edges(context: Context<'_>, corroborations: &[Corroboration]) -> Vec<Edge> {
    let mut out = BTreeSet::new();
    // By page, the places of confirmations and of tellings; citations are few on a page, and confirmations too.
    let mut confirmed: BTreeMap<PageIx, Vec<Span>> = BTreeMap::new();
    let mut told: BTreeMap<PageIx, Vec<&Telling>> = BTreeMap::new();
    for t in context.tellings {
        told.entry(t.page).or_default().push(t);
    }
    let named: BTreeSet<PageIx> =
        corroborations.iter().filter_map(|c| if let Witness::Page(p) = c.by { Some(p) } else { None }).collect();
    let cited = context.evidence.lineage.citations.iter().filter(|c| c.form != CitationForm::Link);
    let cited = cited.filter_map(|c| if let Ancestor::Page(p) = c.target { Some(p) } else { None });
    let named: BTreeSet<PageIx> = named.into_iter().chain(cited).collect();
    let mut doubled: BTreeSet<(PageIx, Node)> = BTreeSet::new();
    // What happened, and is nobody's account, rests on nobody here.
    for c in corroborations.iter().filter(|c| c.matter.is_none() || !matches!(c.by, Witness::Speaker(_))) {
        if !matches!(c.stance, Stance::Corroborates | Stance::Partly) {
            // Who is named as denying an account is not where it is from.
            if matches!(c.by, Witness::Page(_) | Witness::Work(_)) {
                confirmed.entry(c.place.page).or_default().push(c.place.span);
            }
            continue;
        }
        let to = match c.by {
            Witness::Page(p) => Node::Page(p),
            Witness::Work(w) => Node::Work(w),
            Witness::Speaker(s) => {
                // A page, and the one whose account it is, rest on the witness whom the page names.
                let about = c.about.filter(|_| c.named);
                let edge = |from| Edge { from, to: Node::Speaker(s), about, confirms: true, place: c.place };
                out.insert(edge(Node::Page(c.place.page)));
                out.extend(about.map(|a| edge(Node::Speaker(a))));
                continue;
            }
            Witness::Words(_) | Witness::Nobody => continue,
        };
        let about = c.about.filter(|_| c.named);
        confirmed.entry(c.place.page).or_default().push(c.place.span);
        let edge = |page| Edge { from: Node::Page(page), to, about, confirms: true, place: c.place };
        out.insert(edge(c.place.page));
        if c.own {
            // "Our report has been confirmed": what the publisher printed before rests on it too. Only where somebody rests on
            // that page can it close a circle, and one place is enough.
            let siblings = context.outlets.siblings(c.place.page).iter().copied();
            let others = siblings.filter(|&p| Node::Page(p) != to && named.contains(&p));
            out.extend(others.filter(|&p| doubled.insert((p, to))).map(edge));
        }
    }
    for c in context
        .evidence
        .lineage
        .citations
        .iter()
        .filter(|c| c.form != CitationForm::Confirmed && c.form != CitationForm::Link)
    {
        let place = Place { page: c.page, span: c.span };
        if confirmed.get(&c.page).is_some_and(|spans| spans.iter().any(|s| s.overlaps(c.name))) {
            continue;
        }
        let to = match c.target {
            Ancestor::Page(p) => Node::Page(p),
            Ancestor::Work(w) => Node::Work(w),
            Ancestor::Lost(_) => continue,
        };
        let tellings = told.get(&c.page).into_iter().flatten().filter(|t| t.span.overlaps(c.span));
        let about = tellings.flat_map(|t| t.speakers.iter().copied()).next();
        out.insert(Edge { from: Node::Page(c.page), to, about, confirms: false, place });
    }
    // A witness who has it from another, or read it somewhere, rests on that.
    for (who, other, place) in context.hearsay.people() {
        let (from, to) = (Node::Speaker(who), Node::Speaker(other));
        out.insert(Edge { from, to, about: None, confirms: false, place });
    }
    for (who, target, place) in context.hearsay.pages() {
        let to = match target {
            Ancestor::Page(p) => Node::Page(p),
            Ancestor::Work(w) => Node::Work(w),
            Ancestor::Lost(_) => continue,
        };
        out.insert(Edge { from: Node::Speaker(who), to, about: None, confirms: false, place });
    }
    out.into_iter().collect()
}

/// The shortest way from the end of `first` back to its beginning, over edges that can be about the same account.
fn way_back(next: &BTreeMap<Node, Vec<Edge>>, first: &Edge, statements: &[Statement]) -> Option<Vec<Edge>> {
    let fits = |e: &&Edge| {
        let same = first.about.is_none() || e.about.is_none() || first.about == e.about;
        same && (first.confirms || e.confirms || shares(statements, e))
    };
    let mut came: BTreeMap<Node, Edge> = BTreeMap::new();
    let mut queue = VecDeque::from([first.to]);
    while let Some(node) = queue.pop_front() {
        if node == first.from {
            break;
        }
        for e in next.get(&node).into_iter().flatten().filter(fits) {
            if e.to != first.to && !came.contains_key(&e.to) {
                came.insert(e.to, *e);
                queue.push_back(e.to);
            }
        }
    }
    let mut path = Vec::new();
    let mut at = first.from;
    while at != first.to {
        let e = came.get(&at)?;
        path.push(*e);
        at = e.from;
    }
    path.push(*first);
    path.reverse();
    // One account goes round: two edges that are surely about two people's make no circle.
    let people: BTreeSet<SpeakerIx> = path.iter().filter_map(|e| e.about).collect();
    (people.len() <= 1).then_some(path)
}

/// Whether the pages of an edge both have some statement.
fn shares(statements: &[Statement], e: &Edge) -> bool {
    let (Node::Page(a), Node::Page(b)) = (e.from, e.to) else { return false };
    let about = |s: &&Statement| e.about.is_none() || s.speaker == e.about;
    statements.iter().filter(about).any(|s| s.pages.contains(&a) && s.pages.contains(&b))
}

/// The nodes of a path, turned so that the lowest is first.
fn canonical(path: &[Edge]) -> Vec<Node> {
    let mut nodes: Vec<Node> = path.iter().map(|e| e.from).collect();
    let lowest = nodes.iter().enumerate().min_by_key(|(_, n)| **n).map_or(0, |(i, _)| i);
    nodes.rotate_left(lowest);
    nodes
}

/// The one statement that all pages of a circle have.
fn common(statements: &[Statement], path: &[Step]) -> Option<StatementIx> {
    let pages: Vec<PageIx> =
        path.iter().filter_map(|s| if let Node::Page(p) = s.node { Some(p) } else { None }).collect();
    let mut all = statements.iter().enumerate().filter(|(_, s)| pages.iter().all(|p| s.pages.contains(p)));
    let first = all.next()?;
    if all.next().is_some() { None } else { Some(StatementIx::new(first.0)) }
}
