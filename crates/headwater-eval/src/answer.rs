//! Format 1 of the JSON as a scorer reads it: what others measure is measured here, the writing of it included.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use headwater::page::{self, Limits, Media, Page, Source};
use headwater::{report, trace};
use rayon::prelude::*;
use serde::Deserialize;

/// A stretch of a page's text in code points.
pub type Range = [usize; 2];

/// A trace.
#[derive(Debug, Deserialize)]
pub struct Answer {
    pub pages: Vec<PageAnswer>,
    pub speakers: Vec<SpeakerAnswer>,
    pub quotations: Vec<QuotationAnswer>,
    pub reuse: Vec<PassageAnswer>,
    pub derivations: Vec<DerivationAnswer>,
    pub statements: Vec<StatementAnswer>,
    pub corroborations: Vec<CorroborationAnswer>,
    pub circular: Vec<CircularAnswer>,
}

#[derive(Debug, Deserialize)]
pub struct PageAnswer {
    pub id: String,
    pub path: String,
    pub title: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub text: String,
    pub story: String,
    pub comments: Vec<CommentAnswer>,
}

#[derive(Debug, Deserialize)]
pub struct CommentAnswer {
    pub text: String,
}

#[derive(Debug, Deserialize)]
pub struct SpeakerAnswer {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct QuotationAnswer {
    pub id: String,
    pub page: String,
    pub content: Vec<Range>,
    pub speaker: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct PassageAnswer {
    pub a: SideAnswer,
    pub b: SideAnswer,
}

#[derive(Debug, Deserialize)]
pub struct SideAnswer {
    pub page: String,
    pub span: Range,
}

#[derive(Debug, Deserialize)]
pub struct DerivationAnswer {
    pub page: String,
    pub from: AncestorAnswer,
}

#[derive(Debug, Deserialize)]
pub struct AncestorAnswer {
    pub page: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct StatementAnswer {
    pub id: String,
    pub quotations: Vec<String>,
    pub routes: Vec<String>,
    pub origins: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub struct CorroborationAnswer {
    pub by: Option<String>,
    pub kind: String,
    pub page: String,
}

#[derive(Debug, Deserialize)]
pub struct CircularAnswer {
    pub path: Vec<StepAnswer>,
}

#[derive(Debug, Deserialize)]
pub struct StepAnswer {
    pub page: Option<String>,
}

/// The attributions of one page.
#[derive(Debug, Deserialize)]
pub struct AttributionsAnswer {
    pub attributions: Vec<AttributionAnswer>,
}

#[derive(Debug, Deserialize)]
pub struct AttributionAnswer {
    #[serde(default)]
    pub source: Vec<Range>,
    pub content: Vec<Range>,
}

impl Answer {
    /// Each page's file name, by its id.
    pub fn names(&self) -> HashMap<&str, &str> {
        self.pages.iter().map(|p| (p.id.as_str(), file_name(&p.path))).collect()
    }

    /// Each page's text, by its id.
    pub fn texts(&self) -> HashMap<&str, Text> {
        self.pages.iter().map(|p| (p.id.as_str(), Text::new(&p.text))).collect()
    }
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A text that can be cut at code points.
#[derive(Debug)]
pub struct Text(Vec<char>);

impl Text {
    /// Its characters.
    pub fn new(text: &str) -> Text {
        Text(text.chars().collect())
    }

    /// The characters.
    pub fn chars(&self) -> &[char] {
        &self.0
    }

    /// What stands there, as far as the text goes.
    pub fn cut(&self, [begin, end]: Range) -> String {
        let end = end.min(self.0.len());
        self.0.get(begin.min(end)..end).unwrap_or_default().iter().collect()
    }
}

/// Reads all pages in a folder.
pub fn read_folder(folder: &Path) -> Result<Vec<Page>> {
    let files = crate::data::files(folder)?;
    let read = |path: &std::path::PathBuf| {
        let name = path.to_string_lossy();
        let stem = name.strip_suffix(".gz").unwrap_or(&name);
        let html = stem.ends_with(".html") || stem.ends_with(".htm");
        let source = Source {
            path: name.to_string(),
            bytes: crate::data::bytes(path)?.into(),
            media: if html { Media::Html } else { Media::Text },
            charset: None,
            given: page::Given::default(),
        };
        Ok(page::read(&source, &Limits::default()))
    };
    files.par_iter().map(read).collect()
}

/// Traces pages, writes the answer and reads it again.
pub fn trace(pages: Vec<Page>) -> Result<Answer> {
    let answer = report::json::write(&trace::trace(pages, &trace::Options::default()));
    serde_json::from_str(&answer).context("the JSON of a trace is not format 1")
}
