//! `headwater trace`: the whole answer.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use headwater::{report, trace};

use super::{Common, format_by_name};
use crate::error::CommandError;

/// Traces pages: who said what, through whom the words came, what changed, and how many independent origins there are.
#[derive(Debug, Args)]
pub(super) struct Trace {
    #[command(flatten)]
    common: Common,
    /// How the answer is written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
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
        let mut run = self.common.begin()?;
        let trace = trace::trace(run.pages()?, &trace::Options::default());
        let mut answer = match format {
            Format::Text => report::text::trace(&trace, &run.style),
            Format::Json => report::json::write(&trace),
            Format::Html => report::html::write(&trace),
        };
        if !answer.ends_with('\n') {
            answer.push('\n');
        }
        run.output.write(&answer)?;
        run.finish()
    }
}
