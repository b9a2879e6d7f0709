//! Attributions against PolNeAR's (`quotes.py`).

use anyhow::{Context, Result};
use headwater::page::{self, Limits, Source};
use headwater::{report, speech};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::Scores;
use crate::answer::{AttributionAnswer, AttributionsAnswer, Range, Text};
use crate::data::{self, Data};
use crate::measure::{Places, harmonic, ratio};

pub(super) mod errors;
mod printed;

/// What does not count at the ends of a content or source.
const EDGE: &str = " \t\r\n\u{a0}\"'“”‘’«».,;:!?…—–-()[]";

/// What makes a content "quoted".
const MARKS: &str = "\"“”«»„";

#[derive(Clone, Deserialize)]
struct Article {
    id: String,
    text: String,
    attributions: Vec<AttributionAnswer>,
}

/// An attribution as it is compared.
struct Compared {
    content: Places,
    exact: Vec<Range>,
    source: Places,
    quoted: bool,
}

/// Figures for all attributions and for the quoted ones.
pub(super) fn measure(data: &Data) -> Result<Scores> {
    let (articles, compared) = read(data)?;
    let mut scores = Scores::default();
    for quoted in [false, true] {
        let name = if quoted { "quoted" } else { "all" };
        let mut sum = Tally::default();
        for (article, (gold, pred)) in articles.iter().zip(&compared) {
            let side = |list: &'_ [Compared]| -> Vec<usize> {
                (0..list.len()).filter(|&i| !quoted || list[i].quoted).collect::<Vec<usize>>()
            };
            let tally = tally(gold, &side(gold), pred, &side(pred));
            scores.case(format!("quotes/{name}/{}", article.id), tally.case());
            sum.add(&tally);
        }
        for (figure, value) in sum.figures() {
            scores.figure(format!("quotes.{name}.{figure}"), value);
        }
    }
    for (figure, value) in printed_otherwise(&articles)? {
        scores.figure(figure, value);
    }
    Ok(scores)
}

/// Contents and whole attributions of the same articles in other prints.
fn printed_otherwise(articles: &[Article]) -> Result<Vec<(String, f64)>> {
    let known = printed::Known::new(articles.iter().map(|a| a.text.as_str()));
    let mut out = Vec::new();
    for print in printed::PRINTS {
        let new = |a: &Article| Article { text: (print.of)(&a.text, &known), ..a.clone() };
        let printed: Vec<Article> = articles.iter().map(new).collect();
        let mut sum = Tally::default();
        for (gold, pred) in compared(&printed)? {
            let all = |list: &[Compared]| (0..list.len()).collect::<Vec<usize>>();
            sum.add(&tally(&gold, &all(&gold), &pred, &all(&pred)));
        }
        let figures = sum.figures().into_iter().filter(|(f, _)| matches!(*f, "content_f1" | "whole_f1"));
        out.extend(figures.map(|(f, value)| (format!("quotes.printed.{}.{f}", print.name), value)));
    }
    Ok(out)
}

/// Of an article, the attributions that there are and those that are found.
type Sides = (Vec<Compared>, Vec<Compared>);

/// The articles, and of each the attributions that there are and those that are found.
fn read(data: &Data) -> Result<(Vec<Article>, Vec<Sides>)> {
    let articles: Vec<Article> = data::records(&data.path("quotes/polnear-dev.jsonl"))?;
    let compared = compared(&articles)?;
    Ok((articles, compared))
}

fn compared(articles: &[Article]) -> Result<Vec<Sides>> {
    let one = |article: &Article| {
        let found = hear(article)?;
        let text = Text::new(&article.text);
        Ok((prepare(&text, &article.attributions), prepare(&text, &found.attributions)))
    };
    articles.par_iter().map(one).collect()
}

fn hear(article: &Article) -> Result<AttributionsAnswer> {
    let page = page::read(&Source::text(&article.id, &article.text), &Limits::default());
    let answer = report::json::attributions(&page, &article.id, &speech::listen(&page));
    serde_json::from_str(&answer).context("the JSON of attributions is not format 1")
}

fn prepare(text: &Text, attributions: &[AttributionAnswer]) -> Vec<Compared> {
    let one = |a: &AttributionAnswer| {
        let exact = trimmed(text, &a.content);
        let content = Places::of(exact.iter().copied());
        let around = |&[b, e]: &Range| text.cut([b.saturating_sub(1), e + 1]);
        let quoted = a.content.iter().any(|span| around(span).contains(|c| MARKS.contains(c)));
        let source = Places::of(trimmed(text, &a.source));
        (!content.is_empty()).then_some(Compared { content, exact, source, quoted })
    };
    attributions.iter().filter_map(one).collect()
}

/// Spans in order without what does not count at their ends.
fn trimmed(text: &Text, spans: &[Range]) -> Vec<Range> {
    let edge = |at: usize| text.chars().get(at).is_none_or(|&c| EDGE.contains(c));
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    let mut out = Vec::new();
    for [mut b, mut e] in spans {
        while b < e && edge(b) {
            b += 1;
        }
        while e > b && edge(e - 1) {
            e -= 1;
        }
        if b < e {
            out.push([b, e]);
        }
    }
    out
}

/// Sums over articles.
#[derive(Default)]
struct Tally {
    gold: f64,
    predicted: f64,
    soft_p: f64,
    soft_r: f64,
    exact: f64,
    sources: f64,
    sources_right: f64,
    whole: f64,
}

/// One to one by overlap of contents, best first; the later ones first where two overlaps are the same, as Python sorts.
fn pairs(gold: &[Compared], of_gold: &[usize], pred: &[Compared], of_pred: &[usize]) -> Vec<(f64, usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for &g in of_gold {
        for &p in of_pred {
            let overlap = gold[g].content.overlap(&pred[p].content);
            if overlap > 0.0 {
                all.push((overlap, g, p));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut used_g, mut used_p) = (vec![false; gold.len()], vec![false; pred.len()]);
    all.retain(|&(_, g, p)| {
        let free = !used_g[g] && !used_p[p];
        if free {
            (used_g[g], used_p[p]) = (true, true);
        }
        free
    });
    all
}

/// Sums over the pairs.
fn tally(gold: &[Compared], of_gold: &[usize], pred: &[Compared], of_pred: &[usize]) -> Tally {
    let mut out = Tally { gold: of_gold.len() as f64, predicted: of_pred.len() as f64, ..Tally::default() };
    for (overlap, g, p) in pairs(gold, of_gold, pred, of_pred) {
        let (g, p) = (&gold[g], &pred[p]);
        let common = g.content.common(&p.content) as f64;
        out.soft_p += common / p.content.len() as f64;
        out.soft_r += common / g.content.len() as f64;
        out.exact += f64::from(u8::from(g.exact == p.exact));
        if overlap >= 0.5 {
            let near = g.source.overlap(&p.source) >= 0.5;
            let right = if g.source.is_empty() { p.source.is_empty() } else { near };
            out.whole += f64::from(u8::from(right));
            if !g.source.is_empty() {
                out.sources += 1.0;
                out.sources_right += f64::from(u8::from(near));
            }
        }
    }
    out
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.soft_p += other.soft_p;
        self.soft_r += other.soft_r;
        self.exact += other.exact;
        self.sources += other.sources;
        self.sources_right += other.sources_right;
        self.whole += other.whole;
    }

    fn figures(&self) -> [(&'static str, f64); 6] {
        let both = self.gold + self.predicted;
        let (p, r) = (ratio(self.soft_p, self.predicted), ratio(self.soft_r, self.gold));
        [
            ("content_p", p),
            ("content_r", r),
            ("content_f1", harmonic(p, r)),
            ("exact_f1", ratio(2.0 * self.exact, both)),
            ("source", ratio(self.sources_right, self.sources)),
            ("whole_f1", ratio(2.0 * self.whole, both)),
        ]
    }

    fn case(&self) -> serde_json::Value {
        let near = |x: f64| (x * 1e4).round() / 1e4;
        json!({"gold": self.gold, "predicted": self.predicted, "content": near(self.soft_r), "exact": self.exact,
               "sources": format!("{}/{}", self.sources_right, self.sources), "whole": self.whole})
    }
}
