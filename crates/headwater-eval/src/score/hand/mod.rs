//! Texts copied by hand whose tree is known: invented prose, copied by invented scribes, some of the copies lost.
//!
//! Steps: `prose` that looks like French, `scribe`s that copy it, the `tree` that they make up and how like another it is.
//! Everything follows from a seed.

mod prose;
mod scribe;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use headwater::page::{self, Limits, Media, Source};
use rayon::prelude::*;

use self::scribe::{Setting, Tradition};
use self::tree::Graph;
use super::Scores;
use crate::answer::{self, AncestorAnswer, Answer, file_name};

/// Copies at hand of one text.
const COPIES: usize = 13;

/// Settings. Few copies and calm hands; many hands of very unequal care; habits and easy slips that many share; copies that
/// are broken off, illegible in part or made from two.
const SETTINGS: [(&str, Setting); 4] = [
    ("calm", Setting { lost: 4, slips: 14.0, spread: 0.7, parallel: 0.45, mended: 0.5, broken: 0.1, two: 0.05 }),
    ("rough", Setting { lost: 6, slips: 22.0, spread: 1.1, parallel: 0.55, mended: 0.6, broken: 0.1, two: 0.1 }),
    ("alike", Setting { lost: 5, slips: 14.0, spread: 0.8, parallel: 0.8, mended: 0.7, broken: 0.1, two: 0.1 }),
    ("broken", Setting { lost: 8, slips: 18.0, spread: 0.9, parallel: 0.55, mended: 0.6, broken: 0.35, two: 0.25 }),
];

/// Seeds to choose constants on, and seeds to report.
const TUNING: std::ops::Range<u64> = 1..9;
const REPORTED: std::ops::Range<u64> = 101..117;

/// Measures and prints.
pub(crate) fn run(tuning: bool, cases: bool) -> Result<()> {
    let scores = measure(if tuning { TUNING } else { REPORTED })?;
    for (name, value) in &scores.figures {
        println!("{name:32} {value:.3}");
    }
    for (name, value) in scores.cases.iter().filter(|_| cases) {
        println!("{name:32} {value}");
    }
    Ok(())
}

/// Only what is ours, over the reported seeds.
pub(super) fn measure_ours() -> Result<Scores> {
    let mut scores = measure(REPORTED)?;
    scores.figures.retain(|name, _| matches!(name.as_str(), "hand.derivations" | "hand.sign_similarity"));
    Ok(scores)
}

/// The average sign similarity of every setting: ours over derivations alone and with what lost pages came from, a minimum
/// spanning tree's and neighbour joining's over the true alignment.
fn measure(seeds: std::ops::Range<u64>) -> Result<Scores> {
    let mut scores = Scores::default();
    let mut all: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (name, setting) in SETTINGS {
        let one = |seed: u64| -> Result<[f64; 4]> {
            let made = scribe::tradition(seed, &setting, COPIES);
            let answer = answer::trace(pages(&made))?;
            let truth = made.tree.distances(COPIES);
            let like = |g: &Graph| tree::similarity(&truth, &g.distances(COPIES));
            let apart = tree::differences(&made.copies);
            let (alone, whole) = (graph(&answer, false), graph(&answer, true));
            Ok([like(&alone), like(&whole), like(&Graph::spanning(&apart)), like(&Graph::joined(&apart))])
        };
        let found: Vec<Result<[f64; 4]>> = seeds.clone().into_par_iter().map(one).collect();
        for (seed, found) in seeds.clone().zip(found) {
            let found = found?;
            scores.case(format!("hand.{name}/{seed}"), serde_json::json!(found));
            for (kind, value) in ["derivations", "sign_similarity", "spanning", "joining"].into_iter().zip(found) {
                all.entry(format!("hand.{name}.{kind}")).or_default().push(value);
                all.entry(format!("hand.{kind}")).or_default().push(value);
            }
        }
    }
    for (name, values) in all {
        scores.figure(name, values.iter().sum::<f64>() / values.len().max(1) as f64);
    }
    Ok(scores)
}

/// The copies as pages: a text each, with no name, date or credit.
fn pages(made: &Tradition) -> Vec<page::Page> {
    let read = |(i, copy): (usize, &Vec<prose::Word>)| {
        let text = prose::write(copy);
        let mut source = Source::html(&format!("{i:02}.txt"), text.as_bytes());
        source.media = Media::Text;
        page::read(&source, &Limits::default())
    };
    made.copies.iter().enumerate().map(read).collect()
}

/// The graph of an answer: its pages and lost ancestors, joined by derivations and, if `whole`, by what lost ancestors came
/// from; then only by arcs that no way over others stands for (a page derives "through" a lost ancestor too).
fn graph(answer: &Answer, whole: bool) -> Graph {
    let mut number: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &answer.pages {
        let at = file_name(&page.path).trim_end_matches(".txt").parse().unwrap_or(usize::MAX);
        number.insert(&page.id, at);
    }
    let lost = answer.derivations.iter().filter_map(|d| d.from.lost.as_deref());
    for id in lost.chain(answer.lost.iter().map(|l| l.id.as_str())) {
        let next = number.len();
        number.entry(id).or_insert(next);
    }
    let at = |from: &AncestorAnswer| number.get(from.page.as_deref().or(from.lost.as_deref())?).copied();
    let mut arcs: BTreeSet<(usize, usize)> = BTreeSet::new();
    arcs.extend(answer.derivations.iter().filter_map(|d| Some((*number.get(d.page.as_str())?, at(&d.from)?))));
    if whole {
        arcs.extend(answer.lost.iter().filter_map(|l| Some((*number.get(l.id.as_str())?, at(l.from.as_ref()?)?))));
        let reaches = |(from, to): (usize, usize)| {
            let mut open: Vec<usize> = arcs.iter().filter(|a| a.0 == from && a.1 != to).map(|a| a.1).collect();
            let mut seen = BTreeSet::new();
            while let Some(x) = open.pop() {
                if seen.insert(x) {
                    open.extend(arcs.iter().filter(|a| a.0 == x).map(|a| a.1));
                }
            }
            seen.contains(&to)
        };
        arcs = arcs.iter().copied().filter(|&a| !reaches(a)).collect();
    }
    let mut out = Graph::new(number.len());
    arcs.into_iter().for_each(|(a, b)| out.join(a, b));
    out
}
