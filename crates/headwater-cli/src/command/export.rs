//! `headwater export`: a collection for other programs.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use headwater_store::Mode;

use super::collection::{self, Shown};
use super::{format_by_name, trace};
use crate::error::CommandError;
use crate::export::{decision, jsonl, warc};

/// Writes a collection for other programs: its trace, or its pages as they came.
#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    shown: Shown,
    /// What is written, and how [default: by the name of the output]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Older versions too (warc and jsonl)
    #[arg(long)]
    versions: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The trace as one JSON object, format 1.
    Json,
    /// The trace as one file for a browser.
    Html,
    /// The pages as a web archive: their bytes, all that was given with them, and what was decided; `headwater add` takes
    /// all of it back.
    Warc,
    /// The pages, a JSON record a line.
    Jsonl,
}

impl Export {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let name = self.shown.output.as_ref().map(|o| o.to_string_lossy().into_owned()).unwrap_or_default();
        let gzip = name.ends_with(".gz");
        let plain = self.shown.output.as_ref().map(|o| if gzip { o.with_extension("") } else { o.clone() });
        let Some(format) = self.format.or_else(|| format_by_name(plain.as_deref())) else {
            return Err(CommandError::usage(
                anyhow::anyhow!("no format is given"),
                "Give one, as --format warc, or a name that tells it, as -o pages.warc.gz: json and html write the trace, \
                 warc and jsonl the pages.",
            ));
        };
        let mut run = self.shown.begin(Mode::Read)?;
        if let Format::Json | Format::Html = format {
            let trace = collection::trace(&run.collection, &run.progress)?;
            let form = if format == Format::Json { trace::Format::Json } else { trace::Format::Html };
            let answer = trace::written(&trace, form, &run.style);
            drop(run.progress);
            run.output.write(&answer)?;
            run.output.finish()?;
            return Ok(ExitCode::SUCCESS);
        }
        run.progress.begin("pages exported:");
        let mut ids = Vec::new();
        let all = run.collection.each(self.versions, |page| {
            ids.push(page.id);
            Ok(())
        });
        all.map_err(CommandError::collection)?;
        let shut = |error: std::io::Error| CommandError::output(error, "the pages");
        let packed = |bytes: Vec<u8>| if gzip { warc::member(&bytes).map_err(shut) } else { Ok(bytes) };
        if format == Format::Warc {
            let info = packed(warc::info(&collection::now()))?;
            run.output.write_bytes(&info)?;
            for ruled in run.collection.decisions().map_err(CommandError::collection)? {
                run.output.write_bytes(&packed(decision::record(&ruled))?)?;
            }
        }
        let mut lost = 0;
        for id in ids {
            let page = run.collection.page(id).and_then(|p| Ok((run.collection.kept(id)?, p)));
            let (kept, page) = match page {
                Ok(found) => found,
                Err(error) => {
                    // One damaged page must not keep the others from being saved.
                    run.progress.suspend(|| eprintln!("warning: {error}; left out"));
                    lost += 1;
                    continue;
                }
            };
            let bytes = match format {
                Format::Warc => warc::records(&page, &kept).map_err(shut)?,
                _ => jsonl::record(&kept).into_bytes(),
            };
            run.output.write_bytes(&packed(bytes)?)?;
            run.progress.step();
        }
        drop(run.progress);
        run.output.finish()?;
        Ok(ExitCode::from(u8::from(lost > 0)))
    }
}
