//! What can go wrong with temporary files.

use std::io;

/// A temporary file that could not be made, written or read. The folder is the system's, on Unix `TMPDIR`.
#[derive(Debug, thiserror::Error)]
#[error("can't {what} a temporary file in {folder}")]
pub struct SpillError {
    /// `make`, `write` or `read`.
    pub what: &'static str,
    /// The folder of temporary files.
    pub folder: String,
    /// Why.
    #[source]
    pub source: io::Error,
}

impl SpillError {
    /// An error in the system's folder of temporary files.
    pub(crate) fn new(what: &'static str, source: io::Error) -> SpillError {
        SpillError { what, folder: std::env::temp_dir().display().to_string(), source }
    }
}
