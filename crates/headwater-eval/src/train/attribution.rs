//! Learns the model for attributions from PolNeAR: tagger and parser from the silver tags beside it, cues and their
//! sources and contents from the gold.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use headwater::span::{CodePoints, Span};
use headwater::speech::attribution;
use headwater::speech::model::argument::{self, CONTENT, CONTENT_ON, CUE, KINDS, OTHER, SOURCE, SOURCE_ON, USED};
use headwater::speech::model::leftover::{self, Choice};
use headwater::speech::model::reading::{Reading, may_anchor};
use headwater::speech::model::{Weights, accept, anchor, candidates, part, tree};
use headwater::speech::sentence::Cut;
use serde_json::{Value, json};

use super::corpus::{Article, load};
use super::grammar::{Grammar, LEAST, check_grammar, keep_grammar, leak, read};
use super::learner::{Dice, Logistic, Perceptron, pack, scale};
use crate::data::Data;

/// Where the words of each attribution of an article lie: its frame, the item of its anchor, labels for the scene.
struct Target {
    frame: usize,
    at: usize,
    spans: [Vec<Span>; 3],
}

fn targets(a: &Article, r: &Reading<'_>) -> Vec<Target> {
    let mut place = vec![(usize::MAX, 0); a.cut.tokens.len()];
    for (f, frame) in a.frames.frames.iter().enumerate() {
        for (at, item) in a.frames.items[frame.range()].iter().enumerate() {
            if !item.is_quotation() {
                place[item.begin as usize] = (f, at);
            }
        }
    }
    let mut out = Vec::new();
    for spans in &a.attributions {
        let tokens: Vec<usize> = spans[1].iter().flat_map(|s| within(&a.cut, *s)).collect();
        // The anchor: the word of the cue that hangs on a word outside; of several the first verb.
        let heads = a.silver.as_ref().map_or(&r.heads, |s| &s.1);
        let outside: Vec<usize> = tokens
            .iter()
            .copied()
            .filter(|&i| heads[i] == tree::ROOT || !tokens.contains(&(heads[i] as usize)))
            .collect();
        let usable = |i: &usize| may_anchor(r, *i);
        let verb = |i: &usize| part::is_verb(r.tags[*i]);
        let anchor = outside
            .iter()
            .copied()
            .filter(usable)
            .find(verb)
            .or_else(|| outside.iter().copied().find(usable))
            .or_else(|| tokens.iter().copied().filter(usable).find(verb))
            .or_else(|| tokens.iter().copied().find(usable));
        if let Some((frame, at)) = anchor.map(|i| place[i]).filter(|p| p.0 != usize::MAX) {
            out.push(Target { frame, at, spans: spans.clone() });
        }
    }
    out
}

fn within(cut: &Cut, span: Span) -> Vec<usize> {
    let first = cut.tokens.partition_point(|t| t.span.end <= span.begin);
    (first..cut.tokens.len()).take_while(|&i| cut.tokens[i].span.begin < span.end).collect()
}

/// The labels that a scene should get.
fn labels(a: &Article, t: &Target, scene: &argument::Scene, n: usize) -> Vec<u8> {
    let frame = &a.frames.frames[t.frame];
    let items = &a.frames.items[frame.begin as usize + scene.first..][..n];
    let covered = |item: Span, spans: &[Span]| {
        let both: usize = spans.iter().filter_map(|s| s.intersection(item)).map(Span::len).sum();
        2 * both > item.len()
    };
    let mut out = vec![OTHER as u8; n];
    let mut last = [usize::MAX; 3];
    for (i, item) in items.iter().enumerate() {
        let span = a.cut.span(item.begin as usize, item.end as usize);
        for (kind, begin, on) in [(2, CONTENT, CONTENT_ON), (0, SOURCE, SOURCE_ON), (1, CUE, CUE)] {
            let which = t.spans[kind].iter().position(|s| covered(span, &[*s]));
            let which = which.or_else(|| covered(span, &t.spans[kind]).then_some(0));
            if which.is_some() {
                let goes_on = i > 0 && last[kind] == i - 1;
                out[i] = if goes_on { on } else { begin } as u8;
                last[kind] = i;
                break;
            }
        }
    }
    out
}

struct Example {
    scene: argument::Scene,
    truth: Vec<u8>,
}

type Steps = [[i32; USED * USED]; KINDS];

fn learn_arguments(
    examples: &[Example],
    epochs: usize,
) -> (Perceptron<{ argument::LABELS }>, Perceptron<{ USED * USED }>) {
    let mut model = Perceptron::<{ argument::LABELS }>::new(21, LEAST);
    let mut steps = Perceptron::<{ USED * USED }>::new(6, 1);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut dice = Dice(0xa77_0b07);
    for epoch in 0..epochs {
        if epoch == 1 {
            model.forget_rare();
        }
        dice.shuffle(&mut order);
        let mut wrong = 0;
        for &n in &order {
            let e = &examples[n];
            let mut scores: Vec<[i32; argument::LABELS]> = e.scene.rows.iter().map(|r| model.score(r)).collect();
            // Loss-augmented decoding keeps a margin: what is wrong is made a little more likely while learning.
            for (s, &t) in scores.iter_mut().zip(&e.truth) {
                for (l, v) in s.iter_mut().enumerate() {
                    *v += if l == usize::from(t) { 0 } else { MARGIN };
                }
            }
            let mut table: Box<Steps> = Box::new([[0; USED * USED]; KINDS]);
            for (k, row) in table.iter_mut().enumerate() {
                *row = steps.score(&[k as u32 + 1]);
            }
            let guess = argument::decode(&scores, &e.scene.kinds, &table);
            model.tick();
            steps.tick();
            if guess == e.truth {
                continue;
            }
            wrong += 1;
            let (mut g, mut t) = (OTHER, OTHER);
            for (i, (&guessed, &truth)) in guess.iter().zip(&e.truth).enumerate() {
                let (gi, ti) = (usize::from(guessed), usize::from(truth));
                if gi != ti {
                    model.update(&e.scene.rows[i], ti, 1);
                    model.update(&e.scene.rows[i], gi, -1);
                }
                if gi != ti || g != t {
                    let k = [u32::from(e.scene.kinds[i]) + 1];
                    steps.update(&k, t * USED + ti, 1);
                    steps.update(&k, g * USED + gi, -1);
                }
                (g, t) = (gi, ti);
            }
        }
        eprintln!("  arguments, round {epoch}: {wrong} of {} scenes wrong", examples.len());
    }
    (model, steps)
}

/// How much more a wrong label must lose by while learning; tuned on held-out articles of the train split.
const MARGIN: i32 = 1;

/// Learns all from `train`.
fn learn(train: &[&Article], kept: Option<&Path>) -> Result<(Grammar, Weights, [Vec<u8>; 7])> {
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
    let targets: Vec<Vec<Target>> = train.iter().zip(&readings).map(|(a, r)| targets(a, r)).collect();

    let all: Vec<usize> = (0..train.len()).collect();
    // Each half is judged by what the other half taught: attributions as they will be found, true and false.
    let mut judged: Vec<(Vec<u32>, bool)> = Vec::new();
    let mut half_stages = Vec::new();
    for k in 0..2 {
        let (seen, unseen): (Vec<usize>, Vec<usize>) = all.iter().partition(|&&i| (i / 2) % 2 == k);
        let stage = learn_stage(train, &readings, &targets, &seen);
        let weights = stage.weights(&grammar, [&[], &[]], [0; 2]);
        for &i in &unseen {
            judge(train[i], &readings[i], &targets[i], &weights, &mut judged);
        }
        half_stages.push((stage, unseen));
    }
    eprintln!("{} candidates judged, {:.0?}", judged.len(), start.elapsed());
    let mut accept = Logistic::new(20, LEAST, RATE, DECAY);
    let mut dice = Dice(0xacce97);
    for round in 0..ACCEPT_ROUNDS {
        if round == 1 {
            accept.forget_rare();
        }
        dice.shuffle(&mut judged);
        for (rows, truth) in &judged {
            accept.learn(rows, *truth);
        }
    }
    let learned = accept.learned();
    let accept = pack(&learned, LOGIT, ACCEPT_BITS);
    let stage = learn_stage(train, &readings, &targets, &all);
    let thresholds = [THRESHOLD, QUOTED].map(|t| (t * LOGIT).round() as i32);
    // Quotations that no cue took, as each half leaves them in what the other half reads.
    let mut leftovers: Vec<(Vec<u32>, Choice)> = Vec::new();
    for (half, unseen) in &half_stages {
        for (k, grammar) in grammars.iter().enumerate() {
            let weights = half.weights(grammar, [&accept, &[]], thresholds);
            for &i in unseen.iter().filter(|&&i| i % 2 == k) {
                left_over(train[i], &weights, &mut leftovers);
            }
        }
    }
    let leftover = learn_leftovers(&mut leftovers);
    let weights = stage.weights(&grammar, [&accept, &leftover], thresholds);
    let steps = stage.steps(thresholds);
    eprintln!("all: {:.0?}", start.elapsed());
    let files = [
        grammar.part.to_vec(),
        grammar.tree.to_vec(),
        stage.anchor.clone(),
        stage.argument.clone(),
        accept,
        leftover,
        steps,
    ];
    Ok((grammar, weights, files))
}

/// Anchors and arguments as learned from some articles.
struct Stage {
    anchor: Vec<u8>,
    argument: Vec<u8>,
    floor: i32,
    numbers: Vec<i16>,
}

impl Stage {
    fn steps(&self, thresholds: [i32; 2]) -> Vec<u8> {
        let head = [self.floor as i16, thresholds[0] as i16, thresholds[1] as i16];
        head.iter().chain(&self.numbers).flat_map(|n| n.to_le_bytes()).collect()
    }

    fn weights(&self, grammar: &Grammar, rest: [&[u8]; 2], thresholds: [i32; 2]) -> Weights {
        let [accept, leftover] = rest.map(|r| if r.is_empty() { vec![0; 8] } else { r.to_vec() });
        Weights::new(
            grammar.part,
            grammar.tree,
            leak(self.anchor.clone()),
            leak(self.argument.clone()),
            leak(accept),
            leak(leftover),
            &self.steps(thresholds),
        )
    }
}

fn learn_stage(train: &[&Article], readings: &[Reading<'_>], targets: &[Vec<Target>], seen: &[usize]) -> Stage {
    let mut logistic = Logistic::new(22, LEAST, RATE, DECAY);
    let mut order: Vec<usize> = seen.to_vec();
    let mut dice = Dice(0xc0e_c0e);
    let mut rows = Vec::new();
    for round in 0..ANCHOR_ROUNDS {
        if round == 1 {
            logistic.forget_rare();
        }
        dice.shuffle(&mut order);
        for &n in &order {
            let (a, r) = (train[n], &readings[n]);
            let gold: std::collections::BTreeSet<(usize, usize)> = targets[n].iter().map(|t| (t.frame, t.at)).collect();
            for (f, frame) in a.frames.frames.iter().enumerate() {
                for (at, item) in a.frames.items[frame.range()].iter().enumerate() {
                    if item.is_quotation() || !may_anchor(r, item.begin as usize) {
                        continue;
                    }
                    anchor::features(r, frame, at, &mut rows);
                    logistic.learn(&rows, gold.contains(&(f, at)));
                }
            }
        }
    }
    let mut examples = Vec::new();
    for &n in seen {
        let (a, r) = (train[n], &readings[n]);
        for t in &targets[n] {
            let scene = argument::describe(r, &a.frames.frames[t.frame], t.at);
            let truth = labels(a, t, &scene, scene.rows.len());
            if truth.iter().any(|&l| usize::from(l) == CONTENT) {
                examples.push(Example { scene, truth });
            }
        }
    }
    let (model, steps) = learn_arguments(&examples, ARGUMENT_ROUNDS);
    let averages = model.averages();
    let by = scale(&averages);
    let argument = pack(&averages, by, ARGUMENT_BITS);
    let learned = logistic.learned();
    let anchor = pack(&learned, LOGIT, ANCHOR_BITS);
    let numbers = {
        let rows: BTreeMap<u32, [f64; USED * USED]> = steps.averages().into_iter().collect();
        let row = |k: usize| rows.get(&(k as u32 + 1)).copied().unwrap_or([0.0; USED * USED]);
        (0..KINDS).flat_map(row).map(|v| (v * by).round().clamp(-30000.0, 30000.0) as i16).collect()
    };
    Stage { anchor, argument, floor: (FLOOR * LOGIT).round() as i32, numbers }
}

/// The candidates of an article, each with its features and whether it is a true attribution with about its content.
fn judge(a: &Article, r: &Reading<'_>, targets: &[Target], weights: &Weights, out: &mut Vec<(Vec<u32>, bool)>) {
    let gold: BTreeMap<(usize, usize), &Target> = targets.iter().map(|t| ((t.frame, t.at), t)).collect();
    let mut rows = Vec::new();
    for (f, frame) in a.frames.frames.iter().enumerate() {
        for (at, score) in candidates(weights, r, frame) {
            let scene = argument::describe(r, frame, at);
            let emissions = argument::emit(weights.argument, &scene);
            let got = argument::decode(&emissions, &scene.kinds, &weights.steps);
            if !got.iter().any(|&l| usize::from(l) == CONTENT) {
                continue;
            }
            accept::features(r, frame, at, score, &scene, &emissions, &got, &mut rows);
            let right = gold.get(&(f, at)).is_some_and(|t| {
                let truth = labels(a, t, &scene, scene.rows.len());
                let is = |l: u8| usize::from(l) == CONTENT || usize::from(l) == CONTENT_ON;
                let both = truth.iter().zip(&got).filter(|&(t, g)| is(*t) && is(*g)).count();
                let any = truth.iter().zip(&got).filter(|&(t, g)| is(*t) || is(*g)).count();
                3 * both >= any
            });
            out.push((rows.clone(), right));
        }
    }
}

/// The quotations of an article that no cue took, each with what the gold says becomes of it.
fn left_over(a: &Article, weights: &Weights, out: &mut Vec<(Vec<u32>, Choice)>) {
    let common = |x: &[Span], y: &[Span]| -> usize {
        x.iter().flat_map(|s| y.iter().filter_map(move |t| s.intersection(*t))).map(Span::len).sum()
    };
    let length = |x: &[Span]| -> usize { x.iter().map(|s| s.len()).sum() };
    attribution::find_choosing(&a.page, &a.cut, &a.marks, weights, &mut |l| {
        let own = [l.span];
        let holds = |g: &&[Vec<Span>; 3]| 2 * common(&g[2], &own) > l.span.len();
        // Of several the closest.
        let gold = a.attributions.iter().filter(holds).min_by_key(|g| length(&g[2]));
        let choice = gold.map_or(Choice::Nothing, |g| {
            let joined = l.target.is_some_and(|t| 2 * common(&t.content, &g[2]) > length(&t.content));
            if joined {
                Choice::Joined
            } else if 3 * common(&g[2], &own) >= length(&g[2]) {
                Choice::Own
            } else {
                Choice::Nothing
            }
        });
        out.push((l.rows.to_vec(), choice));
        choice
    });
}

fn learn_leftovers(examples: &mut [(Vec<u32>, Choice)]) -> Vec<u8> {
    let count = |c: Choice| examples.iter().filter(|e| e.1 == c).count();
    let all = [Choice::Nothing, Choice::Joined, Choice::Own];
    eprintln!("left over: {} nothing, {} joined, {} own", count(all[0]), count(all[1]), count(all[2]));
    let mut models = [0; 3].map(|_| Logistic::new(16, 2, RATE, DECAY));
    let mut dice = Dice(0x01ef_70e4);
    for round in 0..LEFTOVER_ROUNDS {
        if round == 1 {
            models.iter_mut().for_each(Logistic::forget_rare);
        }
        dice.shuffle(examples);
        for (rows, truth) in examples.iter() {
            for (model, choice) in models.iter_mut().zip(all) {
                model.learn(rows, *truth == choice);
            }
        }
    }
    // All three met the same features in the same order.
    let [nothing, joined, own] = models.map(|m| m.learned());
    let rows = nothing.iter().zip(&joined).zip(&own);
    let rows: Vec<(u32, [f64; leftover::LABELS])> =
        rows.map(|((a, b), c)| (a.0, [a.1[0], b.1[0], c.1[0], 0.0])).collect();
    pack(&rows, LOGIT, LEFTOVER_BITS)
}

/// Rounds over the data; more gain nothing on held-out articles.
const ANCHOR_ROUNDS: usize = 6;
const ARGUMENT_ROUNDS: usize = 4;
const ACCEPT_ROUNDS: usize = 6;
const LEFTOVER_ROUNDS: usize = 8;
/// How fast the logistic regressions learn and forget. On a held-out fifth the F1 of cues is 0.708 at a rate of 0.15, 0.729
/// at 0.05 and 0.735 at this one, where the log loss is least too: with some sixty features to an example each step is as
/// large as sixty times the rate.
const RATE: f64 = 0.02;
const DECAY: f64 = 1e-4;
/// What log odds of 1 are in stored weights: the largest weights (2.6) just fit, and the smallest that matter are not lost.
const LOGIT: f64 = 48.0;
/// The log odds below which an anchor is not tried.
const FLOOR: f64 = -2.5;
/// The log odds that an attribution must have; the best content F1 on held-out articles, where precision and recall are
/// about equal. Higher finds fewer, surer ones.
const THRESHOLD: f64 = -0.62;
/// The same for attributions that hold or touch quotation marks, of which more are found: held against its own F1.
const QUOTED: f64 = -0.3;
/// Rows of the stored tables, as powers of two: what does not fit weighs least.
const ANCHOR_BITS: u32 = 20;
const ARGUMENT_BITS: u32 = 17;
const ACCEPT_BITS: u32 = 15;
const LEFTOVER_BITS: u32 = 12;

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

/// Where the weights stand.
const PLACE: &str = "crates/headwater/data/speech";

/// Learns from the whole train split and writes the weights to their place.
pub(crate) fn train(data: &Data) -> Result<()> {
    run(&data.path("quotes"), Path::new(PLACE))
}

/// Learns from four fifths of the train split and writes gold and predictions of the rest, for `quotes.py`.
pub(crate) fn trial(data: &Data) -> Result<()> {
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
    let kept = NAMES.map(|n| std::fs::read(out.join(format!("{n}.bin"))).unwrap_or_default());
    let (grammar, weights) = if kept.iter().all(|k| !k.is_empty()) {
        let [part, tree, anchor, argument, accept, leftover, steps] = kept;
        let grammar = Grammar { part: leak(part), tree: leak(tree) };
        let weights = Weights::new(
            grammar.part,
            grammar.tree,
            leak(anchor),
            leak(argument),
            leak(accept),
            leak(leftover),
            &steps,
        );
        (grammar, weights)
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

/// Where errors come from: how well anchors are told, and labels given the true anchors.
fn diagnose(grammar: &Grammar, weights: &Weights, held: &[&Article]) {
    let (mut scores, mut n, mut iou, mut sources, mut right, mut exact) = (Vec::new(), 0, 0.0, 0, 0, 0);
    let (mut all, mut none) = (0, 0);
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
            let scene = argument::describe(&r, frame, t.at);
            let truth = labels(a, t, &scene, scene.rows.len());
            if !truth.iter().any(|&l| usize::from(l) == CONTENT) {
                none += 1;
                continue;
            }
            let got = argument::decode(&argument::emit(weights.argument, &scene), &scene.kinds, &weights.steps);
            n += 1;
            let of = |list: &[u8], begin: usize| -> Vec<usize> {
                (0..list.len())
                    .filter(|&i| usize::from(list[i]) == begin || usize::from(list[i]) == begin + 1)
                    .collect()
            };
            let (g, p) = (of(&truth, CONTENT), of(&got, CONTENT));
            let both = g.iter().filter(|i| p.contains(i)).count();
            iou += both as f64 / (g.len() + p.len() - both) as f64;
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
    eprintln!(
        "given anchors: content IoU {:.4}, exact {:.4}, source {:.4}",
        iou / n as f64,
        exact as f64 / n as f64,
        right as f64 / sources as f64
    );
}

/// Learns from the whole train split and writes the weights to `to`.
fn run(folder: &Path, to: &Path) -> Result<()> {
    let articles = load(folder)?;
    let all: Vec<&Article> = articles.iter().collect();
    let (_, _, files) = learn(&all, None)?;
    write(to, &files)
}

const NAMES: [&str; 7] = ["part", "tree", "anchor", "argument", "accept", "leftover", "steps"];

fn write(to: &Path, files: &[Vec<u8>; 7]) -> Result<()> {
    for (name, file) in NAMES.iter().zip(files) {
        let path: PathBuf = to.join(format!("{name}.bin"));
        std::fs::write(&path, file).with_context(|| format!("{}", path.display()))?;
    }
    Ok(())
}
