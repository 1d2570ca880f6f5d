-- The bank's tables on SQLite, as they are now. Identifiers are 16 bytes, big-endian; amounts are
-- whole minor units; times are Unix milliseconds; currencies are ISO 4217 letters.

-- Money. The operator's own accounts alone, the desk's, that of fees and what the issuer of cards owes,
-- may be below zero. What is held is still in the balance, and cannot be paid.
CREATE TABLE "accounts" (
    id            BLOB    NOT NULL PRIMARY KEY,
    owner         TEXT    NOT NULL CHECK (owner IN ('desk', 'fees', 'issuer', 'person', 'merchant',
        'stock', 'envelope', 'campaign')),
    owner_id      BLOB    CHECK ((owner_id IS NULL) = (owner IN ('desk', 'fees', 'issuer'))),
    floor         TEXT    NOT NULL CHECK (floor IN ('zero', 'none')),
    currency      TEXT    NOT NULL,
    balance_minor INTEGER NOT NULL,
    held_minor    INTEGER NOT NULL CHECK (held_minor >= 0),
    version       INTEGER NOT NULL,
    -- Its newest payment, where its history begins; 0 before the first.
    last_sequence INTEGER NOT NULL,
    CHECK (floor = 'none' OR balance_minor >= held_minor)
) STRICT, WITHOUT ROWID;

-- Payments, in the order of the journal rows that moved their money. They are the outbox too: each
-- is one event for its two accounts.
CREATE TABLE "payments" (
    sequence     INTEGER NOT NULL PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    -- A word for each kind; the program that reads it knows which there are.
    kind         TEXT    NOT NULL,
    kind_id      BLOB    CHECK ((kind_id IS NULL) = (kind IN ('top_up', 'booking'))),
    debit        BLOB    NOT NULL,
    credit       BLOB    NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT    NOT NULL,
    payer_name   TEXT    NOT NULL,
    payee_name   TEXT    NOT NULL,
    note         TEXT,
    at_ms        INTEGER NOT NULL,
    journal_hash BLOB    NOT NULL,
    -- The payer's signed order.
    device       BLOB,
    signed_text  TEXT    CHECK ((signed_text IS NULL) = (device IS NULL)),
    signature    BLOB    CHECK ((signature IS NULL) = (device IS NULL)),
    -- The payment before this one of the account that paid, and of the one that was paid; 0 for
    -- their first. An account's history is read along these.
    debit_previous  INTEGER NOT NULL CHECK (debit_previous < sequence),
    credit_previous INTEGER NOT NULL CHECK (credit_previous < sequence)
) STRICT;

-- What went back of a payment.
CREATE INDEX payments_by_returned ON payments (kind_id) WHERE kind IN ('refund', 'reversal');

-- The journal: append-only, each row hashed with the one before it. `detail` is what is in rows of
-- seldom kinds, as JSON, so that new kinds need no columns of their own.
CREATE TABLE "journal" (
    sequence      INTEGER NOT NULL PRIMARY KEY,
    at_ms         INTEGER NOT NULL,
    -- A word for each kind; the program that reads it knows which there are.
    kind          TEXT    NOT NULL,
    account       BLOB,
    owner         TEXT,
    owner_id      BLOB,
    floor         TEXT,
    payment       BLOB,
    debit         BLOB,
    credit        BLOB,
    amount_minor  INTEGER,
    currency      TEXT,
    order_id      BLOB,
    expires_at_ms INTEGER,
    -- Of a signed order; or the digest of what is registered.
    evidence_hash BLOB,
    -- The payment of which money went back, the hold, or what is registered.
    subject       BLOB,
    -- Whether what is registered can be used.
    state         TEXT,
    hash          BLOB    NOT NULL
, detail TEXT) STRICT;

-- Every change of a setting.
CREATE INDEX journal_of_settings ON journal (sequence) WHERE kind = 'setting_changed';

-- Who holds accounts.
CREATE TABLE "persons" (
    id                  BLOB    NOT NULL PRIMARY KEY,
    name                TEXT    NOT NULL,
    account             BLOB    NOT NULL,
    receive_code        BLOB    NOT NULL,
    state               TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    pin_verifier        TEXT,
    pin_tries           INTEGER NOT NULL,
    pin_locks           INTEGER NOT NULL,
    pin_locked_until_ms INTEGER,
    opened_at_ms        INTEGER NOT NULL,
    -- What keeps the journal's digest of the row from being guessed.
    salt                BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "handles" (
    handle TEXT NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    salt   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receive_codes (
    id     BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    id             BLOB    NOT NULL PRIMARY KEY,
    person         BLOB    NOT NULL,
    public_key     BLOB    NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('active', 'closed')),
    enrolled_at_ms INTEGER NOT NULL
, revoked_at_ms INTEGER) STRICT, WITHOUT ROWID;

CREATE INDEX devices_by_person ON devices (person, enrolled_at_ms);

CREATE TABLE enrolments (
    id            BLOB    NOT NULL PRIMARY KEY,
    handle        TEXT    NOT NULL,
    public_key    BLOB    NOT NULL,
    code_hash     BLOB    NOT NULL,
    tries         INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    confirmed     BLOB
) STRICT, WITHOUT ROWID;

-- Who is paid.
CREATE TABLE "merchants" (
    id            BLOB    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    city          TEXT    NOT NULL,
    category      INTEGER NOT NULL,
    account       BLOB    NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('active', 'closed', 'limited', 'pending')),
    till_key_hash BLOB    NOT NULL,
    salt          BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX merchants_by_till_key ON merchants (till_key_hash);

CREATE TABLE labels (
    id       BLOB NOT NULL PRIMARY KEY,
    merchant BLOB NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('active', 'closed'))
) STRICT, WITHOUT ROWID;

CREATE INDEX labels_by_merchant ON labels (merchant);

CREATE TABLE "orders" (
    id             BLOB    NOT NULL PRIMARY KEY,
    merchant       BLOB    NOT NULL,
    amount_minor   INTEGER NOT NULL,
    currency       TEXT    NOT NULL,
    note           TEXT,
    opened_at_ms   INTEGER NOT NULL,
    expires_at_ms  INTEGER NOT NULL,
    -- The account of the payer who was asked for the PIN.
    asked          BLOB,
    state          TEXT    NOT NULL
        CHECK (state IN ('open', 'paid', 'closed', 'reversed', 'refunded')),
    payment        BLOB    CHECK ((payment IS NULL) <= (state IN ('open', 'closed', 'reversed'))),
    -- When it was paid, or reversed.
    at_ms          INTEGER CHECK ((at_ms IS NULL) = (state IN ('open', 'closed'))),
    refunded_minor INTEGER CHECK ((refunded_minor IS NULL) = (state <> 'refunded'))
) STRICT, WITHOUT ROWID;

-- What the sweeper has to end, and nothing else.
CREATE INDEX orders_due ON orders (expires_at_ms, id) WHERE state = 'open';

-- What keeps a command from being done twice. Identifiers are made in the order of time, so they
-- come first in the key: new rows then share their pages.
CREATE TABLE answered (
    id          BLOB    NOT NULL,
    scope       TEXT    NOT NULL CHECK (scope IN ('operator', 'person', 'merchant', 'device')),
    scope_id    BLOB    NOT NULL,
    fingerprint BLOB    NOT NULL,
    outcome     TEXT    NOT NULL,
    at_ms       INTEGER NOT NULL,
    PRIMARY KEY (id, scope, scope_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "nonces" (
    expires_at_ms INTEGER NOT NULL,
    device        BLOB    NOT NULL,
    nonce         BLOB    NOT NULL,
    PRIMARY KEY (expires_at_ms, device, nonce)
) STRICT, WITHOUT ROWID;

-- Payers who were asked for their PIN, at the journal rows that opened the orders: the other part
-- of the outbox.
CREATE TABLE pin_asks (
    sequence INTEGER NOT NULL PRIMARY KEY,
    order_id BLOB    NOT NULL,
    payer    BLOB    NOT NULL,
    rule     TEXT    NOT NULL CHECK (rule IN ('revealed', 'amount', 'day_sum', 'day_count'))
) STRICT;

CREATE INDEX pin_asks_by_payer ON pin_asks (payer);

-- The last payer code taken of each device: older ones are dead with it.
CREATE TABLE taken_payer_codes (
    device BLOB    NOT NULL PRIMARY KEY,
    step   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The quick payments of a person that may still count, in their order.
CREATE TABLE quick_payments (
    person       BLOB    NOT NULL,
    place        INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    PRIMARY KEY (person, place)
) STRICT, WITHOUT ROWID;

-- What went back of a payment in all.
CREATE TABLE returned (
    payment      BLOB    NOT NULL PRIMARY KEY,
    minor        INTEGER NOT NULL CHECK (minor > 0),
    count        INTEGER NOT NULL CHECK (count > 0),
    last_at_ms   INTEGER NOT NULL,
    reversal     BLOB
) STRICT, WITHOUT ROWID;

-- Money that is or was held.
CREATE TABLE holds (
    id            BLOB    NOT NULL PRIMARY KEY,
    debit         BLOB    NOT NULL,
    credit        BLOB    NOT NULL,
    amount_minor  INTEGER NOT NULL CHECK (amount_minor > 0),
    currency      TEXT    NOT NULL,
    note          TEXT,
    opened_at_ms  INTEGER NOT NULL,
    expires_at_ms INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('pending', 'posted', 'voided', 'expired')),
    payment       BLOB    CHECK ((payment IS NULL) = (state <> 'posted'))
) STRICT, WITHOUT ROWID;

CREATE INDEX holds_due ON holds (expires_at_ms, id) WHERE state = 'pending';
CREATE INDEX holds_by_debit ON holds (debit, expires_at_ms, id) WHERE state = 'pending';

-- Orders that ended without money, holds that began or ended without any, and envelopes that were
-- sent or claimed: the last part of the outbox.
CREATE TABLE "notices" (
    sequence INTEGER NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('order_ended', 'hold_changed', 'envelope_changed')),
    subject  BLOB    NOT NULL,
    hearer   BLOB    NOT NULL,
    other    BLOB    CHECK (other IS NOT NULL OR kind <> 'hold_changed')
) STRICT;

CREATE INDEX notices_by_hearer ON notices (hearer);
CREATE INDEX notices_by_other ON notices (other) WHERE other IS NOT NULL;

-- Which node does a job.
CREATE TABLE leases (
    job      TEXT    NOT NULL PRIMARY KEY,
    node     BLOB    NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The kept hashes of the Merkle tree over the journal: complete subtrees of 2^level rows.
CREATE TABLE tree_nodes (
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash  BLOB    NOT NULL,
    PRIMARY KEY (level, place)
) STRICT, WITHOUT ROWID;

-- Signed heads, one for a size of the journal: only ever added to.
CREATE TABLE heads (
    size  INTEGER NOT NULL PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    note  TEXT    NOT NULL
) STRICT;

CREATE TRIGGER heads_are_not_changed BEFORE UPDATE ON heads
BEGIN SELECT RAISE(ABORT, 'a signed head is never changed'); END;

CREATE TRIGGER heads_are_not_removed BEFORE DELETE ON heads
BEGIN SELECT RAISE(ABORT, 'a signed head is never removed'); END;

-- Limits that were changed: what held before `from_ms`, and what holds since then, or since the row.
CREATE TABLE settings (
    name         TEXT    NOT NULL PRIMARY KEY,
    value_before INTEGER NOT NULL CHECK (value_before >= 0),
    value        INTEGER NOT NULL CHECK (value >= 0),
    from_ms      INTEGER,
    -- The journal row that changed it last.
    sequence     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Batches of coupons: what they promise and what of their budgets is gone, as JSON, because nothing
-- is looked for inside of it.
CREATE TABLE stocks (
    id           BLOB    NOT NULL PRIMARY KEY,
    title        TEXT    NOT NULL,
    -- Without the limits, which are in the budget.
    rules        TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('draft', 'active', 'paused', 'ended')),
    budget       TEXT    NOT NULL,
    -- Where the money lies that was laid aside.
    account      BLOB,
    opened_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One person's coupon each.
CREATE TABLE coupons (
    id             BLOB    NOT NULL PRIMARY KEY,
    stock          BLOB    NOT NULL,
    person         BLOB    NOT NULL,
    -- What was drawn, where the kind has a value.
    value_minor    INTEGER,
    from_ms        INTEGER NOT NULL,
    until_ms       INTEGER NOT NULL,
    reserved_minor INTEGER NOT NULL CHECK (reserved_minor >= 0),
    received_at_ms INTEGER NOT NULL,
    state          TEXT    NOT NULL CHECK (state IN ('held', 'used', 'lapsed')),
    payment        BLOB    CHECK ((payment IS NULL) = (state <> 'used'))
) STRICT, WITHOUT ROWID;

CREATE INDEX coupons_of_person ON coupons (person, received_at_ms, id);
-- What the sweeper has to end, and nothing else.
CREATE INDEX coupons_due ON coupons (until_ms, id) WHERE state = 'held';

-- How many coupons of a batch a person received.
CREATE TABLE receivers (
    stock  BLOB    NOT NULL,
    person BLOB    NOT NULL,
    count  INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (stock, person)
) STRICT, WITHOUT ROWID;

-- What a payment would have cost without its coupons, and what each of them saved, as JSON.
CREATE TABLE discounts (
    payment     BLOB    NOT NULL PRIMARY KEY,
    total_minor INTEGER NOT NULL CHECK (total_minor > 0),
    currency    TEXT    NOT NULL,
    used        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- What an order, or a payer code that was charged at once, is made of, as JSON. Kinds of journal
-- rows: goods_listed, with the order and the hash of its goods.
CREATE TABLE goods (
    order_id BLOB NOT NULL PRIMARY KEY,
    lines    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Envelopes: what was sent, and how far it is claimed.
CREATE TABLE envelopes (
    id          BLOB    NOT NULL PRIMARY KEY,
    sender      BLOB    NOT NULL,
    -- The one person who may claim it.
    payee       BLOB,
    total_minor INTEGER NOT NULL CHECK (total_minor > 0),
    currency    TEXT    NOT NULL,
    shares      INTEGER NOT NULL CHECK (shares > 0),
    split       TEXT    NOT NULL CHECK (split IN ('equal', 'lucky')),
    -- The hash of the secret that claims are shown with.
    claim_hash  BLOB,
    -- What the shares are made of: a secret until the envelope has ended.
    seed        BLOB    NOT NULL,
    sent_at_ms  INTEGER NOT NULL,
    claimed     INTEGER NOT NULL CHECK (claimed <= shares),
    state       TEXT    NOT NULL CHECK (state IN ('open', 'finished', 'returned'))
) STRICT, WITHOUT ROWID;

CREATE INDEX envelopes_of_sender ON envelopes (sender);
CREATE INDEX envelopes_of_payee ON envelopes (payee) WHERE payee IS NOT NULL;
-- What the sweeper has to give back, and nothing else.
CREATE INDEX envelopes_due ON envelopes (sent_at_ms, id) WHERE state = 'open';

-- Shares of envelopes: one a person, and each once.
CREATE TABLE claims (
    envelope BLOB    NOT NULL,
    person   BLOB    NOT NULL,
    place    INTEGER NOT NULL,
    payment  BLOB    NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (envelope, person),
    UNIQUE (envelope, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX claims_of_person ON claims (person);

-- Campaigns, as JSON, because nothing is looked for inside of them.
CREATE TABLE campaigns (
    id       BLOB NOT NULL PRIMARY KEY,
    campaign TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a campaign made of a payment; the day is that of the draw, where there was one.
CREATE TABLE draws (
    payment  BLOB    NOT NULL PRIMARY KEY,
    campaign BLOB    NOT NULL,
    day      INTEGER,
    ended    TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX draws_of_day ON draws (campaign, day, payment) WHERE day IS NOT NULL;

-- People's draws of a campaign: one a day.
CREATE TABLE entrants (
    campaign  BLOB    NOT NULL,
    person    BLOB    NOT NULL,
    last_day  INTEGER NOT NULL,
    won_minor INTEGER NOT NULL CHECK (won_minor >= 0),
    PRIMARY KEY (campaign, person)
) STRICT, WITHOUT ROWID;

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

-- Money that people asked for from cards: written before the issuer is asked.
CREATE TABLE card_top_ups (
    id           BLOB    NOT NULL PRIMARY KEY,
    person       BLOB    NOT NULL,
    card         BLOB    NOT NULL,
    brand        TEXT    NOT NULL,
    last_four    INTEGER NOT NULL CHECK (last_four BETWEEN 0 AND 9999),
    -- What the issuer took for the card when it was asked for.
    token        TEXT    NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT    NOT NULL,
    asked_at_ms  INTEGER NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('asked', 'paid', 'refused')),
    -- A word for each reason; the program that reads it knows which there are.
    reason       TEXT    CHECK ((reason IS NOT NULL) = (state = 'refused')),
    ended_at_ms  INTEGER CHECK ((ended_at_ms IS NULL) = (state = 'asked'))
) STRICT, WITHOUT ROWID;

CREATE INDEX card_top_ups_by_person ON card_top_ups (person, asked_at_ms);
CREATE INDEX card_top_ups_asked ON card_top_ups (asked_at_ms, id) WHERE state = 'asked';

-- What the operator signed of a shop's local day (days since 1970-01-01 in its zone).
CREATE TABLE bills (
    merchant BLOB    NOT NULL,
    day      INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    note     TEXT    NOT NULL,
    PRIMARY KEY (merchant, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER bills_are_not_changed BEFORE UPDATE ON bills
BEGIN SELECT RAISE(ABORT, 'a signed bill is never changed'); END;

CREATE TRIGGER bills_are_not_removed BEFORE DELETE ON bills
BEGIN SELECT RAISE(ABORT, 'a signed bill is never removed'); END;
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
-- Why merchants were limited, removed and lifted, and what they said to it. Entries are JSON texts,
-- because nothing is looked for inside of them.
CREATE TABLE neutrality (
    number      INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    entry       TEXT    NOT NULL,
    -- The entry that ended it, and the appeal against it.
    ended_by    INTEGER,
    appealed_by INTEGER
) STRICT;
-- What is known of merchants beside their accounts: who opened them, and where they stand.
CREATE TABLE merchant_profiles (
    merchant     BLOB    NOT NULL PRIMARY KEY,
    address      TEXT,
    opened_by    BLOB,
    standing     TEXT    NOT NULL CHECK (standing IN ('pending', 'active', 'refused')),
    reason       TEXT,
    owners       INTEGER NOT NULL CHECK (owners >= 0),
    staff        INTEGER NOT NULL CHECK (staff >= owners),
    opened_at_ms INTEGER NOT NULL,
    salt         BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- Who works, or worked, for a merchant; the identifier is made of both.
CREATE TABLE staff (
    id       BLOB    NOT NULL PRIMARY KEY,
    merchant BLOB    NOT NULL,
    person   BLOB    NOT NULL,
    role     TEXT    NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'auditor')),
    since_ms INTEGER NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('active', 'closed'))
) STRICT, WITHOUT ROWID;

CREATE INDEX staff_of_merchant ON staff (merchant, since_ms, id) WHERE state = 'active';
CREATE INDEX staff_of_person ON staff (person, since_ms, id) WHERE state = 'active';

-- Invitations to merchants' staff, by the hash of the secret in their codes.
CREATE TABLE invitations (
    id            BLOB    NOT NULL PRIMARY KEY,
    merchant      BLOB    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('owner', 'manager', 'cashier', 'auditor')),
    secret_hash   BLOB    NOT NULL,
    invited_by    BLOB,
    expires_at_ms INTEGER NOT NULL,
    used_by       BLOB
) STRICT, WITHOUT ROWID;

-- How many merchants a person has opened.
CREATE TABLE founders (
    person    BLOB    NOT NULL PRIMARY KEY,
    merchants INTEGER NOT NULL CHECK (merchants > 0)
) STRICT, WITHOUT ROWID;

-- Who of a merchant's staff, or which of its programs' keys, opened an order, took a payment or gave
-- money back.
CREATE TABLE "served" (
    merchant BLOB NOT NULL,
    id       BLOB NOT NULL,
    taker    TEXT NOT NULL CHECK (taker IN ('staff', 'key')),
    taker_id BLOB NOT NULL,
    PRIMARY KEY (merchant, id)
) STRICT, WITHOUT ROWID;

-- Shifts: whose, from behind which journal row, up to which, and the report that was signed.
CREATE TABLE shifts (
    id             BLOB    NOT NULL PRIMARY KEY,
    merchant       BLOB    NOT NULL,
    taker          TEXT    NOT NULL CHECK (taker IN ('staff', 'key', 'till')),
    taker_id       BLOB    CHECK ((taker_id IS NULL) = (taker = 'till')),
    opened_at_ms   INTEGER NOT NULL,
    after_sequence INTEGER NOT NULL,
    -- How it ended.
    closed_at_ms   INTEGER,
    last_sequence  INTEGER CHECK ((last_sequence IS NULL) = (closed_at_ms IS NULL)),
    -- Of its report, at the merchant.
    number         INTEGER CHECK ((number IS NULL) = (closed_at_ms IS NULL)),
    closed_by      TEXT    CHECK ((closed_by IS NULL) = (closed_at_ms IS NULL)),
    closed_by_id   BLOB,
    report         TEXT    CHECK (report IS NULL OR closed_at_ms IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX shifts_by_number ON shifts (merchant, number) WHERE number IS NOT NULL;

-- Merchants' open shifts, and how many they have closed.
CREATE TABLE rosters (
    merchant BLOB    NOT NULL PRIMARY KEY,
    reports  INTEGER NOT NULL CHECK (reports >= 0),
    -- JSON: taker and shift of each.
    open     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
