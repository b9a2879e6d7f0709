//! What stops the program: what is wrong, why, and what to do about it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use headwater_spill::SpillError;
use headwater_store::StoreError;

/// An error that ends a command. Each carries at least one hint.
#[derive(Debug)]
pub(crate) struct CommandError {
    /// Whose fault it is.
    pub(crate) kind: ErrorKind,
    /// What is wrong, with its causes.
    pub(crate) error: anyhow::Error,
    /// What to do about it, one sentence each.
    pub(crate) hints: Vec<String>,
}

/// The kind of a [`CommandError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    /// What was asked for can't be done: a path that is not there, a folder without a page.
    Usage,
    /// The answer could not be written.
    Output,
    /// Whoever read the answer has gone away: nothing to complain of.
    BrokenPipe,
}

impl CommandError {
    /// An error in what was asked for.
    pub(crate) fn usage(error: impl Into<anyhow::Error>, hint: impl Into<String>) -> CommandError {
        CommandError { kind: ErrorKind::Usage, error: error.into(), hints: vec![hint.into()] }
    }

    /// An error in writing to `target`; a closed pipe is told apart.
    pub(crate) fn output(error: io::Error, target: impl fmt::Display) -> CommandError {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return CommandError { kind: ErrorKind::BrokenPipe, error: error.into(), hints: Vec::new() };
        }
        let hint = match error.kind() {
            io::ErrorKind::PermissionDenied => "Choose a place that you may write to, with -o FILE.",
            io::ErrorKind::NotFound => "Make the folder first, or choose another place with -o FILE.",
            io::ErrorKind::StorageFull => "Make room, or choose another place with -o FILE.",
            _ => "Choose another place with -o FILE.",
        };
        let error = anyhow::Error::new(error).context(format!("can't write {target}"));
        CommandError { kind: ErrorKind::Output, error, hints: vec![hint.to_owned()] }
    }

    /// An error in what a collection is or in what became of it.
    pub(crate) fn collection(error: StoreError) -> CommandError {
        let hint = match &error {
            StoreError::Missing(_) => "`headwater add COLLECTION PATH...` makes one.".to_owned(),
            StoreError::Foreign { .. } => {
                "A collection is a file that `headwater add COLLECTION PATH...` made: the collection comes first, then \
                 the pages."
                    .to_owned()
            }
            StoreError::Stale(_) => {
                "`headwater refresh COLLECTION` reads its pages again; nothing is lost by it.".to_owned()
            }
            StoreError::Newer { .. } => "Use the version of the program that made it, or a later one.".to_owned(),
            StoreError::Older(_) => "Make the file and its folder writable, or work on a copy of it.".to_owned(),
            StoreError::Damaged { .. } => {
                "Take it back from a copy. What can still be read: `headwater export COLLECTION --format warc -o \
                 SAVED.warc`, then `headwater add NEW.hw SAVED.warc`; `headwater check` tells what is damaged."
                    .to_owned()
            }
            StoreError::Busy(_) => {
                "Nothing of this was changed. Do it again when the other program is done.".to_owned()
            }
            StoreError::Full(_) | StoreError::Unwritten { .. } => {
                "What was told as added is kept. Make room and do the same again: what is there already is passed over."
                    .to_owned()
            }
            StoreError::Protected(_) => {
                "What asks (find, list, show, trace, export, check) works as it is. To change it, make the file and its \
                 folder writable, or change a copy of it."
                    .to_owned()
            }
            StoreError::Unsettled(path) => {
                let path = path.display();
                format!(
                    "A program that wrote to it was killed. Make the folder writable, or copy {path} and {path}-wal to \
                     one that is; any verb on the copy then makes it one file again."
                )
            }
            StoreError::Denied { .. } => {
                "Make the file and its folder readable, and writable for what changes it.".to_owned()
            }
            StoreError::NoPage(_) => {
                "`headwater list COLLECTION` tells the pages: give an id, an address or a path.".to_owned()
            }
            StoreError::NoDecision(_) => "`headwater decide COLLECTION list` tells those that hold.".to_owned(),
            _ => "`headwater check COLLECTION` tells what is wrong with it.".to_owned(),
        };
        CommandError::usage(error, hint)
    }

    /// The exit code that it ends the program with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.kind {
            ErrorKind::Usage | ErrorKind::Output => ExitCode::from(2),
            ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        }
    }
}

impl From<SpillError> for CommandError {
    /// An error in a temporary file.
    fn from(error: SpillError) -> CommandError {
        let hint = "Make room there, or name a folder with more room in TMPDIR; with a larger --memory less is needed.";
        CommandError { kind: ErrorKind::Output, error: error.into(), hints: vec![hint.to_owned()] }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {:#}", self.error)?;
        for hint in &self.hints {
            write!(f, "\nhint: {hint}")?;
        }
        Ok(())
    }
}
