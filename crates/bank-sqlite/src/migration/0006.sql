-- Schema 6: limits that are changed by command. Never changed after it was released.

-- A CHECK cannot be changed, so the table is made anew; kinds that keep a detail pass it from now on.

-- The journal: append-only, each row hashed with the one before it.
CREATE TABLE journal_6 (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    at_ms         INTEGER NOT NULL,
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
    evidence_hash BLOB,
    -- The payment of which money went back, or the hold.
    subject       BLOB,
    hash          BLOB    NOT NULL,
    -- What is in rows of seldom kinds, as JSON, so that new kinds need no columns of their own.
    detail        TEXT,
    CHECK (detail IS NOT NULL OR kind IN ('account_opened', 'moved', 'order_opened', 'order_closed',
        'payer_asked', 'order_reversed', 'refunded', 'reversed', 'held', 'hold_posted',
        'hold_voided', 'hold_expired'))
) STRICT;

INSERT INTO journal_6 SELECT sequence, at_ms, kind, account, owner, owner_id, floor, payment, debit,
    credit, amount_minor, currency, order_id, expires_at_ms, evidence_hash, subject, hash, NULL
    FROM journal;
DROP TABLE journal;
ALTER TABLE journal_6 RENAME TO journal;

-- Every change of a setting.
CREATE INDEX journal_of_settings ON journal (sequence) WHERE kind = 'setting_changed';

-- Limits that were changed: what held before `from_ms`, and what holds since then, or since the row.
CREATE TABLE settings (
    name         TEXT    NOT NULL PRIMARY KEY,
    value_before INTEGER NOT NULL CHECK (value_before >= 0),
    value        INTEGER NOT NULL CHECK (value >= 0),
    from_ms      INTEGER,
    -- The journal row that changed it last.
    sequence     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
