//! Marks of credit in a page's metadata, as references like those of the prose.

use super::citation::Reference;
use crate::id::PageIx;
use crate::lineage::CitationForm;
use crate::page::Page;
use crate::page::identity::outlet::host;
use crate::span::Span;

/// The marks of `page` that name another address or outlet. Their spans are empty, at the begin of the text: the words
/// stand in the metadata, not on the page.
pub(crate) fn marks(ix: PageIx, page: &Page) -> Vec<Reference> {
    let own = page.url.as_ref().map(|u| address(&u.value));
    let mut out: Vec<Reference> = Vec::new();
    for mark in page.credits.iter().take(16) {
        let value = mark.value.trim();
        let is_address = value.contains("://");
        if value.is_empty() || is_address && own == Some(address(value)) {
            continue;
        }
        let site = if is_address { host(value) } else { None };
        let text = site.map_or_else(|| value.chars().take(200).collect(), str::to_owned);
        if out.iter().any(|r| r.text == text) {
            continue;
        }
        out.push(Reference {
            page: ix,
            form: CitationForm::Credit,
            text,
            name: Span::default(),
            span: Span::default(),
            date: None,
            url: is_address.then(|| value.to_owned()),
            tentative: false,
            titled: Vec::new(),
        });
    }
    out
}

/// An address without scheme, `www.`, query, fragment and a last slash: what tells whether two are one.
pub(crate) fn address(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, r)| r);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    rest.trim_start_matches("www.").trim_end_matches('/')
}
