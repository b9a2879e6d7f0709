//! Where a start or end tag puts what comes after it: which elements it opens and closes.

use std::ops::Range;

use super::tag::Tag;
use super::{Caps, Kind, Node, NodeIx, Tree};

pub(super) struct Builder<'a> {
    source: &'a str,
    caps: Caps,
    pub(super) nodes: Vec<Node>,
    pub(super) open: Vec<Open>,
    /// How many of each tag are open, so that an end tag without a start costs nothing.
    counts: [u32; Tag::COUNT],
    /// Start tags that were left out below the depth cap and are still waiting for their end tags.
    left_out: usize,
    pub(super) xml: bool,
    deep: bool,
    pub(super) many: bool,
}

pub(super) struct Open {
    node: NodeIx,
    tag: Tag,
    name: (u32, u32),
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, caps: Caps) -> Builder<'a> {
        let root = Node { kind: Kind::Element(Tag::Other), depth: 0, parent: 0, end: 0, begin: 0, stop: 0 };
        let mut nodes = Vec::with_capacity((source.len() / 32).min(caps.nodes) + 1);
        nodes.push(root);
        Builder {
            source,
            caps,
            nodes,
            open: vec![Open { node: 0, tag: Tag::Other, name: (0, 0) }],
            counts: [0; Tag::COUNT],
            left_out: 0,
            xml: source.trim_start().starts_with("<?xml"),
            deep: false,
            many: false,
        }
    }

    fn push(&mut self, kind: Kind, own: Range<usize>) -> NodeIx {
        let ix = self.nodes.len() as NodeIx;
        let parent = self.open.last().map_or(0, |o| o.node);
        let depth = self.open.len() as u16;
        self.nodes.push(Node { kind, depth, parent, end: ix + 1, begin: own.start as u32, stop: own.end as u32 });
        ix
    }

    pub(super) fn text(&mut self, own: Range<usize>, kind: Kind) {
        self.push(kind, own);
    }

    pub(super) fn open(&mut self, tag: Tag, name: Range<usize>, attributes: Range<usize>, closed: bool) {
        // Attributes of a second html or body tag are left; the element itself would only nest what is one.
        if matches!(tag, Tag::Html | Tag::Body) && self.counts[tag as usize] > 0 {
            return;
        }
        self.close_implied(tag);
        let childless = tag.is_void() || (closed && (self.xml || tag == Tag::Other && self.inside(Tag::Svg)));
        if !childless && self.open.len() >= self.caps.depth {
            self.deep = true;
            self.left_out += 1;
            if tag.is_raw() {
                // Its text must not be taken for words: it stands under an element all the same.
                self.left_out -= 1;
            } else {
                self.push(Kind::Element(tag), attributes);
                return;
            }
        }
        let node = self.push(Kind::Element(tag), attributes);
        if !childless {
            self.counts[tag as usize] += 1;
            self.open.push(Open { node, tag, name: (name.start as u32, name.end as u32) });
        }
    }

    fn inside(&self, tag: Tag) -> bool {
        self.counts[tag as usize] > 0
    }

    /// Closes what the start of `tag` ends without an end tag of its own.
    fn close_implied(&mut self, tag: Tag) {
        use Tag::*;
        if self.inside(Head)
            && !matches!(tag, Meta | Link | Title | Script | Style | Base | Noscript | Template | Other)
        {
            self.close_in(Head, &[]);
        }
        match tag {
            Li => self.close_in(Li, &[Ul, Ol, Menu, Dir]),
            Dt | Dd => {
                self.close_in(Dt, &[Dl]);
                self.close_in(Dd, &[Dl]);
            }
            Tr => self.close_in(Tr, &[Table]),
            Td | Th => {
                self.close_in(Td, &[Tr, Table]);
                self.close_in(Th, &[Tr, Table]);
            }
            Tbody | Thead | Tfoot => {
                for section in [Tbody, Thead, Tfoot] {
                    self.close_in(section, &[Table]);
                }
            }
            Option | Optgroup => self.close_in(Option, &[Select]),
            A => self.close_formatting(A),
            _ => {}
        }
        if self.inside(P)
            && (!tag.is_inline()
                && !matches!(
                    tag,
                    Script
                        | Style
                        | Noscript
                        | Template
                        | Iframe
                        | Object
                        | Audio
                        | Video
                        | Canvas
                        | Svg
                        | Math
                        | Embed
                        | Param
                        | Track
                        | Meta
                        | Link
                        | Progress
                        | Textarea
                        | Select
                        | Option
                        | Optgroup
                ))
        {
            self.close_in(P, &[Td, Th, Table, Button, Object, Caption]);
        }
    }

    /// Closes the nearest open `tag` that no `barrier` stands before.
    fn close_in(&mut self, tag: Tag, barriers: &[Tag]) {
        if !self.inside(tag) {
            return;
        }
        let found = self.open.iter().rposition(|o| o.tag == tag || barriers.contains(&o.tag));
        if let Some(at) = found.filter(|&at| self.open[at].tag == tag) {
            self.close_to(at);
        }
    }

    /// Closes an open formatting element, if no block was opened within it; else it ends with that block's parent.
    fn close_formatting(&mut self, tag: Tag) {
        if !self.inside(tag) {
            return;
        }
        let Some(at) = self.open.iter().rposition(|o| o.tag == tag) else { return };
        if self.open[at..].iter().all(|o| o.tag.is_inline()) {
            self.close_to(at);
        } else if let Some(open) = self.open.get_mut(at) {
            // It spans blocks that go on after it: what follows would wrongly be a link, so it is none.
            open.tag = Tag::Other;
            open.name = (0, 0);
            self.counts[tag as usize] -= 1;
            self.counts[Tag::Other as usize] += 1;
            self.nodes[open.node as usize].kind = Kind::Element(Tag::Other);
        }
    }

    pub(super) fn close(&mut self, tag: Tag, name: Range<usize>) {
        if matches!(tag, Tag::Html | Tag::Body) || tag.is_void() {
            // `</br>` and `</p>` without a start make an element in browsers; here only the break matters.
            if tag == Tag::Br {
                self.push(Kind::Element(Tag::Br), 0..0);
            }
            return;
        }
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        if !self.inside(tag) {
            return;
        }
        if tag.is_formatting() {
            return self.close_formatting(tag);
        }
        let source = self.source;
        let same = |o: &Open| {
            o.tag == tag
                && (tag != Tag::Other
                    || source[o.name.0 as usize..o.name.1 as usize].eq_ignore_ascii_case(&source[name.clone()]))
        };
        // An end tag inside a table cell does not close what stands around the table.
        let walled = !matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Td | Tag::Th);
        let found = self.open.iter().rposition(|o| same(o) || walled && matches!(o.tag, Tag::Td | Tag::Th));
        if let Some(at) = found.filter(|&at| same(&self.open[at])) {
            self.close_to(at);
        }
    }

    /// Closes every element from `at` of the open ones on; the root stays.
    pub(super) fn close_to(&mut self, at: usize) {
        let end = self.nodes.len() as NodeIx;
        for open in self.open.drain(at.max(1)..) {
            self.counts[open.tag as usize] -= 1;
            self.nodes[open.node as usize].end = end;
        }
    }

    pub(super) fn finish(mut self) -> Tree<'a> {
        self.close_to(1);
        self.nodes[0].end = self.nodes.len() as NodeIx;
        Tree { source: self.source, nodes: self.nodes, deep: self.deep, many: self.many }
    }
}
