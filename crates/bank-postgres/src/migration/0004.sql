-- Schema 4: limits that are changed by command. Never changed after it was released.

-- What is in rows of seldom kinds, as JSON, so that new kinds need no columns of their own. Kinds
-- since schema 3: 40 setting changed.
ALTER TABLE journal ADD COLUMN detail TEXT;

-- Every change of a setting.
CREATE INDEX journal_of_settings ON journal (sequence) WHERE kind = 40;

-- Limits that were changed: what held before `from_ms`, and what holds since then, or since the row.
CREATE TABLE settings (
    name         TEXT   NOT NULL PRIMARY KEY,
    value_before BIGINT NOT NULL CHECK (value_before >= 0),
    value        BIGINT NOT NULL CHECK (value >= 0),
    from_ms      BIGINT,
    -- The journal row that changed it last.
    sequence     BIGINT NOT NULL
);
