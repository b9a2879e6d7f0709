//! What must hold for any bytes. A target panics where it does not.

use std::borrow::Cow;

use headwater::page::block::cut;
use headwater::page::tree::{Caps, Kind, Tree};
use headwater::page::{Limits, Media, Page, Source, date, decode, read};
use headwater::report;
use headwater::trace::{Options, trace};

/// A target: its name, what it does with bytes, and of what its inputs are made.
pub struct Target {
    /// Its name, which is its corpus's folder too where it has one.
    pub name: &'static str,
    /// Reads the bytes, and panics where a law does not hold.
    pub run: fn(&[u8]),
    /// What its inputs are made of.
    pub of: Made,
}

/// What the inputs of a target are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Files of its corpus, changed by bytes.
    Bytes,
    /// Texts of the suite's cases, changed by words; a form feed parts the pages of a case.
    Words,
}

/// Every target.
pub const ALL: [Target; 13] = [
    Target { name: "decode", run: decode_bytes, of: Made::Bytes },
    Target { name: "tree", run: build_tree, of: Made::Bytes },
    Target { name: "block", run: cut_blocks, of: Made::Bytes },
    Target { name: "html", run: read_html, of: Made::Bytes },
    Target { name: "bare", run: read_bare, of: Made::Bytes },
    Target { name: "date", run: read_dates, of: Made::Bytes },
    Target { name: "warc", run: read_warc, of: Made::Bytes },
    Target { name: "jsonl", run: read_jsonl, of: Made::Bytes },
    Target { name: "mhtml", run: read_mhtml, of: Made::Bytes },
    Target { name: "decompress", run: decompress, of: Made::Bytes },
    Target { name: "decision", run: read_decisions, of: Made::Bytes },
    Target { name: "reading", run: headwater_store::fuzz_recall, of: Made::Bytes },
    Target { name: "trace", run: trace_pages, of: Made::Words },
];

/// Smaller than the program's, so that small inputs reach them.
const LIMITS: Limits = Limits { bytes: 1 << 20, text: 1 << 19, depth: 32, blocks: 500 };

fn decode_bytes(bytes: &[u8]) {
    // The first byte chooses what the transport named.
    const SETS: [Option<&str>; 8] = [
        None,
        Some("utf-8"),
        Some("windows-1252"),
        Some("shift_jis"),
        Some("utf-16"),
        Some("gb18030"),
        Some("iso-2022-jp"),
        Some("no such set"),
    ];
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let whole = decode::decode(rest, SETS[usize::from(*first) % SETS.len()], 1 << 20);
    assert!(whole.text.len() <= 3 * rest.len() + 3, "decoding makes at most three bytes of one");
    let cut = decode::decode(rest, None, rest.len() / 2);
    assert!(rest.len() < 2 || !cut.warnings.is_empty(), "a cut is told");
}

fn build_tree(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let caps = Caps { depth: 16, nodes: 2000 };
    let tree = Tree::build(&source, caps);
    assert!(tree.nodes.len() <= caps.nodes + 2, "no more nodes than asked for");
    for (ix, node) in tree.nodes.iter().enumerate() {
        assert!(node.end as usize > ix || ix == 0, "a node ends behind its beginning");
        assert!(node.end as usize <= tree.nodes.len(), "and within the document");
        assert!(node.parent as usize <= ix, "what is around a node stands before it");
        assert!(node.end <= tree.node(node.parent).end, "and ends behind it");
        assert!(usize::from(node.depth) <= caps.depth + 2, "no deeper than asked for");
        let own = tree.own(ix as u32);
        assert!(own.len() <= source.len());
        if matches!(node.kind, Kind::Element(_)) {
            let _ = (tree.attribute(ix as u32, "class"), tree.words(ix as u32, 100));
        }
    }
}

fn cut_blocks(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let tree = Tree::build(&source, Caps { depth: 16, nodes: 2000 });
    let cut = cut(&tree, &LIMITS);
    let mut last = 0;
    for draft in &cut.drafts {
        assert!(draft.span.begin >= last, "blocks are in order and apart");
        last = draft.span.end;
        assert!(!draft.span.of(&cut.text).trim().is_empty(), "no block is empty");
        assert!(draft.node < draft.end && draft.end as usize <= tree.nodes.len());
    }
    for link in &cut.links {
        let _ = link.span.of(&cut.text);
    }
}

fn read_html(bytes: &[u8]) {
    lawful(&read(&source(bytes, Media::Html), &LIMITS));
}

fn read_bare(bytes: &[u8]) {
    for media in [Media::Text, Media::Markdown, Media::Unknown] {
        lawful(&read(&source(bytes, media), &LIMITS));
    }
}

fn source(bytes: &[u8], media: Media) -> Source<'_> {
    Source { bytes: Cow::Borrowed(bytes), media, ..Source::html("fuzz", &[]) }
}

fn read_dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut last = 0;
    for (span, date) in date::find(&text) {
        assert!(span.begin >= last && span.begin < span.end, "dates are in order and apart");
        last = span.end;
        let _ = span.of(&text);
        assert!(!date.to_string().is_empty());
        let shown = date::shown::with_clock(&text, span, date);
        // What is printed is read again as the same day.
        let again = date::parse(&shown.to_string());
        assert_eq!(
            again.as_ref().map(|d| (d.year, d.month, d.day)).or(Some((shown.year, shown.month, shown.day))),
            Some((shown.year, shown.month, shown.day))
        );
    }
    let _ = date::claim::in_url(&text);
}

fn read_warc(bytes: &[u8]) {
    headwater_cli::fuzzed::warc(bytes).0.iter().for_each(lawful);
}

fn read_jsonl(bytes: &[u8]) {
    headwater_cli::fuzzed::jsonl(bytes).0.iter().for_each(lawful);
}

fn read_decisions(bytes: &[u8]) {
    let _ = headwater_cli::fuzzed::decisions(bytes);
}

fn read_mhtml(bytes: &[u8]) {
    headwater_cli::fuzzed::mhtml(bytes).iter().for_each(lawful);
}

fn decompress(bytes: &[u8]) {
    let out = headwater_cli::fuzzed::decompress(bytes);
    // The program's bounds: 16 MiB are free, then two hundred bytes for one, for each of the two ways it is opened; one
    // more reading's worth may come before the bound is seen.
    assert!(out <= 2 * ((16 << 20) + 200 * bytes.len() + (1 << 20)), "{out} bytes of {}", bytes.len());
}

/// The whole way: who said what, what the pages share, which came from which, and every report of it.
fn trace_pages(bytes: &[u8]) {
    let pages: Vec<Page> =
        bytes.split(|b| *b == b'\x0C').take(6).map(|page| read(&source(page, Media::Text), &LIMITS)).collect();
    let mut turned = pages.clone();
    turned.reverse();
    let found = trace(pages, &Options::default());
    let text = |page: headwater::id::PageIx| found.pages.get(page.ix()).map_or("", |p| p.text.as_str());
    for a in &found.speech.attributions {
        assert!(!a.content.is_empty(), "an attribution has content");
        for list in [&a.source, &a.cue, &a.content] {
            list.iter().for_each(|s| assert!(!s.of(text(a.page)).is_empty(), "what is attributed stands in the text"));
            assert!(list.is_sorted_by(|x, y| x.end <= y.begin), "in order and apart");
        }
        assert!(a.speaker.is_none_or(|s| s.ix() < found.speech.speakers.len()), "a speaker is there");
        assert!(a.within.is_none_or(|w| w.ix() < found.speech.attributions.len()), "and what is around it");
    }
    let json = report::json::write(&found);
    assert!(json == report::json::write(&trace(turned, &Options::default())), "the order of the pages changes nothing");
    let style = headwater::report::text::Style::default();
    assert!(!report::text::trace(&found, &style).is_empty() && !report::html::write(&found).is_empty());
}

/// What holds for every page that is read.
fn lawful(page: &Page) {
    let mut last = 0;
    for block in &page.blocks {
        assert!(block.span.begin >= last && block.span.begin < block.span.end, "blocks are in order and apart");
        last = block.span.end;
        assert!(!block.span.of(&page.text).is_empty());
        if let Some(comment) = block.comment {
            assert!((comment as usize) < page.comments.len(), "a block's comment is there");
        }
    }
    for comment in &page.comments {
        comment.body.iter().chain(comment.author.as_ref()).for_each(|s| assert!(!s.of(&page.text).is_empty()));
        assert!(comment.answers.is_none_or(|a| (a as usize) < page.comments.len()), "what a comment answers is there");
    }
    let grounds = page.authors.iter().chain(&page.title).chain(&page.outlet).chain(&page.url).map(|f| &f.ground);
    let dates = page.published.iter().chain(&page.modified).map(|f| &f.ground);
    for ground in grounds.chain(dates) {
        assert!(ground.span.is_none_or(|s| !s.of(&page.text).is_empty()), "evidence stands in the text");
    }
    page.links.iter().for_each(|l| assert!(!l.span.of(&page.text).is_empty()));
    assert!(!report::json::page(page, "p").is_empty());
}
