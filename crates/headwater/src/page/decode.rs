//! From bytes to characters.
//!
//! In order: a byte order mark; UTF-8 that is valid and has characters beyond ASCII (chance does not make that, so it
//! wins over a wrong label); what the transport named; what the document names in its first bytes; a guess by
//! [`chardetng`]. Nothing fails: what cannot be decoded becomes U+FFFD, and a warning counts it.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a document its own naming of a character set is looked for, in bytes. HTML asks for the first 1024;
/// real pages put scripts before it, and browsers look further too.
const PRESCAN: usize = 4096;

/// How much of a document the guess reads, in bytes: enough for any statistics of letters.
const GUESSED: usize = 256 << 10;

/// A document's characters, and what was wrong with its bytes.
pub struct Decoded<'a> {
    /// The characters.
    pub text: Cow<'a, str>,
    /// What could not be read, and why.
    pub warnings: Vec<String>,
}

/// Decodes at most `limit` bytes. `charset` is what a transport named. Linear in the bytes.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&str>, limit: usize) -> Decoded<'a> {
    let mut warnings = Vec::new();
    let mut bytes = bytes;
    if bytes.len() > limit {
        warnings.push(format!("only the first {limit} of {} bytes were read", bytes.len()));
        bytes = &bytes[..limit];
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return finish(&bytes[mark..], encoding, warnings);
    }
    if is_binary(bytes) {
        warnings.push("the document is not text: it looks like a binary file".to_owned());
        return Decoded { text: Cow::Borrowed(""), warnings };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.is_ascii() => return Decoded { text: Cow::Borrowed(text), warnings },
        // A document that the limit cut within its last character is still UTF-8.
        Err(e) if e.error_len().is_none() && bytes.len() == limit => {
            return finish(&bytes[..e.valid_up_to()], UTF_8, warnings);
        }
        _ => {}
    }
    let encoding = charset
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| utf16_without_mark(bytes))
        .or_else(|| declared(&bytes[..bytes.len().min(PRESCAN)]));
    match encoding {
        // A document that claims UTF-8 and is not: a few bad bytes in a real UTF-8 text, or another set altogether.
        Some(e) if e == UTF_8 && mostly_utf8(bytes) => finish(bytes, UTF_8, warnings),
        Some(e) if e != UTF_8 => finish(bytes, e, warnings),
        _ => finish(bytes, guess(bytes), warnings),
    }
}

fn finish<'a>(bytes: &'a [u8], encoding: &'static Encoding, mut warnings: Vec<String>) -> Decoded<'a> {
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    if bad {
        let count = text.matches('\u{FFFD}').count();
        warnings.push(format!("{count} characters could not be read as {}", encoding.name()));
    }
    Decoded { text, warnings }
}

/// Whether the bytes are no text in any character set that pages use: the first bytes of well-known binary formats, or
/// many control bytes. UTF-16 has zero bytes too, but nearly all on one side.
fn is_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 9] = [
        b"%PDF-",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"PK\x03\x04",
        b"\x7FELF",
        b"RIFF",
        b"\x00\x00\x01\x00",
        b"ID3",
    ];
    if MAGIC.iter().any(|m| bytes.starts_with(m)) {
        return true;
    }
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let control = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)).count();
    // One control byte in ten: no text page measured has more than one in a thousand.
    control * 10 > head.len() && utf16_without_mark(bytes).is_none()
}

fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN) & !1];
    if head.len() < 8 {
        return None;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if odd * 10 > half * 6 && even * 10 < half => Some(UTF_16LE),
        () if even * 10 > half * 6 && odd * 10 < half => Some(UTF_16BE),
        () => None,
    }
}

/// What `<meta charset>`, `<meta http-equiv content="…; charset=…">` or `<?xml encoding="…"?>` names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    for (key, within) in [(&b"charset"[..], &b"<meta"[..]), (b"encoding", b"<?xml")] {
        let mut from = 0;
        while let Some(at) = memchr::memmem::find(&lower[from..], key).map(|p| p + from) {
            from = at + key.len();
            let tag = lower[..at].iter().rposition(|&b| b == b'<').unwrap_or(0);
            if !lower[tag..].starts_with(within) {
                continue;
            }
            let rest = &lower[from..];
            let skipped = rest.iter().take_while(|b| b" \t\r\n='\"".contains(b)).count();
            let rest = &rest[skipped..];
            let end = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_:.+".contains(b)).count();
            if let Some(encoding) = Encoding::for_label(&rest[..end]) {
                // A document whose ASCII could be read so far is not UTF-16, whatever it says.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
            }
        }
    }
    None
}

/// Whether nearly all bytes beyond ASCII belong to valid UTF-8 characters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good >= 10 * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESSED)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], charset: Option<&str>) -> String {
        decode(bytes, charset, 1 << 20).text.into_owned()
    }

    #[test]
    fn a_named_set_is_used() {
        assert_eq!(text(b"caf\xE9", Some("iso-8859-1")), "café");
        assert_eq!(text(b"<meta charset=windows-1251><p>\xCF\xF0\xE8", None), "<meta charset=windows-1251><p>При");
        assert_eq!(text(b"<?xml version='1.0' encoding='iso-8859-2'?>\xB1", None).chars().last(), Some('ą'));
    }

    #[test]
    fn valid_utf8_wins_over_a_wrong_label() {
        assert_eq!(text("“über”".as_bytes(), Some("iso-8859-1")), "“über”");
    }

    #[test]
    fn a_byte_order_mark_wins_and_is_not_text() {
        assert_eq!(text(b"\xEF\xBB\xBFa", Some("utf-16")), "a");
        assert_eq!(text(b"\xFF\xFEa\0b\0", None), "ab");
        assert_eq!(text(b"<\0h\0t\0m\0l\0>\0", None), "<html>");
    }

    #[test]
    fn a_false_claim_of_utf8_is_guessed() {
        let bytes = b"<meta charset=utf-8>Die gr\xF6\xDFte \xDCberraschung f\xFCr die M\xE4nner war sch\xF6n";
        assert!(text(bytes, None).contains("größte Überraschung für die Männer war schön"));
    }

    #[test]
    fn bad_bytes_and_binary_files_give_warnings() {
        let d = decode(b"\xE2\x80\x9Cyes\xE2\x80\x9D \xE2\x80\x94 \xE2\x80\xA6 \xFF", Some("utf-8"), 100);
        assert_eq!(d.warnings.len(), 1);
        assert!(decode(b"%PDF-1.4 abc", None, 100).text.is_empty());
        assert!(decode(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3], None, 100).text.is_empty());
    }

    #[test]
    fn a_cut_within_a_character_loses_only_that() {
        let d = decode("aé".as_bytes(), None, 2);
        assert_eq!((d.text.as_ref(), d.warnings.len()), ("a", 1));
    }
}
