//! What can be counted of a block, for the classifier: its words, its place in the tree, and its neighbours.
//!
//! Every feature is a number whose greater or smaller values mean something, because the trees of [`super::model`] only
//! compare. Adding one means learning the weights again (`headwater-eval train page`).

use super::centre::Centre;
use super::mark::{Marked, Marks};
use crate::page::block::line::{self, Tell};
use crate::page::block::{Cut, Draft, Form};
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, NodeIx, Tree};

/// How many numbers describe a block.
pub const COUNT: usize = OWN + 4 * NEAR + PLACE;

/// Numbers on the block's own words.
const OWN: usize = 20;
/// Numbers taken over from each of the two blocks before and after.
const NEAR: usize = 5;
/// Numbers on the block's place in the tree and on the page.
const PLACE: usize = 30 + Marks::KINDS;

/// Which number says that an element around the block is named as comments.
pub const AMONG_COMMENTS: usize = OWN + 4 * NEAR + Marks::KINDS;

/// The numbers of one block.
pub type Features = [f32; COUNT];

/// How many elements around a block are looked at; marks further out say little of it.
const REACH: usize = 9;

/// The features of every block of a page, in order. Linear in blocks and nodes.
pub fn of_page(tree: &Tree<'_>, cut: &Cut, marked: &mut Marked<'_, '_>, centre: &Centre) -> Vec<Features> {
    let own: Vec<[f32; OWN]> = cut.drafts.iter().map(|d| of_words(d, d.span.of(&cut.text))).collect();
    let groups = Groups::of(tree, cut, &own);
    let count = cut.drafts.len();
    let first_heading = cut.drafts.iter().position(|d| tree.tag(d.container) == Some(Tag::H1));
    let title = title_words(tree, cut, first_heading);
    (0..count)
        .map(|i| {
            let mut out = [0.0; COUNT];
            let draft = &cut.drafts[i];
            let mut fill = Fill { out: &mut out, at: 0 };
            own[i].iter().for_each(|&v| fill.add(v));
            for step in [-2isize, -1, 1, 2] {
                let near = i.checked_add_signed(step).and_then(|n| own.get(n));
                match near {
                    Some(n) => [n[0], n[2], n[4], n[6], n[9]].iter().for_each(|&v| fill.add(v)),
                    None => (0..NEAR).for_each(|_| fill.add(-1.0)),
                }
            }
            // The marks of the elements around, by how near the nearest is.
            let mut near = [REACH as f32 + 1.0; Marks::KINDS];
            let (mut article, mut list, mut table, mut quote, mut head) = (0.0, 0.0, 0.0, 0.0, 0.0);
            let mut at = draft.container;
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
            let (_, all) = marked.of(draft.container);
            fill.add(all.any(Marks::COMMENT) as u8 as f32);
            fill.add(all.any(Marks::FURNITURE) as u8 as f32);
            fill.add(all.any(Marks::STORY) as u8 as f32);
            [article, list, table, quote, head].iter().for_each(|&v| fill.add(v));
            fill.add(tree.node(draft.container).depth as f32);
            fill.add(i as f32 / count as f32);
            fill.add(draft.span.begin as f32 / cut.text.len().max(1) as f32);
            fill.add(first_heading.map_or(-999.0, |h| (i as f32 - h as f32).clamp(-100.0, 100.0)));
            // Where the bulk of the prose is.
            let inside = centre.contains(tree, draft.node);
            fill.add(inside as u8 as f32);
            fill.add(centre.steps_out(tree, draft.container) as f32);
            fill.add((i as f32 - centre.first as f32).clamp(-60.0, 60.0));
            fill.add((centre.last as f32 - i as f32).clamp(-60.0, 60.0));
            fill.add(centre.share(tree, draft.container));
            let parent = tree.node(draft.container).parent;
            fill.add(centre.share(tree, parent));
            fill.add(centre.share(tree, tree.node(parent).parent));
            groups.fill(i, &mut fill);
            fill.add(known_share(&title, draft.span.of(&cut.text)));
            out
        })
        .collect()
}

struct Fill<'o> {
    out: &'o mut Features,
    at: usize,
}

impl Fill<'_> {
    fn add(&mut self, value: f32) {
        if let Some(out) = self.out.get_mut(self.at) {
            *out = value;
        }
        self.at += 1;
    }
}

fn of_words(draft: &Draft, words: &str) -> [f32; OWN] {
    let (mut count, mut letters, mut capitals, mut digits, mut commas, mut stops, mut signs) = (0, 0, 0, 0, 0, 0, 0);
    let mut blank = true;
    for c in words.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        count += blank as u32;
        if c.is_alphabetic() {
            letters += 1;
            capitals += (blank && c.is_uppercase()) as u32;
        } else if c.is_ascii_digit() {
            digits += 1;
        } else {
            match c {
                ',' | '،' | '、' => commas += 1,
                '.' | '!' | '?' | '。' | '…' => stops += 1,
                '|' | '»' | '«' | '›' | '‹' | '/' | '·' | '•' | '>' | '©' => signs += 1,
                _ => {}
            }
        }
        blank = false;
    }
    // Scripts without blanks: a word is about two letters there.
    let wide = words
        .chars()
        .take(200)
        .filter(|c| matches!(*c as u32, 0x3040..=0x30FF | 0x4E00..=0x9FFF | 0x0E00..=0x0E7F))
        .count();
    let count = if wide > 20 { count + letters / 2 } else { count };
    let bytes = words.len().max(1) as f32;
    let per = |n: u32| n as f32 / count.max(1) as f32;
    let tell = line::tell(words);
    [
        (count as f32 + 1.0).ln(),
        (bytes).ln(),
        draft.linked as f32 / bytes,
        draft.links as f32,
        line::ends_sentence(words) as u8 as f32,
        commas as f32,
        stops as f32,
        per(capitals),
        digits as f32 / (letters + digits).max(1) as f32,
        form_number(draft.form),
        per(signs),
        words.matches('\n').count() as f32,
        (tell == Some(Tell::Furniture)) as u8 as f32,
        (tell == Some(Tell::Byline) || tell == Some(Tell::Credit)) as u8 as f32,
        (tell == Some(Tell::Date)) as u8 as f32,
        (tell == Some(Tell::Caption)) as u8 as f32,
        letters as f32 / count.max(1) as f32,
        words.contains(['“', '”', '«', '„', '"']) as u8 as f32,
        words.chars().next().is_some_and(char::is_lowercase) as u8 as f32,
        words.contains(" | ") as u8 as f32 + words.contains('@') as u8 as f32,
    ]
}

fn form_number(form: Form) -> f32 {
    match form {
        Form::Paragraph => 0.0,
        Form::Quotation => 1.0,
        Form::Preformatted => 2.0,
        Form::Heading => 3.0,
        Form::Item => 4.0,
        Form::Table => 5.0,
    }
}

/// Blocks that the page's template makes alike: those under one parent, and those whose elements are named alike.
struct Groups {
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
    fn of(tree: &Tree<'_>, cut: &Cut, own: &[[f32; OWN]]) -> Groups {
        let parents: Vec<u64> = cut.drafts.iter().map(|d| u64::from(tree.node(d.container).parent)).collect();
        let alikes: Vec<u64> = cut.drafts.iter().map(|d| name_hash(tree, d.container)).collect();
        let (parent, parents) = gather(&parents, cut, own);
        let (alike, alikes) = gather(&alikes, cut, own);
        let tag = |ix: NodeIx| tree.tag(ix).map_or(0.0, tag_number);
        let tags = cut.drafts.iter().map(|d| (tag(d.container), tag(tree.node(d.container).parent))).collect();
        Groups { parent, alike, parents, alikes, tags }
    }

    fn fill(&self, i: usize, fill: &mut Fill<'_>) {
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

/// The long words of the first headline, else of `title`, sorted.
fn title_words(tree: &Tree<'_>, cut: &Cut, heading: Option<usize>) -> Vec<String> {
    let words = match heading.and_then(|h| cut.drafts.get(h)) {
        Some(draft) => draft.span.of(&cut.text).to_owned(),
        None => {
            let title = tree.nodes.iter().position(|n| n.kind == Kind::Element(Tag::Title));
            title.map(|t| tree.words(t as NodeIx, 400)).unwrap_or_default()
        }
    };
    let mut words: Vec<String> = long_words(&words).map(str::to_lowercase).collect();
    words.sort();
    words
}

fn long_words(words: &str) -> impl Iterator<Item = &str> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= 5)
}

/// What share of a block's long words the title has too; of short blocks only, for long ones it says nothing.
fn known_share(title: &[String], words: &str) -> f32 {
    if words.len() > 300 || title.is_empty() {
        return -1.0;
    }
    let (mut known, mut all) = (0, 0);
    for word in long_words(words) {
        all += 1;
        known += title.binary_search_by(|t| t.as_str().cmp(word.to_lowercase().as_str())).is_ok() as u32;
    }
    known as f32 / all.max(1) as f32
}
