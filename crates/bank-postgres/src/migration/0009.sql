-- Schema 9: merchants that persons open, and their staff. Never changed after it was released.

-- Kinds of journal rows since schema 8: 110 to 113, which register merchants' profiles, staff,
-- invitations and founders as 20 to 25 do others. Kinds of payments since: 110, a withdrawal.

-- What is known of merchants beside their accounts: who opened them, and where they stand.
CREATE TABLE merchant_profiles (
    merchant     UUID     NOT NULL PRIMARY KEY,
    address      TEXT,
    opened_by    UUID,
    -- 0 pending, 1 active, 2 refused.
    standing     SMALLINT NOT NULL CHECK (standing BETWEEN 0 AND 2),
    reason       TEXT,
    owners       INTEGER  NOT NULL CHECK (owners BETWEEN 0 AND 65535),
    staff        INTEGER  NOT NULL CHECK (staff BETWEEN owners AND 65535),
    opened_at_ms BIGINT   NOT NULL,
    salt         UUID     NOT NULL
);

-- Who works, or worked, for a merchant; the identifier is made of both.
CREATE TABLE staff (
    id       UUID     NOT NULL PRIMARY KEY,
    merchant UUID     NOT NULL,
    person   UUID     NOT NULL,
    -- 0 owner, 1 manager, 2 cashier, 3 auditor.
    role     SMALLINT NOT NULL CHECK (role BETWEEN 0 AND 3),
    since_ms BIGINT   NOT NULL,
    -- 0 active, 1 closed.
    state    SMALLINT NOT NULL CHECK (state IN (0, 1))
);

CREATE INDEX staff_of_merchant ON staff (merchant, since_ms, id) WHERE state = 0;
CREATE INDEX staff_of_person ON staff (person, since_ms, id) WHERE state = 0;

-- Invitations to merchants' staff, by the hash of the secret in their codes.
CREATE TABLE invitations (
    id            UUID     NOT NULL PRIMARY KEY,
    merchant      UUID     NOT NULL,
    -- As in staff.
    role          SMALLINT NOT NULL CHECK (role BETWEEN 0 AND 3),
    secret_hash   BYTEA    NOT NULL,
    invited_by    UUID,
    expires_at_ms BIGINT   NOT NULL,
    used_by       UUID
);

-- How many merchants a person has opened.
CREATE TABLE founders (
    person    UUID    NOT NULL PRIMARY KEY,
    merchants INTEGER NOT NULL CHECK (merchants BETWEEN 1 AND 65535)
);

-- Who of a merchant's staff opened an order, took a payment or gave money back.
CREATE TABLE served (
    merchant UUID NOT NULL,
    id       UUID NOT NULL,
    staff    UUID NOT NULL,
    PRIMARY KEY (merchant, id)
);
