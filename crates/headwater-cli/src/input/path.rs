//! The files behind the arguments, each once, in the order of their names.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::format::{self, Format};
use crate::error::CommandError;
use crate::warning::Warnings;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct File {
    /// How answers call it: the path as given, or below the folder that was given.
    pub(crate) label: String,
    /// Where it is; `None` is the standard input.
    pub(crate) path: Option<PathBuf>,
    /// Whether it was itself an argument; one met in a folder may be something else than a page.
    pub(crate) named: bool,
}

/// Finds the files behind `arguments`, in an order that does not depend on theirs.
///
/// A folder is walked to its depth; hidden files and folders in it are left out, and so is `except` (the file that the
/// answer goes to). A file met twice is taken once, under its shortest name.
pub(crate) fn find(
    arguments: &[PathBuf],
    except: Option<&Path>,
    warnings: &mut Warnings,
) -> Result<Vec<File>, CommandError> {
    let except = except.and_then(|p| fs::canonicalize(p).ok());
    let mut arguments: Vec<&PathBuf> = arguments.iter().collect();
    arguments.sort();
    arguments.dedup();
    let mut found: BTreeMap<PathBuf, File> = BTreeMap::new();
    let mut left_out = LeftOut::default();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            found.insert(PathBuf::new(), File { label: "-".to_owned(), path: None, named: true });
            continue;
        }
        let metadata = fs::metadata(argument).map_err(|e| cant_open(argument, e))?;
        if metadata.is_dir() {
            let files = walk(argument, warnings, &mut left_out).map_err(|e| cant_open(argument, e))?;
            for file in files {
                keep(&mut found, file, except.as_deref());
            }
        } else {
            fs::File::open(argument).map_err(|e| cant_open(argument, e))?;
            keep(&mut found, file(argument, true), None);
        }
    }
    left_out.tell(warnings);
    let mut files: Vec<File> = found.into_values().collect();
    files.sort();
    Ok(files)
}

fn file(path: &Path, named: bool) -> File {
    File { label: path.to_string_lossy().into_owned(), path: Some(path.to_owned()), named }
}

/// Adds a file unless it is there already; of two names for it, the shorter stays.
fn keep(found: &mut BTreeMap<PathBuf, File>, file: File, except: Option<&Path>) {
    let Some(path) = &file.path else { return };
    let key = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
    if except == Some(key.as_path()) {
        return;
    }
    match found.get_mut(&key) {
        None => {
            found.insert(key, file);
        }
        Some(known) => {
            known.named |= file.named;
            if (file.label.len(), &file.label) < (known.label.len(), &known.label) {
                (known.label, known.path) = (file.label, file.path);
            }
        }
    }
}

/// Files in a folder that are no pages, by the ends of their names.
#[derive(Default)]
struct LeftOut(BTreeMap<String, usize>);

impl LeftOut {
    fn add(&mut self, path: &Path) {
        let end = path.extension().map(OsStr::to_string_lossy);
        *self.0.entry(end.map_or_else(|| "no ending".to_owned(), |e| format!(".{e}"))).or_default() += 1;
    }

    fn tell(&self, warnings: &mut Warnings) {
        let total: usize = self.0.values().sum();
        if total == 0 {
            return;
        }
        let mut kinds: Vec<String> = self.0.iter().take(8).map(|(end, n)| format!("{n} {end}")).collect();
        if self.0.len() > kinds.len() {
            kinds.push("…".to_owned());
        }
        let plural = if total == 1 { "" } else { "s" };
        warnings.tell(&format!("{total} file{plural} in folders left out as no page ({})", kinds.join(", ")));
    }
}

/// The pages in a folder, at any depth. A folder that links lead to again is walked once.
fn walk(folder: &Path, warnings: &mut Warnings, left_out: &mut LeftOut) -> io::Result<Vec<File>> {
    fs::read_dir(folder)?;
    let mut walked: HashSet<PathBuf> = HashSet::new();
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| {
        let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        // A folder that can't be resolved is left for the walk itself to complain of.
        let again = entry.file_type().is_dir() && fs::canonicalize(entry.path()).is_ok_and(|p| !walked.insert(p));
        !hidden && !again
    });
    let mut files = Vec::new();
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.loop_ancestor().is_some() => continue,
            Err(error) => {
                let path = error.path().unwrap_or(folder).display().to_string();
                let why = error.io_error().map_or_else(|| error.to_string(), reason);
                warnings.unread(&format!("{path}: {why}"));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        match is_page(entry.path()) {
            Ok(_) if is_about_the_folder(entry.path()) => {}
            Ok(true) => files.push(file(entry.path(), false)),
            Ok(false) => left_out.add(entry.path()),
            Err(error) => warnings.unread(&format!("{}: {}", entry.path().display(), reason(&error))),
        }
    }
    Ok(files)
}

/// Whether a file met in a folder is something to read: by its name, else by its first bytes.
fn is_page(path: &Path) -> io::Result<bool> {
    if format::by_name(path).is_some() {
        return Ok(true);
    }
    if format::never_a_page(path) {
        return Ok(false);
    }
    let reader = super::decompress::open(fs::File::open(path)?)?;
    Ok(match format::by_content(reader.head()) {
        Ok(Format::Html | Format::Jsonl | Format::Warc) => true,
        Ok(_) => path.extension().is_none() && !reader.head().is_empty(),
        Err(_) => false,
    })
}

/// Whether a file says something of the folder it stands in, as README.md and LICENSE.md do: Markdown in capitals.
fn is_about_the_folder(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split('.').next().unwrap_or_default();
    format::by_name(path) == Some(Format::Markdown)
        && stem.len() > 3
        && stem.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '-' | '_'))
}

/// Why a file could not be read, in words.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
}

fn cant_open(path: &Path, error: io::Error) -> CommandError {
    let name = path.display();
    let hint = match error.kind() {
        io::ErrorKind::NotFound => match nearest(path) {
            Some(there) => format!("Did you mean {}?", there.display()),
            None => "Give the path of a file or folder that is there, or - for the standard input.".to_owned(),
        },
        io::ErrorKind::PermissionDenied => {
            format!("Make it readable (`chmod u+r`), or run as somebody who may read it. Its rights: `ls -ld {name}`.")
        }
        _ => "Give the path of a file or folder, or - for the standard input.".to_owned(),
    };
    CommandError::usage(anyhow::anyhow!("{name}: {}", reason(&error)), hint)
}

/// The file in the same folder whose name differs least, if by little.
fn nearest(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let folder = match path.parent()? {
        p if p.as_os_str().is_empty() => Path::new("."),
        p => p,
    };
    let mut best: Option<(usize, PathBuf)> = None;
    // A folder with very many files is not worth the search.
    for entry in fs::read_dir(folder).ok()?.take(10_000).flatten() {
        let other = entry.file_name().to_string_lossy().to_lowercase();
        let distance = distance(&name, &other);
        if distance <= (name.chars().count() / 4).max(1) {
            let candidate = (distance, path.with_file_name(entry.file_name()));
            best = Some(best.map_or(candidate.clone(), |b| b.min(candidate)));
        }
    }
    best.map(|(_, path)| path)
}

/// Letters to insert, drop or replace to make `a` of `b` (Levenshtein); names are short, so quadratic time is fine.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_in_capitals_is_about_its_folder() {
        assert!(is_about_the_folder(Path::new("a/README.md")));
        assert!(!is_about_the_folder(Path::new("a/Readme-of-the-dam.md")));
        assert!(!is_about_the_folder(Path::new("a/UN.md")));
    }

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("page.html", "page.html"), 0);
        assert_eq!(distance("pgae", "page"), 2);
        assert_eq!(distance("", "ab"), 2);
    }
}
