-- Schema 13: keys and webhooks of merchants' programs. Never changed after it was released.

-- Keys of merchants' programs, by their hashes.
CREATE TABLE api_keys (
    id           BLOB    NOT NULL PRIMARY KEY,
    merchant     BLOB    NOT NULL,
    name         TEXT    NOT NULL,
    -- What it may do, one bit each.
    scopes       INTEGER NOT NULL CHECK (scopes BETWEEN 1 AND 65535),
    secret_hash  BLOB    NOT NULL,
    opened_at_ms INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('active', 'closed'))
) STRICT, WITHOUT ROWID;

CREATE INDEX api_keys_by_hash ON api_keys (secret_hash);

CREATE INDEX api_keys_by_merchant ON api_keys (merchant);

-- Addresses that merchants have told what happens. No table holds their secrets.
CREATE TABLE webhooks (
    id            BLOB    NOT NULL PRIMARY KEY,
    merchant      BLOB    NOT NULL,
    url           TEXT    NOT NULL,
    -- What it is told, one bit each.
    events        INTEGER NOT NULL CHECK (events BETWEEN 1 AND 65535),
    -- The number of its secret.
    secret        INTEGER NOT NULL,
    changed_at_ms INTEGER NOT NULL,
    opened_at_ms  INTEGER NOT NULL,
    -- The journal row after which it is told.
    opened_after  INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    version       INTEGER NOT NULL,
    -- How far it was told, in the operator's own form.
    progress      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX webhooks_by_merchant ON webhooks (merchant);
