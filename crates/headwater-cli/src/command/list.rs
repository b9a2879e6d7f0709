//! `headwater list`: the pages of a collection.

use std::process::ExitCode;

use clap::Args;
use headwater_store::{Listed, Mode};
use serde_json::json;

use super::collection::{Shown, cut};
use super::{LineFormat, format_by_name};
use crate::error::CommandError;

/// Tells the pages of a collection: id, date, publisher, title, path.
#[derive(Debug, Args)]
pub(super) struct List {
    #[command(flatten)]
    shown: Shown,
    /// Older versions too
    #[arg(long)]
    versions: bool,
    /// How pages are told [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
}

impl List {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.shown.output.as_deref())).unwrap_or(LineFormat::Text);
        let mut run = self.shown.begin(Mode::Read)?;
        let mut failed = None;
        let (output, width) = (&mut run.output, run.style.width);
        let each = |page: Listed| {
            let line = match format {
                LineFormat::Text => in_words(&page, width),
                LineFormat::Jsonl => format!("{}\n", object(&page)),
            };
            if failed.is_none() {
                failed = output.write(&line).err();
            }
            Ok(())
        };
        run.collection.each(self.versions, each).map_err(CommandError::collection)?;
        if let Some(error) = failed {
            return Err(error);
        }
        if format == LineFormat::Text && run.collection.count().map_err(CommandError::collection)? == 0 {
            run.output.write("The collection is empty. `headwater add COLLECTION PATH...` puts pages into it.\n")?;
        }
        run.output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// One page on one line.
fn in_words(page: &Listed, width: usize) -> String {
    let day = page.published.as_deref().map_or("", |d| d.split('T').next().unwrap_or(d));
    let title = page.title.as_deref().unwrap_or("(no title)");
    let outlet = page.outlet.as_deref().map(|o| format!("{} — ", cut(o, 28))).unwrap_or_default();
    let version = match (page.version, page.current) {
        (1, true) => String::new(),
        (n, true) => format!(" (version {n})"),
        (n, false) => format!(" (version {n}, replaced)"),
    };
    let before = format!("{:>6}  {day:<10}  ", page.id);
    let room = width.saturating_sub(before.chars().count());
    format!("{before}{}\n", cut(&format!("{outlet}{title}{version}  {}", page.path), room.max(20)))
}

/// One page as JSON.
pub(super) fn object(page: &Listed) -> serde_json::Value {
    json!({
        "id": page.id, "place": page.place, "version": page.version, "current": page.current, "path": page.path,
        "url": page.url, "title": page.title, "outlet": page.outlet, "authors": page.authors,
        "published": page.published, "language": page.language, "sha256": page.sha256, "bytes": page.bytes,
        "fetched": page.fetched, "added": page.added,
    })
}
