-- Schema 12: merchants that persons open, and their staff. Never changed after it was released.

-- A CHECK cannot be changed, so the table is made anew.

-- Payments, in the order of the journal rows that moved their money. They are the outbox too: each
-- is one event for its two accounts.
CREATE TABLE payments_12 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL
        CHECK (kind IN ('label', 'order', 'transfer', 'top_up', 'payer_code', 'refund', 'reversal',
            'held', 'booking', 'subsidy', 'subsidy_returned', 'budget', 'envelope', 'share',
            'envelope_returned', 'cash_back', 'cash_back_returned', 'campaign_budget',
            'withdrawal')),
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

INSERT INTO payments_12 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature,
    debit_previous, credit_previous FROM payments;
DROP TABLE payments;
ALTER TABLE payments_12 RENAME TO payments;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');

-- What is known of merchants beside their accounts: who opened them, and where they stand.
CREATE TABLE merchant_profiles (
    merchant     BLOB    NOT NULL PRIMARY KEY,
    address      TEXT,
    opened_by    BLOB,
    standing     TEXT    NOT NULL CHECK (standing IN ('pending', 'active', 'refused')),
    reason       TEXT,
    owners       INTEGER NOT NULL CHECK (owners >= 0),
    staff        INTEGER NOT NULL CHECK (staff >= owners),
    opened_at_ms INTEGER NOT NULL,
    salt         BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Who works, or worked, for a merchant; the identifier is made of both.
CREATE TABLE staff (
    id       BLOB    NOT NULL PRIMARY KEY,
    merchant BLOB    NOT NULL,
    person   BLOB    NOT NULL,
    role     TEXT    NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'auditor')),
    since_ms INTEGER NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('active', 'closed'))
) STRICT, WITHOUT ROWID;

CREATE INDEX staff_of_merchant ON staff (merchant, since_ms, id) WHERE state = 'active';
CREATE INDEX staff_of_person ON staff (person, since_ms, id) WHERE state = 'active';

-- Invitations to merchants' staff, by the hash of the secret in their codes.
CREATE TABLE invitations (
    id            BLOB    NOT NULL PRIMARY KEY,
    merchant      BLOB    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'auditor')),
    secret_hash   BLOB    NOT NULL,
    invited_by    BLOB,
    expires_at_ms INTEGER NOT NULL,
    used_by       BLOB
) STRICT, WITHOUT ROWID;

-- How many merchants a person has opened.
CREATE TABLE founders (
    person    BLOB    NOT NULL PRIMARY KEY,
    merchants INTEGER NOT NULL CHECK (merchants > 0)
) STRICT, WITHOUT ROWID;

-- Who of a merchant's staff opened an order, took a payment or gave money back.
CREATE TABLE served (
    merchant BLOB NOT NULL,
    id       BLOB NOT NULL,
    staff    BLOB NOT NULL,
    PRIMARY KEY (merchant, id)
) STRICT, WITHOUT ROWID;
