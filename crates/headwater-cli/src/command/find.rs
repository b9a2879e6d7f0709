//! `headwater find`: words in a collection.

use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use headwater::report::text::Style;
use headwater_store::{Answer, Mode, Query, Quoted, Told};
use serde_json::json;

use super::collection::{Shown, count, cut};
use super::list::object;
use super::{LineFormat, format_by_name};
use crate::error::CommandError;

/// Finds words in a collection: who says them, which pages carry them, the earliest first.
///
/// A sentence finds the statement that it is meant for, though it be misquoted. Capital letters and accents make no
/// difference.
#[derive(Debug, Args)]
pub(super) struct Find {
    #[command(flatten)]
    shown: Shown,
    /// The words, or a sentence as you remember it
    #[arg(value_name = "WORDS")]
    words: String,
    /// Only what somebody of that name says; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only pages of that publisher; a part of the name is enough
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only pages of that day or later: 2019, 2019-03 or 2019-03-18
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,
    /// Only pages of that day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<String>,
    /// Statements and pages that are shown at most
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    most: usize,
    /// How the answer is written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
}

fn date(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|p| p.len()).collect();
    let digits = parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()));
    if digits && matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) {
        Ok(text.to_owned())
    } else {
        Err("write it as 2019, 2019-03 or 2019-03-18".to_owned())
    }
}

impl Find {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.shown.output.as_deref())).unwrap_or(LineFormat::Text);
        if !self.words.chars().any(char::is_alphanumeric) {
            return Err(CommandError::usage(
                anyhow::anyhow!("there is no word in {:?}", self.words),
                "Give words, or a sentence in quotation marks, as in `headwater find dam.hw \"the gate held\"`.",
            ));
        }
        let mut run = self.shown.begin(Mode::Read)?;
        let query = Query {
            words: self.words.clone(),
            speaker: self.speaker.clone(),
            outlet: self.outlet.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            most: self.most,
        };
        let answer = run.collection.find(&query).map_err(CommandError::collection)?;
        let written = match format {
            LineFormat::Text => in_words(&answer, &run.style),
            LineFormat::Jsonl => objects(&answer),
        };
        run.output.write(&written)?;
        run.output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn in_words(answer: &Answer, style: &Style) -> String {
    let (bold, dim, end) = if style.color { ("\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m") } else { ("", "", "") };
    let width = style.width.max(40);
    let mut out = String::new();
    for told in &answer.statements {
        let who = told.speaker.as_deref().unwrap_or("unattributed");
        let pages: std::collections::BTreeSet<i64> = told.quotations.iter().map(|q| q.page).collect();
        let sums = format!(
            "{}, {}, {}",
            count(pages.len(), "page", "pages"),
            routes(told),
            count(told.origins.len(), "origin", "origins"),
        );
        let near = match told.near {
            n if n >= 0.995 => String::new(),
            n => format!(" · {:.0} % of your words", n * 100.0),
        };
        let _ = writeln!(out, "{bold}{}{end} — {sums}{near}", cut(who, width));
        for origin in &told.origins {
            let _ = writeln!(out, "  origin {}", cut(origin, width.saturating_sub(9)));
        }
        ways(&mut out, told, width);
        if told.family.0 != told.family.1 {
            let (now, then) = told.family;
            let _ = writeln!(out, "  {dim}traced when its family had {then} pages; it has {now} now{end}");
        }
        let shown = if style.all { usize::MAX } else { 6 };
        for q in told.quotations.iter().take(shown) {
            let other = q.speaker.as_deref().filter(|s| told.speaker.as_deref() != Some(*s));
            let other = other.map(|s| format!(" (says {})", cut(s, 40))).unwrap_or_default();
            let _ = writeln!(out, "  {:<10} {:>6}  {}{other}", day(q.published.as_deref()), q.page, carrier(q));
            let text = if style.all { q.text.clone() } else { cut(&q.text, 2 * width) };
            for line in wrapped(&text, width.saturating_sub(21)) {
                let _ = writeln!(out, "{:21}{line}", "");
            }
        }
        let rest = told.quotations.len().saturating_sub(shown);
        if rest > 0 {
            let _ = writeln!(out, "  {dim}and {} more; --all shows them{end}", count(rest, "quotation", "quotations"));
        }
        out.push('\n');
    }
    match answer.stories.len() {
        0 => out.push_str("No page holds all these words.\n"),
        n => {
            let of = if answer.pages > n { format!(", the first {n}") } else { String::new() };
            let _ = writeln!(out, "{bold}{} with all these words{of}{end}", count(answer.pages, "page", "pages"));
        }
    }
    for story in &answer.stories {
        let page = &story.page;
        let title = page.title.as_deref().unwrap_or(&page.path);
        let outlet = page.outlet.as_deref().map(|o| format!("{} — ", cut(o, 30))).unwrap_or_default();
        let line = cut(&format!("{outlet}{title}"), width.saturating_sub(21));
        let _ = writeln!(out, "  {:<10} {:>6}  {line}", day(page.published.as_deref()), page.id);
        for line in wrapped(&format!("…{}…", story.excerpt), width.saturating_sub(21)) {
            let _ = writeln!(out, "{:21}{dim}{line}{end}", "");
        }
    }
    if answer.statements.is_empty() {
        out.push_str("No statement says this or nearly this.");
        if !answer.unknown.is_empty() {
            let _ = write!(out, " Nobody is quoted with: {}.", answer.unknown.join(", "));
        }
        out.push('\n');
    }
    out
}

/// "2 routes", "1 to 3 routes": how many of the ways in are independent of each other, as the trace says it.
fn routes(told: &Told) -> String {
    match &told.independent {
        Some(i) if i.least < i.most => format!("{} to {} routes", i.least, i.most),
        Some(i) => count(usize::try_from(i.most).unwrap_or(0), "route", "routes"),
        None => format!("{}, independent or not", count(told.routes.len(), "route", "routes")),
    }
}

/// The ways in: those that something shows, those of which it is open whether they are independent, and why.
fn ways(out: &mut String, told: &Told, width: usize) {
    let unknown = Vec::new();
    let open = told.independent.as_ref().map_or(&unknown, |i| &i.open);
    let shown: Vec<&str> = told.routes.iter().filter(|r| !open.contains(r)).map(String::as_str).collect();
    let mut line = |head: &str, text: &str| {
        for (n, part) in wrapped(&format!("{head}{text}"), width.saturating_sub(4)).iter().enumerate() {
            let _ = writeln!(out, "{:indent$}{part}", "", indent = if n == 0 { 2 } else { 4 });
        }
    };
    match shown.len() {
        0 => {}
        n if n > 1 && told.independent.is_some() => line("by way of, each by itself, ", &shown.join("; ")),
        _ => line("by way of ", &shown.join("; ")),
    }
    let Some(independent) = &told.independent else {
        line("", "How many routes are independent is told after `headwater refresh`.");
        return;
    };
    if !independent.open.is_empty() {
        line("by itself or from another, undetermined: ", &independent.open.join("; "));
    }
    if !independent.why.is_empty() {
        line("why: ", &independent.why);
    }
}

fn day(published: Option<&str>) -> &str {
    published.and_then(|p| p.split('T').next()).unwrap_or("undated")
}

fn carrier(q: &Quoted) -> String {
    let cue = q.cue.as_ref().map_or_else(String::new, |cue| format!(", “{}”", cut(cue, 40)));
    let kind = if q.kind == "direct" { String::new() } else { format!(" ({}{cue})", q.kind) };
    format!("{}{kind}", cut(q.outlet.as_deref().unwrap_or(&q.path), 50))
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    let clean = cut(text, usize::MAX);
    for word in clean.split(' ') {
        let n = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + n <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + n;
            }
            _ => {
                lines.push(word.to_owned());
                length = n;
            }
        }
    }
    lines
}

/// A statement or a page a line.
fn objects(answer: &Answer) -> String {
    let statement = |t: &Told| {
        let quotations: Vec<serde_json::Value> = t
            .quotations
            .iter()
            .map(|q| {
                json!({"page": q.page, "path": q.path, "outlet": q.outlet, "published": q.published, "kind": q.kind,
                       "commitment": q.commitment, "cue": q.cue, "speaker": q.speaker, "text": q.text, "span": q.span})
            })
            .collect();
        let independent = t.independent.as_ref();
        let independent = independent.map(|i| json!({"least": i.least, "most": i.most, "open": i.open, "why": i.why}));
        json!({"statement": {"text": t.text, "speaker": t.speaker, "near": t.near, "routes": t.routes,
                             "independent_routes": independent,
                             "origins": t.origins, "family_pages": t.family.0, "family_traced": t.family.1,
                             "quotations": quotations}})
    };
    let mut out = String::new();
    for t in &answer.statements {
        let _ = writeln!(out, "{}", statement(t));
    }
    for s in &answer.stories {
        let _ = writeln!(out, "{}", json!({"page": object(&s.page), "excerpt": s.excerpt}));
    }
    out
}
