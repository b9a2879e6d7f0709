//! Numbers on the blocks that a page's template treats alike.

use super::{Fill, OWN};
use crate::page::block::Cut;
use crate::page::tree::tag::Tag;
use crate::page::tree::{NodeIx, Tree};

/// Blocks that the page's template makes alike: those under one parent, and those whose elements are named alike.
pub(super) struct Groups {
    parent: Vec<u32>,
    alike: Vec<u32>,
    parents: Vec<Group>,
    alikes: Vec<Group>,
    tags: Vec<(f32, f32)>,
}

#[derive(Clone, Copy, Default)]
struct Group {
    blocks: f32,
    words: f32,
    linked: f32,
    prose: f32,
}

impl Groups {
    pub(super) fn of(tree: &Tree<'_>, cut: &Cut, own: &[[f32; OWN]]) -> Groups {
        let parents: Vec<u64> = cut.drafts.iter().map(|d| u64::from(tree.node(d.container).parent)).collect();
        let alikes: Vec<u64> = cut.drafts.iter().map(|d| name_hash(tree, d.container)).collect();
        let (parent, parents) = gather(&parents, cut, own);
        let (alike, alikes) = gather(&alikes, cut, own);
        let tag = |ix: NodeIx| tree.tag(ix).map_or(0.0, tag_number);
        let tags = cut.drafts.iter().map(|d| (tag(d.container), tag(tree.node(d.container).parent))).collect();
        Groups { parent, alike, parents, alikes, tags }
    }

    /// Whether the elements of two blocks are named alike.
    pub(super) fn alike(&self, a: usize, b: usize) -> f32 {
        (self.alike.get(a) == self.alike.get(b)) as u8 as f32
    }

    pub(super) fn fill(&self, i: usize, fill: &mut Fill<'_>) {
        for (index, groups) in [(&self.parent, &self.parents), (&self.alike, &self.alikes)] {
            let group = index.get(i).and_then(|&g| groups.get(g as usize)).copied().unwrap_or_default();
            fill.add(group.blocks);
            fill.add(group.words / group.blocks.max(1.0));
            fill.add(group.linked / group.words.max(1.0));
            fill.add(group.prose / group.blocks.max(1.0));
        }
        let (own, parent) = self.tags.get(i).copied().unwrap_or_default();
        fill.add(own);
        fill.add(parent);
    }
}

/// The number of each block's group, and the groups.
fn gather(keys: &[u64], cut: &Cut, own: &[[f32; OWN]]) -> (Vec<u32>, Vec<Group>) {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by_key(|&i| (keys[i as usize], i));
    let mut numbers = vec![0; keys.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for &i in &order {
        let i = i as usize;
        if last != Some(keys[i]) {
            groups.push(Group::default());
            last = Some(keys[i]);
        }
        numbers[i] = groups.len() as u32 - 1;
        let (draft, own) = (&cut.drafts[i], &own[i]);
        if let Some(group) = groups.last_mut() {
            group.blocks += 1.0;
            group.words += draft.span.len() as f32;
            group.linked += draft.linked as f32;
            group.prose += (own[4] > 0.0 && own[0] > 2.2 && own[2] < 0.5) as u8 as f32;
        }
    }
    (numbers, groups)
}

/// A hash (FNV-1a) of an element's tag and class and its parent's, digits left out.
fn name_hash(tree: &Tree<'_>, ix: NodeIx) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut mix = |b: u8| hash = (hash ^ u64::from(b)).wrapping_mul(0x100_0000_01b3);
    for at in [ix, tree.node(ix).parent] {
        mix(tree.tag(at).map_or(255, |t| t as u8));
        for b in tree.attribute(at, "class").unwrap_or("").bytes().filter(|b| !b.is_ascii_digit()) {
            mix(b);
        }
    }
    hash
}

fn tag_number(tag: Tag) -> f32 {
    match tag {
        Tag::P => 1.0,
        Tag::H1 => 2.0,
        Tag::H2 => 3.0,
        Tag::H3 => 4.0,
        Tag::H4 | Tag::H5 | Tag::H6 => 5.0,
        Tag::Blockquote => 6.0,
        Tag::Pre => 7.0,
        Tag::Td | Tag::Th => 8.0,
        Tag::Dd | Tag::Dt => 9.0,
        Tag::Li => 10.0,
        Tag::Section => 11.0,
        Tag::Article => 12.0,
        Tag::Div => 13.0,
        Tag::Header => 14.0,
        Tag::Figure | Tag::Figcaption => 15.0,
        Tag::Form | Tag::Fieldset | Tag::Button | Tag::Label => 16.0,
        Tag::Footer => 17.0,
        Tag::Nav | Tag::Aside => 18.0,
        _ => 19.0,
    }
}
