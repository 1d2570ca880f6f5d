-- Schema 3: histories by links instead of indexes, which cost every payment two writes at random
-- places; nonces in the order of their end. Never changed after it was released.

-- Every payment as the two accounts see it, with the one before it of the same account.
CREATE TEMPORARY TABLE sides (
    sequence INTEGER NOT NULL,
    side     TEXT    NOT NULL,
    account  BLOB    NOT NULL,
    previous INTEGER NOT NULL,
    PRIMARY KEY (sequence, side)
) STRICT, WITHOUT ROWID;

INSERT INTO sides
    SELECT sequence, side, account,
        lag(sequence, 1, 0) OVER (PARTITION BY account ORDER BY sequence)
    FROM (
        SELECT sequence, 'debit' AS side, debit AS account FROM payments
        UNION ALL
        SELECT sequence, 'credit', credit FROM payments
    );

CREATE TABLE accounts_3 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL CHECK (owner IN ('desk', 'person', 'merchant')),
    owner_id      BLOB    CHECK ((owner_id IS NULL) = (owner = 'desk')),
    floor         TEXT    NOT NULL CHECK (floor IN ('zero', 'none')),
    currency      TEXT    NOT NULL,
    balance_minor INTEGER NOT NULL CHECK (floor = 'none' OR balance_minor >= 0),
    version       INTEGER NOT NULL,
    -- Its newest payment, where its history begins; 0 before the first.
    last_sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO accounts_3
    SELECT id, owner, owner_id, floor, currency, balance_minor, version, coalesce(newest, 0)
    FROM accounts
    LEFT JOIN (SELECT account, max(sequence) AS newest FROM sides GROUP BY account)
        ON account = id;
DROP TABLE accounts;
ALTER TABLE accounts_3 RENAME TO accounts;

CREATE TABLE payments_3 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL
        CHECK (kind IN ('label', 'order', 'transfer', 'top_up', 'payer_code')),
    kind_id      BLOB    CHECK ((kind_id IS NULL) = (kind = 'top_up')),
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

INSERT INTO payments_3
    SELECT payments.sequence, id, kind, kind_id, debit, credit, amount_minor, currency, payer_name,
        payee_name, note, at_ms, journal_hash, device, signed_text, signature, payer.previous,
        payee.previous
    FROM payments
    JOIN sides AS payer ON payer.sequence = payments.sequence AND payer.side = 'debit'
    JOIN sides AS payee ON payee.sequence = payments.sequence AND payee.side = 'credit';
DROP TABLE payments;
ALTER TABLE payments_3 RENAME TO payments;
DROP TABLE sides;

CREATE TABLE nonces_3 (
    expires_at_ms INTEGER NOT NULL,
    device        BLOB    NOT NULL,
    nonce         BLOB    NOT NULL,
    PRIMARY KEY (expires_at_ms, device, nonce)
) STRICT, WITHOUT ROWID;

INSERT INTO nonces_3 SELECT expires_at_ms, device, nonce FROM nonces;
DROP TABLE nonces;
ALTER TABLE nonces_3 RENAME TO nonces;
