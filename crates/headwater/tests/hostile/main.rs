//! Hostile pages, large: the time to read one is linear in its bytes, and the memory a bounded multiple of them.
//!
//! The allocator counts for the whole process, so all pages are read one after another in a single test. Memory is held
//! against [`MULTIPLE`]; time against itself: a page eight times as large takes at most [`SLOWER`] times as long, so that a
//! busy machine does not fail it and quadratic time does.

#![allow(clippy::panic, clippy::expect_used, reason = "a test may fail loudly")]
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test may look at the clock and print")]

use std::time::{Duration, Instant};

use headwater::page::{self, Limits, Source};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Most memory that reading may take beyond the document itself, in times of its bytes, and in bytes that every page
/// takes: the worst of the pages below was measured and a quarter added; `docs/page.md` tells the figures.
const MULTIPLE: f64 = 45.0;
const ALWAYS: usize = 1 << 20;

/// A page eight times as long may take so many times as long. Linear is 8, quadratic 64.
const SLOWER: f64 = 36.0;

/// What is repeated in a page, and how it begins.
const PAGES: [(&str, &str, &str); 17] = [
    ("cells of one table", "<table>", "<tr><td>1<td>2"),
    ("tables in tables", "", "<table><tr><td>x"),
    ("depth", "", "<div>"),
    ("lists in lists", "", "<ul><li>x"),
    ("links never closed", "", "<a href=x>y<div>"),
    ("formatting never closed", "", "<b><i><font size=1><p>x"),
    ("formatting closed in the wrong order", "", "<b><p><i>x</b></p></i>"),
    ("entities", "<p>", "&amp;&notit;&#8220;&#x110000;&bogus"),
    ("zero bytes", "<p>", "a\0b\0 <p\0>"),
    ("broken encoding", "<p>", "\u{fffd}\u{fffd} \u{feff}"),
    ("script that looks like text", "<p>x", "<script>'<p>He said: it is \"<b>not</b>\" text.</p>'</script>"),
    ("attributes", "<p ", "a=b c='d' e "),
    ("quotes never closed", "<p title='", "<p class=\"x>y "),
    (
        "endless comments",
        "<p>The pass was closed for the second time in a week, and the buses turned back at the toll house.</p>",
        "<li class=comment><cite class=fn>lee</cite><p>I was there and it was cold.</p><a>Reply</a></li>",
    ),
    (
        "comments that answer each other",
        "<p>The pass was closed for the second time in a week, and the buses turned back at the toll house.</p>",
        "<div class=comment><cite>lee</cite><p>I was there and it was cold.</p>",
    ),
    ("a line without an end", "<p>", "lorem ipsum 12 May 2014 by Ana Ruiz, "),
    ("strings of HTML in data", "<script type=application/json>[", "{\"a\":\"<p>x</p>\"},"),
];

fn document(begin: &str, part: &str, bytes: usize) -> Vec<u8> {
    let mut out = begin.as_bytes().to_vec();
    while out.len() < bytes {
        out.extend_from_slice(part.as_bytes());
    }
    out
}

/// Reads it, and tells how long it took and how much memory beyond what was taken before.
fn measure(document: &[u8]) -> (Duration, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let begin = Instant::now();
    let page = page::read(&Source::html("x", document), &Limits::default());
    let time = begin.elapsed();
    assert!(page.blocks.len() <= Limits::default().blocks && page.text.len() <= Limits::default().text + 1024);
    (time, MEMORY.peak_usage().saturating_sub(before))
}

#[test]
fn time_is_linear_and_memory_a_bounded_multiple() {
    // The lists and the model are read once, whatever the page.
    measure(b"<p>By Ana Ruiz. The first page reads the lists.</p>");
    let mut broken = Vec::new();
    for (name, begin, part) in PAGES {
        let (small, large) = (document(begin, part, 32 << 10), document(begin, part, 256 << 10));
        let best = |d: &[u8]| (0..2).map(|_| measure(d)).min_by_key(|m| m.0).unwrap_or_default();
        let ((brief, _), (long, memory)) = (best(&small), best(&large));
        let multiple = memory.saturating_sub(ALWAYS) as f64 / large.len() as f64;
        let slower = long.as_secs_f64() / brief.as_secs_f64().max(0.002);
        println!(
            "{name:40} {:6.1} MB/s  {slower:4.1} times the time  {:5.1} times the bytes",
            large.len() as f64 / 1e6 / long.as_secs_f64(),
            memory as f64 / large.len() as f64
        );
        if multiple > MULTIPLE || slower > SLOWER {
            broken.push(name);
        }
    }
    // Fifty megabytes of table: beyond the caps on blocks, so that memory no longer grows with the bytes.
    let table = document("<table>", "<tr><td>1<td>2", 50 << 20);
    let (time, memory) = measure(&table);
    println!("50 MB of table: {:.1} s, {:.1} times the bytes", time.as_secs_f64(), memory as f64 / table.len() as f64);
    if memory as f64 > 4.0 * table.len() as f64 + (512 << 20) as f64 {
        broken.push("fifty megabytes of table");
    }
    assert!(broken.is_empty(), "too slow or too large: {broken:?}");
}
