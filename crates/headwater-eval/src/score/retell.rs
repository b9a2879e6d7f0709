//! Lineage on made stories of copying (`retell.py`).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::Result;
use headwater::trace::Options;
use serde::Deserialize;
use serde_json::json;

use super::Scores;
use super::reliability::Reliability;
use super::story::{self, Made};
use crate::answer::{Answer, Range};
use crate::data::Data;
use crate::measure::{F1, bare, common, counted, f1, is_space, ratio, total};

/// Runs of the script: their name, the seed, and what it is told besides.
type Runs = [(&'static str, u32, &'static [&'static str]); 2];

/// Stories that are dated and credited in part.
const CREDITED: Runs = [("retell.1", 1, &[]), ("retell.2", 2, &[])];

/// The same without a date or a credit.
const BARE: Runs = [
    ("retell.bare.1", 1, &["--dated", "0", "--credited", "0"]),
    ("retell.bare.2", 2, &["--dated", "0", "--credited", "0"]),
];

/// Copied words that make a pair of pages one that shares text.
const LEAST_SHARED: usize = 20;

#[derive(Deserialize)]
struct Truth {
    pages: Vec<TruePage>,
}

#[derive(Deserialize)]
struct TruePage {
    file: String,
    parents: Vec<String>,
    words: Vec<(String, Option<String>)>,
}

/// Figures: pairs, coverage, parents, ancestors and roots, for each seed with and without dates and credits.
pub(super) fn measure(data: &Data) -> Result<Scores> {
    let (mut scores, reliability) = run(data, &Options::default(), CREDITED.iter().chain(&BARE))?;
    scores.figure("retell.calibration", 1.0 - reliability.gap());
    Ok(scores)
}

/// How reliable the stated confidence is, as a table: over `seeds`, or those that are scored, with and without dates and
/// credits.
pub(crate) fn reliability(data: &Data, seeds: &[u32]) -> Result<String> {
    let scored = CREDITED.iter().chain(&BARE).copied();
    let others = seeds.iter().flat_map(|&seed| [("", seed, CREDITED[0].2), ("", seed, BARE[0].2)]);
    let runs: Vec<_> = if seeds.is_empty() { scored.collect() } else { others.collect() };
    Ok(run(data, &Options::default(), runs.iter())?.1.table())
}

/// The figures of the stories with dates and credits, with other options.
pub(super) fn measure_credited(data: &Data, options: &Options) -> Result<Scores> {
    Ok(run(data, options, CREDITED.iter())?.0)
}

fn run<'a>(
    data: &Data,
    options: &Options,
    runs: impl Iterator<Item = &'a (&'static str, u32, &'static [&'static str])>,
) -> Result<(Scores, Reliability)> {
    let mut scores = Scores::default();
    let mut reliability = Reliability::default();
    for &(name, seed, extra) in runs {
        let made: Made<Truth> = story::make(data, "retell", seed, extra, options)?;
        score(name, &made.truth.pages, &made.answer, &mut scores);
        reliability.join(&stated(&made.truth.pages, &made.answer));
    }
    Ok((scores, reliability))
}

/// Of every derivation of a page from a page what was stated and whether it is true.
fn stated(truth: &[TruePage], answer: &Answer) -> Reliability {
    let names = answer.names();
    let parents: BTreeMap<&str, &[String]> = truth.iter().map(|p| (p.file.as_str(), p.parents.as_slice())).collect();
    let mut out = Reliability::default();
    for d in &answer.derivations {
        let from = d.from.page.as_deref().and_then(|p| names.get(p));
        if let (Some(child), Some(from)) = (names.get(d.page.as_str()), from) {
            out.add(d.confidence, parents.get(child).is_some_and(|p| p.iter().any(|x| x == from)));
        }
    }
    out
}

fn score(run: &str, truth: &[TruePage], answer: &Answer, scores: &mut Scores) {
    let names = answer.names();
    let name = |id: &str| names.get(id).copied().unwrap_or_default();
    let mut where_born: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for page in truth {
        for born in page.words.iter().filter_map(|(_, born)| born.as_deref()) {
            where_born.entry(born).or_default().insert(&page.file);
        }
    }
    let (true_pairs, near_pairs) = shared_pairs(truth, &where_born);
    let mut pred_pairs: HashSet<(&str, &str)> = HashSet::new();
    let mut reused: HashMap<&str, Vec<Range>> = HashMap::new();
    for passage in &answer.reuse {
        let (a, b) = (name(&passage.a.page), name(&passage.b.page));
        if a != b {
            pred_pairs.insert((a.min(b), a.max(b)));
        }
        for side in [&passage.a, &passage.b] {
            reused.entry(name(&side.page)).or_default().push(side.span);
        }
    }
    let right = pred_pairs.intersection(&true_pairs).count();
    let found = pred_pairs.iter().filter(|p| true_pairs.contains(*p) || !near_pairs.contains(*p)).count();
    figures(scores, run, "pairs", f1(right, found, true_pairs.len()));
    figures(scores, run, "coverage", coverage(truth, answer, &where_born, &reused));
    lineage(run, truth, answer, scores);
}

/// Pairs that share copied words, and pairs that share any eight words, which count neither for nor against.
#[allow(clippy::iter_over_hash_type)] // Only sets and sums are made, which know no order.
fn shared_pairs<'a>(truth: &'a [TruePage], where_born: &HashMap<&str, BTreeSet<&'a str>>) -> (Pairs<'a>, Pairs<'a>) {
    let mut shared: HashMap<(&str, &str), usize> = HashMap::new();
    for files in where_born.values() {
        for pair in pairs(files) {
            *shared.entry(pair).or_default() += 1;
        }
    }
    let mut near: HashSet<(&str, &str)> = shared.keys().copied().collect();
    let mut grams: HashMap<Vec<String>, BTreeSet<&str>> = HashMap::new();
    for page in truth {
        let words: Vec<String> = page.words.iter().map(|(w, _)| bare(w)).filter(|w| !w.is_empty()).collect();
        for gram in words.windows(8) {
            grams.entry(gram.to_vec()).or_default().insert(&page.file);
        }
    }
    for files in grams.values() {
        near.extend(pairs(files));
    }
    let whole = shared.into_iter().filter(|&(_, n)| n >= LEAST_SHARED).map(|(pair, _)| pair).collect();
    (whole, near)
}

type Pairs<'a> = HashSet<(&'a str, &'a str)>;

/// All pairs of a set, the lesser first.
fn pairs<'a>(files: &BTreeSet<&'a str>) -> Vec<(&'a str, &'a str)> {
    let files: Vec<&str> = files.iter().copied().collect();
    let mut out = Vec::new();
    for (i, &a) in files.iter().enumerate() {
        out.extend(files[i + 1..].iter().map(|&b| (a, b)));
    }
    out
}

/// Copied words found, as trigrams of the reused stretches.
fn coverage(
    truth: &[TruePage],
    answer: &Answer,
    where_born: &HashMap<&str, BTreeSet<&str>>,
    reused: &HashMap<&str, Vec<Range>>,
) -> F1 {
    let names = answer.names();
    let texts = answer.texts();
    let by_file: HashMap<&str, &str> = names.iter().map(|(id, file)| (*file, *id)).collect();
    let (mut right, mut found, mut all) = (0, 0, 0);
    for page in truth {
        let copied = |born: &Option<String>| {
            born.as_deref().is_some_and(|b| where_born.get(b).is_some_and(|files| files.len() > 1))
        };
        let words = page.words.iter().map(|(w, born)| if copied(born) { w.as_str() } else { "¶" });
        let want = counted(trigrams(words));
        let mut spans = reused.get(page.file.as_str()).cloned().unwrap_or_default();
        spans.sort_unstable();
        let mut merged: Vec<Range> = Vec::new();
        for [b, e] in spans {
            match merged.last_mut() {
                Some(last) if b <= last[1] => last[1] = last[1].max(e),
                _ => merged.push([b, e]),
            }
        }
        let text = by_file.get(page.file.as_str()).and_then(|id| texts.get(id));
        let stretches = merged.into_iter().filter_map(|span| Some(text?.cut(span)));
        let got = counted(stretches.flat_map(|s| trigrams(s.split(is_space))));
        right += common(&want, &got);
        found += total(&got);
        all += total(&want);
    }
    f1(right, found, all)
}

fn trigrams<'a>(words: impl Iterator<Item = &'a str>) -> Vec<[String; 3]> {
    let words: Vec<String> = words.map(bare).filter(|w| !w.is_empty()).collect();
    words.windows(3).map(|w| [w[0].clone(), w[1].clone(), w[2].clone()]).collect()
}

fn lineage(run: &str, truth: &[TruePage], answer: &Answer, scores: &mut Scores) {
    let names = answer.names();
    let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for derivation in &answer.derivations {
        let Some(from) = derivation.from.page.as_deref().filter(|from| *from != derivation.page) else { continue };
        if let (Some(child), Some(parent)) = (names.get(derivation.page.as_str()), names.get(from)) {
            named.entry(child).or_default().insert(parent);
        }
    }
    let mut truly: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut copied, mut right, mut abstained) = (0, 0, 0);
    let (mut roots_right, mut roots_found, mut roots) = (0, 0, 0);
    for page in truth {
        let parents: BTreeSet<&str> = page.parents.iter().map(String::as_str).collect();
        let found = named.get(page.file.as_str());
        roots_found += usize::from(found.is_none());
        let mut outcome = "";
        if parents.is_empty() {
            roots += 1;
            roots_right += usize::from(found.is_none());
        } else {
            copied += 1;
            outcome = match found {
                None => "abstained",
                Some(found) if found.is_subset(&parents) => "right",
                Some(_) => "wrong",
            };
            right += usize::from(outcome == "right");
            abstained += usize::from(outcome == "abstained");
        }
        scores.case(format!("{run}/{}", page.file), json!({"parents": parents, "named": found, "outcome": outcome}));
        truly.insert(&page.file, parents);
    }
    scores.figure(format!("{run}.parents"), ratio(right as f64, copied as f64));
    scores.figure(format!("{run}.not_abstained"), 1.0 - ratio(abstained as f64, copied as f64));
    let (ta, pa) = (closure(&truly), closure(&named));
    figures(scores, run, "ancestors", f1(ta.intersection(&pa).count(), pa.len(), ta.len()));
    figures(scores, run, "roots", f1(roots_right, roots_found, roots));
}

/// Every child with each of its ancestors.
fn closure<'a>(up: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> HashSet<(&'a str, &'a str)> {
    let mut out = HashSet::new();
    for (&start, parents) in up {
        let mut stack: Vec<&str> = parents.iter().copied().collect();
        let mut seen: HashSet<&str> = HashSet::new();
        while let Some(x) = stack.pop() {
            if x != start && seen.insert(x) {
                out.insert((start, x));
                stack.extend(up.get(x).into_iter().flatten());
            }
        }
    }
    out
}

fn figures(scores: &mut Scores, run: &str, name: &str, value: F1) {
    scores.figure(format!("{run}.{name}.p"), value.p);
    scores.figure(format!("{run}.{name}.r"), value.r);
    scores.figure(format!("{run}.{name}.f1"), value.f1);
}
