-- From schema 3 to 4: how many ways of a statement are independent of each other. Of findings that were written before, it is
-- not known until a refresh.
ALTER TABLE statement ADD COLUMN least INTEGER;
ALTER TABLE statement ADD COLUMN most INTEGER;
ALTER TABLE statement ADD COLUMN open TEXT;
ALTER TABLE statement ADD COLUMN why TEXT;
