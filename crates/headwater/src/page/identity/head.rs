//! What a document says of itself in its head: `meta`, `link`, `title`, JSON-LD; and the same in microdata.

use serde_json::Value;

use crate::page::tree::markup::{attributes, unescape};
use crate::page::tree::tag::Tag;
use crate::page::tree::{Kind, Tree};

/// Longest value that is read of one field, in bytes; a headline or a name is far shorter.
const LONGEST: usize = 2000;

/// Most fields that are kept of one document.
const FIELDS: usize = 2000;

/// A document's own words on itself, in its order.
#[derive(Debug, Default)]
pub struct Head {
    /// `meta` elements: name or property in lower case, content.
    pub meta: Vec<(String, String)>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// `html lang`.
    pub lang: Option<String>,
    /// `title`.
    pub title: Option<String>,
    /// Every object of JSON-LD that has a type, with what nests in it.
    pub schema: Vec<Value>,
}

impl Head {
    /// Reads it off a tree. Linear in the nodes.
    pub fn of(tree: &Tree<'_>) -> Head {
        let mut head = Head::default();
        for (ix, node) in tree.nodes.iter().enumerate() {
            let Kind::Element(tag) = node.kind else { continue };
            let ix = ix as u32;
            match tag {
                Tag::Meta if head.meta.len() < FIELDS => head.take_meta(tree.own(ix)),
                Tag::Link
                    if head.canonical.is_none()
                        && tree.attribute(ix, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) =>
                {
                    head.canonical = tree.attribute(ix, "href").map(clean).filter(|h| !h.is_empty());
                }
                Tag::Html => head.lang = tree.attribute(ix, "lang").or(tree.attribute(ix, "xml:lang")).map(clean),
                // A title within the body is a picture's (SVG), not the page's.
                Tag::Title if head.title.is_none() => {
                    head.title = Some(tree.words(ix, LONGEST)).filter(|t| !t.is_empty());
                }
                Tag::Script if head.schema.len() < FIELDS => {
                    let typed = tree
                        .attribute(ix, "type")
                        .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"));
                    if typed && node.end > ix + 1 {
                        head.take_schema(tree.own(ix + 1));
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// The first content of a field that is not empty.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.meta.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.as_str())
    }

    /// The first of several fields that is there, with its name.
    pub fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, &str)> {
        names.iter().find_map(|&n| self.field(n).map(|v| (n, v)))
    }

    fn take_meta(&mut self, own: &str) {
        let (mut name, mut content) = (None, None);
        for (key, value) in attributes(own) {
            match key.len() {
                4 if key.eq_ignore_ascii_case("name") => name = name.or(Some(value)),
                8 if key.eq_ignore_ascii_case("property") || key.eq_ignore_ascii_case("itemprop") => name = Some(value),
                10 if key.eq_ignore_ascii_case("http-equiv") => name = name.or(Some(value)),
                7 if key.eq_ignore_ascii_case("content") => content = Some(value),
                _ => {}
            }
        }
        if let (Some(name), Some(content)) = (name, content) {
            self.meta.push((name.trim().to_lowercase(), clean(content)));
        }
    }

    fn take_schema(&mut self, source: &str) {
        let body =
            source.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
        let body = body.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>");
        let body = body.trim().trim_end_matches(';');
        let value = serde_json::from_str(body).or_else(|_| serde_json::from_str(&mended(body)));
        if let Ok(value) = value {
            collect(value, &mut self.schema);
        }
    }
}

/// JSON as pages break it: line breaks and tabs within strings, commas before a closing bracket.
fn mended(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        match c {
            '"' if !escaped => quoted = !quoted,
            _ if quoted && c.is_control() => {
                out.push(' ');
                continue;
            }
            ']' | '}' if !quoted => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// Flattens lists and graphs to the objects in them.
fn collect(value: Value, out: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| collect(v, out)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect(graph, out);
            }
            if object.contains_key("@type") && out.len() < FIELDS {
                out.push(Value::Object(object));
            }
        }
        _ => {}
    }
}

/// Entities decoded, white space folded, tags and overlength cut.
pub fn clean(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = unescape(&text[..end]);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        // Soft hyphens say where a word may be parted, and are none of its letters.
        if word.contains('\u{AD}') {
            out.extend(word.chars().filter(|&c| c != '\u{AD}'));
        } else {
            out.push_str(word);
        }
    }
    out
}

/// Whether a JSON-LD object is of a type whose name ends so, as `Article` for `NewsArticle`.
pub fn is_a(object: &Value, endings: &[&str]) -> bool {
    let one = |v: &Value| v.as_str().is_some_and(|t| endings.iter().any(|e| t.ends_with(e)));
    match &object["@type"] {
        Value::Array(list) => list.iter().any(one),
        v => one(v),
    }
}

/// The names in a JSON-LD value: a string, an object with a name, or a list of such.
pub fn names(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(s) => out.extend(Some(clean(s)).filter(|s| !s.is_empty())),
        Value::Array(list) => list.iter().take(20).for_each(|v| names(v, out)),
        Value::Object(o) => match o.get("name").or(o.get("@value")) {
            Some(Value::Object(_)) | None => {}
            Some(v) => names(v, out),
        },
        _ => {}
    }
}
