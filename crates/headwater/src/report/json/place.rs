//! Places in code points.

use serde::Serialize;

use crate::id::PageIx;
use crate::page::Page;
use crate::reuse::Place;
use crate::span::{CodePoints, Span};

/// `[begin, end]` in code points.
pub(super) type Range = [u32; 2];

/// The code points of every page.
pub(super) struct Places<'a> {
    pages: Vec<CodePoints<'a>>,
    /// For a page that is not there: no finding points to one.
    nowhere: CodePoints<'a>,
}

/// A stretch of one page.
#[derive(Serialize)]
pub(super) struct PlaceObject<'a> {
    pub(super) page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<&'a str>,
    pub(super) span: Range,
}

impl<'a> Places<'a> {
    pub(super) fn new(pages: &'a [Page]) -> Places<'a> {
        Places { pages: pages.iter().map(|p| CodePoints::new(&p.text)).collect(), nowhere: CodePoints::new("") }
    }

    pub(super) fn points(&self, page: PageIx) -> &CodePoints<'a> {
        self.pages.get(page.ix()).unwrap_or(&self.nowhere)
    }

    pub(super) fn range(&self, page: PageIx, span: Span) -> Range {
        self.points(page).range(span)
    }

    pub(super) fn ranges(&self, page: PageIx, spans: &[Span]) -> Vec<Range> {
        spans.iter().map(|&s| self.range(page, s)).collect()
    }

    pub(super) fn place(&self, place: Place) -> PlaceObject<'a> {
        PlaceObject { page: place.page.to_string(), path: None, span: self.range(place.page, place.span) }
    }

    pub(super) fn place_with_path(&self, place: Place, pages: &'a [Page]) -> PlaceObject<'a> {
        let path = pages.get(place.page.ix()).map(|p| p.path.as_str());
        PlaceObject { path, ..self.place(place) }
    }
}
