//! The limits that the README names, with small ones in their place: what lies beyond is cut, and told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use headwater::page::{Limits, Media, Page, Source, read};
use std::borrow::Cow;

fn page(bytes: &str, media: Media, limits: Limits) -> Page {
    let source = Source { bytes: Cow::Borrowed(bytes.as_bytes()), media, ..Source::html("a", &[]) };
    read(&source, &limits)
}

#[test]
fn the_limits_are_those_of_the_readme() {
    let limits = Limits::default();
    assert_eq!((limits.bytes, limits.text, limits.depth, limits.blocks), (64 << 20, 32 << 20, 256, 200_000));
}

#[test]
fn what_lies_beyond_a_limit_is_cut_and_told() {
    let sentence = "Bo Lind counted the boats by the quay before the rain. ";
    let paragraphs = format!("<p>{sentence}</p>").repeat(60);
    let text = format!("{sentence}\n\n").repeat(60);
    for (media, bytes) in [(Media::Html, &paragraphs), (Media::Text, &text)] {
        let whole = page(bytes, media, Limits::default());
        assert!(whole.warnings.is_empty(), "{:?}", whole.warnings);
        for limits in [
            Limits { bytes: 500, ..Limits::default() },
            Limits { text: 500, ..Limits::default() },
            Limits { blocks: 5, ..Limits::default() },
        ] {
            let cut = page(bytes, media, limits);
            assert!(!cut.warnings.is_empty(), "{media:?} {limits:?} is cut in silence");
            assert!(cut.text.len() <= limits.text + sentence.len() || limits.text > 500, "{}", cut.text.len());
            assert!(cut.blocks.len() < whole.blocks.len() && cut.text.contains("Bo Lind"), "{media:?} {limits:?}");
        }
    }
    let deep = format!("{}<p>{sentence}</p>", "<div>".repeat(40));
    let cut = page(&deep, Media::Html, Limits { depth: 20, ..Limits::default() });
    assert!(cut.text.contains("Bo Lind"));
    assert!(cut.warnings.iter().any(|w| w.contains("nested deeper than 20")), "{:?}", cut.warnings);
}
