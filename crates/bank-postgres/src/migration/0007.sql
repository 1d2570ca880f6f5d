-- Schema 7: campaigns. Never changed after it was released.

-- Owners since schema 6: 9 campaign. Kinds of payments since then: 20 cash-back, 21 cash-back
-- returned, 22 campaign budget. Kinds of journal rows: 90 campaign opened, 91 campaign changed, 92
-- campaign limited, 93 drawn, 94 not drawn, 95 seed shown, all with a detail.
ALTER TABLE accounts DROP CONSTRAINT accounts_owner_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_check CHECK (owner IN (0, 1, 2, 3, 8, 9));

-- Campaigns, as JSON texts, because nothing is looked for inside of them.
CREATE TABLE campaigns (
    id       UUID NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL
) WITH (fillfactor = 60);

-- What a campaign made of a payment; the day is that of the draw, where there was one.
CREATE TABLE draws (
    payment  UUID    NOT NULL PRIMARY KEY,
    campaign UUID    NOT NULL,
    day      INTEGER,
    ended    TEXT    NOT NULL
);
CREATE INDEX draws_of_day ON draws (campaign, day, payment) WHERE day IS NOT NULL;

-- People's draws of a campaign: one a day.
CREATE TABLE entrants (
    campaign  UUID    NOT NULL,
    person    UUID    NOT NULL,
    last_day  INTEGER NOT NULL,
    won_minor BIGINT  NOT NULL CHECK (won_minor >= 0),
    PRIMARY KEY (campaign, person)
) WITH (fillfactor = 80);
