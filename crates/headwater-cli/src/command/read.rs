//! `headwater read`: what is on the pages.

use std::process::ExitCode;

use clap::Args;
use headwater::report;
use headwater::trace::Trace;

use super::{Common, LineFormat, format_by_name};
use crate::error::CommandError;

/// Reads pages: the story, the comments, the title, authors and dates.
#[derive(Debug, Args)]
pub(super) struct Read {
    #[command(flatten)]
    common: Common,
    /// How pages are written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
}

impl Read {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.common.output.as_deref())).unwrap_or(LineFormat::Text);
        let mut run = self.common.begin()?;
        match format {
            LineFormat::Text => {
                let trace = Trace { pages: run.pages()?, ..Trace::default() };
                run.output.write(&report::text::pages(&trace, &run.style))?;
            }
            LineFormat::Jsonl => run.stream(|page, id| {
                let mut line = report::json::page(&page, id.as_deref().unwrap_or(&page.path));
                line.push('\n');
                line
            })?,
        }
        run.finish()
    }
}
