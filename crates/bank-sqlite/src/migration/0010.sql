-- Schema 10: campaigns. Never changed after it was released.

-- A CHECK cannot be changed, so tables are made anew.

-- Money. The desk's accounts alone may be below zero. What is held is still in the balance, and
-- cannot be paid.
CREATE TABLE accounts_10 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL
        CHECK (owner IN ('desk', 'person', 'merchant', 'stock', 'envelope', 'campaign')),
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

INSERT INTO accounts_10 SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor,
    version, last_sequence FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_10 RENAME TO accounts;

CREATE TABLE payments_10 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL
        CHECK (kind IN ('label', 'order', 'transfer', 'top_up', 'payer_code', 'refund', 'reversal',
            'held', 'booking', 'subsidy', 'subsidy_returned', 'budget', 'envelope', 'share',
            'envelope_returned', 'cash_back', 'cash_back_returned', 'campaign_budget')),
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

INSERT INTO payments_10 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature,
    debit_previous, credit_previous FROM payments;
DROP TABLE payments;
ALTER TABLE payments_10 RENAME TO payments;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');

-- Campaigns, as JSON, because nothing is looked for inside of them.
CREATE TABLE campaigns (
    id       BLOB NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a campaign made of a payment; the day is that of the draw, where there was one.
CREATE TABLE draws (
    payment  BLOB    NOT NULL PRIMARY KEY,
    campaign BLOB    NOT NULL,
    day      INTEGER,
    ended    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX draws_of_day ON draws (campaign, day, payment) WHERE day IS NOT NULL;

-- People's draws of a campaign: one a day.
CREATE TABLE entrants (
    campaign  BLOB    NOT NULL,
    person    BLOB    NOT NULL,
    last_day  INTEGER NOT NULL,
    won_minor INTEGER NOT NULL CHECK (won_minor >= 0),
    PRIMARY KEY (campaign, person)
) STRICT, WITHOUT ROWID;
