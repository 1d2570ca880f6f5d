-- Schema 10: keys and webhooks of merchants' programs. Never changed after it was released.

-- Kinds of journal rows since schema 9: 120 key of a program registered, 121 webhook registered, as
-- those from 20 on.

-- Keys of merchants' programs, by their hashes.
CREATE TABLE api_keys (
    id           UUID    NOT NULL PRIMARY KEY,
    merchant     UUID    NOT NULL,
    name         TEXT    NOT NULL,
    -- What it may do, one bit each.
    scopes       INTEGER NOT NULL CHECK (scopes BETWEEN 1 AND 65535),
    secret_hash  BYTEA   NOT NULL,
    opened_at_ms BIGINT  NOT NULL,
    -- 0 active, 1 closed.
    state        SMALLINT NOT NULL CHECK (state IN (0, 1))
);

CREATE INDEX api_keys_by_hash ON api_keys (secret_hash);

CREATE INDEX api_keys_by_merchant ON api_keys (merchant);

-- Addresses that merchants have told what happens. No table holds their secrets.
CREATE TABLE webhooks (
    id            UUID    NOT NULL PRIMARY KEY,
    merchant      UUID    NOT NULL,
    url           TEXT    NOT NULL,
    -- What it is told, one bit each.
    events        INTEGER NOT NULL CHECK (events BETWEEN 1 AND 65535),
    -- The number of its secret.
    secret        BIGINT  NOT NULL,
    changed_at_ms BIGINT  NOT NULL,
    opened_at_ms  BIGINT  NOT NULL,
    -- The journal row after which it is told.
    opened_after  BIGINT  NOT NULL,
    -- 0 active, 1 closed.
    state         SMALLINT NOT NULL CHECK (state IN (0, 1)),
    version       BIGINT  NOT NULL,
    -- How far it was told, in the operator's own form.
    progress      TEXT    NOT NULL
);

CREATE INDEX webhooks_by_merchant ON webhooks (merchant);
