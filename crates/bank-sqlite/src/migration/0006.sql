-- Schema 6: who people, devices, shops and labels are is in the journal. Never changed after it was
-- released. The rows that register what is there already are written by the program: they are
-- hashed.

-- The journal knows more kinds now. Which there are is not checked by the table any more, so that
-- the largest table need not be made anew for each.
CREATE TABLE journal_6 (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    at_ms         INTEGER NOT NULL,
    -- A word for each kind; the program that reads it knows which there are.
    kind          TEXT    NOT NULL,
    account       BLOB,
    owner         TEXT,
    owner_id      BLOB,
    floor         TEXT,
    payment       BLOB,
    debit         BLOB,
    credit        BLOB,
    amount_minor  INTEGER,
    currency      TEXT,
    order_id      BLOB,
    expires_at_ms INTEGER,
    -- Of a signed order; or the digest of what is registered.
    evidence_hash BLOB,
    -- The payment of which money went back, the hold, or what is registered.
    subject       BLOB,
    -- Whether what is registered can be used.
    state         TEXT,
    hash          BLOB    NOT NULL
) STRICT;

INSERT INTO journal_6 SELECT sequence, at_ms, kind, account, owner, owner_id, floor, payment, debit,
    credit, amount_minor, currency, order_id, expires_at_ms, evidence_hash, subject, NULL, hash
    FROM journal;
DROP TABLE journal;
ALTER TABLE journal_6 RENAME TO journal;

CREATE TABLE persons_6 (
    id                  BLOB    NOT NULL PRIMARY KEY,
    name                TEXT    NOT NULL,
    account             BLOB    NOT NULL,
    receive_code        BLOB    NOT NULL,
    state               TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    pin_verifier        TEXT,
    pin_tries           INTEGER NOT NULL,
    pin_locks           INTEGER NOT NULL,
    pin_locked_until_ms INTEGER,
    opened_at_ms        INTEGER NOT NULL,
    -- What keeps the journal's digest of the row from being guessed.
    salt                BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO persons_6 SELECT id, name, account, receive_code, state, pin_verifier, pin_tries,
    pin_locks, pin_locked_until_ms, opened_at_ms, randomblob(16) FROM persons;
DROP TABLE persons;
ALTER TABLE persons_6 RENAME TO persons;

CREATE TABLE handles_6 (
    handle TEXT NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    salt   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO handles_6 SELECT handle, person, randomblob(16) FROM handles;
DROP TABLE handles;
ALTER TABLE handles_6 RENAME TO handles;

CREATE TABLE merchants_6 (
    id            BLOB    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    city          TEXT    NOT NULL,
    category      INTEGER NOT NULL,
    account       BLOB    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    till_key_hash BLOB    NOT NULL,
    salt          BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO merchants_6 SELECT id, name, city, category, account, state, till_key_hash,
    randomblob(16) FROM merchants;
DROP TABLE merchants;
ALTER TABLE merchants_6 RENAME TO merchants;
CREATE INDEX merchants_by_till_key ON merchants (till_key_hash);
