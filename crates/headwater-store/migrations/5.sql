-- From schema 4 to 5: how the source of a quotation stands to it, and the words that tell it. Of findings that were written
-- before, it is not known until a refresh.
ALTER TABLE quotation ADD COLUMN commitment TEXT;
ALTER TABLE quotation ADD COLUMN cue TEXT;
