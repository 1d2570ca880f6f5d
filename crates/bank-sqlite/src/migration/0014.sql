-- Schema 14: the neutrality log, and merchants who are limited. Never changed after it was
-- released.

-- A CHECK cannot be changed, so the table is made anew.
CREATE TABLE merchants_14 (
    id            BLOB    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    city          TEXT    NOT NULL,
    category      INTEGER NOT NULL,
    account       BLOB    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('active', 'closed', 'limited', 'pending')),
    till_key_hash BLOB    NOT NULL,
    salt          BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO merchants_14 SELECT id, name, city, category, account, state, till_key_hash, salt
    FROM merchants;
DROP TABLE merchants;
ALTER TABLE merchants_14 RENAME TO merchants;
CREATE INDEX merchants_by_till_key ON merchants (till_key_hash);

-- Why merchants were limited, removed and lifted, and what they said to it. Entries are JSON texts,
-- because nothing is looked for inside of them.
CREATE TABLE neutrality (
    number      INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    entry       TEXT    NOT NULL,
    -- The entry that ended it, and the appeal against it.
    ended_by    INTEGER,
    appealed_by INTEGER
) STRICT;
