//! What a file holds: by its name, else by its first bytes.

use std::path::Path;

use headwater::page::Media;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// One HTML or XHTML document.
    Html,
    /// Bare text.
    Text,
    /// Markdown.
    Markdown,
    /// Records, one JSON object a line.
    Jsonl,
    /// Records of a web archive.
    Warc,
    /// A page with all that belongs to it, saved as one message.
    Mhtml,
}

impl Format {
    /// What the core calls it, if it is one document.
    pub(crate) fn media(self) -> Media {
        match self {
            Format::Html => Media::Html,
            Format::Text => Media::Text,
            Format::Markdown => Media::Markdown,
            Format::Jsonl | Format::Warc | Format::Mhtml => Media::Unknown,
        }
    }
}

/// By the end of the name, that of a compression aside.
pub(crate) fn by_name(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let name = COMPRESSIONS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    match Path::new(name).extension()?.to_str()? {
        "html" | "htm" | "xhtml" | "xht" | "shtml" => Some(Format::Html),
        "txt" | "text" => Some(Format::Text),
        "md" | "markdown" => Some(Format::Markdown),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        "warc" => Some(Format::Warc),
        "mhtml" | "mht" => Some(Format::Mhtml),
        _ => None,
    }
}

const COMPRESSIONS: [&str; 3] = [".gz", ".zst", ".zstd"];

/// Whether the name says that a file beside a saved page is no page itself: a style sheet, a script, a picture.
pub(crate) fn never_a_page(path: &Path) -> bool {
    const ENDS: &str = " css js mjs map json xml rss atom svg png jpg jpeg gif webp avif ico bmp tif tiff woff woff2 ttf \
                         otf eot mp3 mp4 m4a ogg wav webm mov avi pdf doc docx xls xlsx ppt pptx odt epub zip tar 7z rar \
                         bz2 xz csv tsv py rs sh c h log lock toml yaml yml sqlite db bak tmp part ";
    let end = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    end.is_some_and(|end| ENDS.contains(&format!(" {end} ")))
}

/// By the first bytes, or in words what else it is.
pub(crate) fn by_content(head: &[u8]) -> Result<Format, &'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(what);
    }
    if head.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    if is_binary(head) {
        return Err("binary data");
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if is_message(text) {
        return Ok(Format::Mhtml);
    }
    if text.starts_with(b"{") && first_line_is_record(text) {
        return Ok(Format::Jsonl);
    }
    // NULs of UTF-16 aside, so that marks can be told in it too.
    let plain: Vec<u8> = text.iter().copied().filter(|&b| b != 0).map(|b| b.to_ascii_lowercase()).collect();
    let marks: [&[u8]; 6] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<title"];
    let begins_with_mark = plain.iter().find(|&&b| b < 0x80 && !b.is_ascii_whitespace()) == Some(&b'<');
    if begins_with_mark && marks.iter().any(|mark| memmem(&plain, mark)) {
        return Ok(Format::Html);
    }
    Ok(Format::Text)
}

/// First bytes of what people mistake for pages.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP file or an office document"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "compressed with bzip2"),
    (b"\xFD7zXZ", "compressed with xz"),
    (b"\x1F\x8B", "compressed more than once"),
    (b"\x28\xB5\x2F\xFD", "compressed more than once"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
];

/// Whether it can't be text: control characters that no text has, unless it is UTF-16 or UTF-32.
fn is_binary(head: &[u8]) -> bool {
    let marked = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") || head.starts_with(b"\0\0\xFE\xFF");
    if head.is_empty() || marked || looks_like_utf16(head) {
        return false;
    }
    let odd = head.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B)).count();
    // A stray control character or two stand in real pages, NULs even; in binary data they are everywhere. One in
    // thirty-three is far above the one and far below the other (random bytes: one in eleven).
    odd * 33 > head.len()
}

/// UTF-16 without a mark: of Latin text every other byte is NUL.
fn looks_like_utf16(head: &[u8]) -> bool {
    let half = head.len() / 2;
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    half >= 8 && (0..2).any(|k| nuls(k) * 10 > half * 7 && nuls(1 - k) * 20 < half)
}

/// Whether it begins with the headers of a message that holds a saved page.
fn is_message(text: &[u8]) -> bool {
    let first = text.split(|&b| b == b'\n').next().unwrap_or_default();
    let header = first
        .iter()
        .position(|&b| b == b':')
        .is_some_and(|at| at > 0 && first[..at].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-'));
    let lower = text[..text.len().min(2048)].to_ascii_lowercase();
    header && memmem(&lower, b"mime-version:") && memmem(&lower, b"multipart/related")
}

fn first_line_is_record(text: &[u8]) -> bool {
    let line = text.split(|&b| b == b'\n').next().unwrap_or_default();
    let whole = line.len() < text.len() || text.len() < super::decompress::HEAD;
    if whole {
        serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line)
            .is_ok_and(|record| record.contains_key("text") || record.contains_key("html"))
    } else {
        memmem(line, b"\"text\"") || memmem(line, b"\"html\"") || memmem(line, b"\"id\"")
    }
}

fn memmem(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_is_in_it() {
        assert_eq!(by_name(Path::new("a/B.HTML.gz")), Some(Format::Html));
        assert_eq!(by_name(Path::new("a.warc.zst")), Some(Format::Warc));
        assert_eq!(by_name(Path::new("a.gz")), None);
        assert_eq!(by_name(Path::new("html")), None);
    }

    #[test]
    fn bytes_tell_what_the_name_does_not() {
        assert_eq!(by_content(b"\xEF\xBB\xBF \n<!DOCTYPE html><p>x"), Ok(Format::Html));
        assert_eq!(by_content(b"WARC/1.0\r\n"), Ok(Format::Warc));
        assert_eq!(by_content(b"{\"id\":1,\"text\":\"x\"}\n{"), Ok(Format::Jsonl));
        assert_eq!(by_content(b"{\"a\":1}\n"), Ok(Format::Text));
        let saved = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n";
        assert_eq!(by_content(saved), Ok(Format::Mhtml));
        assert_eq!(by_content(b"She said so.\n"), Ok(Format::Text));
        assert_eq!(by_content(b""), Ok(Format::Text));
        assert_eq!(by_content(b"%PDF-1.7"), Err("a PDF"));
        assert_eq!(by_content(&[0, 1, 2, 3, 200, 0, 1]), Err("binary data"));
    }

    #[test]
    fn utf_16_is_text_with_and_without_a_mark() {
        let wide: Vec<u8> = "<html><body>Words and more words".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(by_content(&wide), Ok(Format::Html));
        let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide).collect();
        assert_eq!(by_content(&marked), Ok(Format::Html));
    }
}
