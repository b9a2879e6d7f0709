//! Passages against the alignments that passim finds among the same bodies (the part `reuse` of `all.py`).

use std::collections::HashMap;

use anyhow::Result;
use headwater::page::{self, Limits, Page, Source};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::Scores;
use crate::answer::{self, Range, SideAnswer, file_name};
use crate::data::{self, Data};
use crate::measure::{Places, ratio};

/// Alignments of fewer matching characters are not asked for.
const LEAST_MATCHES: u32 = 100;

#[derive(Deserialize)]
struct Body {
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Pair {
    a: SideAnswer,
    b: SideAnswer,
    matches: u32,
}

/// Figure: the share of passim's alignments of which both sides are covered by half or more.
pub(super) fn measure(data: &Data) -> Result<Scores> {
    let bodies: Vec<Body> = data::records(&data.path("news/fnc-train-bodies.jsonl"))?;
    let pages: Vec<Page> = bodies
        .par_iter()
        .map(|b| page::read(&Source::text(&format!("bodies.jsonl#{}", b.id), &b.text), &Limits::default()))
        .collect();
    let answer = answer::trace(pages)?;
    let mut ids: HashMap<&str, &str> = HashMap::new();
    for body in &bodies {
        ids.entry(&body.text).or_insert(&body.id);
    }
    let key: HashMap<&str, &str> = answer
        .pages
        .iter()
        .map(|p| {
            let tail = p.path.rsplit('#').next().unwrap_or(file_name(&p.path));
            (p.id.as_str(), ids.get(p.text.as_str()).copied().unwrap_or(tail))
        })
        .collect();
    let mut seen: HashMap<(&str, &str), Vec<(Range, Range)>> = HashMap::new();
    for passage in &answer.reuse {
        let name = |side: &SideAnswer| key.get(side.page.as_str()).copied().unwrap_or_default();
        let (a, b) = (name(&passage.a), name(&passage.b));
        seen.entry((a, b)).or_default().push((passage.a.span, passage.b.span));
        seen.entry((b, a)).or_default().push((passage.b.span, passage.a.span));
    }
    let pairs: Vec<Pair> = data::records(&data.path("news/passim-pairs.jsonl"))?;
    let wanted: Vec<&Pair> = pairs.iter().filter(|p| p.matches >= LEAST_MATCHES).collect();
    let mut scores = Scores::default();
    let mut hits = 0.0;
    for pair in &wanted {
        let rows = seen.get(&(pair.a.page.as_str(), pair.b.page.as_str())).map_or(&[][..], Vec::as_slice);
        let hit = covered(pair.a.span, rows.iter().map(|r| r.0)) && covered(pair.b.span, rows.iter().map(|r| r.1));
        hits += f64::from(u8::from(hit));
        scores.case(format!("reuse/{}:{:?}-{}:{:?}", pair.a.page, pair.a.span, pair.b.page, pair.b.span), json!(hit));
    }
    scores.figure("reuse.of_passim", ratio(hits, wanted.len() as f64));
    Ok(scores)
}

/// Whether `spans` cover half of `span` or more.
fn covered(span: Range, spans: impl Iterator<Item = Range>) -> bool {
    let clipped = Places::of(spans.map(|[b, e]| [b.max(span[0]), e.min(span[1])]));
    clipped.len() * 2 >= span[1] - span[0]
}
