//! Learns what the signs of direction weigh: which page took from which.
//!
//! The examples are stories made by `score/retell.py`, whose copying history is known. A family's weights are those under
//! which the true sources are likeliest among all trees that its pages can make up (the matrix-tree theorem gives the
//! sum over trees, and its gradient the arcs' probabilities): a globally normalised model, as in parsing.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use headwater::id::PageIx;
use headwater::lineage::{self, Changes, Choice, Edits, Learned, NAMES, NONE_NAMES, Score, UNITS, Weights, marginals};
use headwater::page::{self, Limits, Media, Page, Source};
use headwater::{reuse, speech};
use rayon::prelude::*;
use serde::Deserialize;

use crate::data::Data;

/// Seeds of the stories to learn from; each is made twice, with and without dates and credits. 1 and 2 are for scoring.
/// From 31 on the made pages use the words of `data/retell-words.json`, every other collection is half as large: weights
/// must not lean on one vocabulary or one size.
const SEEDS: [u32; 48] = [
    11, 12, 13, 14, 15, 16, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 71, 72, 73, 74, 75,
    76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94,
];
/// Seeds that tell what the weights are worth.
const HELD_BACK: [u32; 5] = [17, 18, 41, 42, 43];
/// Steps of the descent. From 250 on stories held back gain nothing.
const STEPS: i32 = 250;
/// Weight of the squared weights. A tenth of it fits the stories learned from better and others worse.
const DECAY: f64 = 0.003;
const COLUMNS: usize = 1 + UNITS;

#[derive(Deserialize)]
struct Truth {
    pages: Vec<TruePage>,
}

#[derive(Deserialize)]
struct TruePage {
    file: String,
    parents: Vec<String>,
}

/// A family, and which of the possible sources of each page are true ones; `None` where none at hand is known.
struct Example {
    choices: Vec<Choice>,
    parents: Vec<Vec<usize>>,
    want: Vec<Option<Vec<usize>>>,
}

/// A made collection, read.
struct Story {
    pages: Vec<Page>,
    speech: speech::Speech,
    reuse: reuse::Reuse,
    parents: Vec<Vec<usize>>,
}

/// Learns both passes and writes them.
pub(crate) fn train(data: &Data) -> Result<()> {
    let (stories, others) = (stories(data, &SEEDS)?, stories(data, &HELD_BACK)?);
    let edits = learn_edits(&changes(&stories));
    println!("changes, held back: {}", judge_edits(&changes(&others), &edits));
    let mut learned = Vec::new();
    for pass in ["first", "second"] {
        let examples = examples(&stories, &edits, learned.first());
        let weights = learn(&examples);
        println!("{pass} pass, learned from: {}", judge(&examples, &weights));
        for (i, name) in ["held back      ", "held back, bare"].into_iter().enumerate() {
            let some: Vec<&Story> = others.iter().skip(i).step_by(2).collect();
            let some = self::examples(some, &edits, learned.first());
            println!("{pass} pass, {name}: {}", judge(&some, &weights));
        }
        learned.push(weights);
    }
    let passes: [Weights; 2] =
        learned.try_into().map_err(|_| anyhow::anyhow!("two passes give two sets of weights"))?;
    let both = Learned { edits, passes };
    let head = "# What each sign weighs in the direction of copying: its weight in the sum, then into each hidden unit, for the \
                first pass\n# and for the second. Learned by `headwater-eval train lineage` on stories made by \
                score/retell.py; see docs/lineage.md.\n";
    let path = "crates/headwater/data/lineage/direction.txt";
    fs::write(path, format!("{head}{}", lineage::write(&both))).with_context(|| format!("can't write {path}"))
}

fn stories(data: &Data, seeds: &[u32]) -> Result<Vec<Story>> {
    let extras = [&[][..], &["--dated", "0", "--credited", "0"]];
    let all: Vec<(u32, &[&str])> = seeds.iter().flat_map(|&seed| extras.map(|extra| (seed, extra))).collect();
    all.into_par_iter().map(|(seed, extra)| story(data, seed, extra)).collect()
}

fn story(data: &Data, seed: u32, extra: &[&str]) -> Result<Story> {
    let folder = std::env::temp_dir().join(format!("headwater-lineage-{}-{seed}-{}", std::process::id(), extra.len()));
    let articles = data.path("quotes/polnear-train.jsonl");
    let stories = if seed > 30 && seed.is_multiple_of(2) { "20" } else { "40" };
    let words = ["--vocabulary", "crates/headwater-eval/data/retell-words.json"];
    let made = Command::new("python3")
        .arg(data.script("retell.py"))
        .args(["make", "--stories", stories, "--seed", &seed.to_string()])
        .args(if seed > 30 { &words[..] } else { &[] })
        .arg("--articles")
        .arg(articles)
        .arg("--out")
        .arg(&folder)
        .args(extra)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .context("can't run retell.py")?;
    if !made.status.success() {
        bail!("retell.py: {}", String::from_utf8_lossy(&made.stderr).trim());
    }
    let mut truth: Truth = serde_json::from_slice(&fs::read(folder.join("truth.json"))?)?;
    truth.pages.sort_by(|a, b| a.file.cmp(&b.file));
    let place: BTreeMap<&str, usize> = truth.pages.iter().map(|p| p.file.as_str()).zip(0..).collect();
    let parents = truth.pages.iter().map(|p| p.parents.iter().filter_map(|f| place.get(f.as_str()).copied()).collect());
    let parents = parents.collect();
    let mut pages = Vec::new();
    for p in &truth.pages {
        let bytes = fs::read(folder.join("pages").join(&p.file))?;
        let mut source = Source::html(&p.file, &bytes);
        source.media = if p.file.ends_with(".html") { Media::Html } else { Media::Text };
        pages.push(page::read(&source, &Limits::default()));
    }
    fs::remove_dir_all(&folder)?;
    let speech = speech::hear(&pages);
    let reuse = reuse::find(&pages, &reuse::Options::default());
    Ok(Story { pages, speech, reuse, parents })
}

fn examples<'a>(stories: impl IntoIterator<Item = &'a Story>, edits: &Edits, first: Option<&Weights>) -> Vec<Example> {
    let of_family = |story: &Story, choices: Vec<Choice>| {
        let local: BTreeMap<usize, usize> = choices.iter().map(|c| c.page.ix()).zip(0..).collect();
        let parents = choices.iter().map(|c| c.sources.iter().filter_map(|p| local.get(&p.ix()).copied()).collect());
        let want = choices.iter().map(|c| {
            let truth = &story.parents[c.page.ix()];
            let there: Vec<usize> = (0..c.sources.len()).filter(|&i| truth.contains(&c.sources[i].ix())).collect();
            (!there.is_empty() || truth.is_empty()).then_some(there)
        });
        let (parents, want) = (parents.collect(), want.collect());
        Example { choices, parents, want }
    };
    let mut out = Vec::new();
    for story in stories {
        let families = lineage::choices(&story.pages, &story.speech, &story.reuse, edits, first);
        out.extend(families.into_iter().map(|f| of_family(story, f)));
    }
    out
}

/// The changes between pages and their only true sources.
fn changes(stories: &[Story]) -> Changes {
    let mut out = Changes::default();
    let of_story = |story: &Story| {
        let single = story.parents.iter().enumerate().filter(|(_, p)| p.len() == 1);
        let pairs: Vec<(PageIx, PageIx)> = single.map(|(c, p)| (PageIx::new(p[0]), PageIx::new(c))).collect();
        lineage::changes(&story.pages, &story.speech, &story.reuse, &pairs)
    };
    for mut one in stories.par_iter().map(of_story).collect::<Vec<_>>() {
        out.sites.append(&mut one.sites);
        out.stretches.append(&mut one.stretches);
    }
    out
}

/// Learns which way changes run. A site that ran from A to B is one that, turned round, did not run from B to A.
fn learn_edits(changes: &Changes) -> Edits {
    let mut edits = Edits::default();
    let sites: Vec<(&[f32], bool)> = changes.sites.iter().map(|s| (&s[..], true)).collect();
    edits.site.copy_from_slice(&logistic(&sites, lineage::SITE_SIGNS));
    let stretches: Vec<(&[f32], bool)> = changes.stretches.iter().map(|(s, cut)| (&s[..], *cut)).collect();
    edits.stretch.copy_from_slice(&logistic(&stretches, lineage::STRETCH_SIGNS));
    edits
}

/// A logistic regression without a constant, by Adam over all cases.
fn logistic(cases: &[(&[f32], bool)], numbers: usize) -> Vec<f32> {
    const ROUNDS: i32 = 300;
    let mut theta = vec![0.0f64; numbers];
    let (mut first, mut second) = (vec![0.0; numbers], vec![0.0; numbers]);
    for step in 1..=ROUNDS {
        let part = |part: &[(&[f32], bool)]| {
            let mut sum = vec![0.0; numbers];
            for (signs, truth) in part {
                let score: f64 = signs.iter().zip(&theta).map(|(s, t)| f64::from(*s) * t).sum();
                let error = f64::from(u8::from(*truth)) - 1.0 / (1.0 + (-score).exp());
                sum.iter_mut().zip(*signs).for_each(|(g, s)| *g += error * f64::from(*s));
            }
            sum
        };
        let parts: Vec<Vec<f64>> = cases.par_chunks(4096).map(part).collect();
        for i in 0..numbers {
            let sum: f64 = parts.iter().map(|p| p[i]).sum();
            let slope = sum / cases.len().max(1) as f64 - 0.0005 * theta[i];
            first[i] = 0.9 * first[i] + 0.1 * slope;
            second[i] = 0.999 * second[i] + 0.001 * slope * slope;
            let mean = first[i] / (1.0 - 0.9f64.powi(step));
            let size = second[i] / (1.0 - 0.999f64.powi(step));
            theta[i] += 0.05 * mean / (size.sqrt() + 1e-8);
        }
    }
    theta.into_iter().map(|t| t as f32).collect()
}

/// How often changes lean the right way, and how far the logarithm of the odds is off.
fn judge_edits(changes: &Changes, edits: &Edits) -> String {
    let mut out = String::new();
    let site = |s: &lineage::SiteSigns| edits.of_site(s);
    let leans: Vec<(f32, bool)> = changes.sites.iter().map(|s| (site(s), true)).collect();
    let stretches: Vec<(f32, bool)> = changes.stretches.iter().map(|(s, t)| (edits.of_stretch(s), *t)).collect();
    for (name, list) in [("sites", leans), ("stretches", stretches)] {
        let right = list.iter().filter(|(l, t)| (*l > 0.0) == *t && *l != 0.0).count();
        let even = list.iter().filter(|(l, _)| *l == 0.0).count();
        let loss: f32 = list.iter().map(|(l, t)| (1.0 + (if *t { -l } else { *l }).exp()).ln()).sum();
        out += &format!(
            "{name} {right} of {} right, {even} open, loss {:.4}; ",
            list.len(),
            loss / list.len().max(1) as f32
        );
    }
    out
}

fn scores(weights: &Weights, example: &Example) -> Vec<Vec<f32>> {
    let of = |c: &Choice| {
        let mut list: Vec<f32> = c.signs.iter().map(|s| weights.source.of(s)).collect();
        list.push(weights.none.of(&c.none));
        list
    };
    example.choices.iter().map(of).collect()
}

/// Ascends the likelihood by Adam (Kingma and Ba 2015). Signs are scaled to one size first; weights are unscaled at the end.
fn learn(examples: &[Example]) -> Weights {
    let layout = Layout::of(examples);
    let mut theta = layout.start();
    let (mut first, mut second) = (vec![0.0; theta.len()], vec![0.0; theta.len()]);
    for step in 1..=STEPS {
        let weights = layout.weights(&theta);
        let part = |part: &[Example]| {
            let mut gradient = vec![0.0; theta.len()];
            part.iter().for_each(|e| add_gradient(&weights, e, &mut gradient, layout.split));
            gradient
        };
        let parts: Vec<Vec<f64>> = examples.par_chunks(64).map(part).collect();
        let rate = 0.02 * (1.0 - 0.95 * f64::from(step) / f64::from(STEPS));
        for i in (0..theta.len()).filter(|&i| !layout.fixed(i)) {
            let sum: f64 = parts.iter().map(|p| p[i]).sum();
            let slope = sum * layout.inverse[i] / examples.len() as f64 - DECAY * theta[i];
            first[i] = 0.9 * first[i] + 0.1 * slope;
            second[i] = 0.999 * second[i] + 0.001 * slope * slope;
            let mean = first[i] / (1.0 - 0.9f64.powi(step));
            let size = second[i] / (1.0 - 0.999f64.powi(step));
            theta[i] += rate * mean / (size.sqrt() + 1e-8);
        }
    }
    layout.weights(&theta)
}

/// The expected arcs under the truth less those under the model, carried back to the weights.
fn add_gradient(weights: &Weights, example: &Example, gradient: &mut [f64], split: usize) {
    let scores = scores(weights, example);
    let restrict = |(list, want): (&Vec<f32>, &Option<Vec<usize>>)| match want {
        None => list.clone(),
        Some(want) => {
            let allowed = |i: usize| if want.is_empty() { i + 1 == list.len() } else { want.contains(&i) };
            list.iter().enumerate().map(|(i, s)| if allowed(i) { *s } else { -1e30 }).collect()
        }
    };
    let restricted: Vec<Vec<f32>> = scores.iter().zip(&example.want).map(restrict).collect();
    let (model, truth) = (marginals(&example.parents, &scores), marginals(&example.parents, &restricted));
    let (source, none) = gradient.split_at_mut(split);
    for (choice, (p, q)) in example.choices.iter().zip(model.iter().zip(&truth)) {
        for (j, (p, q)) in p.iter().zip(q).enumerate() {
            let error = f64::from(q - p);
            match choice.signs.get(j) {
                Some(signs) => back(&weights.source, signs, error, source),
                None => back(&weights.none, &choice.none, error, none),
            }
        }
    }
}

/// Carries an error at the score back to its weights.
fn back(score: &Score, signs: &[f32], error: f64, gradient: &mut [f64]) {
    let mut sums = [0.0f32; COLUMNS];
    for (row, sign) in score.rows.iter().zip(signs) {
        sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight * sign);
    }
    let mut down = [error; COLUMNS];
    let units = score.rows.len() * COLUMNS;
    for u in 1..COLUMNS {
        let out = f64::from(sums[u].tanh());
        gradient[units + u] += error * out;
        down[u] = error * f64::from(score.units[u]) * (1.0 - out * out);
    }
    for (i, &sign) in signs.iter().enumerate().filter(|(_, s)| **s != 0.0) {
        for (u, d) in down.iter().enumerate() {
            gradient[i * COLUMNS + u] += d * f64::from(sign);
        }
    }
}

/// How the weights lie in one list: the source's rows and units, then those of none; and what scales each.
struct Layout {
    inverse: Vec<f64>,
    split: usize,
}

impl Layout {
    fn of(examples: &[Example]) -> Layout {
        let choices = || examples.iter().flat_map(|e| &e.choices);
        let size = |sum: f64, n: usize| (sum / n.max(1) as f64).sqrt().max(0.02);
        let rows = choices().map(|c| c.signs.len()).sum();
        let sources = (0..NAMES.len())
            .map(|i| size(choices().flat_map(|c| &c.signs).map(|s| f64::from(s[i]).powi(2)).sum(), rows));
        let count = choices().count();
        let none = (0..NONE_NAMES.len()).map(|i| size(choices().map(|c| f64::from(c.none[i]).powi(2)).sum(), count));
        let mut inverse = Vec::new();
        for sizes in [sources.collect::<Vec<f64>>(), none.collect()] {
            inverse.extend(sizes.into_iter().chain([1.0]).flat_map(|s| [1.0 / s; COLUMNS]));
        }
        Layout { inverse, split: (NAMES.len() + 1) * COLUMNS }
    }

    /// Whether it is a unit's weight.
    fn is_unit(&self, i: usize) -> bool {
        (NAMES.len() * COLUMNS..self.split).contains(&i) || i >= self.split + NONE_NAMES.len() * COLUMNS
    }

    /// The plain sum keeps weight 1.
    fn fixed(&self, i: usize) -> bool {
        self.is_unit(i) && i.is_multiple_of(COLUMNS)
    }

    /// Small numbers that break the units' likeness, the same every time.
    fn start(&self) -> Vec<f64> {
        let mut state = 88_172_645_463_325_252_u64;
        let mut small = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            ((state >> 11) as f64 / (1u64 << 53) as f64 - 0.5) * 0.5
        };
        let value = |i: usize| match (self.fixed(i), i.is_multiple_of(COLUMNS)) {
            (true, _) => 1.0,
            (false, true) => 0.0,
            (false, false) => small(),
        };
        (0..self.inverse.len()).map(value).collect()
    }

    fn weights(&self, theta: &[f64]) -> Weights {
        let mut values = theta.iter().zip(&self.inverse).map(|(t, i)| (t * i) as f32);
        let mut score = |signs: usize| {
            let mut score = Score::new(signs);
            let rows = score.rows.iter_mut().chain([&mut score.units]);
            rows.flatten().for_each(|w| *w = values.next().unwrap_or(0.0));
            score
        };
        Weights { source: score(NAMES.len()), none: score(NONE_NAMES.len()) }
    }
}

/// Of the pages with a source at hand, the share whose likeliest is true; of those without, the share for which none is.
fn judge(examples: &[Example], weights: &Weights) -> String {
    let [mut copied, mut right, mut roots, mut left] = [0u32; 4];
    let mut loss = 0.0;
    for example in examples {
        let shares = marginals(&example.parents, &scores(weights, example));
        for (shares, want) in shares.iter().zip(&example.want) {
            let Some(want) = want.as_ref().filter(|_| shares.len() > 1) else { continue };
            let none = shares.len() - 1;
            let best = (0..=none).max_by(|&a, &b| shares[a].total_cmp(&shares[b])).unwrap_or(none);
            if want.is_empty() {
                (roots, left) = (roots + 1, left + u32::from(best == none));
                loss -= f64::from(shares[none].max(1e-9)).ln();
            } else {
                (copied, right) = (copied + 1, right + u32::from(want.contains(&best)));
                loss -= f64::from(want.iter().map(|&i| shares[i]).sum::<f32>().max(1e-9)).ln();
            }
        }
    }
    let loss = loss / f64::from((copied + roots).max(1));
    format!("sources right {right} of {copied}, none right {left} of {roots}, loss {loss:.4}")
}
