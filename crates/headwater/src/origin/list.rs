//! Open lists: the words that the steps of this stage know, one entry a line in `data/origin`.

/// The entries of a data file: its lines but comments and empty ones.
pub fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}
