//! The most likely graph over each family.

use super::branching::{Arc, heaviest};
use super::direction::{Signs, Usage};
use super::family::{Candidate, Family};
use super::model::{NoneSigns, Weights, marginals, none_signs};
use super::{Ancestor, Derivation, DerivationKind, Evidence, EvidenceKind, Lost, Undetermined};
use crate::id::{PageIx, PassageIx};
use crate::reuse::{Place, Reuse};

/// A choice to learn from: a page, its possible sources, and what speaks for each.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The page.
    pub page: PageIx,
    /// Its possible sources.
    pub sources: Vec<PageIx>,
    /// What speaks for each.
    pub signs: Vec<Signs>,
    /// What speaks for none.
    pub none: NoneSigns,
}

/// A member's source, as the graph has it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) candidate: Candidate,
    pub(crate) confidence: f32,
}

/// The choices of one family: with `first` given, those of the second pass.
pub(crate) fn choices(family: &Family, usage: &Usage, first: Option<&Weights>) -> Vec<Choice> {
    let below = first.map(|w| below(&branch(family, &family.candidates(usage, &[]), w))).unwrap_or_default();
    let lists = family.candidates(usage, &below);
    let one = |(list, (&page, outer)): (&Vec<Candidate>, (&PageIx, &super::direction::Outer))| Choice {
        page,
        sources: list.iter().filter_map(|c| family.members.get(c.parent).copied()).collect(),
        signs: list.iter().map(|c| c.signs).collect(),
        none: none_signs(list, outer.credits_work),
    };
    lists.iter().zip(family.members.iter().zip(&family.outer)).map(one).collect()
}

/// The source of every member, if it has one at hand.
pub(crate) fn settle(family: &Family, usage: &Usage, weights: &[Weights; 2]) -> Vec<Option<Source>> {
    let [first, second] = weights;
    let draft = branch(family, &family.candidates(usage, &[]), first);
    branch(family, &family.candidates(usage, &below(&draft)), second)
}

/// How much less likely than a source "none" may be and still lose. A page with two sources that are alike has each at a
/// third and none at a third: it is a copy then, if of which is open. Tuned on made stories for the ancestors' F1.
const NONE_LESS: f64 = 0.6;

/// The tree with the highest expected number of right arcs: each member's source, or none.
fn branch(family: &Family, lists: &[Vec<Candidate>], weights: &Weights) -> Vec<Option<Source>> {
    let n = lists.len();
    let parents: Vec<Vec<usize>> = lists.iter().map(|l| l.iter().map(|c| c.parent).collect()).collect();
    let score = |(list, outer): (&Vec<Candidate>, &super::direction::Outer)| {
        let mut out: Vec<f32> = list.iter().map(|c| weights.source.of(&c.signs)).collect();
        out.push(weights.none.of(&none_signs(list, outer.credits_work)));
        out
    };
    let scores: Vec<Vec<f32>> = lists.iter().zip(&family.outer).map(score).collect();
    let shares = marginals(&parents, &scores);
    let mut arcs: Vec<Arc> = Vec::new();
    let mut of_arc: Vec<Option<(usize, f32)>> = Vec::new();
    for (child, (list, shares)) in lists.iter().zip(&shares).enumerate() {
        for (i, (c, &share)) in list.iter().zip(shares).enumerate() {
            arcs.push(Arc { from: c.parent, to: child, weight: f64::from(share) });
            of_arc.push(Some((i, share)));
        }
        let none = shares.last().copied().unwrap_or(1.0);
        arcs.push(Arc { from: n, to: child, weight: f64::from(none) * NONE_LESS });
        of_arc.push(None);
    }
    let chosen = heaviest(n + 1, n, &arcs);
    let source = |(child, arc): (usize, &Option<usize>)| {
        let (i, confidence) = of_arc.get((*arc)?).copied().flatten()?;
        let candidate = lists.get(child)?.get(i)?.clone();
        Some(Source { candidate, confidence })
    };
    chosen.iter().take(n).enumerate().map(source).collect()
}

/// For every member those that derive from it, over any number of steps.
fn below(sources: &[Option<Source>]) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = vec![Vec::new(); sources.len()];
    for child in 0..sources.len() {
        let mut at = child;
        // A branching has no cycle; the bound only keeps a mistake from hanging.
        for _ in 0..sources.len() {
            let Some(Some(source)) = sources.get(at) else { break };
            at = source.candidate.parent;
            if let Some(list) = out.get_mut(at) {
                list.push(child as u32);
            }
        }
    }
    out
}

/// The findings of one family.
pub(crate) fn derive(
    family: &Family,
    usage: &Usage,
    reuse: &Reuse,
    weights: &[Weights; 2],
) -> (Vec<Derivation>, Vec<Lost>, Vec<Undetermined>) {
    let sources = settle(family, usage, weights);
    let mut out = Vec::new();
    for (child, source) in sources.iter().enumerate() {
        let Some(source) = source else { continue };
        let (Some(&page), Some(&from)) = (family.members.get(child), family.members.get(source.candidate.parent))
        else {
            continue;
        };
        let share = source.candidate.signs[1];
        let kind = if share > 0.6 { DerivationKind::Republishes } else { DerivationKind::Excerpts };
        let passages: Vec<PassageIx> = passages(reuse, page, from);
        let place =
            passages.first().and_then(|p| reuse.passages.get(p.ix())).map(|p| if p.a.page == page { p.a } else { p.b });
        let place = place.unwrap_or(Place { page, span: crate::span::Span::default() });
        let evidence = vec![Evidence { kind: EvidenceKind::Reuse, place, note: "They share these words.".to_owned() }];
        out.push(Derivation {
            page,
            from: Ancestor::Page(from),
            kind,
            confidence: source.confidence,
            evidence,
            passages,
        });
    }
    (out, Vec::new(), Vec::new())
}

/// The passages of two pages.
fn passages(reuse: &Reuse, a: PageIx, b: PageIx) -> Vec<PassageIx> {
    let (a, b) = (a.min(b), a.max(b));
    let from = reuse.passages.partition_point(|p| p.a.page < a);
    let rest = reuse.passages.get(from..).unwrap_or_default();
    let list = rest.iter().zip(from..).take_while(|(p, _)| p.a.page == a).filter(|(p, _)| p.b.page == b);
    list.map(|(_, i)| PassageIx::new(i)).collect()
}
