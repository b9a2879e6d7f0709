//! A record a line, as `headwater` and many other programs read it.

use std::borrow::Cow;

use headwater::page::{Media, decode};
use headwater_store::Kept;
use serde_json::{Map, Value};

/// One page as a record, with its line end. Bytes that are no UTF-8 are decoded, so the record holds the page's text and
/// marks, and not always its bytes; a web archive holds them.
pub(crate) fn record(kept: &Kept) -> String {
    let source = &kept.source;
    let text = match std::str::from_utf8(&source.bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let decoded = decode::decode(&source.bytes, source.charset.as_deref(), usize::MAX);
            Cow::Owned(decoded.text.to_string())
        }
    };
    let html = match source.media {
        Media::Html => true,
        Media::Text | Media::Markdown => false,
        Media::Unknown => text.trim_start().starts_with('<'),
    };
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), Value::from(value));
        }
    };
    put("id", Some(&source.path));
    put(if html { "html" } else { "text" }, Some(&text));
    put("url", source.given.url.as_deref());
    put("title", source.given.title.as_deref());
    put("date", source.given.date.as_deref());
    put("outlet", source.given.outlet.as_deref());
    if !source.given.authors.is_empty() {
        out.insert("authors".to_owned(), source.given.authors.clone().into());
    }
    format!("{}\n", Value::Object(out))
}
