//! The reuse benchmark: made pages with planted copies; how many are found, how fast, in how much memory.
//!
//! `cargo run --release -p headwater-benches --bin reuse [PAGES [THREADS]]`, 40,000 pages and 2 threads by default.
//! `… --bin reuse write PAGES FILE` writes the pages as .jsonl, and beside it, as FILE.planted, a line for each copy:
//! its two pages, and the first word and one past the last on each. `… --bin reuse judge FILE` reads from the standard
//! input what `headwater reuse FILE --format jsonl` printed, and tells how many copies were found. `… --bin reuse spill
//! FILE MEGABYTES OUT` does what that command does with `--memory MEGABYTES` and writes its lines to OUT, without the
//! reading of pages: every paragraph is taken for the story's.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufWriter, Write as _};
use std::sync::Arc;
use std::time::Instant;

use headwater::page::Page;
use headwater::report::json::passage as json;
use headwater::reuse::{self, Kind, Options, Passage};
use headwater_benches::memory;
use headwater_benches::planted::{self, Copy, Planted};
use headwater_spill::{Entry, Shelf, SpillError, Step};
use rayon::prelude::*;

/// How far off each end may be, in words.
const OFF: usize = 2;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", pages, file] => Some(write(pages, file)),
        ["spill", file, megabytes, out] => Some(spill(file, megabytes, out)),
        ["judge", file] => Some(judge_lines(file)),
        _ => None,
    };
    if let Some(done) = done {
        if let Err(error) = done {
            println!("{error}");
        }
        return;
    }
    let mut arguments = words.iter().map(|a| a.parse::<usize>());
    let pages = arguments.next().and_then(Result::ok).unwrap_or(40_000);
    let threads = arguments.next().and_then(Result::ok).unwrap_or(2);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    match pool {
        Ok(pool) => pool.install(|| run(pages)),
        Err(error) => println!("no threads: {error}"),
    }
}

fn write(pages: &str, file: &str) -> std::io::Result<()> {
    let pages = pages.parse().map_err(std::io::Error::other)?;
    let mut out = BufWriter::new(File::create(file)?);
    let mut failed = None;
    let copies = planted::each(pages, 1, |page| {
        let text = page.text.replace('\n', "\\n");
        if let Err(error) = writeln!(out, "{{\"id\":\"{}\",\"text\":\"{text}\"}}", page.path) {
            failed = Some(error);
        }
    });
    out.flush()?;
    let mut out = BufWriter::new(File::create(format!("{file}.planted"))?);
    for c in copies {
        let ((a, b), (x, y)) = (c.from_words, c.to_words);
        writeln!(out, "page{:07} page{:07} {a} {b} {x} {y}", c.from.ix(), c.to.ix())?;
    }
    failed.map_or(out.flush(), Err)
}

fn spill(file: &str, megabytes: &str, out: &str) -> std::io::Result<()> {
    let budget: u64 = megabytes.parse().map_err(std::io::Error::other)?;
    let (start, options) = (Instant::now(), Options::default());
    let tell = move |step| match step {
        Step::Spilling => println!("{:7.1} s: to temporary files", start.elapsed().as_secs_f64()),
        Step::Reading(done, of) if done % 8 == 0 => {
            println!("{:7.1} s: {done} of {of} readings", start.elapsed().as_secs_f64());
        }
        _ => {}
    };
    let mut shelf = Shelf::new(options, budget << 20, Arc::new(tell));
    let (mut lines, mut bytes) = (Vec::new(), 0);
    let mut hand_over = |lines: &mut Vec<String>| -> std::io::Result<()> {
        let entries: Vec<Entry> = lines.par_iter().map(|l| Entry::new(planted::read(l), &options)).collect();
        lines.clear();
        entries.into_iter().try_for_each(|e| shelf.add(e)).map_err(std::io::Error::other)
    };
    for line in std::io::BufReader::with_capacity(1 << 20, File::open(file)?).lines() {
        let line = line?;
        bytes += line.len();
        lines.push(line);
        if lines.len() == 4096 {
            hand_over(&mut lines)?;
        }
    }
    hand_over(&mut lines)?;
    println!("{:7.1} s: all pages read", start.elapsed().as_secs_f64());
    let found = shelf.search().map_err(std::io::Error::other)?;
    println!("{:7.1} s: all passages found", start.elapsed().as_secs_f64());
    let mut out = BufWriter::new(File::create(out)?);
    let make = |ix, p: &_, a: &Page, b: &Page| json::passage(ix, Kind::Copy, p, a, b);
    let write = |line: String| writeln!(out, "{line}").map_err(Failed);
    found.each(Kind::Copy, usize::MAX, make, write).map_err(|Failed(e)| e)?;
    out.flush()?;
    let seconds = start.elapsed().as_secs_f64();
    println!("pages              {}", found.pages());
    println!("text               {:.1} MB", bytes as f64 / 1e6);
    println!("spilled            {}", found.spilled());
    println!("passages           {}", found.count(Kind::Copy));
    println!("seconds            {seconds:.1}");
    if let (Some(used), Some(peak)) = (memory::processor_seconds(), memory::peak()) {
        println!("processor seconds  {used:.1}");
        println!("peak memory        {:.2} GB", peak as f64 / 1e9);
    }
    Ok(())
}

/// Either a temporary file failed or the output.
struct Failed(std::io::Error);

impl From<SpillError> for Failed {
    fn from(error: SpillError) -> Failed {
        Failed(std::io::Error::other(error))
    }
}

/// The text between two marks of a line.
fn between<'a>(line: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let rest = line.split_once(open)?.1;
    rest.split_once(close).map(|r| r.0)
}

fn judge_lines(file: &str) -> std::io::Result<()> {
    // The passages of each pair, as spans. Made pages are ASCII: a code point is a byte.
    let mut found: BTreeMap<(String, String), Vec<[usize; 4]>> = BTreeMap::new();
    let mut passages = 0;
    for line in std::io::stdin().lines() {
        let line = line?;
        let sides: Vec<&str> = line.splitn(4, "\"path\":\"").skip(1).take(2).collect();
        let read = |side: &str| -> Option<(String, [usize; 2])> {
            let (begin, end) = between(side, "\"span\":[", "]")?.split_once(',')?;
            Some((side.split_once('#')?.1.get(..11)?.to_owned(), [begin.parse().ok()?, end.parse().ok()?]))
        };
        let [Some((a, x)), Some((b, y))] = [sides.first(), sides.get(1)].map(|s| s.and_then(|s| read(s))) else {
            continue;
        };
        passages += 1;
        found.entry((a, b)).or_default().push([x[0], x[1], y[0], y[1]]);
    }
    let copies = std::fs::read_to_string(format!("{file}.planted"))?;
    let wanted: Vec<(String, String, Vec<usize>)> = copies
        .lines()
        .filter_map(|l| {
            let mut words = l.split(' ');
            Some((words.next()?.to_owned(), words.next()?.to_owned(), words.filter_map(|w| w.parse().ok()).collect()))
        })
        .collect();
    let mut needed: std::collections::BTreeSet<&str> = std::collections::BTreeSet::new();
    wanted.iter().for_each(|(a, b, _)| needed.extend([a.as_str(), b.as_str()]));
    let mut starts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in std::io::BufReader::new(File::open(file)?).lines() {
        let line = line?;
        let id = between(&line, "\"id\":\"", "\"").unwrap_or_default();
        if needed.contains(id) {
            let text = between(&line, "\"text\":\"", "\"}").unwrap_or_default().replace("\\n", "\n");
            let begins =
                |(i, w): (usize, &[u8])| (w[0].is_ascii_whitespace() && !w[1].is_ascii_whitespace()).then_some(i + 1);
            let list = std::iter::once(0).chain(text.as_bytes().windows(2).enumerate().filter_map(begins)).collect();
            starts.insert(id.to_owned(), list);
        }
    }
    let word =
        |page: &str, at: usize| starts.get(page).map_or(0, |s| s.partition_point(|&b| b <= at).saturating_sub(1));
    let right = |(a, b, w): &&(String, String, Vec<usize>)| {
        let list = found.get(&(a.clone(), b.clone())).map_or(&[][..], Vec::as_slice);
        list.iter().any(|s| {
            let got = [word(a, s[0]), word(a, s[1] - 1) + 1, word(b, s[2]), word(b, s[3] - 1) + 1];
            got.iter().zip(w).all(|(g, w)| g.abs_diff(*w) <= OFF)
        })
    };
    let share = share(wanted.iter().filter(right).count(), wanted.len());
    println!("passages           {passages}");
    println!("planted            {}", wanted.len());
    println!("found              {share:.4} (at most {OFF} words off at each end)");
    Ok(())
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
