//! Open lists: the words that the steps know, one entry a line, in the files of `data`.

/// The entries of a data file: its lines but comments and empty ones.
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'))
}

/// The words of a data file, each with the heading in brackets that it stands under.
pub(crate) fn entries(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut heading = "";
    lines(file).flat_map(move |line| {
        let bracketed = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        heading = bracketed.unwrap_or(heading);
        let words = if bracketed.is_some() { "" } else { line };
        words.split_whitespace().map(move |w| (heading, w))
    })
}
