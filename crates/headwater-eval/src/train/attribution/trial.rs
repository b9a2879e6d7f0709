//! What the models are worth on articles they have not seen: learned from four fifths, tried on the rest.

use std::path::Path;

use anyhow::{Context, Result};
use headwater::span::{CodePoints, Span};
use headwater::speech::attribution;
use headwater::speech::model::argument::{self, CONTENT, SOURCE};
use headwater::speech::model::reading::may_anchor;
use headwater::speech::model::accept::Proposal;
use headwater::speech::model::{FILES, Weights, anchor, extent, propose, source};
use serde_json::{Value, json};

use super::target::{labels, targets};
use super::{learn, write};
use crate::data::Data;
use crate::train::corpus::{Article, load};
use crate::train::grammar::{Grammar, check_grammar, leak, read};

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

/// Where errors come from: how well anchors are told, and labels given the true anchors.
fn diagnose(grammar: &Grammar, weights: &Weights, held: &[&Article]) {
    let (mut scores, mut n, mut iou, mut sources, mut right, mut exact) = (Vec::new(), 0, 0.0, 0, 0, 0);
    let (mut all, mut none) = (0, 0);
    let (mut reach, mut chose) = (0, 0);
    let (mut again, mut sames) = (0.0, 0);
    let (mut oracle, mut counts) = ([0.0; 6], [0; 6]);
    let mut rows = Vec::new();
    for a in held {
        let r = read(grammar, a);
        let targets = targets(a, &r);
        all += a.attributions.len();
        let gold: std::collections::BTreeSet<(usize, usize)> = targets.iter().map(|t| (t.frame, t.at)).collect();
        for (f, frame) in a.frames.frames.iter().enumerate() {
            for (at, item) in a.frames.items[frame.range()].iter().enumerate() {
                if !item.is_quotation() && may_anchor(&r, item.begin as usize) {
                    anchor::features(&r, frame, at, &mut rows);
                    scores.push((weights.anchor.score::<2>(&rows)[0], gold.contains(&(f, at))));
                }
            }
        }
        for t in &targets {
            let frame = &a.frames.frames[t.frame];
            let (scene, emissions) = argument::emit(weights.argument, &r, frame, t.at);
            let truth = labels(a, t, &scene, emissions.len());
            if !truth.iter().any(|&l| usize::from(l) == CONTENT) {
                none += 1;
                continue;
            }
            let got = argument::decode(&emissions, &scene.kinds, &weights.steps);
            n += 1;
            let proposal = Proposal { at: t.at, score: 0, scene: scene.clone(), emissions: emissions.clone(), labels: got.clone() };
            let base = frame.begin as usize + scene.first;
            let good = |p: &source::Phrase| p.is_none() == truth.iter().all(|&l| usize::from(l) != SOURCE) && (p.is_none() || {
                let g: Vec<usize> = (0..truth.len()).filter(|&i| matches!(usize::from(truth[i]), SOURCE | 2)).collect();
                let length = |k: usize| a.cut.span(a.frames.items[base + k].begin as usize, a.frames.items[base + k].end as usize).len();
                let both: usize = g.iter().filter(|&&k| (p.begin..p.end).contains(&k)).map(|&k| length(k)).sum();
                let any: usize = g.iter().map(|&k| length(k)).sum::<usize>() + (p.begin..p.end).map(length).sum::<usize>() - both;
                2 * both >= any
            });
            let company = propose(weights, &r, frame);
            let kin = company.iter().position(|p| p.at == t.at).map(|k| source::kin(&r, frame, &company)[k]).unwrap_or_default();
            let all = source::phrases(&r, frame, &proposal, &weights.steps);
            reach += usize::from(all.iter().any(good));
            let chosen = source::choose(weights.source, &weights.steps, &r, frame, &proposal, kin).unwrap_or_default();
            chose += usize::from(good(&chosen));
            let of = |list: &[u8], begin: usize| -> Vec<usize> {
                (0..list.len())
                    .filter(|&i| usize::from(list[i]) == begin || usize::from(list[i]) == begin + 1)
                    .collect()
            };
            let (g, p) = (of(&truth, CONTENT), of(&got, CONTENT));
            let both = g.iter().filter(|i| p.contains(i)).count();
            iou += both as f64 / (g.len() + p.len() - both) as f64;
            let proposal = Proposal { at: t.at, score: 0, scene: scene.clone(), emissions: emissions.clone(), labels: got.clone() };
            let anchors: Vec<(usize, i32)> = propose(weights, &r, frame).iter().map(|p| (p.at, p.score)).collect();
            let picked = extent::choose(weights.extent, &weights.steps, &r, frame, &proposal, &anchors).unwrap_or(got.clone());
            { let p = of(&picked, CONTENT); let both = g.iter().filter(|i| p.contains(i)).count(); again += both as f64 / (g.len() + p.len() - both) as f64; sames += usize::from(p == g); }
            let many = argument::several::<32>(&emissions, &scene.kinds, &weights.steps);
            let one = |l: &[u8]| { let p = of(l, CONTENT); let both = g.iter().filter(|i| p.contains(i)).count(); both as f64 / (g.len() + p.len() - both) as f64 };
            for k in [1, 2, 4, 8, 16, 32] { let best = many.iter().take(k).map(|m| one(&m.1)).fold(0.0, f64::max); oracle[k.ilog2() as usize] += best; counts[k.ilog2() as usize] += many.len().min(k); }
            exact += usize::from(g == p);
            let (g, p) = (of(&truth, SOURCE), of(&got, SOURCE));
            let both = g.iter().filter(|i| p.contains(i)).count();
            if !g.is_empty() {
                sources += 1;
                right += usize::from(2 * both >= g.len() + p.len() - both);
            }
        }
    }
    scores.sort_by_key(|s| std::cmp::Reverse(s.0));
    let total = scores.iter().filter(|s| s.1).count();
    let (mut hit, mut best) = (0, (0.0, 0));
    for (k, s) in scores.iter().enumerate() {
        hit += usize::from(s.1);
        let f = 2.0 * hit as f64 / (total + k + 1) as f64;
        if f > best.0 {
            best = (f, s.0);
        }
    }
    eprintln!("gold {all}, anchored {total}, without content {none}; best anchor F1 {:.4} at {}", best.0, best.1);
    eprintln!("oracle {:?} of {:?}", oracle.map(|o| o / n as f64), counts.map(|c| c as f64 / n as f64));
    eprintln!("extents {:.4}, exact {:.4}", again / n as f64, sames as f64 / n as f64);
    eprintln!("sources in reach {:.4}, chosen {:.4}", f64::from(reach as u32) / n as f64, f64::from(chose as u32) / n as f64);
    eprintln!(
        "given anchors: content IoU {:.4}, exact {:.4}, source {:.4}",
        iou / n as f64,
        exact as f64 / n as f64,
        right as f64 / sources as f64
    );
}
