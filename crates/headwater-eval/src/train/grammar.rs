//! Learns tagger and parser from the silver tags and trees beside PolNeAR.

use std::path::Path;

use anyhow::{Context, Result};
use headwater::speech::cue;
use headwater::speech::model::reading::Reading;
use headwater::speech::model::table::Table;
use headwater::speech::model::{part, tree};
use headwater::speech::sentence::TokenKind;

use super::corpus::Article;
use super::learner::{Dice, Perceptron, pack, scale};

/// Features met less often than this while learning are left out: they would fill the tables and teach little. Two costs
/// nothing either, but fills twice the rows.
pub(crate) const LEAST: u8 = 3;
/// Rows of the stored tables, as powers of two: on held-out articles one bit less for the tagger costs 0.005 of its
/// accuracy; one more for the parser gains nothing, as its tables are two thirds full.
const PART_BITS: u32 = 15;
const TREE_BITS: u32 = 19;

fn learn_parts(articles: &[&Article], bits: u32, epochs: usize) -> Perceptron<{ part::LABELS }> {
    let mut model = Perceptron::new(bits, LEAST);
    let mut rows = Vec::new();
    for epoch in 0..epochs {
        if epoch == 1 {
            model.forget_rare();
        }
        for a in articles {
            let Some((gold, _)) = &a.silver else { continue };
            for s in &a.cut.sentences {
                let (forms, gold) = (&a.forms[s.range()], &gold[s.range()]);
                let mut tags: Vec<u8> = Vec::with_capacity(forms.len());
                for (i, &right) in gold.iter().enumerate() {
                    part::features(forms, &tags, i, &mut rows);
                    let scores = model.score(&rows);
                    let best =
                        scores.iter().enumerate().max_by_key(|&(l, s)| (s, std::cmp::Reverse(l))).map_or(0, |(l, _)| l);
                    model.tick();
                    if best != usize::from(right) {
                        model.update(&rows, usize::from(right), 1);
                        model.update(&rows, best, -1);
                    }
                    tags.push(best as u8);
                }
            }
        }
    }
    model
}

/// The moves that lose no arc of the gold tree that can still be had (Goldberg & Nivre, 2013).
fn costless(state: &tree::State, gold: &[u32]) -> [bool; tree::LABELS] {
    let n = gold.len() as u32;
    let head = |i: u32| if gold[i as usize] == tree::ROOT { n } else { gold[i as usize] };
    let b = state.next;
    let below = &state.stack;
    let mut out = [false; tree::LABELS];
    let (s0, s1) = (below.last().copied(), below.len().checked_sub(2).map(|i| below[i]));
    if state.allows(tree::SHIFT) {
        let rest = &below[..below.len().saturating_sub(1)];
        out[tree::SHIFT] = !rest.contains(&head(b)) && !below.iter().any(|&s| head(s) == b);
    }
    if let Some(s0) = s0 {
        let waits = (b..n).any(|i| head(i) == s0);
        let ahead = head(s0) > b && head(s0) <= n;
        out[tree::LEFT] = !waits && !ahead && s1 != Some(head(s0));
        out[tree::RIGHT] = s1.is_some() && !waits && !(head(s0) >= b && head(s0) <= n);
    }
    out
}

fn learn_trees(articles: &[&Article], tags: &[Vec<u8>], bits: u32, epochs: usize) -> Perceptron<{ tree::LABELS }> {
    let mut model = Perceptron::new(bits, LEAST);
    let mut dice = Dice(0x5eed_5eed);
    let (mut state, mut rows) = (tree::State::default(), Vec::new());
    for epoch in 0..epochs {
        if epoch == 1 {
            model.forget_rare();
        }
        for (a, tags) in articles.iter().zip(tags) {
            let Some((_, heads)) = &a.silver else { continue };
            for s in &a.cut.sentences {
                let (forms, tags) = (&a.forms[s.range()], &tags[s.range()]);
                // Sentences of more words than this teach little and cost much: the oracle looks along the sentence.
                if forms.len() > 80 {
                    continue;
                }
                let gold: Vec<u32> =
                    heads[s.range()].iter().map(|&h| if h == tree::ROOT { h } else { h - s.begin }).collect();
                state.start(forms.len());
                while !state.done() {
                    let good = costless(&state, &gold);
                    state.features(forms, tags, &mut rows);
                    let scores = model.score(&rows);
                    let guess = tree::best(&state, &scores);
                    let best = (0..3)
                        .filter(|&l| state.allows(l) && good[l])
                        .max_by_key(|&l| (scores[l], std::cmp::Reverse(l)));
                    model.tick();
                    let Some(best) = best else {
                        state.act(guess);
                        continue;
                    };
                    if !good[guess] {
                        model.update(&rows, best, 1);
                        model.update(&rows, guess, -1);
                    }
                    // After two rounds the parser mostly follows its own errors.
                    let follow = epoch >= 2 && dice.roll() % 10 < 9;
                    state.act(if good[guess] || follow { guess } else { best });
                }
            }
        }
    }
    model
}

/// Bytes for the rest of the program, as the library has its own.
pub(crate) fn leak(values: Vec<u8>) -> &'static [u8] {
    Box::leak(values.into_boxed_slice())
}

/// Stored tables of a tagger and a parser.
pub(crate) struct Grammar {
    pub(crate) part: &'static [u8],
    pub(crate) tree: &'static [u8],
}

/// Learns tagger and parser, or takes them from the folder `kept`, where a run before on the same articles laid them.
pub(crate) fn keep_grammar(articles: &[&Article], name: &str, kept: Option<&Path>) -> Result<Grammar> {
    let Some(folder) = kept else { return Ok(learn_grammar(articles)) };
    let files = ["part", "tree"].map(|model| folder.join(format!("kept-{name}-{model}.bin")));
    if let [Ok(part), Ok(tree)] = [std::fs::read(&files[0]), std::fs::read(&files[1])] {
        return Ok(Grammar { part: leak(part), tree: leak(tree) });
    }
    let grammar = learn_grammar(articles);
    for (file, bytes) in files.iter().zip([grammar.part, grammar.tree]) {
        std::fs::write(file, bytes).with_context(|| format!("{}", file.display()))?;
    }
    Ok(grammar)
}

/// Learns tagger and parser.
fn learn_grammar(articles: &[&Article]) -> Grammar {
    let model = learn_parts(articles, 19, 5).averages();
    let part = leak(pack(&model, scale(&model), PART_BITS));
    let table = Table::new(part, part::LABELS);
    // The parser learns from the tags that it will see, not from the silver ones.
    let tags: Vec<Vec<u8>> = articles.iter().map(|a| tags(table, a)).collect();
    let model = learn_trees(articles, &tags, 22, 8).averages();
    Grammar { part, tree: leak(pack(&model, scale(&model), TREE_BITS)) }
}

fn tags(table: Table, a: &Article) -> Vec<u8> {
    let (mut out, mut some) = (Vec::new(), Vec::new());
    for s in &a.cut.sentences {
        part::tag(table, &a.forms[s.range()], &mut some);
        out.extend_from_slice(&some);
    }
    out
}

/// Reads an article with them.
pub(crate) fn read<'a>(g: &Grammar, a: &'a Article) -> Reading<'a> {
    let (part, tree) = (Table::new(g.part, part::LABELS), Table::new(g.tree, tree::LABELS));
    Reading::new(&a.page.text, &a.cut, &a.marks, &a.frames, cue::lexicon(None), part, tree)
}

/// How well tagger and parser do on articles they did not see.
pub(crate) fn check_grammar(g: &Grammar, articles: &[&Article]) -> (f64, f64) {
    let (mut n, mut tags, mut heads) = (0_usize, 0_usize, 0_usize);
    for a in articles {
        let Some((t, h)) = &a.silver else { continue };
        let r = read(g, a);
        for i in 0..t.len() {
            if !matches!(a.cut.tokens[i].kind, TokenKind::Word) {
                continue;
            }
            n += 1;
            tags += usize::from(r.tags[i] == t[i]);
            heads += usize::from(r.heads[i] == h[i]);
        }
    }
    (tags as f64 / n as f64, heads as f64 / n as f64)
}
