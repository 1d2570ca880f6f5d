-- Schema 19: shifts of those who take money for merchants. Never changed after it was released.

-- What somebody did was noted of staff only; now of programs too, by their keys.
CREATE TABLE served_19 (
    merchant BLOB NOT NULL,
    id       BLOB NOT NULL,
    taker    TEXT NOT NULL CHECK (taker IN ('staff', 'key')),
    taker_id BLOB NOT NULL,
    PRIMARY KEY (merchant, id)
) STRICT, WITHOUT ROWID;

INSERT INTO served_19 SELECT merchant, id, 'staff', staff FROM served;
DROP TABLE served;
ALTER TABLE served_19 RENAME TO served;

-- Shifts: whose, from behind which journal row, up to which, and the report that was signed.
CREATE TABLE shifts (
    id             BLOB    NOT NULL PRIMARY KEY,
    merchant       BLOB    NOT NULL,
    taker          TEXT    NOT NULL CHECK (taker IN ('staff', 'key', 'till')),
    taker_id       BLOB    CHECK ((taker_id IS NULL) = (taker = 'till')),
    opened_at_ms   INTEGER NOT NULL,
    after_sequence INTEGER NOT NULL,
    -- How it ended.
    closed_at_ms   INTEGER,
    last_sequence  INTEGER CHECK ((last_sequence IS NULL) = (closed_at_ms IS NULL)),
    -- Of its report, at the merchant.
    number         INTEGER CHECK ((number IS NULL) = (closed_at_ms IS NULL)),
    closed_by      TEXT    CHECK ((closed_by IS NULL) = (closed_at_ms IS NULL)),
    closed_by_id   BLOB,
    report         TEXT    CHECK (report IS NULL OR closed_at_ms IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX shifts_by_number ON shifts (merchant, number) WHERE number IS NOT NULL;

-- Merchants' open shifts, and how many they have closed.
CREATE TABLE rosters (
    merchant BLOB    NOT NULL PRIMARY KEY,
    reports  INTEGER NOT NULL CHECK (reports >= 0),
    -- JSON: taker and shift of each.
    open     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
