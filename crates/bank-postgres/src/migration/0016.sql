-- Schema 16: shifts of those who take money for merchants. Never changed after it was released.

-- Kinds of journal rows since schema 13: 150 and 151, which register shifts and rosters as 20 to 25
-- do others.

-- What somebody did was noted of staff only; now of programs too, by their keys. 0 staff, 1 key.
ALTER TABLE served RENAME COLUMN staff TO taker_id;
ALTER TABLE served ADD COLUMN taker SMALLINT NOT NULL DEFAULT 0 CHECK (taker IN (0, 1));

-- Shifts: whose, from behind which journal row, up to which, and the report that was signed.
CREATE TABLE shifts (
    id             UUID     NOT NULL PRIMARY KEY,
    merchant       UUID     NOT NULL,
    -- 0 staff, 1 key, 2 till.
    taker          SMALLINT NOT NULL CHECK (taker BETWEEN 0 AND 2),
    taker_id       UUID     CHECK ((taker_id IS NULL) = (taker = 2)),
    opened_at_ms   BIGINT   NOT NULL,
    after_sequence BIGINT   NOT NULL,
    -- How it ended.
    closed_at_ms   BIGINT,
    last_sequence  BIGINT   CHECK ((last_sequence IS NULL) = (closed_at_ms IS NULL)),
    -- Of its report, at the merchant.
    number         BIGINT   CHECK ((number IS NULL) = (closed_at_ms IS NULL)),
    closed_by      SMALLINT CHECK ((closed_by IS NULL) = (closed_at_ms IS NULL)),
    closed_by_id   UUID,
    report         TEXT     CHECK (report IS NULL OR closed_at_ms IS NOT NULL)
);

CREATE UNIQUE INDEX shifts_by_number ON shifts (merchant, number) WHERE number IS NOT NULL;

-- Merchants' open shifts, and how many they have closed.
CREATE TABLE rosters (
    merchant UUID   NOT NULL PRIMARY KEY,
    reports  BIGINT NOT NULL CHECK (reports >= 0),
    -- JSON: taker and shift of each.
    open     TEXT   NOT NULL
);
