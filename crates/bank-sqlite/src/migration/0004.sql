-- Schema 4: holds, ends of orders, refunds, leases. Never changed after it was released.

-- A CHECK cannot be changed, so tables are made anew.

-- Money. The desk's accounts alone may be below zero. What is held is still in the balance, and
-- cannot be paid.
CREATE TABLE accounts_4 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL CHECK (owner IN ('desk', 'person', 'merchant')),
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

INSERT INTO accounts_4 SELECT id, owner, owner_id, floor, currency, balance_minor, 0, version,
    last_sequence FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_4 RENAME TO accounts;

CREATE TABLE payments_4 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL
        CHECK (kind IN ('label', 'order', 'transfer', 'top_up', 'payer_code', 'refund', 'reversal',
            'held', 'booking')),
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

INSERT INTO payments_4 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature,
    debit_previous, credit_previous FROM payments;
DROP TABLE payments;
ALTER TABLE payments_4 RENAME TO payments;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');

CREATE TABLE journal_4 (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    at_ms         INTEGER NOT NULL,
    kind          TEXT    NOT NULL
        CHECK (kind IN ('account_opened', 'moved', 'order_opened', 'order_closed', 'payer_asked',
            'order_reversed', 'refunded', 'reversed', 'held', 'hold_posted', 'hold_voided',
            'hold_expired')),
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
    evidence_hash BLOB,
    -- The payment of which money went back, or the hold.
    subject       BLOB,
    hash          BLOB    NOT NULL
) STRICT;

INSERT INTO journal_4 SELECT sequence, at_ms, kind, account, owner, owner_id, floor, payment, debit,
    credit, amount_minor, currency, order_id, expires_at_ms, evidence_hash, NULL, hash FROM journal;
DROP TABLE journal;
ALTER TABLE journal_4 RENAME TO journal;

CREATE TABLE orders_4 (
    id             BLOB    NOT NULL PRIMARY KEY,
    merchant       BLOB    NOT NULL,
    amount_minor   INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    note           TEXT,
    opened_at_ms   INTEGER NOT NULL,
    expires_at_ms  INTEGER NOT NULL,
    -- The account of the payer who was asked for the PIN.
    asked          BLOB,
    state          TEXT    NOT NULL
        CHECK (state IN ('open', 'paid', 'closed', 'reversed', 'refunded')),
    payment        BLOB    CHECK ((payment IS NULL) <= (state IN ('open', 'closed', 'reversed'))),
    -- When it was paid, or reversed.
    at_ms          INTEGER CHECK ((at_ms IS NULL) = (state IN ('open', 'closed'))),
    refunded_minor INTEGER CHECK ((refunded_minor IS NULL) = (state <> 'refunded'))
) STRICT, WITHOUT ROWID;

-- Orders of before name no payer who was asked: their journal rows do not either.
INSERT INTO orders_4 SELECT id, merchant, amount_minor, currency, note, opened_at_ms, expires_at_ms,
    NULL, state, payment, paid_at_ms, NULL FROM orders;
DROP TABLE orders;
ALTER TABLE orders_4 RENAME TO orders;

-- What the sweeper has to end, and nothing else.
CREATE INDEX orders_due ON orders (expires_at_ms, id) WHERE state = 'open';

-- What went back of a payment in all.
CREATE TABLE returned (
    payment      BLOB    NOT NULL PRIMARY KEY,
    minor        INTEGER NOT NULL CHECK (minor > 0),
    count        INTEGER NOT NULL CHECK (count > 0),
    last_at_ms   INTEGER NOT NULL,
    reversal     BLOB
) STRICT, WITHOUT ROWID;

-- Money that is or was held.
CREATE TABLE holds (
    id            BLOB    NOT NULL PRIMARY KEY,
    debit         BLOB    NOT NULL,
    credit        BLOB    NOT NULL,
    amount_minor  INTEGER NOT NULL CHECK (amount_minor > 0),
    currency      TEXT    NOT NULL,
    note          TEXT,
    opened_at_ms  INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('pending', 'posted', 'voided', 'expired')),
    payment       BLOB    CHECK ((payment IS NULL) = (state <> 'posted'))
) STRICT, WITHOUT ROWID;

CREATE INDEX holds_due ON holds (expires_at_ms, id) WHERE state = 'pending';
CREATE INDEX holds_by_debit ON holds (debit, expires_at_ms, id) WHERE state = 'pending';

-- Orders that ended without money, and holds that began or ended without any: the last part of the
-- outbox.
CREATE TABLE notices (
    sequence INTEGER NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('order_ended', 'hold_changed')),
    subject  BLOB    NOT NULL,
    hearer   BLOB    NOT NULL,
    other    BLOB    CHECK (other IS NOT NULL OR kind = 'order_ended')
) STRICT;

CREATE INDEX notices_by_hearer ON notices (hearer);
CREATE INDEX notices_by_other ON notices (other) WHERE other IS NOT NULL;

-- Which node does a job.
CREATE TABLE leases (
    job      TEXT    NOT NULL PRIMARY KEY,
    node     BLOB    NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
