//! `headwater quotes`: who is said to have said what.

use std::process::ExitCode;

use clap::Args;
use headwater::trace::Trace;
use headwater::{report, speech};

use super::{Common, LineFormat, format_by_name};
use crate::error::CommandError;

/// Finds attributions: who (source) is said (cue) to hold what (content).
#[derive(Debug, Args)]
pub(super) struct Quotes {
    #[command(flatten)]
    common: Common,
    /// How quotations are written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
}

impl Quotes {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.common.output.as_deref())).unwrap_or(LineFormat::Text);
        let mut run = self.common.begin()?;
        match format {
            LineFormat::Text => {
                let pages = run.pages()?;
                let trace = Trace { speech: speech::hear(&pages), pages, ..Trace::default() };
                run.output.write(&report::text::quotes(&trace, &run.style))?;
            }
            LineFormat::Jsonl => run.stream(|page, id| {
                let heard = speech::listen(&page);
                let mut line = report::json::attributions(&page, id.as_deref().unwrap_or(&page.path), &heard);
                line.push('\n');
                line
            })?,
        }
        run.finish()
    }
}
