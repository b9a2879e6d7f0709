//! Reading cases out of Markdown, and holding findings against what they expect.

use std::fs;
use std::path::Path;

use headwater::page::{self, Given, Limits, Media, Source};
use headwater::trace::{self, Options, Trace};

/// What ends the title of a case that is known to come out wrong: it is counted as wrong where cases are scored, and its
/// test fails once it comes out right.
pub(crate) const OPEN: &str = "(open)";

/// One case: a second-level heading, pages, and what is expected of them.
pub(crate) struct Case {
    pub title: String,
    pub line: usize,
    pub pages: Vec<CasePage>,
    pub expectations: Vec<Expectation>,
}

pub(crate) struct CasePage {
    pub name: String,
    pub media: Media,
    pub bytes: Vec<u8>,
    pub given: Given,
}

/// What one view of the findings must, or must not, show.
pub(crate) struct Expectation {
    pub view: String,
    pub exactly: bool,
    pub line: usize,
    pub lines: Vec<String>,
}

/// The cases of one file that lies in `folder`.
pub(crate) fn parse(markdown: &str, folder: &Path) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = markdown.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case {
                title: title.trim().to_owned(),
                line: n + 1,
                pages: Vec::new(),
                expectations: Vec::new(),
            });
            continue;
        }
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let fence = "`".repeat(ticks);
        let body: Vec<String> =
            lines.by_ref().map(|(_, l)| l.to_owned()).take_while(|l| l.trim_end() != fence).collect();
        let Some(case) = cases.last_mut() else { continue };
        let words = words(&line[ticks..]);
        match words.first().map(String::as_str) {
            Some("expect") => case.expectations.push(Expectation {
                view: words.get(1).cloned().unwrap_or_default(),
                exactly: words.get(2).is_some_and(|w| w == "exactly"),
                line: n + 1,
                lines: body.into_iter().filter(|l| !l.trim().is_empty()).collect(),
            }),
            Some(kind @ ("html" | "text" | "markdown")) => {
                let media = match kind {
                    "html" => Media::Html,
                    "text" => Media::Text,
                    _ => Media::Markdown,
                };
                let name = words.get(1).cloned().unwrap_or_else(|| format!("page{}", case.pages.len() + 1));
                let given = given(words.get(2..).unwrap_or_default());
                case.pages.push(CasePage { name, media, bytes: body.join("\n").into_bytes(), given });
            }
            Some("pages") => case.pages.extend(pages_in(&folder.join(words.get(1).map_or(".", String::as_str)))),
            _ => {}
        }
    }
    cases
}

/// Every page that lies in a folder of its own.
fn pages_in(folder: &Path) -> Vec<CasePage> {
    let media = |path: &Path| match path.extension()?.to_str()? {
        "html" => Some(Media::Html),
        "txt" => Some(Media::Text),
        _ => None,
    };
    let files = fs::read_dir(folder).expect("the folder of the pages is there").flatten();
    files
        .filter_map(|file| {
            let (path, media) = (file.path(), media(&file.path())?);
            let bytes = fs::read(path).expect("the page can be read");
            Some(CasePage { name: file.file_name().display().to_string(), media, bytes, given: Given::default() })
        })
        .collect()
}

/// Splits at spaces outside double quotation marks, which fall away.
fn words(line: &str) -> Vec<String> {
    let (mut out, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => out.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            _ => word.push(c),
        }
    }
    out.extend((!word.is_empty()).then_some(word));
    out
}

fn given(words: &[String]) -> Given {
    let mut given = Given::default();
    for (key, value) in words.iter().filter_map(|w| w.split_once('=')) {
        match key {
            "url" => given.url = Some(value.to_owned()),
            "title" => given.title = Some(value.to_owned()),
            "date" => given.date = Some(value.to_owned()),
            "outlet" => given.outlet = Some(value.to_owned()),
            "author" => given.authors.push(value.to_owned()),
            _ => {}
        }
    }
    given
}

impl Case {
    pub(crate) fn trace(&self) -> Trace {
        let read = |p: &CasePage| {
            let source = Source {
                path: p.name.clone(),
                bytes: p.bytes.as_slice().into(),
                media: p.media,
                charset: (p.media != Media::Html).then(|| "utf-8".to_owned()),
                given: p.given.clone(),
            };
            page::read(&source, &Limits::default())
        };
        trace::trace(self.pages.iter().map(read).collect(), &options())
    }
}

impl Expectation {
    /// What is missing or must not be there. `…` in a line stands for any words; `not ` forbids; `exactly` wants
    /// every found line expected, and as many.
    pub(crate) fn failures(&self, found: &[String]) -> Vec<String> {
        let mut failures = Vec::new();
        let wanted: Vec<&String> = self.lines.iter().filter(|l| !l.starts_with("not ")).collect();
        for line in &self.lines {
            match line.strip_prefix("not ") {
                Some(pattern) => {
                    let there = found.iter().filter(|f| matches(pattern, f));
                    failures.extend(there.map(|f| format!("must not be there: {f}")));
                }
                None if found.iter().any(|f| matches(line, f)) => {}
                None => failures.push(format!("missing: {line}")),
            }
        }
        if self.exactly {
            let extra = found.iter().filter(|f| !wanted.iter().any(|w| matches(w, f)));
            failures.extend(extra.map(|f| format!("not expected: {f}")));
            if failures.is_empty() && found.len() != wanted.len() {
                failures.push(format!("{} lines expected, {} found", wanted.len(), found.len()));
            }
        }
        if !failures.is_empty() {
            failures.insert(0, format!("line {}, view {}:", self.line, self.view));
            failures.push(format!("found:\n  {}", found.join("\n  ")));
        }
        failures
    }
}

/// Whether `pattern`, in which `…` stands for any words, is all of `line`.
fn matches(pattern: &str, line: &str) -> bool {
    let mut parts = pattern.split('…');
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Those of the program, with loose passages.
fn options() -> Options {
    let mut options = Options::default();
    options.reuse.loose = true;
    options
}
