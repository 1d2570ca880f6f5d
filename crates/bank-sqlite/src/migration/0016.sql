-- Schema 16: fees of merchants. Never changed after it was released.

-- A CHECK cannot be changed, so the tables are made anew. Kinds of payments are not listed any more,
-- so that another one needs no such work.

CREATE TABLE accounts_16 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL
        CHECK (owner IN ('desk', 'fees', 'person', 'merchant', 'stock', 'envelope', 'campaign')),
    owner_id      BLOB    CHECK ((owner_id IS NULL) = (owner IN ('desk', 'fees'))),
    floor         TEXT    NOT NULL CHECK (floor IN ('zero', 'none')),
    currency      TEXT    NOT NULL,
    balance_minor INTEGER NOT NULL,
    held_minor    INTEGER NOT NULL CHECK (held_minor >= 0),
    version       INTEGER NOT NULL,
    -- Its newest payment, where its history begins; 0 before the first.
    last_sequence INTEGER NOT NULL,
    CHECK (floor = 'none' OR balance_minor >= held_minor)
) STRICT, WITHOUT ROWID;

INSERT INTO accounts_16 SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor,
    version, last_sequence FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_16 RENAME TO accounts;

CREATE TABLE payments_16 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    -- A word for each kind; the program that reads it knows which there are.
    kind         TEXT    NOT NULL,
    kind_id      BLOB    CHECK ((kind_id IS NULL) = (kind IN ('top_up', 'booking'))),
    debit        BLOB    NOT NULL,
    credit       BLOB    NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT    NOT NULL,
    payer_name   TEXT    NOT NULL,
    payee_name   TEXT    NOT NULL,
    note         TEXT,
    at_ms        INTEGER NOT NULL,
    journal_hash BLOB    NOT NULL,
    -- The payer's signed order.
    device       BLOB,
    signed_text  TEXT    CHECK ((signed_text IS NULL) = (device IS NULL)),
    signature    BLOB    CHECK ((signature IS NULL) = (device IS NULL)),
    -- The payment before this one of the account that paid, and of the one that was paid; 0 for
    -- their first. An account's history is read along these.
    debit_previous  INTEGER NOT NULL CHECK (debit_previous < sequence),
    credit_previous INTEGER NOT NULL CHECK (credit_previous < sequence)
) STRICT;

INSERT INTO payments_16 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature,
    debit_previous, credit_previous FROM payments;
DROP TABLE payments;
ALTER TABLE payments_16 RENAME TO payments;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');
