-- Schema 8: coupons. Never changed after it was released.

-- A CHECK cannot be changed, so tables are made anew.

-- Money. The desk's accounts alone may be below zero. What is held is still in the balance, and
-- cannot be paid.
CREATE TABLE accounts_8 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL CHECK (owner IN ('desk', 'person', 'merchant', 'stock')),
    owner_id      BLOB    CHECK ((owner_id IS NULL) = (owner = 'desk')),
    floor         TEXT    NOT NULL CHECK (floor IN ('zero', 'none')),
    currency      TEXT    NOT NULL,
    balance_minor INTEGER NOT NULL,
    held_minor    INTEGER NOT NULL CHECK (held_minor >= 0),
    version       INTEGER NOT NULL,
    -- Its newest payment, where its history begins; 0 before the first.
    last_sequence INTEGER NOT NULL,
    CHECK (floor = 'none' OR balance_minor >= held_minor)
) STRICT, WITHOUT ROWID;

INSERT INTO accounts_8 SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor,
    version, last_sequence FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_8 RENAME TO accounts;

CREATE TABLE payments_8 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL
        CHECK (kind IN ('label', 'order', 'transfer', 'top_up', 'payer_code', 'refund', 'reversal',
            'held', 'booking', 'subsidy', 'subsidy_returned', 'budget')),
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

INSERT INTO payments_8 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature,
    debit_previous, credit_previous FROM payments;
DROP TABLE payments;
ALTER TABLE payments_8 RENAME TO payments;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');

-- Batches of coupons: what they promise and what of their budgets is gone, as JSON, because nothing
-- is looked for inside of it.
CREATE TABLE stocks (
    id           BLOB    NOT NULL PRIMARY KEY,
    title        TEXT    NOT NULL,
    -- Without the limits, which are in the budget.
    rules        TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'active', 'paused', 'ended')),
    budget       TEXT    NOT NULL,
    -- Where the money lies that was laid aside.
    account      BLOB,
    opened_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One person's coupon each.
CREATE TABLE coupons (
    id             BLOB    NOT NULL PRIMARY KEY,
    stock          BLOB    NOT NULL,
    person         BLOB    NOT NULL,
    -- What was drawn, where the kind has a value.
    value_minor    INTEGER,
    from_ms        INTEGER NOT NULL,
    until_ms       INTEGER NOT NULL,
    reserved_minor INTEGER NOT NULL CHECK (reserved_minor >= 0),
    received_at_ms INTEGER NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('held', 'used', 'lapsed')),
    payment        BLOB    CHECK ((payment IS NULL) = (state <> 'used'))
) STRICT, WITHOUT ROWID;

CREATE INDEX coupons_of_person ON coupons (person, received_at_ms, id);
-- What the sweeper has to end, and nothing else.
CREATE INDEX coupons_due ON coupons (until_ms, id) WHERE state = 'held';

-- How many coupons of a batch a person received.
CREATE TABLE receivers (
    stock  BLOB    NOT NULL,
    person BLOB    NOT NULL,
    count  INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (stock, person)
) STRICT, WITHOUT ROWID;

-- What a payment would have cost without its coupons, and what each of them saved, as JSON.
CREATE TABLE discounts (
    payment     BLOB    NOT NULL PRIMARY KEY,
    total_minor INTEGER NOT NULL CHECK (total_minor > 0),
    currency    TEXT    NOT NULL,
    used        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
