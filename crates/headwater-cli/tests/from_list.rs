//! Long lists of addresses: killed within a fetch and taken up again, and several hosts at a time, against a slow server
//! of the test's own. On Linux every address of 127.0.0.0/8 is this machine, and each is a host.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod killed;
#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use killed::{last_words, start};
use run::Folder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_headwater");

/// What a server has seen.
#[derive(Default)]
struct Seen {
    /// How often each address was asked for, as host and path.
    asked: BTreeMap<String, usize>,
    /// Requests under way, by host; and the most there ever were, of one host and of all.
    now: BTreeMap<String, usize>,
    most_of_one: usize,
    most: usize,
}

#[derive(Default)]
struct Watch {
    seen: Mutex<Seen>,
    more: Condvar,
}

/// How long an answer waits.
#[derive(Clone, Copy)]
enum Slowness {
    Always(Duration),
    /// Until so many requests are under way at once, or were before; or half a minute, after which the test fails.
    UntilAtOnce(usize),
}

/// A server on every address of this machine, and its port. A page `/to/HOST/NAME` leads to that page of another host.
fn serve(slowness: Slowness) -> (u16, Arc<Watch>) {
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let watch = Arc::new(Watch::default());
    let shared = Arc::clone(&watch);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let watch = Arc::clone(&shared);
            std::thread::spawn(move || answer(stream, &watch, slowness));
        }
    });
    (port, watch)
}

fn answer(mut stream: TcpStream, watch: &Watch, slowness: Slowness) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap().to_owned();
    let headers: Vec<String> = lines.take_while(|l| !l.is_empty()).map(|l| l.to_lowercase()).collect();
    let host = headers.iter().find_map(|h| h.strip_prefix("host: ")).unwrap().to_owned();
    {
        let mut seen = watch.seen.lock().unwrap();
        *seen.asked.entry(format!("{host}{path}")).or_default() += 1;
        let of_one = seen.now.entry(host.clone()).or_default();
        *of_one += 1;
        let of_one = *of_one;
        seen.most_of_one = seen.most_of_one.max(of_one);
        seen.most = seen.most.max(seen.now.values().sum());
        watch.more.notify_all();
        if let Slowness::UntilAtOnce(wanted) = slowness {
            let patience = Duration::from_secs(30);
            drop(watch.more.wait_timeout_while(seen, patience, |seen| seen.most < wanted).unwrap());
        }
    }
    match slowness {
        Slowness::Always(time) => std::thread::sleep(time),
        // Long enough that another request to the same host would meet this one.
        Slowness::UntilAtOnce(_) => std::thread::sleep(Duration::from_millis(20)),
    }
    let text = if let Some(to) = path.strip_prefix("/to/") {
        format!("302 Found\r\nLocation: http://{to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    } else {
        let body = format!(
            "<title>Gate {path}</title><article><p>“The gate {path} held all night,” said Ana Ruiz, a port engineer, \
             on the quay.</p></article>"
        );
        let length = body.len();
        format!("200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
    };
    // Counted before the answer goes out: whoever has it may ask again at once.
    *watch.seen.lock().unwrap().now.get_mut(&host).unwrap() -= 1;
    // Whoever asked may be dead.
    let _ = stream.write_all(format!("HTTP/1.1 {text}").as_bytes());
}

/// Adds the list, and kills the program after a while; the addresses that it told as added.
fn killed(folder: &Folder, after: Duration) -> BTreeSet<String> {
    let add = ["add", "c.hw", "--allow-private", "--ignore-robots", "--from-list", "list.txt"];
    let mut child = start(Command::new(PROGRAM).args(add), folder.path());
    std::thread::sleep(after);
    child.kill().unwrap();
    let told = last_words(child);
    told.iter().filter_map(|l| l.strip_prefix("added ")?.split(' ').nth(1).map(str::to_owned)).collect()
}

fn there(folder: &Folder) -> BTreeSet<String> {
    // Killed before the first commit it may have left no file, or an empty one; killed within it, one that is empty once
    // SQLite has taken back what was not committed.
    let empty = || !std::fs::metadata(folder.path().join("c.hw")).is_ok_and(|m| m.len() > 0);
    if empty() {
        return BTreeSet::new();
    }
    let list = folder.run(&["list", "c.hw", "--format", "jsonl"]);
    if list.code == 2 && empty() {
        return BTreeSet::new();
    }
    let list = list.ends_with(0).stdout;
    let lines = list.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    lines.map(|v| v["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_list_that_was_killed_within_a_fetch_goes_on_where_it_was() {
    const PAGES: usize = 90;
    let (port, watch) = serve(Slowness::Always(Duration::from_millis(25)));
    let folder = Folder::new("list-kill");
    // Three hosts, so that several answers are under way when the program is killed.
    let address = |n: usize| format!("http://127.0.0.{}:{port}/p{n}", 2 + n % 3);
    let list: Vec<String> = (0..PAGES).map(address).collect();
    folder.write("list.txt", list.join("\n"));
    let asked = |address: &str| {
        let seen = watch.seen.lock().unwrap();
        seen.asked.get(address.trim_start_matches("http://")).copied().unwrap_or(0)
    };
    let mut told: BTreeSet<String> = BTreeSet::new();
    let (mut kills, mut within) = (0, 0);
    while told.len() < PAGES * 2 / 3 && kills < 60 {
        let before = there(&folder);
        let counts: BTreeMap<&String, usize> = before.iter().map(|a| (a, asked(a))).collect();
        // From a moment before the first answer to some answers later.
        let added = killed(&folder, Duration::from_millis(5 + 37 * kills % 300));
        kills += 1;
        within += usize::from(!watch.seen.lock().unwrap().now.values().all(|n| *n == 0));
        told.extend(added);
        let after = there(&folder);
        assert!(told.is_subset(&after), "told and gone after kill {kills}: {:?}", told.difference(&after));
        assert!(before.is_subset(&after));
        if !after.is_empty() {
            folder.run(&["check", "c.hw"]).ends_with(0);
        }
        for (address, count) in counts {
            assert_eq!(asked(address), count, "{address} was there and asked for again");
        }
    }
    assert!(within > 0, "of {kills} kills none came within a fetch");
    // What is under way still is answered, to nobody.
    let begin = Instant::now();
    while watch.seen.lock().unwrap().now.values().any(|n| *n > 0) && begin.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let before = there(&folder);
    let counts: Vec<usize> = list.iter().map(|a| asked(a)).collect();
    let arguments = ["add", "c.hw", "--allow-private", "--ignore-robots", "--from-list", "list.txt"];
    let ran = folder.run(&arguments).ends_with(0);
    assert!(ran.stdout.contains(&format!("{} pages added", PAGES - before.len())), "{}", ran.stdout);
    for (address, count) in list.iter().zip(counts) {
        assert_eq!(asked(address), count + usize::from(!before.contains(address)), "{address}");
    }
    assert_eq!(there(&folder), list.iter().cloned().collect());
    folder.run(&["check", "c.hw"]).ends_with(0);
    // Nothing shows that it was ever killed: the same pages, added at once, give the same trace.
    folder.run(&["export", "c.hw", "-o", "all.warc"]).ends_with(0);
    folder.run(&["add", "-q", "d.hw", "all.warc"]).ends_with(0);
    let json = |c: &str| folder.run(&["trace", "--collection", c, "--format", "json"]).ends_with(0).stdout;
    assert!(json("c.hw") == json("d.hw"));
}

#[test]
fn eight_hosts_are_asked_at_a_time_and_each_for_one_page() {
    let (port, watch) = serve(Slowness::UntilAtOnce(8));
    let folder = Folder::new("list-hosts");
    let mut list = Vec::new();
    for n in 0..3 {
        for host in 2..14 {
            list.push(format!("http://127.0.0.{host}:{port}/p{n}"));
        }
        // Redirections lead to a host that is being asked itself.
        for host in 14..18 {
            list.push(format!("http://127.0.0.{host}:{port}/to/127.0.0.2:{port}/from{host}x{n}"));
        }
    }
    folder.write("list.txt", list.join("\n"));
    // With robots.txt, which is a request like the others.
    let ran = folder.run(&["add", "c.hw", "--allow-private", "--from-list", "list.txt"]).ends_with(0);
    assert!(ran.stdout.contains(&format!("{} pages added", list.len())), "{}", ran.stdout);
    let seen = watch.seen.lock().unwrap();
    assert_eq!(seen.most, 8, "at a time, of all hosts");
    assert_eq!(seen.most_of_one, 1, "at a time, of one host");
    assert_eq!(seen.asked.len(), 16 + list.len() + 12, "each once, and robots.txt of each host");
    assert!(seen.asked.values().all(|n| *n == 1));
    folder.run(&["check", "c.hw"]).ends_with(0);
}
