-- A Headwater collection: one SQLite file that any SQLite program can open, copy and query.
--
-- This is the file as the program makes it; a test holds it against a file of every earlier version, migrated.
-- PRAGMA application_id is 0x48445752 ("HDWR"); PRAGMA user_version is the number of this schema.
--
-- Two kinds of tables. What somebody gave is never made again and never lost: page, raw, response, decision.
-- What was made of it can always be made again from the bytes (`headwater refresh`): all other tables, and the columns of
-- page that say so. Among them are the findings: statement and quotation hold who said what, family by family. The trace
-- of the whole collection is the program's (`headwater trace --collection`), which looks at all pages at once.
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
  family    INTEGER,                            -- the lowest id of the pages that are tied to it, over any number of ties
  UNIQUE (place, version)
);
CREATE UNIQUE INDEX page_current ON page (place) WHERE current = 1;
CREATE INDEX page_path ON page (path);
CREATE INDEX page_url ON page (url);
CREATE INDEX page_sha256 ON page (sha256);
CREATE INDEX page_family ON page (family) WHERE current = 1;
CREATE INDEX page_date ON page (published, outlet, path) WHERE current = 1;

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

-- Which fingerprints the runs are made with, and how many pages had come when the full texts were last merged.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Fingerprints of runs of words of the current versions' stories, winnowed: on which pages a run stands.
CREATE VIRTUAL TABLE run USING fts5 (
  hashes, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

-- Two current pages, the lower id first, that share passages of so many words; 0 words: one links to the other.
CREATE TABLE tie (
  a     INTEGER NOT NULL,
  b     INTEGER NOT NULL,
  words INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b);

-- Addresses that current pages link to in their text.
CREATE TABLE link (
  page   INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  target TEXT    NOT NULL,
  PRIMARY KEY (page, target)
) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);

-- Pages that are tied to one another, and how many of them the findings below know of.
CREATE TABLE family (
  id     INTEGER PRIMARY KEY,                   -- page.family
  pages  INTEGER NOT NULL,
  traced INTEGER NOT NULL
);

-- One utterance, with what stands behind it, as the trace of its family tells.
CREATE TABLE statement (
  id      INTEGER PRIMARY KEY,
  family  INTEGER NOT NULL REFERENCES family (id) ON DELETE CASCADE,
  text    TEXT    NOT NULL,                     -- its fullest version
  speaker TEXT,                                 -- NULL: unattributed or undetermined
  pages   INTEGER NOT NULL,                     -- how many pages carry it
  routes  TEXT    NOT NULL,                     -- JSON: the ways in to which following up leads, by name
  origins TEXT    NOT NULL,                     -- JSON: the primary sources, by label
  least   INTEGER,                              -- so many of the routes are independent of each other at least;
  most    INTEGER,                              -- at most. NULL: written by a program that did not tell; a refresh does
  open    TEXT,                                 -- JSON: the routes of which that is undetermined, by name
  why     TEXT                                  -- why it is, in a sentence; empty where nothing is open
);
CREATE INDEX statement_family ON statement (family);
CREATE INDEX statement_speaker ON statement (speaker);

-- Each quotation of a statement. begin and end count Unicode code points in the page's text.
CREATE TABLE quotation (
  id        INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
  page      INTEGER NOT NULL,
  kind      TEXT    NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
  speaker   TEXT,
  text      TEXT    NOT NULL,
  begin     INTEGER NOT NULL,
  end       INTEGER NOT NULL,
  commitment TEXT,  -- asserted, denied, doubted, withheld or asked; NULL: written by a program that did not tell
  cue        TEXT   -- the words that tell it, of an indirect quotation whose source does not assert it
);
CREATE INDEX quotation_statement ON quotation (statement);
CREATE INDEX quotation_page ON quotation (page);

-- Full text of the quotations, word by word (it knows no phrases), and how common words are in quotations and stories.
CREATE VIRTUAL TABLE said USING fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE said_word USING fts5vocab (said, row);
CREATE VIRTUAL TABLE story_word USING fts5vocab (story, row);

-- What a person decided. It holds for all later versions of the pages it names, until it is undone; nothing is deleted.
CREATE TABLE decision (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  ruling    TEXT    NOT NULL,                   -- JSON: kind, and what it names; pages by their place
  by        TEXT    NOT NULL,                   -- who
  at        TEXT    NOT NULL,                   -- when
  note      TEXT,                               -- why
  undone_at TEXT,                               -- NULL: it holds
  undone_by TEXT
);
