-- Schema 9: signed bills. Never changed after it was released.

-- What the operator signed of a shop's local day (days since 1970-01-01 in its zone).
CREATE TABLE bills (
    merchant UUID    NOT NULL,
    day      INTEGER NOT NULL,
    at_ms    BIGINT  NOT NULL,
    note     TEXT    NOT NULL,
    PRIMARY KEY (merchant, day)
);

CREATE FUNCTION bills_are_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a signed bill is never changed or removed'; END $$;

CREATE TRIGGER bills_are_only_added_to BEFORE UPDATE OR DELETE ON bills
    FOR EACH ROW EXECUTE FUNCTION bills_are_only_added_to();
