-- Schema 11: the neutrality log, and merchants who are limited. Never changed after it was released.

-- States of merchants since schema 10: 2 limited, 3 pending. Kinds of journal rows: 130 neutrality entered, with
-- a detail.
ALTER TABLE merchants DROP CONSTRAINT merchants_state_check;
ALTER TABLE merchants ADD CONSTRAINT merchants_state_check CHECK (state IN (0, 1, 2, 3));

-- Why merchants were limited, removed and lifted, and what they said to it. Entries are JSON texts,
-- because nothing is looked for inside of them.
CREATE TABLE neutrality (
    number      BIGINT NOT NULL PRIMARY KEY CHECK (number > 0),
    entry       TEXT   NOT NULL,
    -- The entry that ended it, and the appeal against it.
    ended_by    BIGINT,
    appealed_by BIGINT
);
