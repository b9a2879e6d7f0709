//! A page that a browser saved as one file: MHTML (RFC 2557), a message whose parts are the page and what it shows.
//!
//! Only the page itself is taken: the first part that is HTML, else the first that is text. Its address and the day of the
//! copy stand in the message's headers.

use std::borrow::Cow;

use headwater::page::{Given, Media, Source};
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

/// The page in a message, if one is in it.
pub(crate) fn page(label: &str, bytes: &[u8]) -> Option<Source<'static>> {
    let message = MessageParser::default().parse(bytes)?;
    if let Some(end) = missing_end(&message, bytes) {
        return read(label, &MessageParser::default().parse(&[bytes, &end].concat())?);
    }
    read(label, &message)
}

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
    fn a_message_cut_short_gives_what_is_there() {
        let half = &SAVED.as_bytes()[..SAVED.find("heron").unwrap()];
        assert!(String::from_utf8_lossy(&page("a.mhtml", half).unwrap().bytes).contains("otters – and a"));
        assert!(page("a.mhtml", b"").is_none());
    }
}
