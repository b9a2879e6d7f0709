//! Learns the model for attributions from PolNeAR: tagger and parser from the silver tags beside it, cues and their
//! sources and contents from the gold.

mod diagnosis;
mod extent;
mod leftover;
mod source;
mod stage;
mod target;
mod trial;
mod verdict;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use headwater::speech::model::leftover::Choice;
use headwater::speech::model::reading::Reading;
use headwater::speech::model::{FILES, Weights};

use self::target::{Target, targets};
pub(super) use self::trial::trial;
use super::choice::Choices;
use super::corpus::{Article, load};
use super::grammar::{Grammar, check_grammar, keep_grammar, read};
use super::learner::Samples;
use crate::data::Data;

/// Where the weights stand.
const PLACE: &str = "crates/headwater/data/speech";

/// Into how many parts the articles are dealt, so that each later model learns from what the earlier ones make of articles
/// that they have not seen.
const PARTS: usize = 4;

/// Learns from the whole train split and writes the weights to their place.
pub(super) fn train(data: &Data) -> Result<()> {
    let articles = load(&data.path("quotes"))?;
    let all: Vec<&Article> = articles.iter().collect();
    let (_, _, files) = learn(&all, None)?;
    write(Path::new(PLACE), &files)
}

/// Learns all from `train`.
fn learn(train: &[&Article], kept: Option<&Path>) -> Result<(Grammar, Weights, [Vec<u8>; FILES.len()])> {
    let start = std::time::Instant::now();
    let grammar = keep_grammar(train, "all", kept)?;
    eprintln!("grammar: {:.0?}", start.elapsed());
    // Two halves read each other, so that what comes after learns from tags and trees as bad as it will meet.
    let half =
        |k: usize| -> Vec<&Article> { train.iter().enumerate().filter(|(i, _)| i % 2 == k).map(|(_, a)| *a).collect() };
    let halves = [half(0), half(1)];
    let grammars = [keep_grammar(&halves[1], "odd", kept)?, keep_grammar(&halves[0], "even", kept)?];
    let (t, h) = check_grammar(&grammars[0], &halves[1]);
    eprintln!("seen half: tags {t:.4}, heads {h:.4}");
    let (t, h) = check_grammar(&grammars[0], &halves[0]);
    eprintln!("unseen half: tags {t:.4}, heads {h:.4}, {:.0?}", start.elapsed());
    let readings: Vec<Reading<'_>> = train.iter().enumerate().map(|(i, a)| read(&grammars[i % 2], a)).collect();
    let goals: Vec<Vec<Target>> = train.iter().zip(&readings).map(|(a, r)| targets(a, r)).collect();

    // Each part is judged by what the others taught: attributions as they will be found, true and false.
    let all: Vec<usize> = (0..train.len()).collect();
    let mut reached = [Choices::default(), Choices::default()];
    let mut parts = Vec::new();
    for k in 0..PARTS {
        let (unseen, seen): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&i| (i / 2) % PARTS == k);
        let stage = stage::learn(train, &readings, &goals, &seen);
        let weights = stage.weights(&grammar, [&[]; 4], [0; 2]);
        for &i in &unseen {
            extent::ask(train[i], &readings[i], &goals[i], &weights, &mut reached[i % 2]);
        }
        parts.push((stage, unseen));
    }
    // What comes after learns from extents of the half that did not teach them.
    let [even, odd] = &reached;
    let halves = [odd, even].map(|half| extent::learn(half.clone()));
    let extent = extent::learn(reached[0].clone().with(&reached[1]));
    let (mut judged, mut asked) = (Samples::default(), Choices::default());
    for (stage, unseen) in &parts {
        for (k, half) in halves.iter().enumerate() {
            let weights = stage.weights(&grammar, [&[], half, &[], &[]], [0; 2]);
            for &i in unseen.iter().filter(|&&i| i % 2 == k) {
                verdict::judge(train[i], &readings[i], &goals[i], &weights, &mut judged);
                source::ask(train[i], &readings[i], &goals[i], &weights, &mut asked);
            }
        }
    }
    eprintln!("{} candidates judged, {:.0?}", judged.len(), start.elapsed());
    let stage = stage::learn(train, &readings, &goals, &all);
    let accept = verdict::learn(judged);
    let source = source::learn(asked);
    let thresholds = verdict::thresholds();
    // Quotations that no cue took, as each part's models leave them.
    let mut leftovers: Vec<(Vec<u32>, Choice)> = Vec::new();
    for (part, unseen) in &parts {
        for (k, (grammar, half)) in grammars.iter().zip(&halves).enumerate() {
            let weights = part.weights(grammar, [&accept, half, &source, &[]], thresholds);
            for &i in unseen.iter().filter(|&&i| i % 2 == k) {
                leftover::left_over(train[i], &weights, &mut leftovers);
            }
        }
    }
    let leftover = leftover::learn(&leftovers);
    let weights = stage.weights(&grammar, [&accept, &extent, &source, &leftover], thresholds);
    let steps = stage.steps(thresholds);
    eprintln!("all: {:.0?}", start.elapsed());
    let files = [
        grammar.part.to_vec(),
        grammar.tree.to_vec(),
        stage.anchor.clone(),
        stage.argument.clone(),
        accept,
        extent,
        source,
        leftover,
        steps,
    ];
    Ok((grammar, weights, files))
}

fn write(to: &Path, files: &[Vec<u8>; FILES.len()]) -> Result<()> {
    for (name, file) in FILES.iter().zip(files) {
        let path: PathBuf = to.join(format!("{name}.bin"));
        std::fs::write(&path, file).with_context(|| format!("{}", path.display()))?;
    }
    Ok(())
}
