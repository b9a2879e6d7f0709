//! Passages one by one, each with the paths of its pages: the lines of `headwater reuse`.

use serde::Serialize;

use super::line;
use super::lineage::{ChangeObject, PassageObject, rounded};
use super::place::{PlaceObject, Range};
use crate::id::PassageIx;
use crate::page::Page;
use crate::reuse::cluster::Cluster;
use crate::reuse::{Kind, Passage, Place, SetPhrase};
use crate::span::CodePoints;

#[derive(Serialize)]
struct SetPhraseLine<'a> {
    set_phrase: PlaceObject<'a>,
    pages: u32,
    text: &'a str,
}

#[derive(Serialize)]
struct ClusterLine<'a> {
    id: String,
    pages: u32,
    variants: Vec<VariantObject<'a>>,
}

/// One wording: how often it stands, its words at the first place, and all places.
#[derive(Serialize)]
struct VariantObject<'a> {
    count: usize,
    text: &'a str,
    places: Vec<PlaceObject<'a>>,
}

/// Writes one passage: one line, without a line end.
pub fn passage(ix: PassageIx, kind: Kind, p: &Passage, a: &Page, b: &Page) -> String {
    let (in_a, in_b) = (CodePoints::new(&a.text), CodePoints::new(&b.text));
    let changes = p.drift.iter().map(|c| ChangeObject {
        a: in_a.range(c.a),
        b: in_b.range(c.b),
        kind: c.kind.name(),
        sort: c.sort.name(),
    });
    line(&PassageObject {
        id: ix.to_string(),
        kind: kind.name(),
        a: side(p.a, a, in_a.range(p.a.span)),
        b: side(p.b, b, in_b.range(p.b.span)),
        words: p.words,
        identity: rounded(p.identity),
        drift: changes.collect(),
    })
}

/// Writes a phrase that stands on too many pages to be a passage, with the first place where it stands: an object
/// whose key `set_phrase` tells it from a passage; one line, without a line end.
pub fn set_phrase(phrase: &SetPhrase, page: &Page) -> String {
    let range = CodePoints::new(&page.text).range(phrase.place.span);
    let text = phrase.place.span.of(&page.text);
    line(&SetPhraseLine { set_phrase: side(phrase.place, page, range), pages: phrase.pages, text })
}

/// Writes a text that stands on several pages: one line, without a line end. `pages` are, for each wording, the pages
/// of its places.
pub fn cluster(number: usize, cluster: &Cluster, pages: &[Vec<&Page>]) -> String {
    let variants = cluster.variants.iter().zip(pages).map(|(v, pages)| {
        let places = v.places.iter().zip(pages);
        VariantObject {
            count: v.places.len(),
            text: places.clone().next().map_or("", |(place, page)| place.span.of(&page.text)),
            places: places.map(|(p, page)| side(*p, page, CodePoints::new(&page.text).range(p.span))).collect(),
        }
    });
    line(&ClusterLine { id: format!("t{number}"), pages: cluster.pages, variants: variants.collect() })
}

fn side<'a>(place: Place, page: &'a Page, span: Range) -> PlaceObject<'a> {
    PlaceObject { page: place.page.to_string(), path: Some(&page.path), span }
}
