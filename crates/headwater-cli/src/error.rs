//! What stops the program: what is wrong, why, and what to do about it.

use std::fmt;
use std::io;
use std::process::ExitCode;

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

    /// The exit code that it ends the program with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self.kind {
            ErrorKind::Usage | ErrorKind::Output => ExitCode::from(2),
            ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        }
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
