-- Schema 17: top-ups by card. Never changed after it was released.

-- A CHECK cannot be changed, so the table is made anew: what the issuer of cards owes has an account.
CREATE TABLE accounts_17 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL CHECK (owner IN ('desk', 'fees', 'issuer', 'person', 'merchant',
        'stock', 'envelope', 'campaign')),
    owner_id      BLOB    CHECK ((owner_id IS NULL) = (owner IN ('desk', 'fees', 'issuer'))),
    floor         TEXT    NOT NULL CHECK (floor IN ('zero', 'none')),
    currency      TEXT    NOT NULL,
    balance_minor INTEGER NOT NULL,
    held_minor    INTEGER NOT NULL CHECK (held_minor >= 0),
    version       INTEGER NOT NULL,
    -- Its newest payment, where its history begins; 0 before the first.
    last_sequence INTEGER NOT NULL,
    CHECK (floor = 'none' OR balance_minor >= held_minor)
) STRICT, WITHOUT ROWID;

INSERT INTO accounts_17 SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor,
    version, last_sequence FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_17 RENAME TO accounts;

-- Money that people asked for from cards: written before the issuer is asked.
CREATE TABLE card_top_ups (
    id           BLOB    NOT NULL PRIMARY KEY,
    person       BLOB    NOT NULL,
    card         BLOB    NOT NULL,
    brand        TEXT    NOT NULL,
    last_four    INTEGER NOT NULL CHECK (last_four BETWEEN 0 AND 9999),
    -- What the issuer took for the card when it was asked for.
    token        TEXT    NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT    NOT NULL,
    asked_at_ms  INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('asked', 'paid', 'refused')),
    -- A word for each reason; the program that reads it knows which there are.
    reason       TEXT    CHECK ((reason IS NOT NULL) = (state = 'refused')),
    ended_at_ms  INTEGER CHECK ((ended_at_ms IS NULL) = (state = 'asked'))
) STRICT, WITHOUT ROWID;

CREATE INDEX card_top_ups_by_person ON card_top_ups (person, asked_at_ms);
CREATE INDEX card_top_ups_asked ON card_top_ups (asked_at_ms, id) WHERE state = 'asked';
