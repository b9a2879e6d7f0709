//! The reuse benchmark: made pages with planted copies; how many are found, how fast, in how much memory.
//!
//! `cargo run --release -p headwater-benches --bin reuse [PAGES [THREADS]]`, 40,000 pages and 2 threads by default.

#![allow(clippy::print_stdout)]

use std::time::Instant;

use headwater::reuse::{self, Options, Passage};
use headwater_benches::memory;
use headwater_benches::planted::{self, Copy, Planted};

/// How far off each end may be, in words.
const OFF: usize = 2;

fn main() {
    let mut arguments = std::env::args().skip(1).map(|a| a.parse::<usize>());
    let pages = arguments.next().and_then(Result::ok).unwrap_or(40_000);
    let threads = arguments.next().and_then(Result::ok).unwrap_or(2);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    match pool {
        Ok(pool) => pool.install(|| run(pages)),
        Err(error) => println!("no threads: {error}"),
    }
}

fn run(count: usize) {
    let made = planted::make(count, 1);
    let bytes: usize = made.pages.iter().map(|p| p.text.len()).sum();
    let before = memory::peak();
    let used = memory::processor_seconds();
    let start = Instant::now();
    let found = reuse::find(&made.pages, &Options::default());
    let seconds = start.elapsed().as_secs_f64();
    let used = memory::processor_seconds().zip(used).map(|(x, y)| x - y);
    let after = memory::peak();
    let (right, wrong) = judge(&made, &found.passages);
    let mb = bytes as f64 / 1e6;
    println!("pages              {count}");
    println!("text               {mb:.1} MB");
    println!("seconds            {seconds:.2}");
    println!("speed              {:.1} MB/s", mb / seconds);
    if let Some(used) = used {
        println!("processor seconds  {used:.2} (of all threads; on a busy machine the fairer figure)");
    }
    println!("planted            {}", made.copies.len());
    println!("found              {:.4} (at most {OFF} words off at each end)", share(right, made.copies.len()));
    println!("false passages     {:.3} in 1,000 pages", wrong as f64 * 1000.0 / count as f64);
    println!("set phrases        {}", found.set_phrases.len());
    if let (Some(before), Some(after)) = (before, after) {
        let over = |b: u64| b as f64 / bytes as f64;
        println!(
            "peak memory        {:.2} times the text ({:.2} of it the pages themselves)",
            over(after),
            over(before)
        );
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}

/// Copies found, and passages that are none. A copy of a copied stretch is true for the first page, too.
fn judge(made: &Planted, passages: &[Passage]) -> (usize, usize) {
    let mut rows: Vec<(Copy, &Passage)> = Vec::new();
    let mut wrong = 0;
    for p in passages {
        let pair = |c: &&Copy| (c.from, c.to) == (p.a.page, p.b.page);
        match made.copies.iter().find(pair) {
            Some(&copy) => rows.push((copy, p)),
            None if related(made, p) => {}
            None => wrong += 1,
        }
    }
    let right = |c: &&Copy| {
        let here = rows.iter().filter(|r| (r.0.from, r.0.to) == (c.from, c.to));
        here.into_iter().any(|(_, p)| near(made, p, c))
    };
    (made.copies.iter().filter(right).count(), wrong)
}

fn near(made: &Planted, p: &Passage, copy: &Copy) -> bool {
    let words = |side: reuse::Place| {
        let text = &made.pages[side.page.ix()].text;
        let before = text[..side.span.begin as usize].split_whitespace().count();
        (before, before + side.span.of(text).split_whitespace().count())
    };
    let close =
        |got: (usize, usize), want: (usize, usize)| got.0.abs_diff(want.0) <= OFF && got.1.abs_diff(want.1) <= OFF;
    close(words(p.a), copy.from_words) && close(words(p.b), copy.to_words)
}

/// Whether both pages hold words of one earlier page.
fn related(made: &Planted, p: &Passage) -> bool {
    let roots = |page| {
        let mut all = vec![page];
        let mut at = 0;
        while at < all.len() {
            let from: Vec<_> = made.copies.iter().filter(|c| c.to == all[at]).map(|c| c.from).collect();
            all.extend(from);
            at += 1;
        }
        all
    };
    let (a, b) = (roots(p.a.page), roots(p.b.page));
    a.iter().any(|x| b.contains(x))
}
