//! Pages from the web, against a server of the test's own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "the other tests of the program use all of it")]
mod run;

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use run::Folder;

/// A server on this machine that remembers what it was asked for.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

fn page(words: &str) -> String {
    let body = format!(
        "<title>{words}</title><article><h1>{words}</h1><p>“The gate held all night, and {words},” said Ana Ruiz, a port \
         engineer, on the quay.</p></article>"
    );
    format!("200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (seen, own) = (Arc::clone(&asked), address.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (seen, own) = (Arc::clone(&seen), own.clone());
                std::thread::spawn(move || answer(stream.unwrap(), &seen, &own));
            }
        });
        Server { address, asked }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(mut stream: TcpStream, seen: &Mutex<Vec<String>>, own: &str) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let headers: Vec<String> = lines.map(Result::unwrap).take_while(|l| !l.is_empty()).collect();
    assert!(headers.iter().any(|h| h.to_lowercase().starts_with("user-agent: headwater/")), "{headers:?}");
    let path = first.split(' ').nth(1).unwrap().to_owned();
    let count = {
        let mut seen = seen.lock().unwrap();
        seen.push(path.clone());
        seen.iter().filter(|p| **p == path).count()
    };
    let moved = |to: &str| format!("302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
    let text = match path.as_str() {
        "/robots.txt" => {
            let rules = "User-agent: *\nDisallow: /closed/\n";
            format!("200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{rules}", rules.len())
        }
        "/chunked" => {
            let body = "<title>Chunks</title><article><p>Bo Lind counted the boats by the quay.</p></article>";
            let (a, b) = body.split_at(40);
            format!(
                "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{a}\r\n{:x}\r\n{b}\r\n0\r\n\r\n",
                a.len(),
                b.len()
            )
        }
        "/moved" => moved("/a"),
        "/round" => moved("/round"),
        "/away" => moved("ftp://elsewhere.example/a"),
        "/in" => moved("/closed/a"),
        "/changes" => page(&format!("this is telling {count}")),
        "/picture" => "200 OK\r\nContent-Type: image/png\r\nContent-Length: 4\r\n\r\n\u{1}PNG".to_owned(),
        "/gone" => "410 Gone\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/slow" => {
            std::thread::sleep(Duration::from_secs(20));
            page("too late")
        }
        "/large" => {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(head.as_bytes());
            let words = "words without end ".repeat(1 << 12);
            // Forty megabytes, unless nobody listens any longer.
            for _ in 0..600 {
                if stream.write_all(words.as_bytes()).is_err() {
                    return;
                }
            }
            return;
        }
        other => page(&format!("nobody slept at {own}{other}")),
    };
    let _ = stream.write_all(format!("HTTP/1.1 {}", text.replacen("\r\n", "\r\nConnection: close\r\n", 1)).as_bytes());
}

#[test]
fn a_page_is_fetched_with_its_answer_and_asked_for_as_robots_txt_allows() {
    let (folder, server) = (Folder::new("fetch"), Server::start());
    let add = |arguments: &[&str]| folder.run(&[&["add", "c.hw", "--allow-private"], arguments].concat());
    let ran = add(&[&server.at("/a#part"), &server.at("/chunked")]).ends_with(0);
    assert!(ran.stdout.contains(&format!("added 1 {}", server.at("/a#part"))), "{}", ran.stdout);
    assert_eq!(server.asked(), ["/robots.txt", "/a", "/chunked"]);
    let shown = folder.run(&["show", "c.hw", &server.at("/a"), "--format", "jsonl"]).ends_with(0).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["kept"]["url"], server.at("/a"));
    assert!(shown["kept"]["fetched"].as_str().unwrap().ends_with('Z'));
    assert_eq!(shown["page"]["path"], server.at("/a#part"));
    // Forbidden at once, and behind a redirection.
    add(&[&server.at("/closed/a")]).ends_with(1).tells("robots.txt of its host forbids it");
    add(&[&server.at("/in")]).ends_with(1).tells("robots.txt of its host forbids it");
    assert!(!server.asked().contains(&"/closed/a".to_owned()));
    add(&["--ignore-robots", &server.at("/closed/a")]).ends_with(0);
    // The same page by another way is the same page, and a changed one a version.
    let again = add(&[&server.at("/moved")]).ends_with(0).stdout;
    assert!(again.starts_with("unchanged 1 "), "{again}");
    add(&[&server.at("/changes")]).ends_with(0);
    let changed = add(&[&server.at("/changes")]).ends_with(0).stdout;
    assert!(changed.starts_with("version 2 "), "{changed}");
    folder.run(&["show", "c.hw", &server.at("/changes"), "--diff"]).ends_with(0);
    folder.run(&["check", "c.hw"]).ends_with(0);
    // What was kept can be taken elsewhere.
    folder.run(&["export", "c.hw", "--versions", "-o", "all.warc.gz"]).ends_with(0);
    folder.run(&["add", "d.hw", "all.warc.gz"]).ends_with(0);
    let json = |c: &str| folder.run(&["trace", "--collection", c, "--format", "json"]).ends_with(0).stdout;
    assert!(json("c.hw") == json("d.hw"));
}

#[test]
fn what_costs_too_much_or_is_no_page_is_told_and_the_rest_is_added() {
    let (folder, server) = (Folder::new("fetch-limits"), Server::start());
    let addresses: Vec<String> =
        ["/round", "/away", "/picture", "/gone", "/large", "/slow", "/a"].iter().map(|p| server.at(p)).collect();
    let mut arguments = vec!["add", "c.hw", "--allow-private", "--timeout", "3", "--max-size", "2"];
    arguments.extend(addresses.iter().map(String::as_str));
    let ran = folder.run(&arguments).ends_with(1);
    for told in [
        "/round: it redirects more than 5 times",
        "/away: ftp is neither http nor https",
        "/picture: no page: it is image/png",
        "/gone: the server answers 410 Gone",
        "/large: it is larger than 2 MiB",
        "/slow: no answer in time",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    assert!(ran.stdout.contains(&format!("added 1 {}", server.at("/a"))));
    folder.run(&["add", "c.hw", "http://no such host/"]).ends_with(1).tells("no address");
}

#[test]
fn addresses_that_are_not_public_are_not_asked() {
    let (folder, server) = (Folder::new("fetch-private"), Server::start());
    let port = server.address.rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "127.1", "0.0.0.0", "[::1]"] {
        let address = format!("http://{host}:{port}/a");
        let ran = folder.run(&["add", "c.hw", "--ignore-robots", &address]).ends_with(1);
        assert!(ran.stderr.contains("is no public address") || ran.stderr.contains("no such host"), "{}", ran.stderr);
        let ran = folder.run(&["add", "c.hw", &address]).ends_with(1);
        assert!(ran.stderr.contains("is no public address") || ran.stderr.contains("no such host"), "{}", ran.stderr);
    }
    assert!(server.asked().is_empty());
}

#[test]
fn a_list_is_taken_up_where_it_was_left() {
    let (folder, server) = (Folder::new("fetch-list"), Server::start());
    let list: Vec<String> = (0..6).map(|n| server.at(&format!("/l{n}"))).collect();
    folder.write("list.txt", format!("# pages\n{}\n\n{}\nnot an address\n", list[..3].join("\n"), list[0]));
    let add =
        |more: &[&str]| folder.run(&[&["add", "c.hw", "--allow-private", "--from-list", "list.txt"], more].concat());
    add(&[]).ends_with(1).tells("neither http:// nor https://");
    folder.write("list.txt", list.join("\n"));
    let ran = add(&[]).ends_with(0);
    assert!(ran.stdout.contains("3 pages added") && ran.stdout.contains("3 addresses of the list"), "{}", ran.stdout);
    assert_eq!(server.asked().iter().filter(|p| p.starts_with("/l")).count(), 6);
    add(&["--again"]).ends_with(0);
    assert_eq!(server.asked().iter().filter(|p| p.starts_with("/l")).count(), 12);
}

#[test]
fn other_tools_read_what_is_exported() {
    let python = Command::new("python3").args(["-c", "import warcio"]).output();
    if !python.is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: it needs warcio; `pip install warcio` gets it");
        return;
    }
    let (folder, server) = (Folder::new("fetch-warcio"), Server::start());
    folder.write("a.txt", "Bo Lind counted the boats by the quay, he said.");
    folder.run(&["add", "c.hw", "--allow-private", "a.txt", &server.at("/a"), &server.at("/chunked")]).ends_with(0);
    for name in ["w.warc", "w.warc.gz"] {
        folder.run(&["export", "c.hw", "-o", name]).ends_with(0);
        let script = "import sys, warcio\n\
                      from warcio.archiveiterator import ArchiveIterator\n\
                      for r in ArchiveIterator(open(sys.argv[1], 'rb')):\n\
                      \x20   body = r.content_stream().read()\n\
                      \x20   status = r.http_headers.get_statuscode() if r.http_headers else '-'\n\
                      \x20   print(r.rec_type, status, r.rec_headers.get_header('WARC-Target-URI'), len(body))\n";
        let path = folder.path().join(name);
        let out = Command::new("python3").args(["-c", script]).arg(&path).output().unwrap();
        let told = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 4, "{told}");
        assert!(lines[0].starts_with("warcinfo -"), "{told}");
        assert!(told.contains("resource - file:///"), "{told}");
        assert!(told.contains(&format!("response 200 {} ", server.at("/a"))), "{told}");
        assert!(told.contains(&format!("response 200 {} 85", server.at("/chunked"))), "{told}");
        assert!(Command::new("python3").args(["-m", "warcio.cli", "check"]).arg(&path).status().unwrap().success());
    }
}
