//! Statements, routes and origins on made stories of speaking (`testimony.py`).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::Result;
use headwater::trace::Options;
use serde::Deserialize;
use serde_json::json;

use super::Scores;
use super::story::{self, Made};
use crate::answer::{Answer, QuotationAnswer, StatementAnswer};
use crate::data::Data;
use crate::measure::{F1, common, counted, f1, ratio, total, words};

/// Shared words over all words from which a quotation is the printed one.
const SAME: f64 = 0.6;

#[derive(Deserialize)]
struct Truth {
    pages: BTreeMap<String, TruePage>,
    prints: Vec<Print>,
    cites: Vec<[String; 2]>,
    corroborations: Vec<TrueCorroboration>,
    circles: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct TruePage {
    file: String,
}

/// An utterance as one page prints it.
#[derive(Deserialize)]
struct Print {
    page: String,
    utterance: String,
    occasion: String,
    last: String,
    words: String,
    route: String,
}

#[derive(Deserialize)]
struct TrueCorroboration {
    page: String,
    kind: String,
    by: Option<String>,
}

type Bag = HashMap<String, usize>;

/// Figures for both seeds.
pub(super) fn measure(data: &Data, options: &Options) -> Result<Scores> {
    let mut scores = Scores::default();
    for seed in [1, 2] {
        let made: Made<Truth> = story::make(data, "testimony", seed, &[], options)?;
        score(&format!("testimony.{seed}"), &made.truth, &made.answer, &mut scores);
    }
    Ok(scores)
}

fn score(run: &str, truth: &Truth, answer: &Answer, scores: &mut Scores) {
    let known = Known::of(truth, answer);
    let found: Vec<Option<&QuotationAnswer>> = truth.prints.iter().map(|p| known.quotation(p)).collect();
    let hits = found.iter().flatten().count();
    let right = |p: &Print, q: &QuotationAnswer| known.called(q.speaker.as_deref()).contains(&p.last.to_lowercase());
    let speakers = truth.prints.iter().zip(&found).filter(|(p, q)| q.is_some_and(|q| right(p, q))).count();
    scores.figure(format!("{run}.quotations"), ratio(hits as f64, truth.prints.len() as f64));
    scores.figure(format!("{run}.speakers"), ratio(speakers as f64, hits as f64));

    let said: Vec<BTreeSet<String>> = truth.prints.iter().map(|p| BTreeSet::from([p.utterance.clone()])).collect();
    let held: Vec<BTreeSet<String>> = truth.prints.iter().map(|p| BTreeSet::from([p.occasion.clone()])).collect();
    let statement = |q: &QuotationAnswer| known.statements.get(q.id.as_str()).copied();
    let joined: Vec<BTreeSet<String>> = found
        .iter()
        .enumerate()
        .map(|(i, q)| match q {
            Some(q) => BTreeSet::from([statement(q).map_or_else(|| format!("q{}", q.id), |s| s.id.clone())]),
            None => BTreeSet::from([format!("none{i}")]),
        })
        .collect();
    let origins: Vec<BTreeSet<String>> = found
        .iter()
        .map(|q| q.and_then(statement).map(|s| s.origins.iter().cloned().collect()).unwrap_or_default())
        .collect();
    figures(scores, run, "statements", pairwise(&said, &joined));
    figures(scores, run, "origins", pairwise(&held, &origins));
    for (i, print) in truth.prints.iter().enumerate() {
        let case = json!({"utterance": print.utterance, "words": print.words, "last": print.last, "found": found[i].is_some(),
                          "speaker": found[i].map(|q| known.called(q.speaker.as_deref())),
                          "right": found[i].is_some_and(|q| right(print, q)), "origins": origins[i].len()});
        scores.case(format!("{run}/print{i:04} {}", known.file(&print.page)), case);
    }
    routes(run, truth, &found, &known, scores);
    citations(run, truth, answer, &known, scores);
    corroborations(run, truth, answer, &known, scores);
    circles(run, truth, answer, &known, scores);
}

/// What is looked up again and again.
struct Known<'a> {
    files: HashMap<&'a str, &'a str>,
    names: HashMap<&'a str, &'a str>,
    people: HashMap<&'a str, String>,
    statements: HashMap<&'a str, &'a StatementAnswer>,
    by_page: HashMap<&'a str, Vec<(&'a QuotationAnswer, Bag)>>,
}

impl<'a> Known<'a> {
    fn of(truth: &'a Truth, answer: &'a Answer) -> Known<'a> {
        let (names, texts) = (answer.names(), answer.texts());
        let mut by_page: HashMap<&str, Vec<(&QuotationAnswer, Bag)>> = HashMap::new();
        for q in &answer.quotations {
            let Some((name, text)) = names.get(q.page.as_str()).zip(texts.get(q.page.as_str())) else { continue };
            let parts: Vec<String> = q.content.iter().map(|&span| text.cut(span)).collect();
            by_page.entry(name).or_default().push((q, counted(words(&parts.join(" ")))));
        }
        let called = |s: &crate::answer::SpeakerAnswer| {
            let mut names = vec![s.name.as_str()];
            names.extend(s.aliases.iter().map(String::as_str));
            names.join(" ").to_lowercase()
        };
        Known {
            files: truth.pages.iter().map(|(id, p)| (id.as_str(), p.file.as_str())).collect(),
            people: answer.speakers.iter().map(|s| (s.id.as_str(), called(s))).collect(),
            statements: answer
                .statements
                .iter()
                .flat_map(|s| s.quotations.iter().map(move |q| (q.as_str(), s)))
                .collect(),
            names,
            by_page,
        }
    }

    /// The file of a page of the truth.
    fn file(&self, page: &str) -> &'a str {
        self.files.get(page).copied().unwrap_or_default()
    }

    /// The file of a page of the answer.
    fn name(&self, page: &str) -> &'a str {
        self.names.get(page).copied().unwrap_or_default()
    }

    /// All that a speaker is called; empty for none.
    fn called(&self, speaker: Option<&str>) -> &str {
        speaker.and_then(|s| self.people.get(s)).map_or("", String::as_str)
    }

    /// The quotation on the same page whose words are most nearly the printed ones.
    fn quotation(&self, print: &Print) -> Option<&'a QuotationAnswer> {
        let want = counted(words(&print.words));
        let mut best = (0.0, None);
        for (q, have) in self.by_page.get(self.file(&print.page)).into_iter().flatten() {
            let both = common(&want, have);
            let share = both as f64 / (total(&want) + total(have) - both).max(1) as f64;
            if share > best.0 {
                best = (share, Some(*q));
            }
        }
        best.1.filter(|_| best.0 >= SAME)
    }
}

/// Pairwise F1 of two labellings of the same things; a thing with no label is with none.
fn pairwise(truth: &[BTreeSet<String>], found: &[BTreeSet<String>]) -> F1 {
    let pairs = |labels: &[BTreeSet<String>]| {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, set) in labels.iter().enumerate() {
            for label in set {
                groups.entry(label.clone()).or_default().push(i);
            }
        }
        let mut out: HashSet<(usize, usize)> = HashSet::new();
        for group in groups.values() {
            for (k, &i) in group.iter().enumerate() {
                out.extend(group[k + 1..].iter().map(|&j| (i, j)));
            }
        }
        out
    };
    let (t, p) = (pairs(truth), pairs(found));
    f1(t.intersection(&p).count(), p.len(), t.len())
}

fn routes(run: &str, truth: &Truth, found: &[Option<&QuotationAnswer>], known: &Known<'_>, scores: &mut Scores) {
    let mut utterances: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, print) in truth.prints.iter().enumerate() {
        utterances.entry(&print.utterance).or_default().push(i);
    }
    let (mut shared, mut right) = (0_usize, 0_usize);
    for (utterance, rows) in utterances {
        let pages: BTreeSet<&str> = rows.iter().map(|&i| truth.prints[i].page.as_str()).collect();
        if pages.len() < 2 {
            continue;
        }
        shared += 1;
        let statements: BTreeMap<&str, &StatementAnswer> = rows
            .iter()
            .filter_map(|&i| known.statements.get(found[i]?.id.as_str()).map(|s| (s.id.as_str(), *s)))
            .collect();
        let true_routes: BTreeSet<&str> = rows.iter().map(|&i| truth.prints[i].route.as_str()).collect();
        let one = statements.values().next().filter(|_| statements.len() == 1);
        let counted = one.map(|s| s.routes.len());
        right += usize::from(counted == Some(true_routes.len()));
        let case = json!({"statements": statements.len(), "routes": counted, "true": true_routes.len()});
        scores.case(format!("{run}/routes/{utterance}"), case);
    }
    scores.figure(format!("{run}.routes"), ratio(right as f64, shared as f64));
}

fn citations(run: &str, truth: &Truth, answer: &Answer, known: &Known<'_>, scores: &mut Scores) {
    let edges: BTreeSet<(&str, &str)> = answer
        .derivations
        .iter()
        .filter_map(|d| Some((known.name(&d.page), known.name(d.from.page.as_deref()?))))
        .collect();
    let cites: BTreeSet<(&str, &str)> = truth.cites.iter().map(|[a, b]| (known.file(a), known.file(b))).collect();
    let circle = |c: &Vec<String>| -> Vec<(&str, &str)> {
        let files: Vec<&str> = c.iter().map(|x| known.file(x)).collect();
        let from = |a: usize| (0..files.len()).filter(move |&b| b != a).map(move |b| (a, b));
        (0..files.len()).flat_map(from).map(|(a, b)| (files[a], files[b])).collect()
    };
    let mut allowed: BTreeSet<(&str, &str)> = truth.circles.iter().flat_map(circle).collect();
    allowed
        .extend(truth.prints.iter().filter(|p| p.page != p.route).map(|p| (known.file(&p.page), known.file(&p.route))));
    let right = edges.intersection(&cites).count();
    let found = edges.iter().filter(|e| cites.contains(*e) || !allowed.contains(*e)).count();
    figures(scores, run, "citations", f1(right, found, cites.len()));
    for edge in cites.union(&edges) {
        let case =
            json!({"true": cites.contains(edge), "found": edges.contains(edge), "allowed": allowed.contains(edge)});
        scores.case(format!("{run}/citation/{}-{}", edge.0, edge.1), case);
    }
}

fn corroborations(run: &str, truth: &Truth, answer: &Answer, known: &Known<'_>, scores: &mut Scores) {
    let (mut got, mut kinds) = (0, 0);
    for (i, want) in truth.corroborations.iter().enumerate() {
        let here = answer.corroborations.iter().filter(|x| known.name(&x.page) == known.file(&want.page));
        let rows: Vec<_> = here
            .filter(|x| match &want.by {
                // What is no speaker is held against by its id, and nobody is "None", as the script has it.
                Some(by) => {
                    let id = x.by.as_deref().unwrap_or("none");
                    let called = x.by.as_deref().and_then(|b| known.people.get(b)).map_or(id, String::as_str);
                    called.to_lowercase().contains(&by.to_lowercase())
                }
                None => x.kind == "cannot verify",
            })
            .collect();
        let kind = rows.iter().any(|x| x.kind == want.kind);
        got += usize::from(!rows.is_empty());
        kinds += usize::from(kind);
        let case = json!({"kind": want.kind, "by": want.by, "found": !rows.is_empty(), "right": kind});
        scores.case(format!("{run}/corroboration{i:03} {}", known.file(&want.page)), case);
    }
    let all = truth.corroborations.len().max(1) as f64;
    scores.figure(format!("{run}.corroborated.found"), got as f64 / all);
    scores.figure(format!("{run}.corroborated.kind"), kinds as f64 / all);
}

fn circles(run: &str, truth: &Truth, answer: &Answer, known: &Known<'_>, scores: &mut Scores) {
    let mut found: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for circle in &answer.circular {
        let pages: BTreeSet<&str> = circle.path.iter().filter_map(|s| Some(known.name(s.page.as_deref()?))).collect();
        let pages: Vec<&str> = pages.into_iter().collect();
        for (i, &a) in pages.iter().enumerate() {
            found.extend(pages[i + 1..].iter().map(|&b| BTreeSet::from([a, b])));
        }
    }
    let truth: BTreeSet<BTreeSet<&str>> =
        truth.circles.iter().map(|c| c.iter().map(|x| known.file(x)).collect()).collect();
    figures(scores, run, "circular", f1(truth.intersection(&found).count(), found.len(), truth.len()));
    for circle in truth.union(&found) {
        let case = json!({"true": truth.contains(circle), "found": found.contains(circle)});
        scores.case(format!("{run}/circle/{circle:?}"), case);
    }
}

fn figures(scores: &mut Scores, run: &str, name: &str, value: F1) {
    scores.figure(format!("{run}.{name}.p"), value.p);
    scores.figure(format!("{run}.{name}.r"), value.r);
    scores.figure(format!("{run}.{name}.f1"), value.f1);
}
