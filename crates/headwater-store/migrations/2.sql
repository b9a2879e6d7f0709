-- From schema 1 to 2: runs of words, ties, families, statements. What stands in them is made by a refresh.
ALTER TABLE page ADD COLUMN family INTEGER;
CREATE INDEX page_family ON page (family) WHERE current = 1;
CREATE INDEX page_date ON page (published, id, outlet) WHERE current = 1;
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE run USING fts5 (
  hashes, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
CREATE TABLE tie (
  a     INTEGER NOT NULL,
  b     INTEGER NOT NULL,
  words INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b);
CREATE TABLE link (
  page   INTEGER NOT NULL REFERENCES page (id) ON DELETE CASCADE,
  target TEXT    NOT NULL,
  PRIMARY KEY (page, target)
) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
CREATE TABLE family (
  id     INTEGER PRIMARY KEY,
  pages  INTEGER NOT NULL,
  traced INTEGER NOT NULL
);
CREATE TABLE statement (
  id      INTEGER PRIMARY KEY,
  family  INTEGER NOT NULL REFERENCES family (id) ON DELETE CASCADE,
  text    TEXT    NOT NULL,
  speaker TEXT,
  pages   INTEGER NOT NULL,
  routes  TEXT    NOT NULL,
  origins TEXT    NOT NULL
);
CREATE INDEX statement_family ON statement (family);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE TABLE quotation (
  id        INTEGER PRIMARY KEY,
  statement INTEGER NOT NULL REFERENCES statement (id) ON DELETE CASCADE,
  page      INTEGER NOT NULL,
  kind      TEXT    NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
  speaker   TEXT,
  text      TEXT    NOT NULL,
  begin     INTEGER NOT NULL,
  end       INTEGER NOT NULL
);
CREATE INDEX quotation_statement ON quotation (statement);
CREATE INDEX quotation_page ON quotation (page);
CREATE VIRTUAL TABLE said USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE said_word USING fts5vocab (said, row);
CREATE VIRTUAL TABLE story_word USING fts5vocab (story, row);
CREATE TABLE decision (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  ruling    TEXT    NOT NULL,
  by        TEXT    NOT NULL,
  at        TEXT    NOT NULL,
  note      TEXT,
  undone_at TEXT,
  undone_by TEXT
);
