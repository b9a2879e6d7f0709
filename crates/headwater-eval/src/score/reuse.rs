//! Passages against the alignments that passim finds among the same bodies (the part `reuse` of `all.py`).

use std::collections::HashMap;

use anyhow::Result;
use headwater::page::{self, Limits, Page, Source};
use headwater::reuse::{Options, Place};
use headwater::span::CodePoints;
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

/// Two stretches that pages share, by the names of the pages.
type Seen<'a> = HashMap<(&'a str, &'a str), Vec<(Range, Range)>>;

/// Figures: the shares of passim's alignments of which both sides are covered by half or more, by the passages of a trace,
/// and by those of `reuse` with the loose ones.
pub(super) fn measure(data: &Data) -> Result<Scores> {
    let bodies: Vec<Body> = data::records(&data.path("news/fnc-train-bodies.jsonl"))?;
    let pages: Vec<Page> = bodies
        .par_iter()
        .map(|b| page::read(&Source::text(&format!("bodies.jsonl#{}", b.id), &b.text), &Limits::default()))
        .collect();
    let mut ids: HashMap<&str, &str> = HashMap::new();
    for body in &bodies {
        ids.entry(&body.text).or_insert(&body.id);
    }
    let name = |text: &str, path: &str| -> String {
        let tail = || path.rsplit('#').next().unwrap_or(file_name(path));
        ids.get(text).copied().unwrap_or_else(tail).to_owned()
    };
    let pairs: Vec<Pair> = data::records(&data.path("news/passim-pairs.jsonl"))?;
    let wanted: Vec<&Pair> = pairs.iter().filter(|p| p.matches >= LEAST_MATCHES).collect();

    let mut scores = Scores::default();
    let names: Vec<String> = pages.iter().map(|p| name(&p.text, &p.path)).collect();
    let loosely = {
        let found = headwater::reuse::find(&pages, &Options { loose: true, ..Options::default() });
        let points: Vec<CodePoints> = pages.par_iter().map(|p| CodePoints::new(&p.text)).collect();
        let side = |place: &Place| {
            let ix = place.page.ix();
            let range = points.get(ix).map_or([0, 0], |p| p.range(place.span));
            (names.get(ix).map_or("", String::as_str), range.map(|at| at as usize))
        };
        let mut seen = Seen::new();
        for passage in found.passages.iter().chain(&found.loose) {
            see(&mut seen, side(&passage.a), side(&passage.b));
        }
        wanted.iter().filter(|pair| hit(&seen, pair)).count()
    };
    scores.figure("reuse.of_passim_loosely", ratio(loosely as f64, wanted.len() as f64));

    let answer = answer::trace(pages)?;
    let key: HashMap<&str, String> = answer.pages.iter().map(|p| (p.id.as_str(), name(&p.text, &p.path))).collect();
    let mut seen = Seen::new();
    for passage in &answer.reuse {
        let side = |side: &SideAnswer| (key.get(side.page.as_str()).map_or("", String::as_str), side.span);
        see(&mut seen, side(&passage.a), side(&passage.b));
    }
    let mut hits = 0.0;
    for pair in &wanted {
        let hit = hit(&seen, pair);
        hits += f64::from(u8::from(hit));
        scores.case(format!("reuse/{}:{:?}-{}:{:?}", pair.a.page, pair.a.span, pair.b.page, pair.b.span), json!(hit));
    }
    scores.figure("reuse.of_passim", ratio(hits, wanted.len() as f64));
    Ok(scores)
}

/// Adds a passage, whichever of its pages is asked for first.
fn see<'a>(seen: &mut Seen<'a>, (a, on_a): (&'a str, Range), (b, on_b): (&'a str, Range)) {
    seen.entry((a, b)).or_default().push((on_a, on_b));
    seen.entry((b, a)).or_default().push((on_b, on_a));
}

/// Whether both sides of an alignment are covered.
fn hit(seen: &Seen, pair: &Pair) -> bool {
    let rows = seen.get(&(pair.a.page.as_str(), pair.b.page.as_str())).map_or(&[][..], Vec::as_slice);
    covered(pair.a.span, rows.iter().map(|r| r.0)) && covered(pair.b.span, rows.iter().map(|r| r.1))
}

/// Whether `spans` cover half of `span` or more.
fn covered(span: Range, spans: impl Iterator<Item = Range>) -> bool {
    let clipped = Places::of(spans.map(|[b, e]| [b.max(span[0]), e.min(span[1])]));
    clipped.len() * 2 >= span[1] - span[0]
}
