//! What can go wrong with a collection, told so that a caller can say what to do.

use std::path::PathBuf;

/// Why a collection could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file of that name.
    #[error("there is no collection {0}")]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{path} is no collection: {what}")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: String,
    },
    /// A later version of the program made it.
    #[error("{path} was made by a later version of the program (its schema is {found}, this program knows {known})")]
    Newer {
        /// The file.
        path: PathBuf,
        /// The number of its schema.
        found: i64,
        /// The latest that this program knows.
        known: i64,
    },
    /// An earlier version made it, and it can't be brought up to date because it may not be written.
    #[error(
        "{0} was made by an earlier version of the program and may not be written, so it can't be brought up to date"
    )]
    Older(PathBuf),
    /// What was made of its pages is of another version of the program, and must be made again first.
    #[error("{0} was indexed by another version of the program")]
    Stale(PathBuf),
    /// It is cut short or damaged.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Another program was writing all the time.
    #[error("{0} is being written by another program")]
    Busy(PathBuf),
    /// The disk is full.
    #[error("there is no room left for {0}")]
    Full(PathBuf),
    /// The system refused to write: the disk is nearly full or fails, or a limit is reached.
    #[error("{path} can't be written: {what}")]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What was refused.
        what: String,
    },
    /// It, or the folder it is in, may not be written.
    #[error("{0} may not be written, or its folder may not")]
    Protected(PathBuf),
    /// The last changes stand in the log beside it, and can be read only where its folder may be written.
    #[error("{0} has changes in the file {0}-wal beside it, which can be read only where the folder may be written")]
    Unsettled(PathBuf),
    /// It may not be written, or not be read.
    #[error("{path}: {what}")]
    Denied {
        /// The file.
        path: PathBuf,
        /// What was refused.
        what: String,
    },
    /// There is no such page in it.
    #[error("there is no page {0} in the collection")]
    NoPage(String),
    /// There is no such decision, or it is undone.
    #[error("there is no decision {0} that holds")]
    NoDecision(i64),
    /// Something that was kept can't be read again.
    #[error("page {page}: {what}")]
    Blob {
        /// The page's id.
        page: i64,
        /// What is wrong.
        what: String,
    },
    /// SQLite says something else.
    #[error("{path}: {error}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it says.
        error: rusqlite::Error,
    },
}

impl StoreError {
    /// Tells what an error of SQLite means for whoever uses the file at `path`.
    pub(crate) fn of(path: &std::path::Path, error: rusqlite::Error) -> StoreError {
        use rusqlite::{ErrorCode, ffi};
        let path = path.to_owned();
        let rusqlite::Error::SqliteFailure(code, told) = &error else { return StoreError::Sqlite { path, error } };
        let what = told.clone().unwrap_or_else(|| code.to_string());
        match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy(path),
            ErrorCode::DiskFull => StoreError::Full(path),
            ErrorCode::DatabaseCorrupt => StoreError::Damaged { path, what },
            ErrorCode::NotADatabase => StoreError::Foreign { path, what: "it is no SQLite database".to_owned() },
            ErrorCode::ReadOnly => StoreError::Protected(path),
            ErrorCode::PermissionDenied | ErrorCode::CannotOpen => StoreError::Denied { path, what },
            ErrorCode::SystemIoFailure => match code.extended_code {
                ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS => {
                    StoreError::Damaged { path, what }
                }
                _ => StoreError::Unwritten { path, what },
            },
            _ => StoreError::Sqlite { path, error },
        }
    }
}
