//! What is handed over to be read: bytes, what is known of them from outside, and how much of them is read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One document as somebody hands it over: bytes, and what is known of them from outside.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// How the caller calls it: a file's path, or `FILE#ID` for a record in a file.
    pub path: String,
    /// The document as fetched.
    pub bytes: Cow<'a, [u8]>,
    /// What the bytes are.
    pub media: Media,
    /// The character set that a transport named (an HTTP header), if any.
    pub charset: Option<String>,
    /// What the caller knows of the page; it wins over what the page says.
    pub given: Given,
}

/// What the bytes of a [`Source`] are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Media {
    /// Not known: told from the bytes.
    #[default]
    Unknown,
    /// HTML or XHTML.
    Html,
    /// Bare text, taken as it stands.
    Text,
    /// Markdown, taken as it stands; its marks tell headings, lists and quotations.
    Markdown,
}

/// What a caller knows of a page from outside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// Where it was fetched from.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its date of publication, in any form that [`super::date`] reads.
    pub date: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was fetched, in any form that [`super::date`] reads: never taken for the date of publication.
    #[serde(default)]
    pub fetched: Option<String>,
}

/// How much of a hostile page is read. What lies beyond is cut, with a warning.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the document.
    pub bytes: usize,
    /// Bytes of the page's text.
    pub text: usize,
    /// Depth of nested elements; deeper ones are read as if they stood at this depth.
    pub depth: usize,
    /// Blocks of a page.
    pub blocks: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 64 << 20, text: 32 << 20, depth: 256, blocks: 200_000 }
    }
}

impl<'a> Source<'a> {
    /// Bare text under a name.
    pub fn text(path: &str, text: &'a str) -> Source<'a> {
        Source {
            path: path.to_owned(),
            bytes: Cow::Borrowed(text.as_bytes()),
            media: Media::Text,
            charset: Some("utf-8".to_owned()),
            given: Given::default(),
        }
    }

    /// An HTML document under a name.
    pub fn html(path: &str, bytes: &'a [u8]) -> Source<'a> {
        Source {
            path: path.to_owned(),
            bytes: Cow::Borrowed(bytes),
            media: Media::Html,
            charset: None,
            given: Given::default(),
        }
    }
}
