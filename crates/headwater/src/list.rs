//! Open lists: the words that the steps know, one entry a line, in the files of `data`.

/// The entries of a data file: its lines but comments and empty ones.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}
