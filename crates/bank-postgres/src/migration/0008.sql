-- Schema 8: cards. Never changed after it was released.

-- Kinds of journal rows since schema 7: 100 card bound, 101 card unbound, 102 card counted, all with
-- a detail.

-- Cards that people bound, by the issuer's name for them. No table holds a card's number.
CREATE TABLE cards (
    person      UUID     NOT NULL,
    card        UUID     NOT NULL,
    brand       TEXT     NOT NULL,
    last_four   INTEGER  NOT NULL CHECK (last_four BETWEEN 0 AND 9999),
    -- What the issuer takes for it, from this operator only.
    token       TEXT     NOT NULL,
    bound_at_ms BIGINT   NOT NULL,
    -- 0 active, 1 closed.
    state       SMALLINT NOT NULL CHECK (state IN (0, 1)),
    PRIMARY KEY (person, card)
);

-- What cards got of batches that need one: once a card, whoever bound it.
CREATE TABLE card_gifts (
    stock  UUID NOT NULL,
    card   UUID NOT NULL,
    coupon UUID NOT NULL,
    PRIMARY KEY (stock, card)
);
