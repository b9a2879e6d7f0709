-- A Headwater collection: one SQLite file that any SQLite program can open, copy and query.
--
-- This is the file as the program makes it; a test holds it against a file of every earlier version, migrated.
-- PRAGMA application_id is 0x48445752 ("HDWR"); PRAGMA user_version is the number of this schema.
--
-- Two kinds of tables. What somebody gave is never made again and never lost: page, raw, response, decision.
-- What was made of it can always be made again from the bytes: reading, story, and the columns of page that say so.
-- Times are UTC, as 2019-03-18T08:00:00Z. Dates of publication are as exact as the page gives them: 2019, 2019-03, ...

-- One row for each version of each page. A page whose bytes change at its place gets a new row; the older rows stay.
CREATE TABLE page (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice, also after a removal
  place     TEXT    NOT NULL,                   -- which page this is: its address, or where its file stands
  version   INTEGER NOT NULL,                   -- 1, 2, ... at this place
  current   INTEGER NOT NULL CHECK (current IN (0, 1)),  -- 1: the newest version at its place
  path      TEXT    NOT NULL,                   -- how reports call it: the path or address as it was given
  sha256    TEXT    NOT NULL REFERENCES raw (sha256),
  media     TEXT    NOT NULL CHECK (media IN ('unknown', 'html', 'text', 'markdown')),
  charset   TEXT,                               -- the character set that a transport named
  given     TEXT    NOT NULL,                   -- JSON: url, title, date, outlet, authors as they came with the page
  fetched   TEXT,                               -- when it was fetched, where that is known
  added     TEXT    NOT NULL,                   -- when it came into the collection
  -- Made by reading:
  url       TEXT,                               -- the address, given or by the page's own word
  title     TEXT,
  outlet    TEXT,
  authors   TEXT    NOT NULL,                   -- JSON: a list of names
  published TEXT,
  language  TEXT,
  UNIQUE (place, version)
);
CREATE UNIQUE INDEX page_current ON page (place) WHERE current = 1;
CREATE INDEX page_path ON page (path);
CREATE INDEX page_url ON page (url);
CREATE INDEX page_sha256 ON page (sha256);

-- The bytes as they were fetched, each once, compressed with zstd.
CREATE TABLE raw (
  sha256 TEXT    PRIMARY KEY,                   -- of the bytes, in hexadecimal
  bytes  INTEGER NOT NULL,                      -- how many there are
  zstd   BLOB    NOT NULL
);

-- The whole answer of the server for pages that the program fetched: WARC records, compressed with gzip.
CREATE TABLE response (
  page INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  warc BLOB    NOT NULL
);

-- What was read of a page and heard on it, for programs of the same reader; others read the bytes again.
CREATE TABLE reading (
  page   INTEGER PRIMARY KEY REFERENCES page (id) ON DELETE CASCADE,
  reader TEXT    NOT NULL,                      -- the mark of the build that read it
  zstd   BLOB    NOT NULL                       -- Page and PageSpeech of the core, in postcard, compressed with zstd
);

-- Full text of the current versions: SELECT rowid FROM story WHERE story MATCH 'harbour'. It holds no copy of the text.
CREATE VIRTUAL TABLE story USING fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
