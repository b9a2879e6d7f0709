//! What can be asked for: a verb each.

mod add;
mod check;
mod collection;
mod decide;
mod export;
mod find;
mod list;
mod memory;
mod quotes;
mod read;
mod refresh;
mod remove;
mod reuse;
mod show;
mod trace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use headwater::page::{self, Page};
use headwater::report::text::Style;

use crate::error::CommandError;
use crate::input::{batch, path};
use crate::output::{self, Color, Output};
use crate::progress::Progress;
use crate::warning::Warnings;

/// Ten articles, one source.
///
/// Give it the pages you have about an event; it tells who said what, how the words reached each page, what changed on
/// the way, and how many independent origins stand behind each statement. It never says whether a statement is true.
#[derive(Debug, Parser)]
#[command(name = "headwater", version, after_help = AFTER)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

const AFTER: &str = "\
PATH is a file or a folder: .html .htm .xhtml .txt .md, .jsonl (one record a line: `id`, `text` or
`html`, and `url`, `title`, `date`, `outlet`, `authors` where known), .warc; each as it is or
compressed with gzip or zstd; - is the standard input.

Exit codes: 0 done; 1 done, but some pages could not be read at all; 2 wrong use.

Examples:
  headwater trace examples/                      the whole answer, to read
  headwater trace a.html b.html -o answer.html   the same, to send to somebody
  headwater read page.html                       the story and the comments of a page
  headwater quotes --format jsonl news.jsonl     who said what, a page a line
  headwater add dam.hw a.html b.html             keep pages in a collection
  headwater trace --collection dam.hw            the whole answer over all of it";

#[derive(Debug, Subcommand)]
enum Verb {
    /// The whole answer: who said what, through whom it came, and how many origins it has
    Trace(trace::Trace),
    /// What is on the pages: story, comments, title, authors, dates
    Read(read::Read),
    /// Who is said to have said what
    Quotes(quotes::Quotes),
    /// The stretches of words that pages share, and how the wording differs
    Reuse(reuse::Reuse),
    /// Put pages into a collection, which is made where it is not there
    Add(add::Add),
    /// What you decide: dates, authors, roles, parents, speakers, statements; it wins, and can be undone
    Decide(decide::Decide),
    /// Words in a collection: who says them, which pages carry them, the earliest first
    Find(find::Find),
    /// The pages of a collection
    List(list::List),
    /// One page of a collection: what is known of it, its versions and how they differ
    Show(show::Show),
    /// Take pages out of a collection
    Remove(remove::Remove),
    /// Read all pages of a collection again, after an update of the program
    Refresh(refresh::Refresh),
    /// Whether a collection is whole: its structure, every hash, everything kept
    Check(check::Check),
    /// A collection for other programs: its trace, or its pages as they came
    Export(export::Export),
}

/// What every verb may be told.
#[derive(Debug, Args)]
struct Common {
    /// Files and folders to read; - is the standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the answer there instead of to the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Show long parts of the text whole
    #[arg(long)]
    all: bool,
    /// Columns of the text [default: those of the terminal, else 100]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<u16>,
    /// Use so many threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Show no progress
    #[arg(short, long)]
    quiet: bool,
    /// Show every warning
    #[arg(short, long)]
    verbose: bool,
}

/// Does what was asked for.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    match &arguments.verb {
        Verb::Trace(verb) => verb.run(),
        Verb::Read(verb) => verb.run(),
        Verb::Quotes(verb) => verb.run(),
        Verb::Reuse(verb) => verb.run(),
        Verb::Add(verb) => verb.run(),
        Verb::Decide(verb) => verb.run(),
        Verb::Find(verb) => verb.run(),
        Verb::List(verb) => verb.run(),
        Verb::Show(verb) => verb.run(),
        Verb::Remove(verb) => verb.run(),
        Verb::Refresh(verb) => verb.run(),
        Verb::Check(verb) => verb.run(),
        Verb::Export(verb) => verb.run(),
    }
}

/// One run of a verb: what it reads from and writes to.
struct Run {
    files: Vec<path::File>,
    warnings: Warnings,
    progress: Progress,
    output: Output,
    style: Style,
}

impl Common {
    /// Finds the files and opens the output.
    fn begin(&self) -> Result<Run, CommandError> {
        let mut warnings = Warnings::new(self.verbose);
        let files = path::find(&self.paths, self.output.as_deref(), &mut warnings)?;
        if files.is_empty() {
            let names: Vec<String> = self.paths.iter().map(|p| p.display().to_string()).collect();
            return Err(CommandError::usage(
                anyhow::anyhow!("there is no page in {}", names.join(", ")),
                "Pages are .html, .htm, .xhtml, .txt, .md, .jsonl and .warc files, also as .gz or .zst; hidden files are \
                 left out. To read a file of another name, give its own path.",
            ));
        }
        Ok(Run { warnings, ..self.begin_with(files)? })
    }

    /// Opens the output for an answer from these files.
    fn begin_with(&self, files: Vec<path::File>) -> Result<Run, CommandError> {
        threads(self.threads);
        let warnings = Warnings::new(self.verbose);
        let output = Output::open(self.output.as_deref())?;
        let style = output::style(self.output.as_deref(), self.color, self.width, self.all);
        Ok(Run { files, warnings, progress: Progress::new(self.quiet), output, style })
    }
}

impl Run {
    /// Reads all pages and keeps them, in the order of a trace.
    fn pages(&mut self) -> Result<Vec<Page>, CommandError> {
        let mut pages = Vec::new();
        self.progress.begin("pages read:");
        batch::each(
            &self.files,
            &mut self.warnings,
            &self.progress,
            page::read,
            |read| read.page,
            |page| {
                pages.push(page);
                Ok(())
            },
        )?;
        self.progress.begin("comparing pages:");
        pages.sort_by(|a: &Page, b| (&a.path, a.sha256).cmp(&(&b.path, b.sha256)));
        Ok(pages)
    }

    /// Reads all pages and writes what `work` makes of each, a few at a time.
    fn stream(&mut self, work: impl Fn(Page, Option<String>) -> String + Sync) -> Result<(), CommandError> {
        self.progress.begin("pages read:");
        let output = &mut self.output;
        let work = |read: batch::Read| work(read.page, read.document.id);
        batch::each(&self.files, &mut self.warnings, &self.progress, page::read, work, |text| output.write(&text))
    }

    /// Ends the output and tells what is left to tell.
    fn finish(self) -> Result<ExitCode, CommandError> {
        drop(self.progress);
        self.output.finish()?;
        self.warnings.finish();
        Ok(ExitCode::from(u8::from(self.warnings.count_unread() > 0)))
    }
}

/// Uses so many threads, where a number is given.
fn threads(number: Option<usize>) {
    if let Some(number) = number {
        // It fails only where a pool was made before, and none was.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(number).build_global();
    }
}

/// The format that the name of the output asks for, where none is given.
fn format_by_name<F: clap::ValueEnum>(output: Option<&Path>) -> Option<F> {
    let end = output?.extension()?.to_str()?;
    let end = match end {
        "htm" => "html",
        "txt" => "text",
        "ndjson" => "jsonl",
        other => other,
    };
    F::from_str(end, true).ok()
}

/// A format of the verbs that write a page a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LineFormat {
    /// To read.
    Text,
    /// One JSON object a line.
    Jsonl,
}
