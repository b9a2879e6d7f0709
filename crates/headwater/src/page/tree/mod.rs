//! Tags to a tree: the structural half of HTML, in one pass and flat.
//!
//! Nodes lie in document order and each knows where its subtree ends, so that a subtree is a slice and a walk is a loop.
//! Two differences from the HTML standard keep the time linear whatever the input: an element is never moved or copied
//! (no adoption of misnested formatting, no fostering out of tables), and elements below a depth are read as if they
//! stood at it. What is lost by that is styling, never words.

use std::ops::Range;

mod build;
pub mod markup;
pub mod tag;

use build::Builder;
use markup::{Scanner, Token, attributes, unescape};
use tag::Tag;

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

    /// Where that stretch stands in the source.
    pub fn range(&self, ix: NodeIx) -> Range<usize> {
        let node = self.node(ix);
        node.begin as usize..node.stop as usize
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
        // Where the innermost block element that is open ends: what follows it is no part of its last word.
        let mut edges: Vec<NodeIx> = Vec::new();
        for at in ix..self.node(ix).end {
            while edges.last().is_some_and(|&end| end <= at) {
                edges.pop();
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            if matches!(self.tag(at), Some(t) if !t.is_inline() && !t.is_raw()) {
                edges.push(self.node(at).end);
            }
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
