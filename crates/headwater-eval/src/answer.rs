//! Format 1 of the JSON as a scorer reads it: what others measure is measured here, the writing of it included.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use headwater::page::{self, Limits, Media, Page, Source};
use headwater::{report, trace};
use rayon::prelude::*;
use serde::Deserialize;

/// A stretch of a page's text in code points.
pub(crate) type Range = [usize; 2];

/// A trace.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    pub(crate) pages: Vec<PageAnswer>,
    pub(crate) speakers: Vec<SpeakerAnswer>,
    pub(crate) quotations: Vec<QuotationAnswer>,
    pub(crate) reuse: Vec<PassageAnswer>,
    pub(crate) lost: Vec<LostAnswer>,
    pub(crate) derivations: Vec<DerivationAnswer>,
    pub(crate) statements: Vec<StatementAnswer>,
    pub(crate) corroborations: Vec<CorroborationAnswer>,
    pub(crate) circular: Vec<CircularAnswer>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PageAnswer {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) title: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) published: Option<String>,
    pub(crate) text: String,
    pub(crate) story: String,
    pub(crate) comments: Vec<CommentAnswer>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CommentAnswer {
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SpeakerAnswer {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct QuotationAnswer {
    pub(crate) id: String,
    pub(crate) page: String,
    pub(crate) content: Vec<Range>,
    pub(crate) speaker: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PassageAnswer {
    pub(crate) a: SideAnswer,
    pub(crate) b: SideAnswer,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SideAnswer {
    pub(crate) page: String,
    pub(crate) span: Range,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DerivationAnswer {
    pub(crate) page: String,
    pub(crate) from: AncestorAnswer,
    pub(crate) confidence: f64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct AncestorAnswer {
    pub(crate) page: Option<String>,
    #[serde(default)]
    pub(crate) lost: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct LostAnswer {
    pub(crate) id: String,
    pub(crate) from: Option<AncestorAnswer>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct StatementAnswer {
    pub(crate) id: String,
    pub(crate) quotations: Vec<String>,
    pub(crate) routes: Vec<String>,
    pub(crate) origins: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CorroborationAnswer {
    pub(crate) by: Option<String>,
    pub(crate) kind: String,
    pub(crate) page: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct CircularAnswer {
    pub(crate) path: Vec<StepAnswer>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct StepAnswer {
    pub(crate) page: Option<String>,
}

/// The attributions of one page.
#[derive(Debug, Deserialize)]
pub(crate) struct AttributionsAnswer {
    pub(crate) attributions: Vec<AttributionAnswer>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct AttributionAnswer {
    #[serde(default)]
    pub(crate) source: Vec<Range>,
    pub(crate) content: Vec<Range>,
}

impl Answer {
    /// Each page's file name, by its id.
    pub(crate) fn names(&self) -> HashMap<&str, &str> {
        self.pages.iter().map(|p| (p.id.as_str(), file_name(&p.path))).collect()
    }

    /// Each page's text, by its id.
    pub(crate) fn texts(&self) -> HashMap<&str, Text> {
        self.pages.iter().map(|p| (p.id.as_str(), Text::new(&p.text))).collect()
    }
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A text that can be cut at code points.
#[derive(Debug)]
pub(crate) struct Text(Vec<char>);

impl Text {
    /// Its characters.
    pub(crate) fn new(text: &str) -> Text {
        Text(text.chars().collect())
    }

    /// The characters.
    pub(crate) fn chars(&self) -> &[char] {
        &self.0
    }

    /// What stands there, as far as the text goes.
    pub(crate) fn cut(&self, [begin, end]: Range) -> String {
        let end = end.min(self.0.len());
        self.0.get(begin.min(end)..end).unwrap_or_default().iter().collect()
    }
}

/// Reads all pages in a folder.
pub(crate) fn read_folder(folder: &Path) -> Result<Vec<Page>> {
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
pub(crate) fn trace(pages: Vec<Page>) -> Result<Answer> {
    trace_with(pages, &trace::Options::default())
}

/// The same, told something.
pub(crate) fn trace_with(pages: Vec<Page>, options: &trace::Options) -> Result<Answer> {
    let answer = report::json::write(&trace::trace(pages, options));
    serde_json::from_str(&answer).context("the JSON of a trace is not format 1")
}
