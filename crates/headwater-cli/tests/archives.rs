//! Web archives and saved pages: every encoding of a body gives the same page, with its own address and day of fetching.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod run;

use std::path::Path;
use std::process::Command;

use run::Folder;
use serde_json::Value;

fn pages(folder: &Folder, file: &str) -> Vec<Value> {
    let ran = folder.run(&["read", "--format", "jsonl", file]).ends_with(0);
    ran.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn corpus(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(name)).unwrap()
}

#[test]
fn chunks_and_compressions_of_an_answer_are_opened() {
    let folder = Folder::new("encodings");
    folder.write("all.warc", corpus("warc/all.warc"));
    let read = pages(&folder, "all.warc");
    // Plain, chunked, gzip, Brotli, deflate, zstd; and a text that somebody took out.
    assert_eq!(read.len(), 7);
    for page in &read[..6] {
        assert_eq!(page["text"], read[0]["text"]);
        assert_eq!(page["title"], "Otters return to the Lenn");
        assert_eq!(page["published"], "2019-03-18T08:00:00+01:00");
        assert_eq!(page["fetched"], "2019-03-18T10:00:00Z");
    }
    assert_eq!(read[4]["url"], "https://lenn.example/5");
}

#[test]
fn a_damaged_record_is_passed_over_and_told_with_its_place() {
    let folder = Folder::new("damaged");
    let whole = corpus("warc/one.warc");
    let noise = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length, and so no end\r\n\r\n";
    folder.write("a.warc", [&whole[..], noise, &whole].concat());
    let ran = folder.run(&["read", "--format", "jsonl", "a.warc"]).ends_with(1);
    let ran = ran.tells("a.warc, record 2 at byte").tells("it does not say how long it is");
    assert_eq!(ran.stdout.lines().count(), 2);
}

#[test]
fn a_page_that_a_browser_saved_keeps_its_address_and_its_day() {
    let folder = Folder::new("saved");
    folder.write("saved.mhtml", corpus("mhtml/saved.mhtml"));
    folder.write("saved", corpus("mhtml/saved.mhtml"));
    folder.write(
        "page.html",
        "<!DOCTYPE html>\n<!-- saved from url=(0027)https://post.example/otters -->\n<html><body><h1>Otters</h1>\
         <p>Two pairs of otters and a heron have been seen.</p></body></html>",
    );
    for file in ["saved.mhtml", "saved", "page.html"] {
        let page = &pages(&folder, file)[0];
        assert_eq!(page["url"], "https://post.example/otters", "{file}");
        assert_eq!(page["title"], "Otters", "{file}");
    }
    assert_eq!(pages(&folder, "saved.mhtml")[0]["fetched"], "2019-03-18T10:00:00Z");
}

/// Writes an archive as crawlers do, with the Webrecorder project's library.
const WARCIO: &str = r#"
import io, gzip, sys
from warcio.warcwriter import WARCWriter
from warcio.statusandheaders import StatusAndHeaders
page = "<html><head><meta charset=utf-8><title>{0}</title></head><body><h1>{0}</h1><p>Fares on the Osk ferry will rise “by a tenth” in June, the harbour office said.</p></body></html>"
with open(sys.argv[1], "wb") as out:
    writer = WARCWriter(out, gzip=sys.argv[1].endswith(".gz"))
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "warcio"}))
    for n, (title, encoding) in enumerate([("First page", None), ("Second page", "gzip"), ("Third page", "chunked")]):
        body = page.format(title).encode()
        headers = [("Content-Type", "text/html; charset=utf-8")]
        if encoding == "gzip":
            headers.append(("Content-Encoding", "gzip"))
            body = gzip.compress(body)
        if encoding == "chunked":
            headers.append(("Transfer-Encoding", "chunked"))
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(f"https://post.example/{n}", "response", payload=io.BytesIO(body),
            http_headers=http, warc_headers_dict={"WARC-Date": "2019-03-18T10:00:00Z"}))
    gone = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record("https://post.example/gone", "response", payload=io.BytesIO(b"<p>Gone</p>"), http_headers=gone))
"#;

#[test]
fn archives_that_warcio_writes_are_read() {
    let python = std::env::var("HEADWATER_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let there = Command::new(&python).args(["-c", "import warcio"]).output().is_ok_and(|o| o.status.success());
    if !there {
        eprintln!(
            "skipped: {python} has no warcio; python3 -m venv V && V/bin/pip install warcio==1.8.1, then run with \
             HEADWATER_PYTHON=V/bin/python"
        );
        return;
    }
    let folder = Folder::new("warcio");
    for file in ["a.warc", "a.warc.gz"] {
        let made = Command::new(&python).args(["-c", WARCIO, file]).current_dir(folder.path()).status().unwrap();
        assert!(made.success());
        let read = pages(&folder, file);
        let of = |field: &str| read.iter().map(|p| p[field].as_str().unwrap_or("")).collect::<Vec<_>>();
        assert_eq!(of("title"), ["First page", "Second page", "Third page"], "{file}");
        assert_eq!(of("url"), ["https://post.example/0", "https://post.example/1", "https://post.example/2"]);
        assert_eq!(of("fetched"), ["2019-03-18T10:00:00Z"; 3]);
        assert!(read.iter().all(|p| p["text"].as_str().unwrap().contains("“by a tenth”")));
        assert!(
            read.iter().all(|p| p["published"].is_null()),
            "the day of fetching is not taken for that of publication"
        );
    }
}
