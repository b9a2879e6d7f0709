//! `headwater-peers NAME FILE...`: reads pages with the extractor NAME and prints one JSON object a line, with the fields
//! that `score/pages.py` reads. One thread; what a page costs is its decompression, decoding, extraction and printing.

use std::io::{Read as _, Write as _};
use std::panic::catch_unwind;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let extract: fn(&str) -> serde_json::Value = match name.as_str() {
        "dom_smoothie" => dom_smoothie,
        other => return Err(io::Error::other(format!("no extractor {other:?}"))),
    };
    // A page that an extractor can't read is a page without a story.
    std::panic::set_hook(Box::new(|_| {}));
    let mut out = io::BufWriter::new(io::stdout().lock());
    for path in arguments {
        let bytes = fs::read(&path)?;
        let mut html = Vec::new();
        match path.ends_with(".gz") {
            true => drop(flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut html)?),
            false => html = bytes,
        }
        let text = match std::str::from_utf8(&html) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::WINDOWS_1252.decode(&html).0.into_owned(),
        };
        let mut page = catch_unwind(|| extract(&text)).unwrap_or_else(|_| serde_json::json!({}));
        page["path"] = path.into();
        serde_json::to_writer(&mut out, &page)?;
        writeln!(out)?;
    }
    Ok(())
}

fn dom_smoothie(html: &str) -> serde_json::Value {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    let read = dom_smoothie::Readability::new(html, None, Some(config)).and_then(|mut r| r.parse());
    match read {
        Ok(article) => serde_json::json!({
            "story": article.text_content.to_string(), "title": article.title,
            "authors": article.byline.into_iter().collect::<Vec<String>>(), "published": article.published_time,
        }),
        Err(_) => serde_json::json!({}),
    }
}
