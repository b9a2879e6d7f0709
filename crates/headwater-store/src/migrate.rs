//! From the schema of an earlier version to today's, one step after another.

use rusqlite::Connection;

/// The schema as a new file has it.
pub(crate) const SCHEMA: &str = include_str!("../schema.sql");

/// The number of today's schema.
pub(crate) const VERSION: i64 = 5;

/// What leads from schema `n + 1` to the next. A step is never changed once a version of the program has written it.
const STEPS: [&str; 4] = [
    include_str!("../migrations/2.sql"),
    include_str!("../migrations/3.sql"),
    include_str!("../migrations/4.sql"),
    include_str!("../migrations/5.sql"),
];

/// Brings a file of schema `from` up to date. It must be called within a transaction.
pub(crate) fn migrate(db: &Connection, from: i64) -> rusqlite::Result<()> {
    for (n, step) in (1..).zip(STEPS) {
        if n >= from {
            db.execute_batch(step)?;
        }
    }
    db.pragma_update(None, "user_version", VERSION)
}
