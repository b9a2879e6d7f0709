//! `headwater reuse`: what pages share.

use std::process::ExitCode;

use clap::Args;
use headwater::trace::Trace;
use headwater::{report, reuse};

use super::{Common, LineFormat, format_by_name};
use crate::error::CommandError;

/// Finds the stretches of words that pages share, and how the wording differs.
#[derive(Debug, Args)]
pub(super) struct Reuse {
    #[command(flatten)]
    common: Common,
    /// How passages are written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
}

impl Reuse {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.common.output.as_deref())).unwrap_or(LineFormat::Text);
        let mut run = self.common.begin()?;
        let pages = run.pages()?;
        let trace = Trace { reuse: reuse::find(&pages, &reuse::Options::default()), pages, ..Trace::default() };
        let answer = match format {
            LineFormat::Text => report::text::reuse(&trace, &run.style),
            LineFormat::Jsonl => report::json::passages(&trace),
        };
        run.output.write(&answer)?;
        run.finish()
    }
}
