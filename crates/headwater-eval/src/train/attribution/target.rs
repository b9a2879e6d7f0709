//! What the models should find in an article: the gold on our own frames and items.

use headwater::span::Span;
use headwater::speech::model::argument::{self, CONTENT, CONTENT_ON, CUE, OTHER, SOURCE, SOURCE_ON, is_content};
use headwater::speech::model::reading::{Reading, may_anchor};
use headwater::speech::model::{part, tree};
use headwater::speech::sentence::Cut;

use crate::train::corpus::Article;

/// Where the words of an attribution lie: its frame, the item of its anchor, and its source, cue and content.
pub(super) struct Target {
    pub(super) frame: usize,
    pub(super) at: usize,
    pub(super) spans: [Vec<Span>; 3],
}

/// The attributions of an article whose cue has a word that can be an anchor.
pub(super) fn targets(a: &Article, r: &Reading<'_>) -> Vec<Target> {
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

/// How far two labellings of a scene have the same content: intersection over union of the items, 0 where neither has one.
pub(super) fn overlap(one: &[u8], other: &[u8]) -> f64 {
    let pairs = || one.iter().zip(other).map(|(&a, &b)| (is_content(a), is_content(b)));
    let both = pairs().filter(|&(a, b)| a && b).count();
    let any = pairs().filter(|&(a, b)| a || b).count();
    both as f64 / any.max(1) as f64
}

/// The labels that a scene should get.
pub(super) fn labels(a: &Article, t: &Target, scene: &argument::Scene, n: usize) -> Vec<u8> {
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
