//! Words that a page keeps for its scripts: a story or comments that no element shows, written out as markup.
//!
//! Some software sends its words as data and lets a script set them: in JSON-LD (`articleBody`, `comment`), in templates
//! (`script type=text/template`, as Blogger's themes do), in `noscript`, in an `iframe`'s `srcdoc`, or as strings of HTML
//! in the JSON of a script or an attribute. Where the elements of a page hold little prose and one of these holds much
//! more, it is put into the document at the place where it would be shown, and the document is read again: so the same
//! steps give its blocks their roles.

use std::fmt::Write as _;

use memchr::memmem;
use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::block::Cut;
use super::block::line;
use super::identity::head::{Head, is_a};
use super::tree::markup::{attributes, unescape};
use super::tree::tag::Tag;
use super::tree::{Kind, NodeIx, Tree};

/// A document with what it kept for its scripts written out.
pub struct Stored {
    /// The new document.
    pub source: String,
    /// Says what was written out, for the page's warnings.
    pub note: String,
}

/// A page whose elements hold more prose than this, in bytes, shows its story: the shortest stories of the annotated
/// pages have about 600, and what furniture prose a page without its story shows is mostly less.
const SHOWN: usize = 1500;

/// How many times more prose than the elements a stored text must hold.
const TIMES: usize = 2;

/// Least prose of a stored text, in bytes: below it is a summary or a notice.
const LEAST: usize = 500;

/// Largest script or attribute that is read as JSON, in bytes.
const JSON: usize = 8 << 20;

/// Most comments that are written out.
const COMMENTS: usize = 5000;

/// Writes out what the page's elements do not show; `None` where they show it. Linear in the document.
pub fn written_out(tree: &Tree<'_>, cut: &Cut, head: &Head) -> Option<Stored> {
    let comments = comments(head, cut);
    let shown: usize = cut.drafts.iter().map(|d| prose(d.span.of(&cut.text), d.linked as usize)).sum();
    let story = if shown < SHOWN { story(tree, head).filter(|s| s.prose >= LEAST.max(shown * TIMES)) } else { None };
    if story.is_none() && comments.is_none() {
        return None;
    }
    let mut source = String::with_capacity(tree.source.len() + 1024);
    let mut notes = Vec::new();
    match story {
        Some(story) => {
            source.push_str(&tree.source[..story.place]);
            source.push_str(&story.markup);
            source.push_str(&tree.source[story.place..]);
            notes.push(format!("the story was read from {}", story.from));
        }
        None => source.push_str(tree.source),
    }
    if let Some(comments) = comments {
        let place = memmem::rfind(source.as_bytes(), b"</body").unwrap_or(source.len());
        source.insert_str(place, &comments);
        notes.push("the comments were read from JSON-LD".to_owned());
    }
    Some(Stored { source, note: notes.join("; ") })
}

/// How many bytes of a block are prose: all of one that reads so, none of any other.
fn prose(words: &str, linked: usize) -> usize {
    let long = words.len() >= 60 && line::ends_sentence(words) || words.len() >= 200;
    if long && linked * 2 < words.len() { words.len() } else { 0 }
}

/// A stored story: its markup, where in the source it belongs, and how much prose it holds.
struct Story {
    markup: String,
    place: usize,
    prose: usize,
    from: &'static str,
}

fn story(tree: &Tree<'_>, head: &Head) -> Option<Story> {
    let mut best: Option<Story> = None;
    let mut offer = |markup: String, place: usize, from: &'static str| {
        let prose = prose_of(&markup);
        if best.as_ref().is_none_or(|b| prose > b.prose) {
            best = Some(Story { markup, place, prose, from });
        }
    };
    let below_title = below_title(tree);
    for object in head.schema.iter().filter(|o| is_a(o, &["Article", "Posting", "Report", "WebPage", "Recipe"])) {
        if let Some(body) = object["articleBody"].as_str().or(object["text"].as_str()) {
            offer(paragraphs(body), below_title, "JSON-LD articleBody");
        }
    }
    for (ix, node) in tree.nodes.iter().enumerate() {
        let Kind::Element(tag) = node.kind else { continue };
        let ix = ix as NodeIx;
        match tag {
            Tag::Script if node.end > ix + 1 => {
                let raw = tree.own(ix + 1);
                let kind = tree.attribute(ix, "type").unwrap_or("").to_ascii_lowercase();
                if kind.contains("template") || kind == "text/html" {
                    offer(raw.to_owned(), behind(tree, ix + 1), "a template");
                } else if !kind.contains("ld+json")
                    && raw.len() <= JSON
                    && let Some(html) = longest_html(raw)
                {
                    offer(html, below_title, "a script's data");
                }
            }
            Tag::Noscript => {
                let begin = tag_end(tree, ix);
                let rest = tree.source.get(begin..).unwrap_or("");
                let length = find_fold(rest.as_bytes(), b"</noscript").unwrap_or(0);
                offer(rest.get(..length).unwrap_or("").to_owned(), begin + length, "noscript");
            }
            Tag::Iframe => {
                if let Some(html) = tree.attribute(ix, "srcdoc") {
                    offer(unescape(html).into_owned(), behind(tree, node.end.saturating_sub(1)), "an iframe's srcdoc");
                }
            }
            _ => {
                let large = |v: &str| v.len() >= LEAST && v.len() <= JSON && v.starts_with(['{', '[']);
                for (_, value) in attributes(tree.own(ix)).filter(|(_, v)| large(v)) {
                    if let Some(html) = longest_html(&unescape(value)) {
                        offer(html, below_title, "an attribute's data");
                    }
                }
            }
        }
    }
    best
}

/// Where a story written out belongs: right behind the first first-level heading, else at the end of the body.
fn below_title(tree: &Tree<'_>) -> usize {
    match tree.nodes.iter().position(|n| n.kind == Kind::Element(Tag::H1)) {
        Some(h1) => behind(tree, tree.nodes[h1].end.saturating_sub(1)),
        None => memmem::rfind(tree.source.as_bytes(), b"</body").unwrap_or(tree.source.len()),
    }
}

/// The end of the tag that closes the element whose last node this is.
fn behind(tree: &Tree<'_>, last: NodeIx) -> usize {
    let from = tree.range(last).end;
    let rest = tree.source.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr(b'>', rest).map_or(tree.source.len(), |p| from + p + 1)
}

/// The end of an element's own start tag.
fn tag_end(tree: &Tree<'_>, ix: NodeIx) -> usize {
    behind(tree, ix)
}

fn find_fold(bytes: &[u8], name: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(p) = memchr::memchr(b'<', bytes.get(at..)?) {
        at += p;
        if bytes.get(at..at + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Plain text, or HTML where it holds tags, as markup in an element that says what it is.
fn paragraphs(text: &str) -> String {
    let mut out = String::from("<div class=\"articlebody\">");
    if text.contains("</p>") || text.contains("<br") {
        out.push_str(text);
    } else {
        for paragraph in text.lines().map(str::trim).filter(|p| !p.is_empty()) {
            let _ = write!(out, "<p>{}</p>", escaped(paragraph));
        }
    }
    out.push_str("</div>");
    out
}

/// Text without the two signs that would begin a tag or an entity; entities that it has already are left.
fn escaped(text: &str) -> String {
    text.replace('<', "&lt;")
}

/// How much prose a piece of markup holds, in bytes, by a rough reading: stretches between block tags.
fn prose_of(markup: &str) -> usize {
    let caps = super::tree::Caps { depth: 64, nodes: 200_000 };
    let tree = Tree::build(markup, caps);
    let limits = super::Limits { text: 4 << 20, blocks: 50_000, ..super::Limits::default() };
    let cut = super::block::cut(&tree, &limits);
    cut.drafts.iter().map(|d| prose(d.span.of(&cut.text), d.linked as usize)).sum()
}

/// The longest string of HTML in the first JSON value of a script or attribute.
fn longest_html(raw: &str) -> Option<String> {
    // Most scripts are code: only what has paragraphs in strings is read as JSON.
    let marked = ["\\u003cp", "\\u003Cp", "<p"].iter().any(|m| memmem::find(raw.as_bytes(), m.as_bytes()).is_some());
    if !marked {
        return None;
    }
    let begin = raw.find(['{', '['])?;
    let mut longest = None;
    // What comes behind the first value is code.
    let _ = Longest(&mut longest).deserialize(&mut serde_json::Deserializer::from_str(&raw[begin..]));
    longest.map(|html: String| format!("<div class=\"articlebody\">{html}</div>"))
}

/// Walks through JSON without keeping it, but for the longest string with a paragraph so far.
struct Longest<'l>(&'l mut Option<String>);

impl<'de> DeserializeSeed<'de> for Longest<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Longest<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_str<E>(self, s: &str) -> Result<(), E> {
        if s.len() > self.0.as_ref().map_or(LEAST, String::len) && s.contains("<p") {
            *self.0 = Some(s.to_owned());
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Longest(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while object.next_key::<IgnoredAny>()?.is_some() {
            object.next_value_seed(Longest(self.0))?;
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Comments of JSON-LD that no element of the page shows, as markup.
fn comments(head: &Head, cut: &Cut) -> Option<String> {
    let mut out = String::new();
    let mut count = 0;
    for object in &head.schema {
        for key in ["comment", "suggestedAnswer", "acceptedAnswer"] {
            write_comments(&object[key], &mut out, &mut count, 0);
        }
    }
    // If the elements show the first, they show all.
    let first = head.schema.iter().flat_map(|o| [&o["comment"], &o["suggestedAnswer"]]).find_map(first_text)?;
    let begin: String = first.split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    let shown = memmem::find(cut.text.as_bytes(), begin.as_bytes()).is_some();
    (count > 0 && !shown).then(|| format!("<section class=\"comments\">{out}</section>"))
}

fn text_of(value: &Value) -> &str {
    ["text", "commentText", "articleBody"].iter().find_map(|k| value[*k].as_str()).unwrap_or("").trim()
}

fn first_text(value: &Value) -> Option<&str> {
    let first = value.as_array().and_then(|l| l.first()).unwrap_or(value);
    Some(text_of(first)).filter(|t| !t.is_empty())
}

fn write_comments(value: &Value, out: &mut String, count: &mut usize, depth: usize) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| write_comments(v, out, count, depth)),
        Value::Object(_) => {
            let text = text_of(value);
            if text.is_empty() || *count >= COMMENTS || depth > 20 {
                return;
            }
            *count += 1;
            let mut names = Vec::new();
            super::identity::head::names(&value["author"], &mut names);
            names.truncate(1);
            let date = ["dateCreated", "datePublished"].iter().find_map(|k| value[*k].as_str()).unwrap_or("");
            let _ = write!(
                out,
                "<article class=\"comment\"><cite class=\"fn\">{}</cite><div><time>{}</time></div>{}",
                escaped(&names.concat()),
                escaped(date),
                paragraphs(text).replacen("articlebody", "commenttext", 1)
            );
            write_comments(&value["comment"], out, count, depth + 1);
            out.push_str("</article>");
        }
        _ => {}
    }
}
