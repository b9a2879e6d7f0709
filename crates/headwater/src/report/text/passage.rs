//! Passages that pages share, and the texts they make, one by one: a collection may hold more of them than memory does.

use super::sheet::{Ink, Run, Sheet};
use super::statement::shorten;
use super::{Style, cut, faint, more, plain, strong};
use crate::id::PassageIx;
use crate::page::Page;
use crate::report::name;
use crate::report::note::count;
use crate::report::words::{Piece, read_against};
use crate::reuse::cluster::Cluster;
use crate::reuse::{Kind, Passage, SetPhrase, drift};
use crate::trace::Trace;

/// Passages or texts for a first look.
const FEW: usize = 20;

/// Words of a passage for a first look.
const FEW_WORDS: usize = 80;

/// Wordings of a text, and places of a wording, for a first look.
const FEW_WORDINGS: usize = 5;
const FEW_PLACES: usize = 8;

pub(super) fn passages(sheet: &mut Sheet, trace: &Trace) {
    let style = *sheet.style();
    sheet.add(&head(&style, trace.pages.len(), trace.reuse.passages.len(), trace.reuse.loose.len()));
    let mut ix = 0;
    for kind in [Kind::Copy, Kind::Loose] {
        let all = trace.reuse.of(kind);
        let shown = shown(&style, all.len());
        sheet.add(&head_of(&style, kind, all.len()));
        for (p, ix) in all.iter().zip(ix..).take(shown) {
            if let (Some(a), Some(b)) = (trace.pages.get(p.a.page.ix()), trace.pages.get(p.b.page.ix())) {
                sheet.add(&passage(&style, PassageIx::new(ix), kind, p, a, b));
            }
        }
        sheet.add(&rest(&style, all.len() - shown, called(kind)));
        ix += all.len();
    }
    for s in &trace.reuse.set_phrases {
        if let Some(page) = trace.pages.get(s.place.page.ix()) {
            sheet.add(&set_phrase(&style, s, page));
        }
    }
}

/// How many of `all` passages or texts are shown.
pub fn shown(style: &Style, all: usize) -> usize {
    cut(style, all, FEW)
}

/// The lines that stand first.
pub fn head(style: &Style, pages: usize, passages: usize, loose: usize) -> String {
    let mut sheet = Sheet::new(style);
    let mut line = format!("{} · {}", count(pages, "page"), count(passages, called(Kind::Copy)));
    if loose > 0 {
        line = format!("{line} · {}", count(loose, called(Kind::Loose)));
    }
    sheet.put(0, 2, &[strong(line)]);
    if passages == 0 {
        sheet.put(2, 2, &[faint("no two pages share seven words in a row or nearly so")]);
    }
    sheet.finish()
}

/// The lines before the passages of one kind.
pub fn head_of(style: &Style, kind: Kind, passages: usize) -> String {
    let mut sheet = Sheet::new(style);
    if kind == Kind::Loose && passages > 0 {
        let told = "told in the same order, much of the wording changed; this alone is no sign of copying";
        sheet.blank();
        sheet.put(0, 2, &[strong(count(passages, called(kind))), faint(format!(": {told}"))]);
    }
    sheet.finish()
}

/// What one passage of a kind is called.
pub fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::Copy => "passage",
        Kind::Loose => "loose passage",
    }
}

/// One passage: its pages, how much is the same, and the second side read against the first; of a loose passage both
/// sides as they stand.
pub fn passage(style: &Style, ix: PassageIx, kind: Kind, p: &Passage, a: &Page, b: &Page) -> String {
    let mut sheet = Sheet::new(style);
    sheet.blank();
    let percent = (f64::from(p.identity) * 100.0).round();
    let sides = format!("{} ~ {}", a.path, b.path);
    let facts = format!(" — {}, {percent} % the same", count(p.words as usize, "word"));
    sheet.put(2, 6, &[faint(format!("{ix} ")), strong(sides), faint(facts)]);
    match kind {
        Kind::Copy => {
            let runs: Vec<Run> = shorten(read_against(&a.text, &b.text, &[p.b.span], &p.drift), most(style));
            sheet.put(6, 6, &runs);
        }
        Kind::Loose => {
            for (place, page) in [(p.a, a), (p.b, b)] {
                let runs: Vec<Run> = shorten(read_against("", &page.text, &[place.span], &[]), most(style));
                sheet.put(6, 6, &runs);
            }
        }
    }
    sheet.finish()
}

/// The line for what is not shown.
pub fn rest(style: &Style, hidden: usize, what: &str) -> String {
    let mut sheet = Sheet::new(style);
    more(&mut sheet, hidden, what);
    sheet.finish()
}

/// A phrase that stands on too many pages to be a passage.
pub fn set_phrase(style: &Style, phrase: &SetPhrase, page: &Page) -> String {
    let mut sheet = Sheet::new(style);
    let head = format!("set phrase on {}, no passage: ", count(phrase.pages as usize, "page"));
    sheet.put(2, 6, &[(Ink::Faint, head), plain(name::flat(phrase.place.span.of(&page.text)))]);
    sheet.finish()
}

/// The lines that stand first where texts are asked for.
pub fn head_of_clusters(style: &Style, pages: usize, texts: usize) -> String {
    let mut sheet = Sheet::new(style);
    let texts_counted = format!("{} on several of them", count(texts, "text"));
    sheet.put(0, 2, &[strong(format!("{} · {texts_counted}", count(pages, "page")))]);
    if texts == 0 {
        sheet.put(2, 2, &[faint("no two pages share seven words in a row or nearly so")]);
    }
    sheet.finish()
}

/// One text: its commonest wording, and every other wording read against that one. `pages` are, for each wording, the
/// pages of its places.
pub fn cluster(style: &Style, number: usize, cluster: &Cluster, pages: &[Vec<&Page>]) -> String {
    let mut sheet = Sheet::new(style);
    sheet.blank();
    let wordings = count(cluster.variants.len(), "wording");
    let head = format!("on {} in {wordings}", count(cluster.pages as usize, "page"));
    sheet.put(2, 6, &[faint(format!("t{number} ")), strong(head)]);
    let first = cluster.variants.first().and_then(|v| v.places.first()).copied();
    let first = first.zip(pages.first().and_then(|p| p.first()));
    let shown = cut(style, cluster.variants.len(), FEW_WORDINGS);
    for (variant, pages) in cluster.variants.iter().zip(pages).take(shown) {
        let (Some(place), Some(page), Some((common, from))) = (variant.places.first(), pages.first(), first) else {
            continue;
        };
        let told = cut(style, pages.len(), FEW_PLACES);
        let mut paths: Vec<&str> = pages.iter().take(told).map(|p| p.path.as_str()).collect();
        let left = format!("and {} more", pages.len() - told);
        if told < pages.len() {
            paths.push(&left);
        }
        sheet.put(4, 8, &[plain(format!("{} × ", pages.len())), faint(paths.join(", "))]);
        let changes = drift::compare(&from.text, common.span, &page.text, place.span);
        let pieces: Vec<Piece<'_>> = read_against(&from.text, &page.text, &[place.span], &changes);
        sheet.put(8, 8, &shorten(pieces, most(style)));
    }
    if shown < cluster.variants.len() {
        sheet.put(4, 8, &[faint(format!("… {} more wordings; --all shows them", cluster.variants.len() - shown))]);
    }
    sheet.finish()
}

fn most(style: &Style) -> usize {
    if style.all { usize::MAX } else { FEW_WORDS }
}
