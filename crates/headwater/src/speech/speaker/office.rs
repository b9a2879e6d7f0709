//! Descriptions that a page's own reading gave to whoever spoke last, where other pages say who is that: "the prosecutor"
//! behind the words of a witness.

use std::collections::{BTreeMap, BTreeSet};

use super::super::PageSpeech;
use super::SpeakerKind;
use super::item::{self, Item};
use super::join::{BUCKET, Sets};
use super::near::Near;
use crate::id::SpeakerIx;
use crate::page::Page;
use crate::span::Span;
use crate::speech::mention::{Entity, Mention, MentionForm};

/// A description on a page with the item that other pages say to be that.
pub(super) struct Move {
    page: usize,
    /// Whose it was taken for, on the page.
    from: usize,
    span: Span,
    /// An item of whoever it is.
    pub(super) to: usize,
}

/// Who is meant by the descriptions that were only supposed: where no page says that the one they were given to is that, and
/// pages say it of just one other person whom this page names or with whose pages it shares words that somebody said.
pub(super) fn moves(pages: &[Page], heard: &[PageSpeech], items: &[Item], near: &Near, sets: &mut Sets) -> Vec<Move> {
    let mut by_head: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, item) in items.iter().enumerate().filter(|(_, i)| i.named && i.kind == SpeakerKind::Person) {
        for (head, _) in &item.roles {
            by_head.entry(head).or_default().push(i);
        }
    }
    let mut here: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (i, item) in items.iter().enumerate().filter(|(_, i)| i.named) {
        here.insert((sets.root(i), item.page));
    }
    let mut out = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let entity = heard.get(item.page).and_then(|h| h.entities.get(item.entity));
        let text = pages.get(item.page).map_or("", |p| p.text.as_str());
        for &span in entity.into_iter().flat_map(|e| &e.supposed) {
            let Some((head, rest)) = item::role(span.of(text)) else { continue };
            let own = sets.root(i);
            let holders = by_head.get(head.as_str()).map_or(&[][..], Vec::as_slice);
            let mut others: BTreeMap<usize, usize> = BTreeMap::new();
            let mut told = false;
            for &j in holders.iter().take(BUCKET) {
                let Some(other) = items.get(j) else { continue };
                let root = sets.root(j);
                told |= root == own;
                let fits = other.roles.iter().any(|(h, r)| {
                    *h == head && (rest.is_empty() || r.is_empty() || rest.iter().any(|w| r.contains(w)))
                });
                let tied = here.contains(&(root, item.page)) || near.quoting(item.page, other.page);
                if fits && tied {
                    others.entry(root).or_insert(j);
                }
            }
            let mut others = others.into_values();
            if let (false, Some(to), None) = (told, others.next(), others.next()) {
                out.push(Move { page: item.page, from: item.entity, span, to });
            }
        }
    }
    out
}

/// Gives the descriptions, and what follows from them, to those whom they mean. `numbers` are the groups of the items that the
/// moves lead to.
pub(super) fn settle(heard: &mut [PageSpeech], groups: &mut [Vec<usize>], moves: &[(Move, usize)]) {
    for (m, group) in moves {
        let (Some(page), Some(numbers)) = (heard.get_mut(m.page), groups.get_mut(m.page)) else { continue };
        let Some(old) = page.entities.get_mut(m.from) else { continue };
        old.mentions.retain(|o| o.span != m.span);
        old.supposed.retain(|s| s != &m.span);
        let mention = Mention { span: m.span, form: MentionForm::Description };
        let known = numbers.iter().position(|g| g == group).filter(|&k| k != m.from);
        let new = match known {
            Some(k) => k,
            None => {
                page.entities.push(Entity {
                    name: None,
                    kind: SpeakerKind::Person,
                    gender: None,
                    roles: Vec::new(),
                    mentions: Vec::new(),
                    speaks: true,
                    supposed: Vec::new(),
                });
                numbers.push(*group);
                page.entities.len() - 1
            }
        };
        if let Some(e) = page.entities.get_mut(new) {
            e.mentions.push(mention);
            e.mentions.sort_by_key(|m| m.span);
            e.speaks = true;
        }
        speak(page, m, SpeakerIx::new(new));
    }
}

/// The attributions whose source is the description, and those behind them that name nobody.
fn speak(page: &mut PageSpeech, m: &Move, new: SpeakerIx) {
    let old = SpeakerIx::new(m.from);
    let named: Vec<Span> = page.entities.get(m.from).into_iter().flat_map(|e| &e.mentions).map(|m| m.span).collect();
    let mut moved = BTreeSet::new();
    let mut begun = false;
    for (k, a) in page.attributions.iter_mut().enumerate() {
        let source = a.source.first().copied();
        if source.is_some_and(|s| s.overlaps(m.span)) {
            begun = true;
        } else if source.is_some_and(|s| s.begin > m.span.end && named.iter().any(|n| n.overlaps(s) && n.len() > 3)) {
            begun = false;
        }
        if begun && a.speaker == Some(old) {
            a.speaker = Some(new);
            moved.insert(k);
        }
    }
    for (o, occasion) in page.occasions.iter_mut().enumerate() {
        let mut told = page.attributions.iter().enumerate().filter(|(_, a)| a.occasion.is_some_and(|x| x.ix() == o));
        let theirs = |k: &usize| moved.contains(k);
        if told.clone().any(|(k, _)| theirs(&k)) && told.all(|(k, a)| theirs(&k) || a.speaker != Some(old)) {
            occasion.speakers.iter_mut().filter(|s| **s == old).for_each(|s| *s = new);
        }
    }
}
