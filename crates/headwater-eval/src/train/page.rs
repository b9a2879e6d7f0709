//! Learning which blocks of a page are its story, from segments that must and must not be in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use headwater::page::role::feature::{COUNT, Features};
use headwater::page::role::model::{self, DEPTH, Model};
use headwater::page::{self, Given, Limits, Media, Source};
use rayon::prelude::*;
use serde::Deserialize;

use super::boost::{self, Growth, Part, Sample};
use crate::data::{self, Data};

/// Where the weights stand.
const PLACE: &str = "crates/headwater/data/page/story.model";

/// Pages are dealt into so many parts; each is judged by a model that was learned from the others.
const FOLDS: usize = 5;

/// Chosen by the cross-validated F1 on the 502 pages, by page and by site: 0.937 and 0.937; 200 trees of depth 4 at rate
/// 0.08 gave 0.937 and 0.935, 200 of depth 5 at 0.06 gave 0.933 and 0.933, 90 of depth 5 at 0.12 with every feature in
/// every tree 0.931 and 0.932.
const GROWTH: Growth = Growth { trees: 300, depth: DEPTH, rate: 0.1, least: 2.0, shrink: 2.0, shared: 30 };

#[derive(Deserialize)]
struct Annotation {
    file: String,
    with: Vec<String>,
    without: Vec<String>,
    comments: Option<Vec<String>>,
}

/// A page, how many blocks it has, and what is known of some.
struct Case {
    /// The site that the page is from: the last two labels of its address's host.
    site: String,
    source: Vec<u8>,
    annotation: Annotation,
    blocks: usize,
    samples: Vec<Sample<COUNT>>,
}

impl Case {
    /// Pages of one site are dealt into one part, so that none is judged by a model that knows its template.
    fn site_part(&self) -> usize {
        self.site.bytes().fold(7usize, |h, b| (h * 31 + usize::from(b)) % 1_000_003) % FOLDS
    }
}

/// Learns the model, prints its figures on pages it has not seen and on those it has, and writes it.
pub(crate) fn train(data: &Data) -> Result<()> {
    let annotations = data::bytes(&data.path("pages/annotations.json"))?;
    let annotations: BTreeMap<String, Annotation> = serde_json::from_slice(&annotations)?;
    let folder = data.path("pages/html");
    let cases: Vec<Case> = annotations
        .into_iter()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(address, a)| case(&folder, &address, a))
        .collect::<Result<_>>()?;
    let samples: usize = cases.iter().map(|c| c.samples.len()).sum();
    println!(
        "{} pages, {} blocks, {samples} of them known",
        cases.len(),
        cases.iter().map(|c| c.blocks).sum::<usize>()
    );
    let unseen = cross_validate(&cases, |i, _| i % FOLDS);
    println!("cross-validated, {FOLDS} parts by page: {unseen}");
    let by_site = cross_validate(&cases, |_, case| case.site_part());
    println!("cross-validated, {FOLDS} parts by site: {by_site}");
    let all: Vec<&Case> = cases.iter().collect();
    let trees = learn(&all);
    println!("fitted:                   {}", measure(&all, &as_model(&trees)));
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(PLACE);
    std::fs::write(&place, written(&trees, &unseen)).with_context(|| format!("can't write {}", place.display()))?;
    println!("written to {PLACE}");
    Ok(())
}

/// The figures over all pages, each judged by a model that was learned from the parts that the page is not in.
fn cross_validate(cases: &[Case], part: impl Fn(usize, &Case) -> usize) -> Figures {
    let mut figures = Figures::default();
    for fold in 0..FOLDS {
        let is_held = |i: usize, c: &Case| part(i, c) == fold;
        let known: Vec<&Case> = cases.iter().enumerate().filter(|(i, c)| !is_held(*i, c)).map(|(_, c)| c).collect();
        let held: Vec<&Case> = cases.iter().enumerate().filter(|(i, c)| is_held(*i, c)).map(|(_, c)| c).collect();
        let model = as_model(&learn(&known));
        figures.add(&measure(&held, &model));
    }
    figures
}

fn case(folder: &Path, address: &str, annotation: Annotation) -> Result<Case> {
    let bytes = data::bytes(&folder.join(format!("{}.gz", annotation.file)))?;
    let (cut, features) = page::features(&source(&bytes), &Limits::default());
    let blocks: Vec<String> = cut.drafts.iter().map(|d| folded(d.span.of(&cut.text))).collect();
    let samples = known(&annotation, &blocks, &features);
    let host = address.split("://").last().unwrap_or("").split('/').next().unwrap_or("");
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    Ok(Case { site: labels.join("."), source: bytes, annotation, blocks: blocks.len(), samples })
}

fn source(bytes: &[u8]) -> Source<'_> {
    Source { path: String::new(), bytes: bytes.into(), media: Media::Html, charset: None, given: Given::default() }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the segments say of blocks: a block with a segment that must be in the story is story, one with a segment that
/// must not, or with a comment's, is not. Blocks that stand among known ones are known too, and count less.
fn known(annotation: &Annotation, blocks: &[String], features: &[Features]) -> Vec<Sample<COUNT>> {
    let comments = annotation.comments.as_deref().unwrap_or_default();
    let mut story = BTreeSet::new();
    for segment in &annotation.with {
        let places = holding(blocks, segment);
        // Words that stand twice, as a teaser and in the story, don't say which it is.
        if let [only] = &places[..] {
            story.extend(only);
        }
    }
    let mut other: BTreeSet<usize> = BTreeSet::new();
    for segment in annotation.without.iter().chain(comments) {
        other.extend(holding(blocks, segment).into_iter().flatten().filter(|b| !story.contains(b)));
    }
    let mut samples: Vec<Sample<COUNT>> = Vec::new();
    let mut far = 0;
    let mut add = |i: usize, truth: bool, weight: f32| samples.push(Sample { features: features[i], truth, weight });
    let (first, last) = (story.first().copied().unwrap_or(usize::MAX), story.last().copied().unwrap_or(0));
    for (i, features) in features.iter().enumerate().take(blocks.len()) {
        if story.contains(&i) {
            add(i, true, 1.0);
        } else if other.contains(&i) {
            add(i, false, 1.0);
        } else {
            let (words, linked, ends) = (features[0], features[2], features[4]);
            // Ten words or more that end as a sentence, hardly linked, between two story blocks.
            if i > first && i < last && words > 2.3 && ends > 0.0 && linked < 0.3 {
                add(i, true, 0.3);
            } else if (i < first || i > last) && linked > 0.8
                || i > last && features[headwater::page::role::feature::AMONG_COMMENTS] > 0.0
            {
                // Links far outside are nine tenths of all blocks and much alike: one in eight stands for the rest.
                far += 1;
                if far % 8 == 1 {
                    add(i, false, 0.4);
                }
            }
        }
    }
    samples
}

/// The places where a segment stands: each one block, or several in a row.
fn holding(blocks: &[String], segment: &str) -> Vec<Vec<usize>> {
    let segment = folded(segment);
    let mut places: Vec<Vec<usize>> =
        (0..blocks.len()).filter(|&i| blocks[i].contains(&segment)).map(|i| vec![i]).collect();
    if places.is_empty() {
        for i in 0..blocks.len() {
            for j in i + 1..blocks.len().min(i + 5) {
                if blocks[i..=j].join(" ").contains(&segment)
                    && !blocks[i + 1..=j].join(" ").contains(&segment)
                    && !blocks[i..j].join(" ").contains(&segment)
                {
                    places.push((i..=j).collect());
                }
            }
        }
    }
    places
}

fn learn(cases: &[&Case]) -> Vec<Vec<Part>> {
    let samples: Vec<Sample<COUNT>> = cases.iter().flat_map(|c| c.samples.iter().cloned()).collect();
    boost::learn(&samples, GROWTH)
}

fn as_model(trees: &[Vec<Part>]) -> Model {
    let mut model = Model::default();
    for tree in trees {
        let parts: Vec<model::Part> = tree
            .iter()
            .map(|p| match *p {
                Part::Below(f, v) => model::Part::Below(f, v),
                Part::Leaf(v) => model::Part::Leaf(v),
            })
            .collect();
        model.push(&parts);
    }
    model
}

fn written(trees: &[Vec<Part>], unseen: &Figures) -> String {
    let mut out = String::from(
        "# Which blocks of an HTML page are its story: boosted trees, read by crates/headwater/src/page/role/model.rs.\n\
         # Learned by `headwater-eval train page` from the 502 annotated pages of ../shared/data/pages (half of\n\
         # trafilatura's evaluation set); the same data give the same file.\n",
    );
    let _ = writeln!(out, "# On pages not learned from, five parts: {unseen}");
    for tree in trees {
        let parts: Vec<String> = tree
            .iter()
            .map(|p| match p {
                Part::Below(f, v) => format!("{f}<{v}"),
                Part::Leaf(v) => format!("={v}"),
            })
            .collect();
        let _ = writeln!(out, "{}", parts.join(" "));
    }
    out
}

#[derive(Clone, Copy, Default)]
struct Figures {
    right: usize,
    lost: usize,
    taken: usize,
    comments: usize,
    found: usize,
    leaked: usize,
}

impl Figures {
    fn add(&mut self, o: &Figures) {
        self.right += o.right;
        self.lost += o.lost;
        self.taken += o.taken;
        self.comments += o.comments;
        self.found += o.found;
        self.leaked += o.leaked;
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (right, lost, taken) = (self.right as f64, self.lost as f64, self.taken as f64);
        write!(
            f,
            "F1 {:.4}, precision {:.4}, recall {:.4}, comments found {}/{}, leaked {}",
            2.0 * right / (2.0 * right + lost + taken),
            right / (right + taken),
            right / (right + lost),
            self.found,
            self.comments,
            self.leaked
        )
    }
}

/// The figures of `pages.py` over some pages.
fn measure(cases: &[&Case], model: &Model) -> Figures {
    let each: Vec<Figures> = cases
        .par_iter()
        .map(|case| {
            let page = page::read_with(&source(&case.source), &Limits::default(), model);
            let story = folded(&page.story());
            let comments: Vec<&str> = page.comments.iter().flat_map(|c| &c.body).map(|s| s.of(&page.text)).collect();
            let comments = folded(&comments.join(" "));
            let count = |list: &[String], text: &str| list.iter().filter(|s| text.contains(&folded(s))).count();
            let (with, without) = (&case.annotation.with, &case.annotation.without);
            let written = case.annotation.comments.as_deref().unwrap_or_default();
            let right = count(with, &story);
            Figures {
                right,
                lost: with.len() - right,
                taken: count(without, &story),
                comments: written.len(),
                found: count(written, &comments),
                leaked: count(written, &story),
            }
        })
        .collect();
    let mut sum = Figures::default();
    each.iter().for_each(|f| sum.add(f));
    sum
}
