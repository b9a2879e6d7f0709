//! The scorers of `../shared/score`, inside the project: the same measures, and every case by itself.

pub(crate) mod ablation;
pub(crate) mod hand;
mod pages;
mod quotes;
mod reliability;
pub(crate) mod retell;
mod reuse;
mod speakers;
mod story;
mod testimony;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::ValueEnum;
use headwater::trace::Options;
use serde::{Deserialize, Serialize};

use crate::data::Data;

/// Something that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Part {
    /// Story, comments and metadata of web pages.
    Pages,
    /// Attributions, on the development half of PolNeAR.
    Quotes,
    /// Passages, against those that passim finds.
    Reuse,
    /// Lineage, on made stories of copying.
    Retell,
    /// The tree of texts copied by hand, on invented ones.
    Hand,
    /// Who is meant, on the invented cases of the suite.
    Speakers,
    /// Statements, routes and origins, on made stories of speaking.
    Testimony,
}

impl Part {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Pages => "pages",
            Part::Quotes => "quotes",
            Part::Reuse => "reuse",
            Part::Retell => "retell",
            Part::Hand => "hand",
            Part::Speakers => "speakers",
            Part::Testimony => "testimony",
        }
    }

    /// The data that it is measured on.
    pub(crate) fn needs(self, data: &Data) -> Vec<PathBuf> {
        match self {
            Part::Pages => vec![data.path("pages/annotations.json"), data.path("pages/html")],
            Part::Quotes => vec![data.path("quotes/polnear-dev.jsonl")],
            Part::Reuse => vec![data.path("news/fnc-train-bodies.jsonl"), data.path("news/passim-pairs.jsonl")],
            Part::Retell => vec![data.path("quotes/polnear-train.jsonl"), data.script("retell.py")],
            Part::Hand => Vec::new(),
            Part::Speakers => vec![speakers::folder()],
            Part::Testimony => {
                vec![data.path("quotes/polnear-train.jsonl"), data.script("retell.py"), data.script("testimony.py")]
            }
        }
    }

    /// Whether these data stand in the repository: they grow with it, and its floors hold for what they are today.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Part::Hand | Part::Speakers)
    }

    /// The parts that were asked for, in order; all where none was.
    pub(crate) fn chosen(parts: &[Part]) -> Vec<Part> {
        let mut parts = if parts.is_empty() { Part::value_variants().to_vec() } else { parts.to_vec() };
        parts.sort();
        parts.dedup();
        parts
    }

    fn measure(self, data: &Data) -> Result<Scores> {
        match self {
            Part::Pages => pages::measure(data),
            Part::Quotes => quotes::measure(data),
            Part::Reuse => reuse::measure(data),
            Part::Retell => retell::measure(data),
            Part::Hand => hand::measure_ours(),
            Part::Speakers => speakers::measure(),
            Part::Testimony => testimony::measure(data, &Options::default()),
        }
    }
}

/// What was measured. Of every figure more is better.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Scores {
    /// Figures by name, as `pages.f1`.
    pub(crate) figures: BTreeMap<String, f64>,
    /// What came out for each case, as `pages/somewhere.html`.
    pub(crate) cases: BTreeMap<String, serde_json::Value>,
}

impl Scores {
    /// Adds a figure.
    fn figure(&mut self, name: impl Into<String>, value: f64) {
        self.figures.insert(name.into(), value);
    }

    /// Adds a case.
    fn case(&mut self, name: impl Into<String>, value: serde_json::Value) {
        self.cases.insert(name.into(), value);
    }
}

/// Measures `parts`, or says of one why it can't.
pub(crate) fn measure(data: &Data, parts: &[Part]) -> Result<Scores> {
    let mut all = Scores::default();
    for part in Part::chosen(parts) {
        if let Some(why) = skipped(data, part) {
            println!("{:10} skipped: {why}", part.name());
            continue;
        }
        let begin = Instant::now();
        let scores = part.measure(data).with_context(|| format!("measuring {}", part.name()))?;
        eprintln!("{:10} measured in {:.1} s", part.name(), begin.elapsed().as_secs_f64());
        all.figures.extend(scores.figures);
        all.cases.extend(scores.cases);
    }
    Ok(all)
}

/// Why a part can't be measured here, if it can't.
pub(crate) fn skipped(data: &Data, part: Part) -> Option<String> {
    let missing = part.needs(data).into_iter().find(|p| !p.exists());
    match missing {
        Some(path) => Some(format!("{} is not here", path.display())),
        None if matches!(part, Part::Retell | Part::Testimony) && !story::has_python() => {
            Some("python3, which makes its stories, is not here".to_owned())
        }
        None => None,
    }
}

/// Measures, prints the figures, and writes them with every case to `out`.
pub(crate) fn run(data: &Data, parts: &[Part], out: Option<&Path>) -> Result<ExitCode> {
    let scores = measure(data, parts)?;
    for (name, value) in &scores.figures {
        println!("{name:40} {value:.4}");
    }
    if let Some(out) = out {
        let text = serde_json::to_string_pretty(&scores)?;
        fs::write(out, text + "\n").with_context(|| format!("can't write {}", out.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints where the errors of attributions are.
pub(crate) fn errors(data: &Data) -> Result<ExitCode> {
    print!("{}", quotes::errors::table(data)?);
    Ok(ExitCode::SUCCESS)
}

/// Prints the figures and cases that differ between two files of results.
pub(crate) fn compare(before: &Path, after: &Path) -> Result<ExitCode> {
    let read = |path: &Path| -> Result<Scores> {
        let text = fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is no file of results", path.display()))
    };
    let (before, after) = (read(before)?, read(after)?);
    for (name, new) in &after.figures {
        match before.figures.get(name) {
            Some(old) if format!("{old:.4}") == format!("{new:.4}") => {}
            Some(old) => println!("{name:40} {old:.4} → {new:.4}  {:+.4}", new - old),
            None => println!("{name:40}        → {new:.4}"),
        }
    }
    let mut moved = 0;
    for (name, new) in &after.cases {
        let Some(old) = before.cases.get(name) else { continue };
        if old != new {
            moved += 1;
            println!("{name}\n  - {old}\n  + {new}");
        }
    }
    println!("{moved} cases moved");
    Ok(ExitCode::SUCCESS)
}
