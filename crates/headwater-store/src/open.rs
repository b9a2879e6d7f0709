//! Opening a file, making one, and refusing what is none.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::StoreError;
use crate::migrate;

/// `HDWR`, in the header of every collection.
pub const APPLICATION_ID: i32 = 0x4844_5752;

/// How long one program waits for another that writes: a batch is committed every second or so, on a busy machine every
/// twenty.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a collection is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// To read only; another program may write meanwhile.
    Read,
    /// To read and write a file that is there.
    Write,
    /// The same, and to make the file where it is not there.
    Create,
}

/// An open collection.
#[derive(Debug)]
pub struct Collection {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Collection {
    /// Opens the collection at `path`.
    ///
    /// # Errors
    /// Where there is none, where the file is something else, cut short, or made by a later version.
    pub fn open(path: &Path, mode: Mode) -> Result<Collection, StoreError> {
        let there = look(path, mode)?;
        let mut db = connect(path, mode)?;
        let set = |db: &Connection| -> rusqlite::Result<()> {
            db.busy_timeout(PATIENCE)?;
            db.pragma_update(None, "foreign_keys", true)?;
            // Text of others in our own file: no function that touches anything else may be called from its schema.
            db.pragma_update(None, "trusted_schema", false)?;
            db.pragma_update(None, "cell_size_check", true)?;
            // 32 MiB of pages in memory, in KiB: the index of a hundred thousand pages is looked up in many places.
            db.pragma_update(None, "cache_size", -32_768)?;
            db.set_prepared_statement_cache_capacity(64);
            if mode != Mode::Read {
                db.pragma_update(None, "synchronous", "FULL")?;
                let now: String = db.query_row("PRAGMA journal_mode = WAL", [], |r| r.get(0))?;
                debug_assert!(now == "wal" || now == "memory");
            }
            Ok(())
        };
        set(&db).map_err(|e| match StoreError::of(path, e) {
            // SQLite can't make its log in a folder that may not be written, and says no more than that.
            StoreError::Denied { .. } if there && mode != Mode::Read => StoreError::Protected(path.to_owned()),
            e => e,
        })?;
        let found = known(&db, path, there)?;
        if found < migrate::VERSION {
            if mode == Mode::Read {
                // Written to once, then read as any other.
                drop(db);
                Collection::open(path, Mode::Write).map_err(|e| match e {
                    StoreError::Denied { .. } | StoreError::Protected(_) => StoreError::Older(path.to_owned()),
                    e => e,
                })?;
                return Collection::open(path, Mode::Read);
            }
            bring_up(&mut db).map_err(|e| StoreError::of(path, e))?;
        }
        Ok(Collection { db, path: path.to_owned() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The connection, for readers of the tables that `schema.sql` documents.
    pub fn sql(&self) -> &Connection {
        &self.db
    }

    /// Turns an error of SQLite into one that says what to do.
    pub(crate) fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|e| StoreError::of(&self.path, e))
    }
}

/// Makes the tables, or brings them up to date: whole or not at all, and once even if two programs come at once.
fn bring_up(db: &mut Connection) -> rusqlite::Result<()> {
    let all = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = all.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if found == 0 {
        all.execute_batch(migrate::SCHEMA)?;
        all.pragma_update(None, "application_id", APPLICATION_ID)?;
        all.pragma_update(None, "user_version", migrate::VERSION)?;
    } else if found < migrate::VERSION {
        migrate::migrate(&all, found)?;
    }
    all.commit()
}

fn connect(path: &Path, mode: Mode) -> Result<Connection, StoreError> {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let name = uri(path);
    let open = |name: &str, flags| Connection::open_with_flags(name, base | flags).map_err(|e| StoreError::of(path, e));
    match mode {
        Mode::Create => open(&name, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE),
        Mode::Write => open(&name, OpenFlags::SQLITE_OPEN_READ_WRITE),
        Mode::Read => {
            // Opened to write though nothing is written: only so is the log cleared away when the last program closes
            // the file, and the collection one file again.
            let reads =
                |db: &Connection| db.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0));
            if let Ok(db) = Connection::open_with_flags(&name, base | OpenFlags::SQLITE_OPEN_READ_WRITE)
                && db.busy_timeout(PATIENCE).is_ok()
                && db.pragma_update(None, "query_only", true).is_ok()
                && reads(&db).is_ok()
            {
                return Ok(db);
            }
            let db = open(&name, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            // In a folder that may not be written, SQLite can't make the file that readers and writers share. Where
            // nothing is left to be taken from the log, nobody writes, and the file can be read as it is.
            match reads(&db).map_err(|e| StoreError::of(path, e)) {
                Ok(_) => Ok(db),
                Err(_) if size(&beside(path, "-wal")) == 0 => {
                    open(&format!("{name}?immutable=1"), OpenFlags::SQLITE_OPEN_READ_ONLY)
                }
                Err(StoreError::Denied { .. } | StoreError::Protected(_)) => {
                    Err(StoreError::Unsettled(path.to_owned()))
                }
                // Whatever else is wrong is told where it is asked for.
                Err(_) => Ok(db),
            }
        }
    }
}

/// The path as SQLite takes it, so that no character of it means anything.
fn uri(path: &Path) -> String {
    let mut out = String::from("file:");
    let path = if path.is_relative() { Path::new(".").join(path) } else { path.to_owned() };
    for &b in path.as_os_str().as_encoded_bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'-' | b'_') {
            out.push(b as char);
        } else {
            out.push_str(&format!("%{b:02x}"));
        }
    }
    out
}

/// Looks at the file before SQLite does, so that what is wrong can be said; whether there is anything in it.
fn look(path: &Path, mode: Mode) -> Result<bool, StoreError> {
    let denied = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        _ => StoreError::Denied { path: path.to_owned(), what: e.to_string() },
    };
    let metadata = match fs::metadata(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && mode == Mode::Create => return Ok(false),
        other => other.map_err(denied)?,
    };
    let foreign = |what: &str| StoreError::Foreign { path: path.to_owned(), what: what.to_owned() };
    if metadata.is_dir() {
        return Err(foreign("it is a folder"));
    }
    let mut head = Vec::new();
    File::open(path).and_then(|f| f.take(100).read_to_end(&mut head)).map_err(denied)?;
    if head.is_empty() {
        return if mode == Mode::Create { Ok(false) } else { Err(foreign("it is empty")) };
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return Err(foreign("it is no SQLite database"));
    }
    let word = |at: usize| head.get(at..at + 4).map_or(0, |b| b.iter().fold(0, |n, &b| n << 8 | u64::from(b)));
    if head.len() < 100 {
        return Err(StoreError::Damaged {
            path: path.to_owned(),
            what: "it is cut short within its header".to_owned(),
        });
    }
    // Bytes 16 and 17 hold the size of a page (1 means 65,536), 28 to 31 how many there are; that count holds where the
    // number at 24 is that at 92 (https://www.sqlite.org/fileformat2.html). What the log holds may still be missing here.
    let page = match u64::from(head[16]) << 8 | u64::from(head[17]) {
        1 => 65_536,
        n => n,
    };
    let whole = page * word(28);
    if word(24) == word(92) && metadata.len() < whole && size(&beside(path, "-wal")) == 0 {
        let what = format!("it is cut short: {} of {whole} bytes are there", metadata.len());
        return Err(StoreError::Damaged { path: path.to_owned(), what });
    }
    Ok(true)
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |m| m.len())
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// The number of the file's schema, 0 for a new file; an error where it is no collection of ours.
fn known(db: &Connection, path: &Path, there: bool) -> Result<i64, StoreError> {
    let number = |what: &str| db.query_row(what, [], |r| r.get::<_, i64>(0)).map_err(|e| StoreError::of(path, e));
    let id = number("PRAGMA application_id")?;
    let found = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if id == 0 && found == 0 && tables == 0 {
        // A program that was killed while making the file leaves it so.
        return Ok(0);
    }
    if id != i64::from(APPLICATION_ID) {
        let what = "it is an SQLite database of another program".to_owned();
        return Err(StoreError::Foreign { path: path.to_owned(), what });
    }
    if found > migrate::VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), found, known: migrate::VERSION });
    }
    debug_assert!(there || found == migrate::VERSION || found == 0);
    Ok(found)
}
