//! What each kind of evidence adds: the scores with it taken away.

use std::fmt::Write;

use anyhow::Result;
use headwater::trace::{Options, Without};

use super::{Scores, retell, testimony};
use crate::data::Data;

/// The columns: a heading, and what the figure's name ends in, of runs whose names begin so.
const COLUMNS: [(&str, &str, &str); 10] = [
    ("parents", "retell.", ".parents"),
    ("ancestors", "retell.", ".ancestors.f1"),
    ("roots", "retell.", ".roots.f1"),
    ("speakers", "testimony.", ".speakers"),
    ("statements", "testimony.", ".statements.f1"),
    ("origins", "testimony.", ".origins.f1"),
    ("routes", "testimony.", ".routes"),
    ("citations", "testimony.", ".citations.f1"),
    ("corroborations", "testimony.", ".corroborated.kind"),
    ("circles", "testimony.", ".circular.f1"),
];

/// A table in Markdown: a line for all evidence and one for each kind taken away, a column for each figure, each the mean over
/// the seeds of stories with dates and credits.
pub(crate) fn table(data: &Data) -> Result<String> {
    let none = Without::default();
    let lines = [
        ("nothing", none),
        ("dates", Without { dates: true, ..none }),
        ("credits", Without { credits: true, ..none }),
        ("citations in the prose", Without { citations: true, ..none }),
        ("links", Without { links: true, ..none }),
        ("shared passages", Without { passages: true, ..none }),
        ("occasions", Without { occasions: true, ..none }),
        ("speakers", Without { speakers: true, ..none }),
    ];
    let mut out = String::from("| taken away |");
    COLUMNS.iter().try_for_each(|c| write!(out, " {} |", c.0))?;
    writeln!(out, "\n|---|{}", "---|".repeat(COLUMNS.len()))?;
    for (name, without) in lines {
        let options = Options { without, ..Options::default() };
        let (copied, told) = (retell::measure_credited(data, &options)?, testimony::measure(data, &options)?);
        write!(out, "| {name} |")?;
        for (_, run, figure) in COLUMNS {
            let scores = if run == "retell." { &copied } else { &told };
            write!(out, " {:.3} |", mean(scores, run, figure))?;
        }
        writeln!(out)?;
        eprintln!("without {name}: measured");
    }
    Ok(out)
}

/// The mean of a figure over the seeds.
fn mean(scores: &Scores, run: &str, figure: &str) -> f64 {
    let fits = |n: &str| n.starts_with(run) && n.ends_with(figure);
    let values: Vec<f64> = scores.figures.iter().filter(|(n, _)| fits(n)).map(|f| *f.1).collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
