//! `headwater reuse`: what pages share.

use std::borrow::Cow;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use headwater::page::{self, Page};
use headwater::report::json;
use headwater::report::text::passage as text;
use headwater::reuse::cluster::{Cluster, Variant};
use headwater::reuse::{Kind, Options};
use headwater_spill::{Entry, Found, Shelf, SpillError, Step};

use super::{Common, LineFormat, Run, format_by_name, memory};
use crate::error::CommandError;
use crate::input::batch;
use crate::output::Output;

/// Finds the stretches of words that pages share, and how the wording differs.
#[derive(Debug, Args)]
pub(super) struct Reuse {
    #[command(flatten)]
    common: Common,
    /// How passages are written [default: by the name of the output, else text]
    #[arg(short, long, value_enum)]
    format: Option<LineFormat>,
    /// Equal words that a passage has at least
    #[arg(long, value_name = "N", default_value_t = Options::default().least_words, value_parser = clap::value_parser!(u32).range(1..))]
    least_words: u32,
    /// Share of a passage's words that are the same at least, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = Options::default().least_identity, value_parser = share)]
    identity: f32,
    /// Pages that a phrase may stand on; on more of them it is told as a set phrase and is no passage
    #[arg(long, value_name = "N", default_value_t = Options::default().most_pages, value_parser = clap::value_parser!(u32).range(2..))]
    most_pages: u32,
    /// Look into all of a page: headlines, captions, furniture and comments too
    #[arg(long)]
    all_blocks: bool,
    /// Leave out loose passages: what two pages tell in the same order with much of the wording changed
    #[arg(long)]
    no_loose: bool,
    /// Show each text that stands on several pages once, with its wordings counted
    #[arg(long)]
    clusters: bool,
    /// Keep so much in memory and the rest in temporary files, as 500M or 4G [default: half of the machine's]
    #[arg(long, value_name = "SIZE", value_parser = memory::size)]
    memory: Option<u64>,
}

fn share(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share is a number from 0 to 1, as 0.6".to_owned()),
    }
}

impl Reuse {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        let format = self.format.or_else(|| format_by_name(self.common.output.as_deref())).unwrap_or(LineFormat::Text);
        let mut run = self.common.begin()?;
        let found = self.search(&mut run)?;
        if self.clusters {
            clusters(&mut run, &found, format)?;
        } else {
            passages(&mut run, &found, format)?;
        }
        run.finish()
    }

    /// Reads all pages, on disk what passes the budget, and seeks passages.
    fn search(&self, run: &mut Run) -> Result<Found, CommandError> {
        let options = Options {
            least_words: self.least_words,
            least_identity: self.identity,
            most_pages: self.most_pages,
            all_blocks: self.all_blocks,
            loose: !self.no_loose,
        };
        let progress = run.progress.lend();
        let tell = move |step| match step {
            Step::Spilling => progress.begin("pages read, now to temporary files:"),
            Step::Reading(done, of) => progress.part("comparing pages:", done, of),
            Step::Aligning(done, of) => progress.part("aligning:", done, of),
        };
        let mut shelf = Shelf::new(options, self.memory.unwrap_or_else(memory::half), Arc::new(tell));
        run.progress.begin("pages read:");
        batch::each(
            &run.files,
            &mut run.warnings,
            &run.progress,
            page::read_blocks,
            |read| Entry::new(read.page, &options),
            |entry| shelf.add(entry).map_err(CommandError::from),
        )?;
        run.progress.begin("comparing pages:");
        Ok(shelf.search()?)
    }
}

fn passages(run: &mut Run, found: &Found, format: LineFormat) -> Result<(), CommandError> {
    let (style, output, progress) = (run.style, &mut run.output, &run.progress);
    let (copies, loose) = (found.count(Kind::Copy), found.count(Kind::Loose));
    match format {
        LineFormat::Text => {
            output.write(&text::head(&style, found.pages(), copies, loose))?;
            for (kind, all) in [(Kind::Copy, copies), (Kind::Loose, loose)] {
                let shown = text::shown(&style, all);
                output.write(&text::head_of(&style, kind, all))?;
                let make = |ix, p: &_, a: &Page, b: &Page| text::passage(&style, ix, kind, p, a, b);
                found.each(kind, shown, make, |lines| output.write(&lines))?;
                output.write(&text::rest(&style, all - shown, text::called(kind)))?;
            }
            found.set_phrases(|s, page| output.write(&text::set_phrase(&style, &s, page)))
        }
        LineFormat::Jsonl => {
            let mut done = 0;
            for kind in [Kind::Copy, Kind::Loose] {
                let make = |ix, p: &_, a: &Page, b: &Page| json::passage::passage(ix, kind, p, a, b) + "\n";
                found.each(kind, usize::MAX, make, |line| {
                    done += 1;
                    if done % 1024 == 0 {
                        progress.part("writing passages:", done, (copies + loose) as u64);
                    }
                    output.write(&line)
                })?;
            }
            found.set_phrases(|s, page| output.write(&(json::passage::set_phrase(&s, page) + "\n")))
        }
    }
}

fn clusters(run: &mut Run, found: &Found, format: LineFormat) -> Result<(), CommandError> {
    let (style, output) = (run.style, &mut run.output);
    let all = found.clusters()?;
    match format {
        LineFormat::Text => {
            let shown = text::shown(&style, all.len());
            output.write(&text::head_of_clusters(&style, found.pages(), all.len()))?;
            let make = |n, c: &Cluster, p: &[Vec<&Page>]| text::cluster(&style, n, c, p);
            for_each(output, found, all.get(..shown).unwrap_or_default(), make)?;
            output.write(&text::rest(&style, all.len() - shown, "text"))?;
            found.set_phrases(|s, page| output.write(&text::set_phrase(&style, &s, page)))
        }
        LineFormat::Jsonl => {
            let make = |n, c: &Cluster, p: &[Vec<&Page>]| json::passage::cluster(n, c, p) + "\n";
            for_each(output, found, &all, make)?;
            found.set_phrases(|s, page| output.write(&(json::passage::set_phrase(&s, page) + "\n")))
        }
    }
}

/// Writes what `make` makes of each text, of its number and of the pages of its wordings.
fn for_each(
    output: &mut Output,
    found: &Found,
    clusters: &[Cluster],
    make: impl Fn(usize, &Cluster, &[Vec<&Page>]) -> String,
) -> Result<(), CommandError> {
    for (n, cluster) in clusters.iter().enumerate() {
        let of = |v: &Variant| v.places.iter().map(|p| found.page(p.page)).collect();
        let pages: Vec<Vec<Cow<'_, Page>>> = cluster.variants.iter().map(of).collect::<Result<_, SpillError>>()?;
        let pages: Vec<Vec<&Page>> = pages.iter().map(|v| v.iter().map(AsRef::as_ref).collect()).collect();
        output.write(&make(n + 1, cluster, &pages))?;
    }
    Ok(())
}
