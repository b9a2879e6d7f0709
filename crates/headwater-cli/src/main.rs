//! The program `headwater`: for now just enough to run `read`, `quotes`, `reuse` and `trace` in JSON.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use headwater::page::{Given, Limits, Media, Page, Source};
use headwater::{page, report, speech, trace};
use rayon::prelude::*;

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let verb = words.next().context("say what to do: read, quotes, reuse or trace")?;
    let mut paths = Vec::new();
    let mut format = "json".to_owned();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--format" => format = words.next().unwrap_or_default(),
            _ => paths.push(PathBuf::from(word)),
        }
    }
    let mut found = Vec::new();
    for path in &paths {
        walk(path, &mut found)?;
    }
    let records: Vec<(String, Source<'static>)> = found.iter().map(|p| load(p)).collect::<Result<Vec<_>>>()?.concat();
    let limits = Limits::default();
    let pages: Vec<Page> = records.par_iter().map(|(_, s)| page::read(s, &limits)).collect();
    let ids = records.iter().map(|(id, _)| id.as_str());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match (verb.as_str(), format.as_str()) {
        ("read", _) => {
            for (i, p) in pages.iter().enumerate() {
                writeln!(out, "{}", report::json::page(p, &format!("p{}", i + 1)))?;
            }
        }
        ("quotes", _) => {
            let lines: Vec<String> = pages
                .par_iter()
                .zip(ids.collect::<Vec<_>>())
                .map(|(p, id)| report::json::attributions(p, id, &speech::listen(p)))
                .collect();
            for line in lines {
                writeln!(out, "{line}")?;
            }
        }
        ("reuse", _) => write!(out, "{}", report::json::passages(&trace::trace(pages, &trace::Options::default())))?,
        ("trace", _) => writeln!(out, "{}", report::json::write(&trace::trace(pages, &trace::Options::default())))?,
        _ => anyhow::bail!("{verb} is none of read, quotes, reuse, trace"),
    }
    Ok(())
}

fn walk(path: &Path, out: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
        entries.sort();
        entries.iter().try_for_each(|e| walk(e, out))
    } else {
        out.push(path.to_owned());
        Ok(())
    }
}

fn load(path: &Path) -> Result<Vec<(String, Source<'static>)>> {
    let mut bytes = std::fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).take(1 << 28).read_to_end(&mut plain)?;
        bytes = plain;
    }
    let name = path.display().to_string();
    let stem = name.trim_end_matches(".gz");
    if !stem.ends_with(".jsonl") {
        let html = stem.ends_with(".html") || stem.ends_with(".htm");
        let media = if html { Media::Html } else { Media::Text };
        let source =
            Source { path: name.clone(), bytes: Cow::Owned(bytes), media, charset: None, given: Given::default() };
        return Ok(vec![(name, source)]);
    }
    let mut out = Vec::new();
    for line in String::from_utf8_lossy(&bytes).lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let field = |key: &str| value[key].as_str().map(str::to_owned);
        let id = field("id").unwrap_or_else(|| value["id"].to_string());
        let (text, media) = match field("text") {
            Some(text) => (text, Media::Text),
            None => (field("html").unwrap_or_default(), Media::Html),
        };
        let given = Given {
            url: field("url"),
            title: field("title"),
            date: field("date"),
            outlet: field("outlet"),
            authors: Vec::new(),
        };
        let path = format!("{name}#{id}");
        let charset = Some("utf-8".to_owned());
        out.push((id, Source { path, bytes: Cow::Owned(text.into_bytes()), media, charset, given }));
    }
    Ok(out)
}
