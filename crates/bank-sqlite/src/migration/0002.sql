-- Schema 2: payer codes. Never changed after it was released.

-- A payment may be of a payer code; a CHECK cannot be changed, so the table is made anew.
CREATE TABLE payments_2 (
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
    signature    BLOB    CHECK ((signature IS NULL) = (device IS NULL))
) STRICT;

INSERT INTO payments_2 SELECT sequence, id, kind, kind_id, debit, credit, amount_minor, currency,
    payer_name, payee_name, note, at_ms, journal_hash, device, signed_text, signature FROM payments;
DROP TABLE payments;
ALTER TABLE payments_2 RENAME TO payments;

CREATE INDEX payments_by_debit ON payments (debit);
CREATE INDEX payments_by_credit ON payments (credit);

-- Payers who were asked for their PIN, at the journal rows that opened the orders: the other part
-- of the outbox.
CREATE TABLE pin_asks (
    sequence INTEGER NOT NULL PRIMARY KEY,
    order_id BLOB    NOT NULL,
    payer    BLOB    NOT NULL,
    rule     TEXT    NOT NULL CHECK (rule IN ('revealed', 'amount', 'day_sum', 'day_count'))
) STRICT;

CREATE INDEX pin_asks_by_payer ON pin_asks (payer);

-- The last payer code taken of each device: older ones are dead with it.
CREATE TABLE taken_payer_codes (
    device BLOB    NOT NULL PRIMARY KEY,
    step   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The quick payments of a person that may still count, in their order.
CREATE TABLE quick_payments (
    person       BLOB    NOT NULL,
    place        INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;
