//! Tags to a tree: the structural half of HTML, in one pass and flat.
//!
//! Nodes lie in document order and each knows where its subtree ends, so that a subtree is a slice and a walk is a loop.
//! Two differences from the HTML standard keep the time linear whatever the input: an element is never moved or copied
//! (no adoption of misnested formatting, no fostering out of tables), and elements below a depth are read as if they
//! stood at it. What is lost by that is styling, never words.

use std::ops::Range;

use super::markup::{Scanner, Token, attributes, unescape};
use super::tag::Tag;

/// A node's place in [`Tree::nodes`].
pub type NodeIx = u32;

/// An element or a stretch of text.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// How many elements stand around it.
    pub depth: u16,
    /// The element around it; the root is its own.
    pub parent: NodeIx,
    /// One past the last node of its subtree.
    pub end: NodeIx,
    /// Attributes of an element, or the words of a text, in the source.
    begin: u32,
    /// One past their last byte.
    stop: u32,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An element.
    Element(Tag),
    /// Text whose entities are still to be decoded.
    Text,
    /// Text of script, style and the like, as it stands.
    Raw,
}

/// A document's nodes, in document order; the first is a root without a tag of its own.
pub struct Tree<'a> {
    /// The document.
    pub source: &'a str,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// Whether elements stood deeper than the cap.
    pub deep: bool,
    /// Whether there were more nodes than the cap.
    pub many: bool,
}

/// How much of a tree is built.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// Depth of nested elements.
    pub depth: usize,
    /// Nodes.
    pub nodes: usize,
}

impl<'a> Tree<'a> {
    /// Builds the tree of `source`: time linear in its bytes times at most the depth, memory linear in its tags.
    pub fn build(source: &'a str, caps: Caps) -> Tree<'a> {
        let mut builder = Builder::new(source, caps);
        let mut scanner = Scanner::new(source);
        while let Some(token) = scanner.next() {
            if builder.nodes.len() >= caps.nodes {
                builder.many = true;
                break;
            }
            match token {
                Token::Text(range) => builder.text(range, Kind::Text),
                Token::Open { name, attributes, closed } => {
                    let tag = Tag::named(&source[name.clone()]);
                    builder.open(tag, name.clone(), attributes, closed);
                    if tag.is_raw() && !(closed && builder.xml) {
                        let body = scanner.raw(&source[name]);
                        let kind = if matches!(tag, Tag::Title | Tag::Textarea) { Kind::Text } else { Kind::Raw };
                        if !body.is_empty() {
                            builder.text(body, kind);
                        }
                        builder.close_to(builder.open.len().saturating_sub(1));
                    }
                }
                Token::Close { name } => builder.close(Tag::named(&source[name.clone()]), name),
            }
        }
        builder.finish()
    }

    /// The node at `ix`; the root where there is none.
    pub fn node(&self, ix: NodeIx) -> &Node {
        self.nodes.get(ix as usize).unwrap_or(&self.nodes[0])
    }

    /// The element's tag; `None` for text.
    pub fn tag(&self, ix: NodeIx) -> Option<Tag> {
        match self.node(ix).kind {
            Kind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// The node's own stretch of the source: attributes or text.
    pub fn own(&self, ix: NodeIx) -> &'a str {
        let node = self.node(ix);
        self.source.get(node.begin as usize..node.stop as usize).unwrap_or("")
    }

    /// An attribute's value as written, by its lower-case name.
    pub fn attribute(&self, ix: NodeIx, name: &str) -> Option<&'a str> {
        match self.node(ix).kind {
            Kind::Element(_) => attributes(self.own(ix)).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v),
            _ => None,
        }
    }

    /// The words below a node, white space folded, entities decoded; at most about `limit` bytes.
    pub fn words(&self, ix: NodeIx, limit: usize) -> String {
        let mut out = String::new();
        for at in ix..self.node(ix).end {
            if self.node(at).kind == Kind::Text {
                let text = unescape(self.own(at));
                let spaced = text.starts_with(char::is_whitespace);
                for (i, word) in text.split_whitespace().enumerate() {
                    if !out.is_empty() && (i > 0 || spaced) && !out.ends_with(' ') {
                        out.push(' ');
                    }
                    out.push_str(word);
                }
                if text.ends_with(char::is_whitespace) && !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            } else if matches!(self.tag(at), Some(t) if t == Tag::Br || !t.is_inline() && !t.is_raw())
                && !out.is_empty()
                && !out.ends_with(' ')
            {
                out.push(' ');
            }
            if out.len() > limit {
                break;
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// The elements around a node, the nearest first, itself left out.
    pub fn ancestors(&self, ix: NodeIx) -> impl Iterator<Item = NodeIx> + '_ {
        let mut at = ix;
        std::iter::from_fn(move || {
            let parent = self.node(at).parent;
            (parent != at).then(|| {
                at = parent;
                at
            })
        })
    }
}

struct Builder<'a> {
    source: &'a str,
    caps: Caps,
    nodes: Vec<Node>,
    open: Vec<Open>,
    /// How many of each tag are open, so that an end tag without a start costs nothing.
    counts: [u32; Tag::COUNT],
    /// Start tags that were left out below the depth cap and are still waiting for their end tags.
    left_out: usize,
    xml: bool,
    deep: bool,
    many: bool,
}

struct Open {
    node: NodeIx,
    tag: Tag,
    name: (u32, u32),
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, caps: Caps) -> Builder<'a> {
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

    fn text(&mut self, own: Range<usize>, kind: Kind) {
        self.push(kind, own);
    }

    fn open(&mut self, tag: Tag, name: Range<usize>, attributes: Range<usize>, closed: bool) {
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

    fn close(&mut self, tag: Tag, name: Range<usize>) {
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
    fn close_to(&mut self, at: usize) {
        let end = self.nodes.len() as NodeIx;
        for open in self.open.drain(at.max(1)..) {
            self.counts[open.tag as usize] -= 1;
            self.nodes[open.node as usize].end = end;
        }
    }

    fn finish(mut self) -> Tree<'a> {
        self.close_to(1);
        self.nodes[0].end = self.nodes.len() as NodeIx;
        Tree { source: self.source, nodes: self.nodes, deep: self.deep, many: self.many }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let tree = Tree::build(source, Caps { depth: 64, nodes: 1000 });
        fn show(tree: &Tree<'_>, ix: NodeIx, out: &mut String) {
            match tree.node(ix).kind {
                Kind::Text | Kind::Raw => out.push_str(tree.own(ix).trim()),
                Kind::Element(tag) => {
                    *out += &format!("({tag:?} ").to_lowercase();
                    let mut at = ix + 1;
                    while at < tree.node(ix).end {
                        show(tree, at, out);
                        at = tree.node(at).end;
                    }
                    out.push(')');
                }
            }
        }
        let mut out = String::new();
        let mut at = 1;
        while at < tree.node(0).end {
            show(&tree, at, &mut out);
            at = tree.node(at).end;
        }
        out
    }

    #[test]
    fn paragraphs_items_and_cells_end_where_the_next_begins() {
        assert_eq!(shown("<p>a<p>b<div>c</div>"), "(p a)(p b)(div c)");
        assert_eq!(shown("<ul><li>a<li>b<ul><li>c</ul></ul>"), "(ul (li a)(li b(ul (li c))))");
        assert_eq!(shown("<table><tr><td>a<td>b<tr><td><p>c</table>d"), "(table (tr (td a)(td b))(tr (td (p c))))d");
    }

    #[test]
    fn a_stray_end_tag_closes_nothing() {
        assert_eq!(shown("<div>a</p></span>b</div>"), "(div ab)");
        assert_eq!(shown("<div><table><tr><td>a</div>b</td></tr></table>c</div>"), "(div (table (tr (td ab)))c)");
    }

    #[test]
    fn a_misnested_link_ends_being_one() {
        assert_eq!(shown("<a><div>x</a>y</div>z"), "(other (div xy)z)");
        assert_eq!(shown("<b>x<i>y</b>z</i>"), "(b x(i y))z");
    }

    #[test]
    fn script_is_not_text() {
        let tree = Tree::build("<p>a<script>if (1<2) '<p>'</script>b", Caps { depth: 64, nodes: 100 });
        assert_eq!(tree.words(0, 100), "ab");
    }

    #[test]
    fn below_the_cap_everything_stands_at_it() {
        let source = "<div>".repeat(100_000) + "deep" + &"</div>".repeat(100_000) + "<p>after";
        let tree = Tree::build(&source, Caps { depth: 256, nodes: 1 << 20 });
        assert!(tree.deep && tree.nodes.iter().all(|n| n.depth <= 256));
        let after = tree.nodes.last().map(|n| (n.kind, n.depth));
        assert_eq!(after, Some((Kind::Text, 2)));
    }
}
