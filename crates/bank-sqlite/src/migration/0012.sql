-- Schema 12: signed bills. Never changed after it was released.

-- What the operator signed of a shop's local day (days since 1970-01-01 in its zone).
CREATE TABLE bills (
    merchant BLOB    NOT NULL,
    day      INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    note     TEXT    NOT NULL,
    PRIMARY KEY (merchant, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER bills_are_not_changed BEFORE UPDATE ON bills
BEGIN SELECT RAISE(ABORT, 'a signed bill is never changed'); END;

CREATE TRIGGER bills_are_not_removed BEFORE DELETE ON bills
BEGIN SELECT RAISE(ABORT, 'a signed bill is never removed'); END;
