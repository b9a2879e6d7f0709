//! A page that a browser saved as one file: MHTML (RFC 2557), a message whose parts are the page and what it shows.
//!
//! Only the page itself is taken: the first part that is HTML, else the first that is text. Its address and the day of the
//! copy stand in the message's headers. A message that was cut short gives what is there.

use std::borrow::Cow;

use headwater::page::{Given, Media, Source};
use mailparse::body::Body;
use mailparse::{MailHeaderMap as _, ParsedMail, parse_mail};
use quoted_printable::ParseMode;

/// The page in a message, if one is in it. Linear in the message.
pub(crate) fn page(label: &str, bytes: &[u8]) -> Option<Source<'static>> {
    // What base64 was cut short in is read to its last whole group of four letters.
    (0..GROUP).filter_map(|cut| bytes.get(..bytes.len().checked_sub(cut)?)).find_map(|bytes| read(label, bytes))
}

/// Letters of base64 that stand for three bytes.
const GROUP: usize = 4;

fn read(label: &str, bytes: &[u8]) -> Option<Source<'static>> {
    let message = parse_mail(bytes).ok().filter(|m| !m.headers.is_empty())?;
    let (part, media) = shown(&message)?;
    let header = |of: &ParsedMail<'_>, name: &str| of.headers.get_first_value(name).map(|v| v.trim().to_owned());
    let url = header(&message, "Snapshot-Content-Location").or_else(|| header(part, "Content-Location"));
    let date = jiff::fmt::rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_timestamp(header(&message, "Date").unwrap_or_default());
    Some(Source {
        path: label.to_owned(),
        bytes: Cow::Owned(decoded(part)?),
        media,
        charset: part.ctype.params.get("charset").cloned(),
        given: Given {
            url: url.filter(|u| u.contains("://")),
            fetched: date.ok().map(|d| d.to_string()),
            ..Given::default()
        },
    })
}

/// The part of a message that is its page.
fn shown<'m>(message: &'m ParsedMail<'m>) -> Option<(&'m ParsedMail<'m>, Media)> {
    let of = |kinds: &[&str]| message.parts().find(|p| kinds.contains(&p.ctype.mimetype.as_str()));
    let html = of(&["text/html", "application/xhtml+xml"]).map(|p| (p, Media::Html));
    html.or_else(|| of(&["text/plain"]).map(|p| (p, Media::Text)))
}

/// The bytes of a part as they were before it was written into the message.
fn decoded(part: &ParsedMail<'_>) -> Option<Vec<u8>> {
    match part.get_body_encoded() {
        Body::QuotedPrintable(body) => {
            // The decoder leaves out what should have been written with "=".
            let mut plain = Vec::with_capacity(body.get_raw().len());
            for &byte in body.get_raw() {
                match byte {
                    b'\t' | b'\r' | b'\n' | b' '..=b'~' => plain.push(byte),
                    _ => plain.extend(format!("={byte:02X}").into_bytes()),
                }
            }
            quoted_printable::decode(plain, ParseMode::Robust).ok()
        }
        _ => part.get_body_raw().ok(),
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
    fn a_soft_break_before_dashes_joins_lines_and_the_end_of_base64_is_none() {
        let part = |encoding: &str, body: &str| {
            let saved = format!(
                "Content-Type: multipart/related; boundary=\"--b\"\r\n\r\n----b\r\nContent-Type: text/html\r\n\
                 Content-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n----b--\r\n"
            );
            let source = page("a.mhtml", saved.as_bytes()).unwrap();
            String::from_utf8_lossy(&source.bytes).trim().to_owned()
        };
        assert_eq!(part("Quoted-Printable", "<!=\r\n-- a note --><p>Otters.</p>"), "<!-- a note --><p>Otters.</p>");
        assert_eq!(part("base64", "PHA+T3R0ZXJzLjwvcD4="), "<p>Otters.</p>");
        assert_eq!(part("8bit", "<p>1 + 1 =\r\n--</p>"), "<p>1 + 1 =\r\n--</p>");
    }

    #[test]
    fn letters_that_quoted_printable_should_have_written_otherwise_are_kept() {
        let saved = "Subject: Otters\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: Quoted-Printable\r\n\r\n\
            <p>É=C3=89=zz=\r\n=</p>";
        let source = page("a.mhtml", saved.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&source.bytes).trim(), "<p>ÉÉ=zz=</p>");
        assert_eq!(source.charset.as_deref(), Some("utf-8"));
    }

    #[test]
    fn base64_that_was_cut_short_gives_what_is_there() {
        let saved = "Subject: Otters\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+T3R0ZXJz\nLjwv";
        for cut in 0..3 {
            let source = page("a.mhtml", &saved.as_bytes()[..saved.len() - cut]).unwrap();
            assert!(String::from_utf8_lossy(&source.bytes).starts_with("<p>Otters"), "{cut} letters less");
        }
    }

    #[test]
    fn a_message_cut_short_gives_what_is_there() {
        let half = &SAVED.as_bytes()[..SAVED.find("heron").unwrap()];
        assert!(String::from_utf8_lossy(&page("a.mhtml", half).unwrap().bytes).contains("otters – and a"));
        assert!(page("a.mhtml", b"").is_none());
    }
}
