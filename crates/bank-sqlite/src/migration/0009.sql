-- Schema 9: envelopes. Never changed after it was released.

-- A CHECK cannot be changed, so tables are made anew.

-- Money. The desk's accounts alone may be below zero. What is held is still in the balance, and
-- cannot be paid.
CREATE TABLE accounts_9 (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL
        CHECK (owner IN ('desk', 'person', 'merchant', 'stock', 'envelope')),
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

INSERT INTO accounts_9 SELECT id, owner, owner_id, floor, currency, balance_minor, held_minor,
    version, last_sequence FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_9 RENAME TO accounts;

CREATE TABLE payments_9 (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL
        CHECK (kind IN ('label', 'order', 'transfer', 'top_up', 'payer_code', 'refund', 'reversal',
            'held', 'booking', 'subsidy', 'subsidy_returned', 'budget', 'envelope', 'share',
            'envelope_returned')),
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

INSERT INTO payments_9 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature,
    debit_previous, credit_previous FROM payments;
DROP TABLE payments;
ALTER TABLE payments_9 RENAME TO payments;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');

-- Orders that ended without money, holds that began or ended without any, and envelopes that were
-- sent or claimed: the last part of the outbox.
CREATE TABLE notices_9 (
    sequence INTEGER NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('order_ended', 'hold_changed', 'envelope_changed')),
    subject  BLOB    NOT NULL,
    hearer   BLOB    NOT NULL,
    other    BLOB    CHECK (other IS NOT NULL OR kind <> 'hold_changed')
) STRICT;

INSERT INTO notices_9 SELECT sequence, kind, subject, hearer, other FROM notices;
DROP TABLE notices;
ALTER TABLE notices_9 RENAME TO notices;

CREATE INDEX notices_by_hearer ON notices (hearer);
CREATE INDEX notices_by_other ON notices (other) WHERE other IS NOT NULL;

-- Envelopes: what was sent, and how far it is claimed.
CREATE TABLE envelopes (
    id          BLOB    NOT NULL PRIMARY KEY,
    sender      BLOB    NOT NULL,
    -- The one person who may claim it.
    payee       BLOB,
    total_minor INTEGER NOT NULL CHECK (total_minor > 0),
    currency    TEXT    NOT NULL,
    shares      INTEGER NOT NULL CHECK (shares > 0),
    split       TEXT    NOT NULL CHECK (split IN ('equal', 'lucky')),
    -- The hash of the secret that claims are shown with.
    claim_hash  BLOB,
    -- What the shares are made of: a secret until the envelope has ended.
    seed        BLOB    NOT NULL,
    sent_at_ms  INTEGER NOT NULL,
    claimed     INTEGER NOT NULL CHECK (claimed <= shares),
    state       TEXT    NOT NULL CHECK (state IN ('open', 'finished', 'returned'))
) STRICT, WITHOUT ROWID;

CREATE INDEX envelopes_of_sender ON envelopes (sender);
CREATE INDEX envelopes_of_payee ON envelopes (payee) WHERE payee IS NOT NULL;
-- What the sweeper has to give back, and nothing else.
CREATE INDEX envelopes_due ON envelopes (sent_at_ms, id) WHERE state = 'open';

-- Shares of envelopes: one a person, and each once.
CREATE TABLE claims (
    envelope BLOB    NOT NULL,
    person   BLOB    NOT NULL,
    place    INTEGER NOT NULL,
    payment  BLOB    NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (envelope, person),
    UNIQUE (envelope, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX claims_of_person ON claims (person);
