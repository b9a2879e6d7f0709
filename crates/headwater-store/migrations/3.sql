-- From schema 2 to 3: pages of one day stand in the order of their names, not of their coming; the index of quotations is
-- smaller, for what is looked up in it are single words.
DROP INDEX page_date;
CREATE INDEX page_date ON page (published, outlet, path) WHERE current = 1;
DROP TABLE said_word;
DROP TABLE said;
CREATE VIRTUAL TABLE said USING fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO said (rowid, text) SELECT id, text FROM quotation;
CREATE VIRTUAL TABLE said_word USING fts5vocab (said, row);
