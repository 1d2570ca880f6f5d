-- Schema 14: top-ups by card. Never changed after it was released.

-- Owners since schema 13: 11 the issuer of cards, without an identifier as the desk. Kinds of
-- payments since then: 103 top-up by card. Kinds of journal rows: 103 card top-up asked, 104 card
-- top-up refused, both with a detail.
ALTER TABLE accounts DROP CONSTRAINT accounts_owner_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_check
    CHECK (owner IN (0, 1, 2, 3, 8, 9, 10, 11));
ALTER TABLE accounts DROP CONSTRAINT accounts_owner_id_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_id_check
    CHECK ((owner_id IS NULL) = (owner IN (0, 10, 11)));

-- Money that people asked for from cards: written before the issuer is asked.
CREATE TABLE card_top_ups (
    id           UUID     NOT NULL PRIMARY KEY,
    person       UUID     NOT NULL,
    card         UUID     NOT NULL,
    brand        TEXT     NOT NULL,
    last_four    INTEGER  NOT NULL CHECK (last_four BETWEEN 0 AND 9999),
    -- What the issuer took for the card when it was asked for.
    token        TEXT     NOT NULL,
    amount_minor BIGINT   NOT NULL CHECK (amount_minor > 0),
    currency     TEXT     NOT NULL,
    asked_at_ms  BIGINT   NOT NULL,
    -- A word for why it was refused.
    reason       TEXT,
    -- When it was paid or refused; it is asked for until then.
    ended_at_ms  BIGINT   CHECK (ended_at_ms IS NOT NULL OR reason IS NULL)
);

CREATE INDEX card_top_ups_by_person ON card_top_ups (person, asked_at_ms);
CREATE INDEX card_top_ups_asked ON card_top_ups (asked_at_ms, id) WHERE ended_at_ms IS NULL;
