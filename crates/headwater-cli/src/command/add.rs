//! `headwater add`: pages into a collection.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;
use headwater::page::{self, Limits};
use headwater_store::{BY_HAND, Change, Collection, Incoming, Mode, place_of};

use super::{LineFormat, collection, threads};
use crate::error::CommandError;
use crate::export::decision;
use crate::fetch::{Bounds, Fetched, Fetcher};
use crate::input::format::{self, Format};
use crate::input::path::File;
use crate::input::{Unread, batch, decompress, path};
use crate::output::Output;
use crate::progress::Progress;
use crate::warning::Warnings;

/// Puts pages into a collection, which is made where it is not there.
///
/// An address is fetched as robots.txt of its host allows, one request at a time for a host and up to eight hosts at once; the
/// server's answer is kept whole.
/// Each page is told once it is on the disk: what was told is there, whatever happens next. The same page again changes
/// nothing; a page that has changed is kept as a new version beside the older ones.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// The collection: one file, made where it is not there
    #[arg(value_name = "COLLECTION")]
    collection: PathBuf,
    /// Files, folders and addresses (http, https) to add; - is the standard input
    #[arg(required_unless_present = "from_list", value_name = "PATH|URL")]
    pages: Vec<PathBuf>,
    /// Fetch the addresses in a file, one a line; those that are in the collection already are passed over
    #[arg(long, value_name = "FILE")]
    from_list: Option<PathBuf>,
    /// Fetch those of the list again that are in the collection already
    #[arg(long)]
    again: bool,
    /// Fetch also what robots.txt forbids
    #[arg(long)]
    ignore_robots: bool,
    /// Fetch also from private, local and loopback addresses
    #[arg(long)]
    allow_private: bool,
    /// Seconds that a page may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Mebibytes that a page may have
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u64).range(1..=64))]
    max_size: u64,
    /// Redirections that are followed
    #[arg(long, value_name = "N", default_value_t = 5)]
    max_redirects: u32,
    /// How what was done is told
    #[arg(short, long, value_enum, default_value = "text")]
    format: LineFormat,
    /// Use so many threads [default: one for each core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Tell the sums only, and show no progress
    #[arg(short, long)]
    quiet: bool,
    /// Show every warning
    #[arg(short, long)]
    verbose: bool,
}

/// Pages that are committed together: a commit waits for the disk, which takes some milliseconds, and others who want to
/// write wait for the whole of it, half a second at some eight milliseconds a page.
const TOGETHER: usize = 64;

/// Bytes as they are kept that are committed together.
const TOGETHER_BYTES: usize = 32 << 20;

impl Add {
    pub(super) fn run(&self) -> Result<ExitCode, CommandError> {
        threads(self.threads);
        let mut warnings = Warnings::new(self.verbose);
        let (addresses, paths): (Vec<PathBuf>, Vec<PathBuf>) =
            self.pages.iter().cloned().partition(|p| is_address(&p.to_string_lossy()));
        let mut addresses: Vec<(String, bool)> =
            addresses.iter().map(|a| (a.to_string_lossy().into_owned(), true)).collect();
        if let Some(list) = &self.from_list {
            addresses.extend(listed(list, &mut warnings)?.into_iter().map(|a| (a, self.again)));
        }
        let files = path::find(&paths, Some(&self.collection), &mut warnings)?;
        if files.is_empty() && addresses.is_empty() {
            let names: Vec<String> = paths.iter().chain(&self.from_list).map(|p| p.display().to_string()).collect();
            return Err(CommandError::usage(
                anyhow::anyhow!("there is no page in {}", names.join(", ")),
                "Pages are .html, .htm, .xhtml, .txt, .md, .jsonl and .warc files, also as .gz or .zst.",
            ));
        }
        let collection = collection::open(&self.collection, Mode::Create)?;
        let mut adding = Adding {
            collection,
            waiting: Vec::new(),
            bytes: 0,
            output: Output::open(None)?,
            format: self.format,
            quiet: self.quiet,
            done: Done::default(),
        };
        let progress = Progress::new(self.quiet);
        progress.begin("pages added:");
        batch::each(&files, &mut warnings, &progress, page::read, incoming, |incoming| {
            adding.take(incoming, &progress)
        })?;
        adding.flush(&progress)?;
        self.fetch(&addresses, &mut adding, &mut warnings, &progress)?;
        drop(progress);
        adding.restore(&files, &mut warnings)?;
        // Who adds a page by hand does not wait for it.
        if adding.done.new + adding.done.versions > BY_HAND {
            adding.collection.merge().map_err(CommandError::collection)?;
        }
        adding.tell_sums(&self.collection)?;
        adding.output.finish()?;
        warnings.finish();
        Ok(ExitCode::from(u8::from(warnings.count_unread() > 0)))
    }
}

impl Add {
    /// Fetches addresses, each with whether it is fetched though it is there already, and adds each as it comes.
    fn fetch(
        &self,
        addresses: &[(String, bool)],
        adding: &mut Adding,
        warnings: &mut Warnings,
        progress: &Progress,
    ) -> Result<(), CommandError> {
        if addresses.is_empty() {
            return Ok(());
        }
        progress.begin("pages fetched:");
        let fetcher = Fetcher::new(Bounds {
            bytes: self.max_size << 20,
            time: Duration::from_secs(self.timeout),
            redirects: self.max_redirects,
            private: self.allow_private,
            robots: !self.ignore_robots,
        });
        // Hosts in the order of the list, each with its addresses in theirs.
        let mut hosts: Vec<(String, Vec<&str>)> = Vec::new();
        for (address, again) in addresses {
            if !again && adding.collection.has_path(address).map_err(CommandError::collection)? {
                adding.done.passed += 1;
                progress.step();
                continue;
            }
            let host = host_of(address);
            match hosts.iter_mut().find(|h| h.0 == host) {
                Some((_, of)) => of.push(address),
                None => hosts.push((host, vec![address])),
            }
        }
        let next = AtomicUsize::new(0);
        let stop = AtomicBool::new(false);
        // What is fetched waits here until it is added; with one place a host, a slow disk slows the asking.
        let (send, fetched) = mpsc::sync_channel(AT_ONCE);
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE.min(hosts.len()) {
                let send = send.clone();
                let (fetcher, hosts, next, stop) = (&fetcher, &hosts, &next, &stop);
                scope.spawn(move || {
                    while let Some((_, addresses)) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
                        for &address in addresses {
                            let answer = fetcher.fetch(address, &collection::now());
                            if stop.load(Ordering::Relaxed) || send.send((address, answer)).is_err() {
                                return;
                            }
                        }
                    }
                });
            }
            drop(send);
            for (address, answer) in fetched {
                let taken = match answer {
                    Ok(fetched) => take_fetched(address, fetched, adding, warnings, progress),
                    Err(Unread(why)) => {
                        progress.suspend(|| warnings.unread(&why));
                        Ok(())
                    }
                };
                if taken.is_err() {
                    stop.store(true, Ordering::Relaxed);
                    return taken;
                }
                progress.step();
            }
            Ok(())
        })
    }
}

/// Hosts that are asked at the same time, each for one page.
const AT_ONCE: usize = 8;

/// Adds a page that was fetched, at once: so a list is taken up where it broke off.
fn take_fetched(
    address: &str,
    fetched: Fetched,
    adding: &mut Adding,
    warnings: &mut Warnings,
    progress: &Progress,
) -> Result<(), CommandError> {
    let page = page::read(&fetched.document.source, &Limits::default());
    progress.suspend(|| {
        let told = fetched.document.warnings.iter().chain(&page.warnings);
        told.for_each(|w| warnings.tell(&format!("{address}: {w}")));
        if page.text.trim().is_empty() {
            warnings.unread(&format!("{address}: there is no text in it"));
        }
    });
    let mut incoming = incoming(batch::Read { document: fetched.document, page });
    incoming.response = Some(fetched.response);
    adding.take(incoming, progress)?;
    adding.flush(progress)
}

/// The host of an address, as far as it can be told before it is looked at closely.
fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest).to_ascii_lowercase()
}

fn is_address(name: &str) -> bool {
    let head = name.get(..8).unwrap_or(name).to_ascii_lowercase();
    head.starts_with("http://") || head.starts_with("https://")
}

/// The addresses in a file, one a line; empty lines and those that begin with # are passed over.
fn listed(file: &Path, warnings: &mut Warnings) -> Result<Vec<String>, CommandError> {
    let text = std::fs::read_to_string(file).map_err(|e| {
        CommandError::usage(
            anyhow::anyhow!("{}: {}", file.display(), path::reason(&e)),
            "Give a file of text with an address a line.",
        )
    })?;
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if !is_address(line) {
            warnings.unread(&format!("{}: {line}: neither http:// nor https://", file.display()));
        } else if !out.iter().any(|o| o == line) {
            out.push(line.to_owned());
        }
    }
    Ok(out)
}

/// A document on its way in: all that takes time is done here, in parallel.
fn incoming(read: batch::Read) -> Incoming {
    let document = read.document;
    let stands = std::path::absolute(&document.source.path)
        .map_or_else(|_| document.source.path.clone(), |p| p.to_string_lossy().into_owned());
    let place = document.place.unwrap_or_else(|| place_of(&document.source.given, &stands));
    Incoming::of(document.source, read.page, place, document.fetched)
}

/// Pages on their way in, and what became of those that are in.
struct Adding {
    collection: Collection,
    waiting: Vec<Incoming>,
    bytes: usize,
    output: Output,
    format: LineFormat,
    quiet: bool,
    done: Done,
}

#[derive(Default)]
struct Done {
    new: usize,
    versions: usize,
    unchanged: usize,
    /// Addresses of a list that were there and not fetched again.
    passed: usize,
    /// Decisions of an archive that were not there.
    decisions: usize,
}

impl Adding {
    fn take(&mut self, incoming: Incoming, progress: &Progress) -> Result<(), CommandError> {
        self.bytes += incoming.weight();
        self.waiting.push(incoming);
        if self.waiting.len() >= TOGETHER || self.bytes >= TOGETHER_BYTES {
            self.flush(progress)?;
        }
        Ok(())
    }

    /// Commits what waits, and then tells it.
    fn flush(&mut self, progress: &Progress) -> Result<(), CommandError> {
        self.bytes = 0;
        if self.waiting.is_empty() {
            return Ok(());
        }
        let now = collection::now();
        let mut batch = self.collection.begin().map_err(CommandError::collection)?;
        let mut lines = String::new();
        let mut done = Vec::with_capacity(self.waiting.len());
        for incoming in self.waiting.drain(..) {
            let added = batch.add(&incoming, &now).map_err(CommandError::collection)?;
            done.push(added.change);
            let path = &incoming.page.path;
            lines.push_str(&match self.format {
                LineFormat::Text => match added.change {
                    Change::New => format!("added {} {path}\n", added.id),
                    Change::Version(n) => format!("version {n} of {path} is {}\n", added.id),
                    Change::Unchanged => format!("unchanged {} {path}\n", added.id),
                },
                LineFormat::Jsonl => {
                    let (change, version) = match added.change {
                        Change::New => ("new", Some(1)),
                        Change::Version(n) => ("version", Some(n)),
                        Change::Unchanged => ("unchanged", None),
                    };
                    let mut line = serde_json::json!({"id": added.id, "change": change, "path": path});
                    if let (Some(version), Some(fields)) = (version, line.as_object_mut()) {
                        fields.insert("version".to_owned(), version.into());
                    }
                    format!("{line}\n")
                }
            });
        }
        batch.commit().map_err(CommandError::collection)?;
        for change in done {
            *match change {
                Change::New => &mut self.done.new,
                Change::Version(_) => &mut self.done.versions,
                Change::Unchanged => &mut self.done.unchanged,
            } += 1;
        }
        if !self.quiet {
            progress.suspend(|| self.output.write(&lines).and_then(|()| self.output.flush()))?;
        }
        Ok(())
    }

    /// Takes the decisions that came with archives, once all pages are there.
    fn restore(&mut self, files: &[File], warnings: &mut Warnings) -> Result<(), CommandError> {
        for file in files {
            let Some(path) = &file.path else { continue };
            // Whether it can be read at all was told when its pages were.
            let Ok(archive) = std::fs::File::open(path).and_then(decompress::open) else { continue };
            if format::by_content(archive.head()).ok() != Some(Format::Warc) {
                continue;
            }
            let (decisions, lost) = decision::read(archive);
            if lost > 0 {
                let many = collection::count(lost, "decision", "decisions");
                warnings.unread(&format!("{}: {many} can't be read", file.label));
            }
            if decisions.is_empty() {
                continue;
            }
            let mut batch = self.collection.begin().map_err(CommandError::collection)?;
            for ruled in &decisions {
                self.done.decisions += usize::from(batch.restore(ruled).map_err(CommandError::collection)?);
            }
            batch.commit().map_err(CommandError::collection)?;
        }
        Ok(())
    }

    fn tell_sums(&mut self, path: &Path) -> Result<(), CommandError> {
        if self.format == LineFormat::Jsonl {
            return Ok(());
        }
        let all = usize::try_from(self.collection.count().map_err(CommandError::collection)?).unwrap_or(0);
        let sums = format!(
            "{} added, {}, {} unchanged: {} in {}\n",
            collection::count(self.done.new, "page", "pages"),
            collection::count(self.done.versions, "new version", "new versions"),
            self.done.unchanged,
            collection::count(all, "page", "pages"),
            path.display()
        );
        self.output.write(&sums)?;
        if self.done.decisions > 0 {
            let taken = collection::count(self.done.decisions, "decision", "decisions");
            self.output
                .write(&format!("{taken} taken over; `headwater decide {} list` tells them\n", path.display()))?;
        }
        match self.done.passed {
            0 => Ok(()),
            n => self.output.write(&format!(
                "{} of the list there already; --again fetches them again\n",
                collection::count(n, "address", "addresses")
            )),
        }
    }
}
