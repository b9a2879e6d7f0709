//! Drives the fuzz targets for a given time on the stable toolchain: `headwater-fuzz [--seconds N] [--seed N] [TARGET...]`;
//! `headwater-fuzz TARGET --input FILE` runs one input and lets its panic be seen.
//!
//! Every entry of the corpus is run first, then inputs made of them. What a target panics on, or takes more than a second
//! for, is written to `fuzz/findings/` and makes the exit code 1.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use headwater_fuzz::mutate::{Chance, mutated, reworded};
use headwater_fuzz::target::{ALL, Made, Target};

/// An input of at most 64 KiB takes a millisecond or so; a second is what something that is not linear would take, and
/// what a busy machine hardly ever adds.
const SLOW: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let mut seconds = 10;
    let mut seed = 1;
    let mut names: Vec<String> = Vec::new();
    let mut input = None;
    let mut arguments = std::env::args_os().skip(1);
    while let Some(argument) = arguments.next() {
        let number = |next: Option<OsString>| next.and_then(|n| n.to_str()?.parse::<u64>().ok());
        match argument.to_str() {
            Some("--seconds") => seconds = number(arguments.next()).unwrap_or(seconds),
            Some("--seed") => seed = number(arguments.next()).unwrap_or(seed),
            Some("--input") => input = arguments.next(),
            Some(name) if ALL.iter().any(|t| t.name == name) => names.push(name.to_owned()),
            _ => {
                let known: Vec<&str> = ALL.iter().map(|t| t.name).collect();
                return complain(&format!(
                    "usage: headwater-fuzz [--seconds N] [--seed N] [--input FILE] [{}]",
                    known.join("|")
                ));
            }
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let chosen: Vec<&Target> = ALL.iter().filter(|t| names.is_empty() || names.iter().any(|n| n == t.name)).collect();
    if let Some(path) = input {
        return match fs::read(&path) {
            Ok(bytes) => {
                chosen.iter().for_each(|target| (target.run)(&bytes));
                ExitCode::SUCCESS
            }
            Err(error) => complain(&format!("{}: {error}", Path::new(&path).display())),
        };
    }
    let each = Duration::from_millis(seconds * 1000 / chosen.len().max(1) as u64);
    // What is found is told below; the backtrace of each trial would drown it.
    std::panic::set_hook(Box::new(|_| {}));
    let mut found = 0;
    for target in chosen {
        let of = match target.of {
            Made::Bytes => folder.join("corpus").join(target.name),
            Made::Words => folder.join("../suite"),
        };
        let entries = if target.of == Made::Words { texts(&of) } else { corpus(&of) };
        let corpus = match entries {
            Ok(corpus) if !corpus.is_empty() => corpus,
            Ok(_) => return complain(&format!("{} is empty", of.display())),
            Err(error) => return complain(&format!("{}: {error}", of.display())),
        };
        let (runs, findings) = drive(target, &corpus, each, seed, &folder.join("findings"));
        say(&format!("{:>10}: {runs} inputs, {findings} findings", target.name));
        found += findings;
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs a target on its corpus and on what is made of it; gives how many inputs ran and how many were findings.
fn drive(target: &Target, corpus: &[Vec<u8>], time: Duration, seed: u64, findings: &Path) -> (u64, u64) {
    let begin = Instant::now();
    let mut chance = Chance::new(seed);
    let (mut runs, mut found) = (0, 0);
    let mut entries = corpus.iter().cloned();
    while found < 5 {
        let input = match entries.next() {
            Some(entry) => entry,
            None if begin.elapsed() < time && target.of == Made::Words => reworded(corpus, &mut chance),
            None if begin.elapsed() < time => mutated(corpus, &mut chance),
            None => break,
        };
        runs += 1;
        let started = Instant::now();
        let what = match catch_unwind(|| (target.run)(&input)) {
            Err(_) => "panic",
            Ok(()) if started.elapsed() > SLOW => "slow",
            Ok(()) => continue,
        };
        found += 1;
        let path = findings.join(format!("{}-{what}-{seed}-{runs}", target.name));
        let kept = fs::create_dir_all(findings).and_then(|()| fs::write(&path, &input));
        say(&format!(
            "{}: {what} after {:?}, {}",
            target.name,
            started.elapsed(),
            match kept {
                Ok(()) => format!("kept as {}", path.display()),
                Err(error) => format!("not kept: {error}"),
            }
        ));
    }
    (runs, found)
}

/// The entries of a folder, in the order of their names.
fn corpus(folder: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    paths.iter().map(fs::read).collect()
}

/// The texts of the suite's cases, an entry a case, by file and place; a form feed parts the texts of one.
fn texts(suite: &Path) -> std::io::Result<Vec<Vec<u8>>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in fs::read_dir(suite)? {
        let folder = folder?.path();
        if folder.is_dir() {
            paths.extend(fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<std::io::Result<Vec<_>>>()?);
        }
    }
    paths.sort();
    let mut out = Vec::new();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let file = fs::read_to_string(path)?;
        for case in file.split("\n## ") {
            let fences = case.split("\n```").filter_map(|f| f.strip_prefix("text ")?.split_once('\n'));
            let pages: Vec<&str> = fences.map(|(_, text)| text).collect();
            out.push(pages.join("\u{C}").into_bytes());
        }
    }
    out.retain(|entry| !entry.is_empty());
    Ok(out)
}

fn say(line: &str) {
    // A closed pipe is no finding.
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn complain(line: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{line}");
    ExitCode::from(2)
}
