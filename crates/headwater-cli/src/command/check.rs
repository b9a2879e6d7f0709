//! `headwater check`: whether a collection is whole.

use std::process::ExitCode;

use clap::Args;
use headwater_store::Mode;

use super::collection::{Shown, count};
use crate::error::CommandError;

/// Looks whether a collection is whole: the structure of the file, the hash of every page, everything kept of it.
///
/// Exit code 0: whole; 1: something is wrong, which is told line by line.
#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    shown: Shown,
}

impl Check {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let mut run = self.shown.begin(Mode::Read)?;
        run.progress.begin("pages checked:");
        let mut pages = 0;
        let problems = run.collection.check(|| {
            pages += 1;
            run.progress.step();
        });
        let problems = problems.map_err(CommandError::collection)?;
        drop(run.progress);
        for p in &problems {
            let page = p.page.map(|id| format!("page {id}: ")).unwrap_or_default();
            let mend = if p.mendable { " (it is read again from the bytes when it is needed)" } else { "" };
            run.output.write(&format!("{page}{}{mend}\n", p.what))?;
        }
        let name = self.shown.collection.display();
        let current = usize::try_from(run.collection.count().map_err(CommandError::collection)?).unwrap_or(0);
        let all = match count(current, "page", "pages") {
            all if current == pages => all,
            all => format!("{} of {all}", count(pages, "version", "versions")),
        };
        run.output.write(&match problems.len() {
            0 => format!("{name} is whole: {all}\n"),
            n => format!("{name}: {} in {all}\n", count(n, "problem", "problems")),
        })?;
        run.output.finish()?;
        Ok(ExitCode::from(u8::from(!problems.is_empty())))
    }
}
