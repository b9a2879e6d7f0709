//! A page that a browser saved as one file: MHTML (RFC 2557), a message whose parts are the page and what it shows.
//!
//! Only the page itself is taken: the first part that is HTML, else the first that is text. Its address and the day of the
//! copy stand in the message's headers.

use std::borrow::Cow;

use headwater::page::{Given, Media, Source};
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

/// The page in a message, if one is in it.
pub(crate) fn page(label: &str, bytes: &[u8]) -> Option<Source<'static>> {
    let bytes = &*without_soft_ends(bytes);
    let message = MessageParser::default().parse(bytes)?;
    if let Some(end) = missing_end(&message, bytes) {
        let whole = [bytes, &end].concat();
        return read(label, &MessageParser::default().parse(&*without_soft_ends(&whole))?);
    }
    read(label, &message)
}

/// The message without the "=" that breaks a line right before one that parts the message: there is nothing that it could join, and
/// the parser (mail-parser 0.11) takes more from the part's end than is there. Linear in the message for the few boundaries looked at.
fn without_soft_ends(bytes: &[u8]) -> Cow<'_, [u8]> {
    let parting = boundaries(bytes);
    let soft = |&at: &usize| {
        if bytes.get(at) != Some(&b'=') {
            return false;
        }
        // White space may stand between the sign and the end of its line.
        let rest = bytes.get(at + 1..).unwrap_or_default();
        let space = rest.iter().take_while(|b| b.is_ascii_whitespace() && **b != b'\n').count();
        let line = rest.get(space..).and_then(|r| r.strip_prefix(b"\n--"));
        line.is_some_and(|l| parting.iter().any(|b| l.starts_with(b)))
    };
    let found: Vec<usize> = (0..bytes.len()).filter(soft).collect();
    if found.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut left = found.iter().peekable();
    let kept = bytes.iter().enumerate().filter(|(at, _)| left.next_if(|&&soft| soft == *at).is_none());
    Cow::Owned(kept.map(|(_, &b)| b).collect())
}

/// What the message and its parts name as boundaries, the first few.
fn boundaries(bytes: &[u8]) -> Vec<&[u8]> {
    let mut out: Vec<&[u8]> = Vec::new();
    for at in 0..bytes.len() {
        let name = bytes.get(at..at + BOUNDARY.len()).is_some_and(|n| n.eq_ignore_ascii_case(BOUNDARY));
        if !name || out.len() >= MOST_BOUNDARIES {
            continue;
        }
        let value = bytes.get(at + BOUNDARY.len()..).unwrap_or_default();
        let value = value.strip_prefix(b"\"").unwrap_or(value);
        let end = value.iter().position(|b| matches!(b, b'"' | b';' | b'\r' | b'\n')).unwrap_or(value.len());
        out.extend(value.get(..end).filter(|v| !v.is_empty()));
    }
    out
}

const BOUNDARY: &[u8] = b"boundary=";
/// Boundaries of one message that are looked at: a saved page has one or two.
const MOST_BOUNDARIES: usize = 16;

/// The line that should close a message of several parts, where it was cut short: without it the parser leaves the last
/// part as it is written, not decoded.
fn missing_end(message: &Message<'_>, bytes: &[u8]) -> Option<Vec<u8>> {
    let end = format!("--{}--", message.content_type()?.attribute("boundary")?);
    let tail = bytes.get(bytes.len().saturating_sub(end.len() + TRAILING)..)?;
    let there = tail.windows(end.len()).any(|w| w == end.as_bytes());
    (!there).then(|| format!("\r\n{end}\r\n").into_bytes())
}

/// So many bytes may follow the closing line.
const TRAILING: usize = 1024;

fn read(label: &str, message: &Message<'_>) -> Option<Source<'static>> {
    let html = |p: &&MessagePart<'_>| matches!(p.body, PartType::Html(_));
    let text = |p: &&MessagePart<'_>| matches!(p.body, PartType::Text(_));
    let part = message.parts.iter().find(html).or_else(|| message.parts.iter().find(text))?;
    let (words, media) = match &part.body {
        PartType::Html(words) => (words, Media::Html),
        PartType::Text(words) => (words, Media::Text),
        _ => return None,
    };
    let url = field(message, "Snapshot-Content-Location").or_else(|| part.content_location().map(str::to_owned));
    let fetched = message.date().map(mail_parser::DateTime::to_rfc3339);
    Some(Source {
        path: label.to_owned(),
        bytes: Cow::Owned(words.as_bytes().to_vec()),
        media,
        // The parser has decoded the part already, by the set that its header names.
        charset: Some("utf-8".to_owned()),
        given: Given { url: url.filter(|u| u.contains("://")), fetched, ..Given::default() },
    })
}

fn field(message: &Message<'_>, name: &str) -> Option<String> {
    match message.header(name.to_owned())? {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/otters\r\n\
        Subject: Otters\r\nDate: Mon, 18 Mar 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; type=\"text/html\"; boundary=\"--b\"\r\n\r\n\
        ----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://post.example/otters\r\n\r\n<p>Two pairs of otters =E2=80=93 and a =\r\nheron.</p>\r\n\
        ----b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----b--\r\n";

    #[test]
    fn the_page_its_address_and_the_day_of_the_copy_are_taken() {
        let source = page("a.mhtml", SAVED.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&source.bytes).trim(), "<p>Two pairs of otters – and a heron.</p>");
        assert_eq!(source.given.url.as_deref(), Some("https://post.example/otters"));
        assert_eq!(source.given.fetched.as_deref(), Some("2019-03-18T10:00:00Z"));
    }

    #[test]
    fn a_soft_break_before_the_end_of_a_part_breaks_nothing() {
        let saved = "Subject: Otters\r\nContent-Type: multipart/related; boundary=\"--b\"\r\n\r\n----b\r\n\
            Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<=\r\n----b--\r\n";
        let source = page("a.mhtml", saved.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&source.bytes).trim(), "<");
    }

    #[test]
    fn a_message_cut_short_gives_what_is_there() {
        let half = &SAVED.as_bytes()[..SAVED.find("heron").unwrap()];
        assert!(String::from_utf8_lossy(&page("a.mhtml", half).unwrap().bytes).contains("otters – and a"));
        assert!(page("a.mhtml", b"").is_none());
    }
}
