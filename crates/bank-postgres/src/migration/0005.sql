-- Schema 5: coupons. Never changed after it was released.

-- Owners since schema 4: 3 stock. Kinds of payments since then: 10 subsidy, 11 subsidy returned,
-- 12 budget. Kinds of journal rows: 60 stock opened, 61 stock changed, 62 stock limited, 63 coupon
-- received, 64 coupon used, 65 coupon lapsed, 66 coupon taken back, all with a detail; 67
-- discounted, 68 budget moved, 69 refunded and 70 reversed of a discounted payment, with columns
-- as 2, 7 and 8, and what is besides in the detail.
ALTER TABLE accounts DROP CONSTRAINT accounts_owner_check;
ALTER TABLE accounts ADD CONSTRAINT accounts_owner_check CHECK (owner IN (0, 1, 2, 3));

-- Batches of coupons: what they promise and what of their budgets is gone, as JSON texts, because
-- nothing is looked for inside of them. States: 0 draft, 1 active, 2 paused, 3 ended.
CREATE TABLE stocks (
    id           UUID     NOT NULL PRIMARY KEY,
    title        TEXT     NOT NULL,
    -- Without the limits, which are in the budget.
    rules        TEXT     NOT NULL,
    budget       TEXT     NOT NULL,
    state        SMALLINT NOT NULL CHECK (state IN (0, 1, 2, 3)),
    -- Where the money lies that was laid aside.
    account      UUID,
    opened_at_ms BIGINT   NOT NULL
) WITH (fillfactor = 60);

-- One person's coupon each. States: 0 held, 1 used, 2 lapsed.
CREATE TABLE coupons (
    id             UUID     NOT NULL PRIMARY KEY,
    stock          UUID     NOT NULL,
    person         UUID     NOT NULL,
    -- What was drawn, where the kind has a value.
    value_minor    BIGINT,
    from_ms        BIGINT   NOT NULL,
    until_ms       BIGINT   NOT NULL,
    reserved_minor BIGINT   NOT NULL CHECK (reserved_minor >= 0),
    received_at_ms BIGINT   NOT NULL,
    state          SMALLINT NOT NULL CHECK (state IN (0, 1, 2)),
    payment        UUID     CHECK ((payment IS NULL) = (state <> 1))
) WITH (fillfactor = 80);
CREATE INDEX coupons_of_person ON coupons (person, received_at_ms, id);
-- What the sweeper has to end, and nothing else.
CREATE INDEX coupons_due ON coupons (until_ms, id) WHERE state = 0;

-- How many coupons of a batch a person received.
CREATE TABLE receivers (
    stock  UUID   NOT NULL,
    person UUID   NOT NULL,
    count  BIGINT NOT NULL CHECK (count > 0),
    PRIMARY KEY (stock, person)
) WITH (fillfactor = 80);

-- What a payment would have cost without its coupons, and what each of them saved, as JSON.
CREATE TABLE discounts (
    payment     UUID   NOT NULL PRIMARY KEY,
    total_minor BIGINT NOT NULL CHECK (total_minor > 0),
    currency    TEXT   NOT NULL,
    used        TEXT   NOT NULL
);
