//! Drafts to attributions: in order, cut at paragraphs, each with what it stands within and how its content is rendered.

use super::super::mark::Marks;
use super::super::rule::Draft;
use super::super::sentence::{Cut, TokenKind};
use super::{Attribution, Kind};
use crate::id::{AttributionIx, PageIx};
use crate::page::Page;
use crate::span::{Span, hull};

/// Orders drafts by their contents, says what stands within what, and how each content is rendered.
pub(super) fn settle(page: &Page, cut: &Cut, marks: &Marks, drafts: Vec<Draft>) -> Vec<Attribution> {
    let mut drafts: Vec<Draft> = drafts.into_iter().flat_map(|d| by_paragraph(cut, marks, d)).collect();
    drafts.iter_mut().for_each(|d| unfold(cut, d));
    drafts.retain(|d| !d.content.is_empty());
    drafts.sort_by_key(|d| {
        (d.content.first().map(|s| s.begin), std::cmp::Reverse(d.content.iter().map(|s| s.end).max()))
    });
    // One content with two cues: a colon says less than a word, and a cue without a source less than one with it.
    let word = |d: &Draft| d.cue.iter().any(|c| c.of(&page.text).contains(char::is_alphanumeric));
    drafts.dedup_by(|next, kept| {
        let same = next.content == kept.content;
        if same && word(next) && !word(kept) {
            std::mem::swap(next, kept);
        }
        same && (next.source == kept.source || next.source.is_empty() || !word(next))
    });
    let mut out: Vec<Attribution> = Vec::with_capacity(drafts.len());
    let mut open: Vec<usize> = Vec::new();
    for draft in drafts {
        let first = draft.content.first().copied().unwrap_or_default();
        let whole = hull(&draft.content).unwrap_or_default();
        open.retain(|&a| hull(&out[a].content).is_some_and(|h| h.end > first.begin));
        let holds =
            |a: &&usize| out[**a].content.iter().any(|s| s.contains(first) && *s != first && s.len() > whole.len());
        let within = open.iter().rev().find(holds).copied();
        let attribution = Attribution {
            page: PageIx(0),
            kind: kind(cut, marks, &draft),
            act: draft.act,
            source: draft.source,
            cue: draft.cue,
            content: draft.content,
            speaker: None,
            role: page.role_at(first.begin),
            depth: within.map_or(0, |a| out[a].depth.saturating_add(1)),
            within: within.map(AttributionIx::new),
            occasion: None,
        };
        open.push(out.len());
        out.push(attribution);
    }
    out
}

/// A comma or stop behind a closing mark was the quotation's to the models ([`super::super::frame`]); what is said ends with the mark.
fn unfold(cut: &Cut, draft: &mut Draft) {
    for span in &mut draft.content {
        let end = cut.tokens.partition_point(|t| t.span.begin < span.end);
        let last = |k: usize| end.checked_sub(k).and_then(|i| cut.tokens.get(i));
        if let (Some(mark), Some(sign)) = (last(2), last(1)) {
            let closed = matches!(mark.kind, TokenKind::Mark(_)) && mark.span.end == sign.span.begin;
            if closed && matches!(sign.kind, TokenKind::Sign(',' | '.')) && mark.span.begin > span.begin {
                span.end = mark.span.end;
            }
        }
    }
}

/// Cuts contents at the ends of paragraphs; where the cue's own paragraph tells in its own words what a quotation in the
/// next then says ("He added that there were many: ¶ “There were ...”"), these are two attributions, one of each kind.
fn by_paragraph(cut: &Cut, marks: &Marks, draft: Draft) -> Vec<Draft> {
    let mut content = draft.content.clone();
    content.sort_by_key(|s| (s.begin, std::cmp::Reverse(s.end)));
    content.dedup_by(|next, kept| kept.contains(*next));
    let mut pieces: Vec<(u32, Span)> = Vec::with_capacity(content.len());
    for span in &content {
        let first = cut.tokens.partition_point(|t| t.span.end <= span.begin);
        let inside = cut.tokens.iter().skip(first).take_while(|t| t.span.begin < span.end);
        let begin = pieces.len();
        for t in inside {
            match pieces.get_mut(begin..).and_then(|p| p.last_mut()) {
                Some((block, piece)) if *block == t.block => *piece = piece.hull(t.span),
                _ => pieces.push((t.block, t.span)),
            }
        }
    }
    let token = |at: u32| cut.tokens.partition_point(|t| t.span.end <= at);
    let told = |&(_, s): &(u32, Span)| marks.around(token(s.begin)).is_none();
    let colon = |&(_, s): &(u32, Span)| {
        matches!(cut.tokens.get(token(s.end.saturating_sub(1))).map(|t| t.kind), Some(TokenKind::Sign(':')))
    };
    let turn = pieces.windows(2).position(|w| w[0].0 != w[1].0 && told(&w[0]) && !told(&w[1]));
    let spans = |p: &[(u32, Span)]| p.iter().map(|x| x.1).collect::<Vec<_>>();
    match turn {
        Some(n) => {
            let mut before = pieces[..=n].to_vec();
            if let Some(last) = before.last_mut().filter(|l| colon(l)) {
                last.1.end = last.1.end.saturating_sub(1).max(last.1.begin);
            }
            before.retain(|p| !p.1.is_empty());
            vec![
                Draft { content: spans(&before), ..draft.clone() },
                Draft { content: spans(&pieces[n + 1..]), ..draft },
            ]
        }
        None => vec![Draft { content: spans(&pieces), ..draft }],
    }
}

/// Direct where all words stand in quotation marks, mixed where some do. Marks that hold the cue too, and are not those of the
/// content, are another's, who says that this was said.
fn kind(cut: &Cut, marks: &Marks, draft: &Draft) -> Kind {
    let token = |s: &Span| cut.tokens.partition_point(|t| t.span.end <= s.begin);
    let told = draft.cue.first().or(draft.source.first()).and_then(|s| marks.innermost(token(s)));
    let whole = hull(&draft.content).unwrap_or_default();
    let told = told.filter(|&q| {
        let inner = marks.quotations.get(q).map(|q| q.inner()).unwrap_or_default();
        cut.span(inner.start, inner.end).contains(whole)
    });
    let own = |i: usize| marks.around(i).is_some() && (told.is_none() || marks.innermost(i) != told);
    let (mut inside, mut outside) = (0_usize, 0_usize);
    for span in &draft.content {
        let first = cut.tokens.partition_point(|t| t.span.end <= span.begin);
        for (i, t) in cut.tokens.iter().enumerate().skip(first).take_while(|(_, t)| t.span.begin < span.end) {
            if matches!(t.kind, TokenKind::Word | TokenKind::Number) {
                *(if own(i) { &mut inside } else { &mut outside }) += 1;
            }
        }
    }
    match (inside, outside) {
        (0, _) => Kind::Indirect,
        (_, 0) => Kind::Direct,
        _ => Kind::Mixed,
    }
}
