-- Schema 11: cards. Never changed after it was released.

-- Cards that people bound, by the issuer's name for them. No table holds a card's number.
CREATE TABLE cards (
    person      BLOB    NOT NULL,
    card        BLOB    NOT NULL,
    brand       TEXT    NOT NULL,
    last_four   INTEGER NOT NULL CHECK (last_four BETWEEN 0 AND 9999),
    -- What the issuer takes for it, from this operator only.
    token       TEXT    NOT NULL,
    bound_at_ms INTEGER NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    PRIMARY KEY (person, card)
) STRICT, WITHOUT ROWID;

-- What cards got of batches that need one: once a card, whoever bound it.
CREATE TABLE card_gifts (
    stock  BLOB NOT NULL,
    card   BLOB NOT NULL,
    coupon BLOB NOT NULL,
    PRIMARY KEY (stock, card)
) STRICT, WITHOUT ROWID;
