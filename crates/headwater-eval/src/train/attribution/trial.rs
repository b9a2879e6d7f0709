//! What the models are worth on articles they have not seen: learned from four fifths, tried on the rest.

use std::path::Path;

use anyhow::{Context, Result};
use headwater::span::{CodePoints, Span};
use headwater::speech::attribution;
use headwater::speech::model::{FILES, Weights};
use serde_json::{Value, json};

use super::diagnosis::diagnose;
use super::{learn, write};
use crate::data::Data;
use crate::train::corpus::{Article, load};
use crate::train::grammar::{Grammar, check_grammar, leak};

/// Learns from four fifths of the train split and writes gold and predictions of the rest, for `quotes.py`.
pub(in crate::train) fn trial(data: &Data) -> Result<()> {
    let out = std::env::temp_dir().join("headwater-attribution-trial");
    std::fs::create_dir_all(&out).with_context(|| format!("{}", out.display()))?;
    println!("in {}", out.display());
    try_out(&data.path("quotes"), &out)
}

fn try_out(folder: &Path, out: &Path) -> Result<()> {
    let articles = load(folder)?;
    let part = |held: bool| articles.iter().enumerate().filter(move |(i, _)| (i % 5 == 4) == held).map(|(_, a)| a);
    let (train, held): (Vec<&Article>, Vec<&Article>) = (part(false).collect(), part(true).collect());
    // What a trial learned is kept beside its predictions, so that decoding can be changed without learning again.
    let kept = FILES.map(|n| std::fs::read(out.join(format!("{n}.bin"))).unwrap_or_default());
    let (grammar, weights) = if kept.iter().all(|k| !k.is_empty()) {
        let files = kept.map(leak);
        (Grammar { part: files[0], tree: files[1] }, Weights::new(files))
    } else {
        let (grammar, weights, files) = learn(&train, Some(out))?;
        write(out, &files)?;
        (grammar, weights)
    };
    let (t, h) = check_grammar(&grammar, &held);
    eprintln!("held out: tags {t:.4}, heads {h:.4}");
    diagnose(&grammar, &weights, &held);
    let gold: Vec<String> = held
        .iter()
        .map(|a| {
            let rows: Vec<Value> = a
                .gold
                .attributions
                .iter()
                .map(|x| json!({"source": x.source, "cue": x.cue, "content": x.content}))
                .collect();
            json!({"id": a.gold.id, "text": a.gold.text, "attributions": rows}).to_string()
        })
        .collect();
    std::fs::write(out.join("gold.jsonl"), gold.join("\n") + "\n")?;
    for (plain, quoted) in [(0, 0), (-8, 0), (8, 0), (0, -10), (0, 10), (0, 20)] {
        let mut w = weights.clone();
        w.threshold += plain;
        w.quoted += quoted;
        let lines: Vec<String> = held.iter().map(|a| predict(&w, a).to_string()).collect();
        std::fs::write(out.join(format!("pred{plain},{quoted}.jsonl")), lines.join("\n") + "\n")?;
    }
    Ok(())
}

/// Predictions in the scorer's form.
fn predict(weights: &Weights, a: &Article) -> Value {
    let found = attribution::find_with(&a.page, &a.cut, &a.marks, weights);
    let map = CodePoints::new(&a.page.text);
    let spans = |list: &[Span]| list.iter().map(|s| map.range(*s)).collect::<Vec<_>>();
    let rows: Vec<Value> = found
        .iter()
        .map(|x| json!({"source": spans(&x.source), "cue": spans(&x.cue), "content": spans(&x.content)}))
        .collect();
    json!({"id": a.gold.id, "attributions": rows})
}
