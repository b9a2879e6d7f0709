//! What can be counted of a block, for the classifier: its words, its place in the tree, its neighbours, and where it
//! stands in the course of the page.
//!
//! Every feature is a number whose greater or smaller values mean something, because the trees of [`super::model`] only
//! compare. Adding one means learning the weights again (`headwater-eval train page`).

mod course;
mod cue;
mod group;
mod title;
mod words;

use super::centre::Centre;
use super::mark::{Marked, Marks};
use crate::page::block::Cut;
use crate::page::tree::tag::Tag;
use crate::page::tree::{NodeIx, Tree};
use course::Course;
use group::Groups;

/// How many numbers describe a block.
pub const COUNT: usize = OWN + cue::CUES + 4 * NEAR + Marks::KINDS + PLACE + course::COURSE;

/// Numbers on the block's own words.
const OWN: usize = 20;
/// Numbers taken over from each of the two blocks before and after.
const NEAR: usize = 8;
/// Numbers on the block's place in the tree and on the page.
const PLACE: usize = 33;

/// Which number says that an element around the block is named as comments.
pub const AMONG_COMMENTS: usize = OWN + cue::CUES + 4 * NEAR + Marks::KINDS;

/// The numbers of one block.
pub type Features = [f32; COUNT];

/// How many elements around a block are looked at; marks further out say little of it.
const REACH: usize = 9;

/// A page whose blocks can be described, one at a time: the numbers of all at once would be the largest thing in memory.
pub struct Described<'d, 't, 'a> {
    tree: &'t Tree<'a>,
    cut: &'d Cut,
    centre: &'d Centre,
    own: Vec<[f32; OWN]>,
    groups: Groups,
    course: Course,
    first_heading: Option<usize>,
    title: Vec<String>,
}

impl<'d, 't, 'a> Described<'d, 't, 'a> {
    /// What is worked out once for a page. Linear in blocks and nodes.
    pub fn new(tree: &'t Tree<'a>, cut: &'d Cut, centre: &'d Centre) -> Described<'d, 't, 'a> {
        let own: Vec<[f32; OWN]> = cut.drafts.iter().map(|d| words::of(d, d.span.of(&cut.text))).collect();
        let groups = Groups::of(tree, cut, &own);
        let course = Course::of(tree, cut, &own);
        let first_heading = cut.drafts.iter().position(|d| tree.tag(d.container) == Some(Tag::H1));
        let title = title::title_words(tree, cut, first_heading);
        Described { tree, cut, centre, own, groups, course, first_heading, title }
    }

    /// The features of block `i`; all nought where there is none.
    pub fn block(&self, i: usize, marked: &mut Marked<'_, '_>) -> Features {
        let mut out = [0.0; COUNT];
        let (Some(draft), Some(own)) = (self.cut.drafts.get(i), self.own.get(i)) else { return out };
        let (tree, cut, centre, groups) = (self.tree, self.cut, self.centre, &self.groups);
        let mut fill = Fill { out: &mut out, at: 0 };
        own.iter().for_each(|&v| fill.add(v));
        cue::count(draft.span.of(&cut.text)).iter().for_each(|&v| fill.add(v));
        for step in [-2isize, -1, 1, 2] {
            match i.checked_add_signed(step).and_then(|n| Some((n, self.own.get(n)?, cut.drafts.get(n)?))) {
                Some((n, own, other)) => {
                    [own[0], own[2], own[4], own[6], own[9], own[12]].iter().for_each(|&v| fill.add(v));
                    fill.add(groups.alike(i, n));
                    fill.add((tree.node(draft.container).parent == tree.node(other.container).parent) as u8 as f32);
                }
                None => (0..NEAR).for_each(|_| fill.add(-1.0)),
            }
        }
        around(tree, draft.container, marked, &mut fill);
        let count = cut.drafts.len() as f32;
        fill.add(tree.node(draft.container).depth as f32);
        fill.add(i as f32 / count);
        fill.add(draft.span.begin as f32 / cut.text.len().max(1) as f32);
        fill.add(self.first_heading.map_or(-999.0, |h| (i as f32 - h as f32).clamp(-100.0, 100.0)));
        // Where the bulk of the prose is.
        fill.add(centre.contains(tree, draft.node) as u8 as f32);
        fill.add(centre.steps_out(tree, draft.container) as f32);
        fill.add((i as f32 - centre.first as f32).clamp(-60.0, 60.0));
        fill.add((centre.last as f32 - i as f32).clamp(-60.0, 60.0));
        let mut at = draft.container;
        for _ in 0..5 {
            fill.add(centre.share(tree, at));
            at = tree.node(at).parent;
        }
        groups.fill(i, &mut fill);
        fill.add(title::known_share(&self.title, draft.span.of(&cut.text)));
        self.course.fill(i, &mut fill);
        out
    }
}

/// The marks and tags of the elements around a block, by how near the nearest of each kind is.
fn around(tree: &Tree<'_>, container: NodeIx, marked: &mut Marked<'_, '_>, fill: &mut Fill<'_>) {
    let mut near = [REACH as f32 + 1.0; Marks::KINDS];
    let (mut article, mut list, mut table, mut quote, mut head) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut at = container;
    for distance in 0..REACH {
        let (marks, _) = marked.of(at);
        for (kind, nearest) in near.iter_mut().enumerate() {
            if marks.0 & (1 << kind) != 0 && *nearest > distance as f32 {
                *nearest = distance as f32;
            }
        }
        match tree.tag(at) {
            Some(Tag::Article | Tag::Main) => article = 1.0,
            Some(Tag::Ul | Tag::Ol | Tag::Dl) => list += 1.0,
            Some(Tag::Table) => table += 1.0,
            Some(Tag::Blockquote) => quote = 1.0,
            Some(Tag::Header) => head = 1.0,
            _ => {}
        }
        let parent = tree.node(at).parent;
        if parent == at {
            break;
        }
        at = parent;
    }
    near.iter().for_each(|&v| fill.add(v));
    let (_, all) = marked.of(container);
    for kind in [Marks::COMMENT, Marks::FURNITURE, Marks::STORY, Marks::BODY] {
        fill.add(all.any(kind) as u8 as f32);
    }
    [article, list, table, quote, head].iter().for_each(|&v| fill.add(v));
}

/// Fills a block's numbers one after another.
struct Fill<'o> {
    out: &'o mut Features,
    at: usize,
}

impl Fill<'_> {
    fn add(&mut self, value: f32) {
        debug_assert!(self.at < COUNT, "more numbers than COUNT");
        if let Some(out) = self.out.get_mut(self.at) {
            *out = value;
        }
        self.at += 1;
    }
}
