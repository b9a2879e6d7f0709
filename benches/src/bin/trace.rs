//! The benchmark of the whole: a hundred ordinary pages traced on one thread, and how long the program takes to start.
//!
//! `cargo build --release -p headwater-cli && cargo run --release -p headwater-benches --bin trace [PAGES]`

#![allow(clippy::print_stdout)]

use std::process::{Command, Stdio};
use std::time::Instant;

use headwater::page::{self, Limits, Page, Source};
use headwater::{lineage, origin, report, reuse, speech, trace};
use headwater_benches::memory;
use headwater_benches::planted::Prose;

/// Runs of which the middle one is told.
const RUNS: usize = 9;

fn main() {
    let pages = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(100);
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(|| run(pages)),
        Err(error) => println!("no thread: {error}"),
    }
    start_up();
}

fn run(count: usize) {
    let prose = Prose::new(1);
    let made: Vec<String> = (0..count).map(|n| page_of(n, &prose)).collect();
    let bytes: usize = made.iter().map(String::len).sum();
    let read = || -> Vec<Page> {
        let limits = Limits::default();
        let source = |(i, html): (usize, &String)| {
            page::read(&Source::html(&format!("page{i:04}.html"), html.as_bytes()), &limits)
        };
        made.iter().enumerate().map(source).collect()
    };
    // The models and word lists are loaded once, at first use; that is told by itself.
    let first = seconds(|| drop(trace::trace(read().into_iter().take(1).collect(), &trace::Options::default())));
    let pages = read();
    println!(
        "pages              {count}, {:.0} KB of HTML and {:.1} KB of text each",
        kb(bytes, count),
        kb(pages.iter().map(|p| p.text.len()).sum(), count)
    );
    println!("one page at first  {:.1} ms (with all models and lists loaded)", first * 1e3);
    let whole = middle(|| drop(report::json::write(&trace::trace(read(), &trace::Options::default()))));
    println!("read to JSON       {:.1} ms, {:.1} MB/s of HTML", whole * 1e3, bytes as f64 / 1e6 / whole);
    let stage = |name: &str, time: f64| println!("  {name:16} {:6.1} ms {:3.0} %", time * 1e3, 100.0 * time / whole);
    stage("page", middle(|| drop(read())));
    let speech = speech::hear(&pages);
    stage("speech", middle(|| drop(speech::hear(&pages))));
    let reuse = reuse::find(&pages, &reuse::Options::default());
    stage("reuse", middle(|| drop(reuse::find(&pages, &reuse::Options::default()))));
    let lineage = lineage::trace(&pages, &speech, &reuse);
    stage("lineage", middle(|| drop(lineage::trace(&pages, &speech, &reuse))));
    let evidence =
        || origin::Evidence { pages: &pages, speech: &speech, reuse: &reuse, lineage: &lineage, decisions: &[] };
    stage("origin", middle(|| drop(origin::follow(evidence()))));
    let traced = trace::trace(read(), &trace::Options::default());
    stage("json", middle(|| drop(report::json::write(&traced))));
    stage("html (not in it)", middle(|| drop(report::html::write(&traced))));
    if let Some(peak) = memory::peak() {
        println!("peak memory        {:.0} MB", peak as f64 / 1e6);
    }
}

fn kb(bytes: usize, pages: usize) -> f64 {
    bytes as f64 / 1e3 / pages.max(1) as f64
}

/// Seconds of the processor, which other work on the machine does not lengthen; of the clock where they are not told.
fn seconds(work: impl FnOnce()) -> f64 {
    let (begin, used) = (Instant::now(), processor());
    work();
    let clock = begin.elapsed().as_secs_f64();
    used.zip(processor()).map_or(clock, |(a, b)| b - a)
}

/// Seconds that the threads of this process have run (Linux).
fn processor() -> Option<f64> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let nanoseconds = |t: std::fs::DirEntry| -> Option<u64> {
        std::fs::read_to_string(t.path().join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    Some(threads.flatten().filter_map(nanoseconds).sum::<u64>() as f64 / 1e9)
}

fn middle(work: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS).map(|_| seconds(&work)).collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn middle_of_clock(work: impl Fn()) -> f64 {
    let time = || {
        let begin = Instant::now();
        work();
        begin.elapsed().as_secs_f64()
    };
    let mut times: Vec<f64> = (0..RUNS).map(|_| time()).collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

/// How long the program beside this one takes to say its version, and to read one small page.
fn start_up() {
    let Some(program) = std::env::current_exe().ok().map(|p| p.with_file_name("headwater")).filter(|p| p.exists())
    else {
        println!("start-up           not measured: build headwater-cli first");
        return;
    };
    for (name, arguments) in [("--version", vec!["--version"]), ("quotes -", vec!["quotes", "-", "--threads", "1"])] {
        let time = middle_of_clock(|| {
            let mut run = Command::new(&program);
            run.args(&arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            drop(run.status());
        });
        println!("start-up           {:.1} ms (`headwater {name}`)", time * 1e3);
    }
}

const PEOPLE: [&str; 8] = [
    "Ana Ruiz",
    "Bo Lindqvist",
    "Chidi Okafor",
    "Dora Weiss",
    "Emil Novak",
    "Farah Haddad",
    "Goran Petrov",
    "Hana Mori",
];
const ROLES: [&str; 4] = ["a port engineer", "the head of the works", "a member of the council", "who keeps the gates"];
const OUTLETS: [&str; 10] =
    ["Post", "Courier", "Gazette", "Dispatch", "Review", "Herald", "Digest", "Monitor", "Record", "Star"];
/// Numbers that look like chance and are the same every time (Knuth's multiplicative hash).
struct Dice(u32);

impl Dice {
    fn roll<T: Copy>(&mut self, list: &[T]) -> T {
        self.0 = self.0.wrapping_mul(2_654_435_761).wrapping_add(12345);
        list[(self.0 >> 16) as usize % list.len()]
    }

    fn sentence(&mut self, prose: &Prose) -> String {
        self.0 = self.0.wrapping_mul(2_654_435_761).wrapping_add(12345);
        prose.sentence(u64::from(self.0))
    }
}

/// A page of about 1,000 words, a third of it quotations, with menus, teasers and comments; one in three takes paragraphs
/// from the page before it.
fn page_of(n: usize, prose: &Prose) -> String {
    let own = n as u32 + 1;
    let outlet = format!("Harbour {} {}", OUTLETS[n % 10], n / 10 + 1);
    let mut html = format!(
        "<!doctype html><html lang=en><head><title>Page {n} of the dam - {outlet}</title><meta property=og:site_name content='{outlet}'>\
         <meta property=article:published_time content='2019-03-{:02}T08:00:00Z'><style>{}</style></head><body><header><nav><ul>",
        1 + n % 28,
        ".a{color:red;margin:0 auto}".repeat(200)
    );
    for i in 0..40 {
        html += &format!("<li class=menu-item><a href='/s{i}'>Section {i}</a></li>");
    }
    html += &format!(
        "</ul></nav></header><main><article class=story><h1>Page {n} of the dam</h1><p class=byline>By {}</p>",
        PEOPLE[n % 8]
    );
    let mut shared = Dice(own - u32::from(n % 3 == 2));
    let mut dice = Dice(own.wrapping_mul(7919));
    if n % 3 == 2 {
        html += &format!(
            "<p class=credit>Originally appeared at Harbour {} {}.</p>",
            OUTLETS[(n - 1) % 10],
            (n - 1) / 10 + 1
        );
    }
    for k in 0..12 {
        let from = if k < 4 { &mut shared } else { &mut dice };
        let (who, role) = (from.roll(&PEOPLE), from.roll(&ROLES));
        let (a, b) = (from.sentence(prose), from.sentence(prose));
        html += &match k % 3 {
            0 => format!("<p>“{a},” said {who}, {role}. “{b}.”</p>"),
            1 => format!("<p>According to {who}, {}. {b}.</p>", a.to_lowercase()),
            _ => format!("<p>{a}. {b}. {}.</p>", from.sentence(prose)),
        };
    }
    html += "</article></main><aside>";
    for i in 0..10 {
        html += &format!(
            "<div class=teaser><a href='/t{i}'><h3>{}</h3><p>{}</p></a></div>",
            dice.sentence(prose),
            dice.sentence(prose)
        );
    }
    html += "</aside><section id=comments><h3>Comments</h3>";
    for i in 0..6 {
        html += &format!("<div class=comment><b>Reader {i}</b><p>{}.</p></div>", dice.sentence(prose));
    }
    html + "</section><footer><p>All rights reserved</p></footer></body></html>"
}
