-- Schema 6: envelopes. Never changed after it was released.

-- Owners since schema 5: 8 envelope. Kinds of payments since then: 80 envelope, 81 share, 82 envelope
-- returned. Kinds of journal rows: 80 envelope sealed, 82 share claimed, 83 envelope ended, with a
-- detail; 81 envelope moved, with columns as 2. Kinds of notices: 80 envelope changed.
ALTER TABLE accounts DROP CONSTRAINT accounts_owner_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_check CHECK (owner IN (0, 1, 2, 3, 8));
ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN (1, 2, 3, 80));

-- Envelopes: what was sent, and how far it is claimed. States: 0 open, 1 finished, 2 returned.
CREATE TABLE envelopes (
    id          UUID     NOT NULL PRIMARY KEY,
    sender      UUID     NOT NULL,
    -- The one person who may claim it.
    payee       UUID,
    total_minor BIGINT   NOT NULL CHECK (total_minor > 0),
    currency    TEXT     NOT NULL,
    shares      INTEGER  NOT NULL CHECK (shares > 0),
    -- 1 equal, 2 lucky.
    split       SMALLINT NOT NULL CHECK (split IN (1, 2)),
    -- The hash of the secret that claims are shown with.
    claim_hash  BYTEA,
    -- What the shares are made of: a secret until the envelope has ended.
    seed        BYTEA    NOT NULL,
    sent_at_ms  BIGINT   NOT NULL,
    claimed     INTEGER  NOT NULL CHECK (claimed <= shares),
    state       SMALLINT NOT NULL CHECK (state IN (0, 1, 2))
) WITH (fillfactor = 60);
CREATE INDEX envelopes_of_sender ON envelopes (sender);
CREATE INDEX envelopes_of_payee ON envelopes (payee) WHERE payee IS NOT NULL;
-- What the sweeper has to give back, and nothing else.
CREATE INDEX envelopes_due ON envelopes (sent_at_ms, id) WHERE state = 0;

-- Shares of envelopes: one a person, and each once.
CREATE TABLE claims (
    envelope UUID    NOT NULL,
    person   UUID    NOT NULL,
    place    INTEGER NOT NULL,
    payment  UUID    NOT NULL,
    at_ms    BIGINT  NOT NULL,
    PRIMARY KEY (envelope, person),
    UNIQUE (envelope, place)
);
CREATE INDEX claims_of_person ON claims (person);
