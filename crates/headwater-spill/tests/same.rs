//! What is found on disk is what is found in memory.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use headwater::page::{self, Limits, Page, Source};
use headwater::report::json::passage as json;
use headwater::reuse::{Kind, Options, SetPhrase};
use headwater_spill::{Entry, Found, Shelf, SpillError};

/// Pages of made words, of which every third copies from the one before; a phrase stands on all of them.
fn pages(count: u64) -> Vec<Page> {
    let mut state = 7u64;
    let mut dice = move |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut texts: Vec<Vec<String>> = Vec::new();
    for page in 0..count {
        let mut words: Vec<String> = (0..60 + dice(80)).map(|_| format!("w{}é", dice(900) * dice(900) / 60)).collect();
        if page % 3 == 2 {
            let from = &texts[texts.len() - 1];
            let begin = dice(20) as usize;
            let copied: Vec<String> = from[begin..begin + 40].iter().filter(|_| dice(15) > 0).cloned().collect();
            let at = dice(50) as usize;
            words.splice(at..at, copied);
        }
        let at = dice(30) as usize;
        words.splice(at..at, "as every reader of this paper knows by heart today".split(' ').map(str::to_owned));
        texts.push(words);
    }
    let read = |(n, words): (usize, &Vec<String>)| {
        let source = Source {
            path: format!("{}.txt", (n * 7) % texts.len()),
            bytes: words.join(" ").into_bytes().into(),
            media: page::Media::Text,
            charset: None,
            given: page::Given::default(),
        };
        page::read(&source, &Limits::default())
    };
    texts.iter().enumerate().map(read).collect()
}

fn search(pages: &[Page], options: &Options, budget: u64, threads: usize) -> Found {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let mut shelf = Shelf::new(*options, budget, Arc::new(|_| {}));
        pages.iter().for_each(|p| shelf.add(Entry::new(p.clone(), options)).unwrap());
        shelf.search().unwrap()
    })
}

/// All lines that the program would write.
fn lines(found: &Found) -> Vec<String> {
    let mut out = Vec::new();
    for kind in [Kind::Copy, Kind::Loose] {
        let make = |ix, p: &_, a: &Page, b: &Page| json::passage(ix, kind, p, a, b);
        let keep = |line| -> Result<(), SpillError> {
            out.push(line);
            Ok(())
        };
        found.each(kind, usize::MAX, make, keep).unwrap();
    }
    let keep = |s: SetPhrase, page: &Page| -> Result<(), SpillError> {
        out.push(json::set_phrase(&s, page));
        Ok(())
    };
    found.set_phrases(keep).unwrap();
    out.extend(found.clusters().unwrap().iter().map(|c| format!("{c:?}")));
    out
}

#[test]
fn on_disk_the_same_is_found_as_in_memory_for_any_threads_and_order() {
    let pages = pages(160);
    for options in [
        Options { all_blocks: true, loose: true, ..Options::default() },
        Options { all_blocks: true, most_pages: 60, least_words: 5, least_identity: 0.3, loose: true },
    ] {
        let memory = search(&pages, &options, u64::MAX, 1);
        assert!(!memory.spilled());
        let want = lines(&memory);
        assert!(want.len() > 100, "two lines, a passage and a cluster, for each of 53 copies: {}", want.len());
        assert_eq!(want.iter().any(|l| l.starts_with("{\"set_phrase\"")), options.most_pages == 60);
        let turned: Vec<Page> = pages.iter().rev().cloned().collect();
        for (budget, threads, pages) in [(u64::MAX, 3, &turned), (0, 1, &pages), (0, 4, &turned), (100_000, 2, &pages)]
        {
            let found = search(pages, &options, budget, threads);
            assert_eq!(found.spilled(), budget != u64::MAX);
            assert_eq!(lines(&found), want);
        }
    }
}
