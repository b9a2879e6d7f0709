use super::Records;
use crate::input::{Document, Unread};

fn record(kind: &str, id: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: https://a.example/{id}\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
    )
}

fn answer(headers: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n{body}")
}

fn read(bytes: &[u8]) -> Vec<Result<Document, Unread>> {
    Records::new("a.warc", bytes).collect()
}

#[test]
fn a_response_is_a_page_with_its_address_and_character_set() {
    let page = answer("Content-Type: text/html; charset=\"ISO-8859-2\"", "<p>Words");
    let file =
        record("warcinfo", "0", "software: x") + &record("request", "1", "GET /") + &record("response", "2", &page);
    let pages = read(file.as_bytes());
    assert_eq!(pages.len(), 1);
    let source = &pages[0].as_ref().unwrap().source;
    assert_eq!(source.path, "a.warc#2");
    assert_eq!(source.given.url.as_deref(), Some("https://a.example/2"));
    assert_eq!(source.charset.as_deref(), Some("ISO-8859-2"));
    assert_eq!(&*source.bytes, b"<p>Words");
}

#[test]
fn what_is_no_page_is_passed_over() {
    let moved = "HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Moved";
    let picture = answer("Content-Type: image/png", "\u{89}PNG");
    let file = record("response", "1", moved) + &record("response", "2", &picture);
    let pages = read(file.as_bytes());
    assert_eq!(pages.len(), 1);
    assert!(pages[0].as_ref().unwrap_err().0.contains("none of its 2 records is a page"));
}

#[test]
fn after_a_damaged_record_the_next_is_read() {
    let page = answer("Content-Type: text/html", "<p>Words");
    let damaged = record("response", "1", &page).replace("Content-Length: ", "Content-Length: x");
    let file = damaged + &record("response", "2", &page);
    let pages = read(file.as_bytes());
    assert!(pages[0].as_ref().unwrap_err().0.starts_with("a.warc, record 1 at byte 0: it does not say how long it is"));
    assert_eq!(pages[1].as_ref().unwrap().source.path, "a.warc#2");
    assert_eq!(pages.len(), 2);
}

#[test]
fn chunks_are_put_together_and_a_body_without_them_is_left() {
    let headers = "Content-Type: text/html\r\nTransfer-Encoding: chunked";
    let file = record("response", "1", &answer(headers, "5\r\n<p>Wo\r\n3;x=y\r\nrds\r\n0\r\n\r\n"));
    assert_eq!(&*read(file.as_bytes())[0].as_ref().unwrap().source.bytes, b"<p>Words");
    let file = record("response", "1", &answer(headers, "<p>Words"));
    assert_eq!(&*read(file.as_bytes())[0].as_ref().unwrap().source.bytes, b"<p>Words");
}

#[test]
fn a_record_cut_short_is_read_as_far_as_it_goes() {
    let file = record("response", "1", &answer("Content-Type: text/html", "<p>Words and words"));
    let pages = read(&file.as_bytes()[..file.len() - 10]);
    assert_eq!(&*pages[0].as_ref().unwrap().source.bytes, b"<p>Words and");
    assert_eq!(pages[0].as_ref().unwrap().warnings.len(), 1);
}
