//! `headwater trace`: the whole answer.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use headwater::report::text::Style;
use headwater::{report, trace};
use headwater_store::Mode;

use super::{Common, collection, format_by_name};
use crate::error::CommandError;

/// Traces pages: who said what, through whom the words came, what changed, and how many independent origins there are.
#[derive(Debug, Args)]
#[command(mut_arg("paths", |a| a.required(false).required_unless_present("collection")))]
pub(super) struct Trace {
    #[command(flatten)]
    common: Common,
    /// How the answer is written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// List loose passages too: what two pages tell in the same order with much of the wording changed
    #[arg(long, conflicts_with = "collection")]
    loose: bool,
    /// Trace the pages of a collection
    #[arg(long, value_name = "COLLECTION", conflicts_with = "paths")]
    collection: Option<PathBuf>,
    /// Show one finding with all the words it rests on: s3, o1, d2, k1, ...
    #[arg(long, value_name = "ID", conflicts_with = "format")]
    show: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// To read on a terminal.
    Text,
    /// For programs: one object, format 1.
    Json,
    /// One file for a browser, to send to somebody.
    Html,
}

impl Trace {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.common.output.as_deref())).unwrap_or(Format::Text);
        let (mut run, trace) = match &self.collection {
            Some(path) => {
                let collection = collection::open(path, Mode::Read)?;
                let run = self.common.begin_with(Vec::new())?;
                let trace = collection::trace(&collection, &run.progress)?;
                (run, trace)
            }
            None => {
                let mut run = self.common.begin()?;
                let mut options = trace::Options::default();
                options.reuse.loose = self.loose;
                let trace = trace::trace(run.pages()?, &options);
                (run, trace)
            }
        };
        let answer = match &self.show {
            Some(id) => report::show(&trace, id, &run.style).ok_or_else(|| unknown(id))?,
            None => written(&trace, format, &run.style),
        };
        run.output.write(&answer)?;
        run.finish()
    }
}

fn unknown(id: &str) -> CommandError {
    CommandError::usage(
        anyhow::anyhow!("no finding is called {id}"),
        "Findings are called by a letter and a number, as in the JSON: p pages, n speakers, q quotations, c occasions, r \
         passages, w works, l lost ancestors, d derivations, s statements, o origins, k corroborations, x discrepancies, z \
         circular reports. The text and the HTML show the same.",
    )
}

/// A trace in a format, with a line end.
pub(super) fn written(trace: &trace::Trace, format: Format, style: &Style) -> String {
    let mut answer = match format {
        Format::Text => report::text::trace(trace, style),
        Format::Json => report::json::write(trace),
        Format::Html => report::html::write(trace),
    };
    if !answer.ends_with('\n') {
        answer.push('\n');
    }
    answer
}
