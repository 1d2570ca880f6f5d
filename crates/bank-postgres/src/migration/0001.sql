-- Schema 1: the first one. Never changed after it was released. docs/adr/0007-postgres.md says why
-- the tables on the way of a payment are so few. Identifiers are UUIDs of 128 bits; amounts are whole
-- minor units; times are Unix milliseconds; currencies are ISO 4217 letters. Texts hold a NUL, which
-- PostgreSQL does not take, as U+10FFFE and 0, and U+10FFFE itself twice.

-- The end of the journal, and the turn-taking of all nodes: each batch locks this row first.
CREATE TABLE chain_head (
    id       SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence BIGINT   NOT NULL,
    hash     BYTEA    NOT NULL,
    -- Counts the batches that wrote anything: who finds its own number again knows that what it
    -- remembers is still so.
    batch    BIGINT   NOT NULL
) WITH (fillfactor = 10);
INSERT INTO chain_head VALUES (1, 0, decode(repeat('00', 32), 'hex'), 0);

-- The journal: append-only, each row hashed with the one before it. A row that moved money is the
-- payment too, and the answer to the command that asked for it: one row and two indexes a payment.
CREATE TABLE journal (
    sequence        BIGINT   NOT NULL PRIMARY KEY,
    at_ms           BIGINT   NOT NULL,
    amount_minor    BIGINT,
    expires_at_ms   BIGINT,
    -- The payments before this one of the account that paid, and of the one that was paid; 0 for
    -- their first. An account's history is read along these.
    debit_previous  BIGINT,
    credit_previous BIGINT,
    -- 0 none (a payment alone), 1 account opened, 2 money moved, 3 order opened, 4 order closed,
    -- 5 payer asked, 6 order reversed, 7 money refunded, 8 payment reversed, 9 money held,
    -- 10 hold posted, 11 hold voided, 12 hold expired.
    kind            SMALLINT NOT NULL,
    -- 0 desk, 1 person, 2 merchant; 0 zero, 1 none.
    owner           SMALLINT,
    floor           SMALLINT,
    -- 1 label, 2 order, 3 transfer, 4 top-up, 5 payer code, 6 refund, 7 reversal, 8 held before,
    -- 9 booking; NULL where the row is no payment.
    payment_kind    SMALLINT,
    -- The answered command's scope: 0 operator, 1 person, 2 merchant, 3 device; NULL where none has
    -- the payment's identifier. Its identifier, time and outcome are those of the payment.
    scope           SMALLINT,
    account         UUID,
    owner_id        UUID,
    payment         UUID,
    debit           UUID,
    credit          UUID,
    order_id        UUID,
    payment_kind_id UUID,
    device          UUID,
    scope_id        UUID,
    -- The payment of which money went back, or the hold.
    subject         UUID,
    currency        TEXT,
    payer_name      TEXT,
    payee_name      TEXT,
    note            TEXT,
    hash            BYTEA    NOT NULL,
    -- NULL where it is that of the evidence in this row.
    evidence_hash   BYTEA,
    fingerprint     BYTEA,
    -- The payer's signed order.
    signature       BYTEA,
    signed_text     TEXT,
    CHECK (payment_kind IS NULL OR amount_minor > 0),
    CHECK (payment_kind IS NULL OR (debit_previous < sequence AND credit_previous < sequence))
);
CREATE UNIQUE INDEX journal_by_payment ON journal (payment) WHERE payment_kind IS NOT NULL;
-- What went back of a payment.
CREATE INDEX journal_by_returned ON journal (payment_kind_id) WHERE payment_kind IN (6, 7);

-- Money. The desk's accounts alone may be below zero. Room is left in every page, so that a new
-- balance stays on it and no index is written. What is held is still in the balance, and cannot be
-- paid.
CREATE TABLE accounts (
    id            UUID     NOT NULL PRIMARY KEY,
    balance_minor BIGINT   NOT NULL,
    held_minor    BIGINT   NOT NULL CHECK (held_minor >= 0),
    version       BIGINT   NOT NULL,
    -- Its newest payment, where its history begins; 0 before the first.
    last_sequence BIGINT   NOT NULL,
    owner         SMALLINT NOT NULL CHECK (owner IN (0, 1, 2)),
    floor         SMALLINT NOT NULL CHECK (floor IN (0, 1)),
    owner_id      UUID     CHECK ((owner_id IS NULL) = (owner = 0)),
    currency      TEXT     NOT NULL,
    CHECK (floor = 1 OR balance_minor >= held_minor)
) WITH (fillfactor = 60);

-- Payers who were asked for their PIN, orders that ended without money, and holds that began or
-- ended without any: what the outbox has besides payments.
CREATE TABLE notices (
    sequence BIGINT   NOT NULL PRIMARY KEY,
    -- 1 PIN asked, 2 order ended, 3 hold changed.
    kind     SMALLINT NOT NULL CHECK (kind IN (1, 2, 3)),
    -- The order, or the hold.
    subject  UUID     NOT NULL,
    hearer   UUID     NOT NULL,
    other    UUID,
    -- 1 revealed, 2 amount, 3 day sum, 4 day count.
    rule     SMALLINT CHECK ((rule IS NULL) = (kind <> 1))
);
CREATE INDEX notices_by_hearer ON notices (hearer, sequence);
CREATE INDEX notices_by_other ON notices (other, sequence) WHERE other IS NOT NULL;

-- Who holds accounts. States: 0 active, 1 closed.
CREATE TABLE persons (
    id                  UUID     NOT NULL PRIMARY KEY,
    name                TEXT     NOT NULL,
    account             UUID     NOT NULL,
    receive_code        UUID     NOT NULL,
    state               SMALLINT NOT NULL CHECK (state IN (0, 1)),
    pin_verifier        TEXT,
    pin_tries           SMALLINT NOT NULL,
    pin_locks           SMALLINT NOT NULL,
    pin_locked_until_ms BIGINT,
    opened_at_ms        BIGINT   NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE handles (
    handle TEXT NOT NULL PRIMARY KEY,
    person UUID NOT NULL
);

CREATE TABLE receive_codes (
    id     UUID NOT NULL PRIMARY KEY,
    person UUID NOT NULL
);

CREATE TABLE devices (
    id             UUID     NOT NULL PRIMARY KEY,
    person         UUID     NOT NULL,
    public_key     BYTEA    NOT NULL,
    state          SMALLINT NOT NULL CHECK (state IN (0, 1)),
    enrolled_at_ms BIGINT   NOT NULL
);

CREATE TABLE enrolments (
    id            UUID     NOT NULL PRIMARY KEY,
    handle        TEXT     NOT NULL,
    public_key    BYTEA    NOT NULL,
    code_hash     BYTEA    NOT NULL,
    tries         SMALLINT NOT NULL,
    expires_at_ms BIGINT   NOT NULL,
    confirmed     UUID
);

-- Who was enrolled last, at whichever node.
CREATE INDEX devices_by_enrolment ON devices (enrolled_at_ms);

-- Who is paid.
CREATE TABLE merchants (
    id            UUID     NOT NULL PRIMARY KEY,
    name          TEXT     NOT NULL,
    city          TEXT     NOT NULL,
    category      INTEGER  NOT NULL,
    account       UUID     NOT NULL,
    state         SMALLINT NOT NULL CHECK (state IN (0, 1)),
    till_key_hash BYTEA    NOT NULL
);
CREATE INDEX merchants_by_till_key ON merchants (till_key_hash);

CREATE TABLE labels (
    id       UUID     NOT NULL PRIMARY KEY,
    merchant UUID     NOT NULL,
    state    SMALLINT NOT NULL CHECK (state IN (0, 1))
);
CREATE INDEX labels_by_merchant ON labels (merchant);

-- States: 0 open, 1 paid, 2 closed, 3 reversed, 4 refunded.
CREATE TABLE orders (
    id             UUID     NOT NULL PRIMARY KEY,
    merchant       UUID     NOT NULL,
    amount_minor   BIGINT   NOT NULL,
    currency       TEXT     NOT NULL,
    note           TEXT,
    opened_at_ms   BIGINT   NOT NULL,
    expires_at_ms  BIGINT   NOT NULL,
    -- The account of the payer who was asked for the PIN.
    asked          UUID,
    state          SMALLINT NOT NULL CHECK (state IN (0, 1, 2, 3, 4)),
    payment        UUID     CHECK (payment IS NOT NULL OR state IN (0, 2, 3)),
    -- When it was paid, or reversed.
    at_ms          BIGINT   CHECK ((at_ms IS NULL) = (state IN (0, 2))),
    refunded_minor BIGINT   CHECK ((refunded_minor IS NULL) = (state <> 4))
) WITH (fillfactor = 80);
-- What the sweeper has to end, and nothing else.
CREATE INDEX orders_due ON orders (expires_at_ms, id) WHERE state = 0;

-- What went back of a payment in all.
CREATE TABLE returned (
    payment    UUID   NOT NULL PRIMARY KEY,
    minor      BIGINT NOT NULL CHECK (minor > 0),
    count      BIGINT NOT NULL CHECK (count > 0),
    last_at_ms BIGINT NOT NULL,
    reversal   UUID
);

-- Money that is or was held. States: 0 pending, 1 posted, 2 voided, 3 expired.
CREATE TABLE holds (
    id            UUID     NOT NULL PRIMARY KEY,
    debit         UUID     NOT NULL,
    credit        UUID     NOT NULL,
    amount_minor  BIGINT   NOT NULL CHECK (amount_minor > 0),
    currency      TEXT     NOT NULL,
    note          TEXT,
    opened_at_ms  BIGINT   NOT NULL,
    expires_at_ms BIGINT   NOT NULL,
    state         SMALLINT NOT NULL CHECK (state IN (0, 1, 2, 3)),
    payment       UUID     CHECK ((payment IS NULL) = (state <> 1))
) WITH (fillfactor = 80);
CREATE INDEX holds_due ON holds (expires_at_ms, id) WHERE state = 0;
CREATE INDEX holds_by_debit ON holds (debit, expires_at_ms, id) WHERE state = 0;

-- Which node does a job.
CREATE TABLE leases (
    job      TEXT   NOT NULL PRIMARY KEY,
    node     UUID   NOT NULL,
    until_ms BIGINT NOT NULL
);

-- What keeps a command from being done twice, where its answer is no payment of its identifier.
CREATE TABLE answered (
    id          UUID     NOT NULL,
    scope       SMALLINT NOT NULL CHECK (scope IN (0, 1, 2, 3)),
    scope_id    UUID     NOT NULL,
    fingerprint BYTEA    NOT NULL,
    outcome     TEXT     NOT NULL,
    at_ms       BIGINT   NOT NULL,
    PRIMARY KEY (id, scope, scope_id)
);

CREATE TABLE nonces (
    expires_at_ms BIGINT NOT NULL,
    nonce         UUID   NOT NULL,
    device        UUID   NOT NULL,
    PRIMARY KEY (expires_at_ms, nonce, device)
);

-- The last payer code taken of each device: older ones are dead with it.
CREATE TABLE taken_payer_codes (
    device UUID   NOT NULL PRIMARY KEY,
    step   BIGINT NOT NULL
) WITH (fillfactor = 80);

-- The quick payments of a person that may still count, in their order: for each 8 bytes of its time
-- and 8 of its minor units, big-endian.
CREATE TABLE quick_payments (
    person UUID  NOT NULL PRIMARY KEY,
    uses   BYTEA NOT NULL
) WITH (fillfactor = 80);
