//! What an audit finds of each table and column of the database, and why not where it does not.

/// Whether a change is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// By the audit.
    Found,
    /// Not by the audit; with the reason.
    Open(&'static str),
}
use Verdict::{Found, Open};

/// A table.
pub struct Table {
    pub name: &'static str,
    /// A row that was removed.
    pub removed: Verdict,
    /// A row that was put in: a copy of one, under another key.
    pub added: Verdict,
    /// The columns of which another row has to have others.
    pub key: &'static [&'static str],
    /// A value that was changed.
    pub columns: &'static [(&'static str, Verdict)],
}

const NOTES: Verdict = Open("a payment's note is bound by receipts, not by the journal");
const SHORT: Verdict = Open("lives for minutes, and moves no money");
const TRIES: Verdict = Open("counts tries, and moves no money");
const OUTBOX: Verdict = Open("tells listeners that something happened; they ask what");
const ANSWERS: Verdict = Open("what is not remembered is refused by what it has made");
const CONTENT: Verdict = Open("says whether a repeated command is the same, and moves no money");
const QUICK: Verdict = Open("counts what was paid without a PIN; the payments are in the journal");
const AGAIN: Verdict = Open("a hash that is missing at the end is made again of the journal");
const TURN: Verdict = Open("counts batches, for who remembers what was read");

const ONE_ROW: Verdict = Open("a second row is never read");
const KEYS: Verdict = Open("an answer that is no payment is held against what it is about alone");

/// Every table.
pub const TABLES: &[Table] = &[
    Table {
        name: "chain_head",
        removed: Found,
        added: ONE_ROW,
        key: &["id"],
        columns: &[("id", Found), ("sequence", Found), ("hash", Found), ("batch", TURN)],
    },
    Table {
        name: "accounts",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("owner", Found),
            ("owner_id", Found),
            ("floor", Found),
            ("currency", Found),
            ("balance_minor", Found),
            ("held_minor", Found),
            ("version", Found),
            ("last_sequence", Found),
        ],
    },
    Table {
        name: "journal",
        removed: Found,
        added: Found,
        key: &["sequence", "payment"],
        columns: &[
            ("sequence", Found),
            ("at_ms", Found),
            ("amount_minor", Found),
            ("expires_at_ms", Found),
            ("debit_previous", Found),
            ("credit_previous", Found),
            ("kind", Found),
            ("owner", Found),
            ("floor", Found),
            ("payment_kind", Found),
            ("scope", Found),
            ("state", Found),
            ("account", Found),
            ("owner_id", Found),
            ("payment", Found),
            ("debit", Found),
            ("credit", Found),
            ("order_id", Found),
            ("payment_kind_id", Found),
            ("device", Open("the signature itself, which is found, is the device's")),
            ("scope_id", Found),
            ("subject", Found),
            ("currency", Found),
            ("payer_name", Found),
            ("payee_name", Found),
            ("note", NOTES),
            ("hash", Found),
            ("evidence_hash", Found),
            ("fingerprint", CONTENT),
            ("signature", Found),
            ("signed_text", Found),
            ("detail", Found),
        ],
    },
    Table {
        name: "persons",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("name", Found),
            ("account", Found),
            ("receive_code", Found),
            ("state", Found),
            ("pin_verifier", Found),
            ("pin_tries", TRIES),
            ("pin_locks", TRIES),
            ("pin_locked_until_ms", TRIES),
            ("opened_at_ms", Found),
            ("salt", Found),
        ],
    },
    Table {
        name: "handles",
        removed: Found,
        added: Found,
        key: &["handle"],
        columns: &[("handle", Found), ("person", Found), ("salt", Found)],
    },
    Table {
        name: "receive_codes",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[("id", Found), ("person", Found)],
    },
    Table {
        name: "devices",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("person", Found),
            ("public_key", Found),
            ("state", Found),
            ("enrolled_at_ms", Found),
        ],
    },
    Table {
        name: "enrolments",
        removed: SHORT,
        added: SHORT,
        key: &["id"],
        columns: &[
            ("id", SHORT),
            ("handle", SHORT),
            ("public_key", SHORT),
            ("code_hash", SHORT),
            ("tries", SHORT),
            ("expires_at_ms", SHORT),
            ("confirmed", SHORT),
        ],
    },
    Table {
        name: "merchants",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("name", Found),
            ("city", Found),
            ("category", Found),
            ("account", Found),
            ("state", Found),
            ("till_key_hash", Found),
            ("salt", Found),
        ],
    },
    Table {
        name: "labels",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[("id", Found), ("merchant", Found), ("state", Found)],
    },
    Table {
        name: "orders",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("merchant", Found),
            ("amount_minor", Found),
            ("currency", Found),
            ("note", Found),
            ("opened_at_ms", Found),
            ("expires_at_ms", Found),
            ("asked", Found),
            ("state", Found),
            ("payment", Found),
            ("at_ms", Found),
            ("refunded_minor", Found),
        ],
    },
    Table {
        name: "answered",
        removed: ANSWERS,
        added: KEYS,
        key: &["id"],
        columns: &[
            ("id", KEYS),
            ("scope", KEYS),
            ("scope_id", Found),
            ("fingerprint", CONTENT),
            ("outcome", Found),
            ("at_ms", KEYS),
        ],
    },
    Table {
        name: "nonces",
        removed: SHORT,
        added: SHORT,
        key: &["expires_at_ms"],
        columns: &[("expires_at_ms", SHORT), ("nonce", SHORT), ("device", SHORT)],
    },
    Table {
        name: "notices",
        removed: OUTBOX,
        added: OUTBOX,
        key: &["sequence"],
        columns: &[
            ("sequence", OUTBOX),
            ("kind", OUTBOX),
            ("subject", OUTBOX),
            ("hearer", OUTBOX),
            ("other", OUTBOX),
            ("rule", OUTBOX),
        ],
    },
    Table {
        name: "taken_payer_codes",
        removed: SHORT,
        added: SHORT,
        key: &["device"],
        columns: &[("device", SHORT), ("step", SHORT)],
    },
    Table {
        name: "quick_payments",
        removed: QUICK,
        added: QUICK,
        key: &["person"],
        columns: &[("person", QUICK), ("uses", QUICK)],
    },
    Table {
        name: "returned",
        removed: Found,
        added: Found,
        key: &["payment"],
        columns: &[
            ("payment", Found),
            ("minor", Found),
            ("count", Found),
            ("last_at_ms", Found),
            ("reversal", Found),
        ],
    },
    Table {
        name: "holds",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("debit", Found),
            ("credit", Found),
            ("amount_minor", Found),
            ("currency", Found),
            ("note", Found),
            ("opened_at_ms", Found),
            ("expires_at_ms", Found),
            ("state", Found),
            ("payment", Found),
        ],
    },
    Table {
        name: "settings",
        removed: Found,
        added: Found,
        key: &["name"],
        columns: &[
            ("name", Found),
            ("value_before", Found),
            ("value", Found),
            ("from_ms", Found),
            ("sequence", Found),
        ],
    },
    Table {
        name: "leases",
        removed: SHORT,
        added: SHORT,
        key: &["job"],
        columns: &[("job", SHORT), ("node", SHORT), ("until_ms", SHORT)],
    },
    Table {
        name: "tree_nodes",
        removed: AGAIN,
        added: Found,
        key: &["place"],
        columns: &[("level", AGAIN), ("place", Found), ("hash", Found)],
    },
    Table {
        name: "heads",
        removed: Open("a witness has it: see audit --head"),
        added: Found,
        key: &["size"],
        columns: &[("size", Found), ("at_ms", Found), ("note", Found)],
    },
    Table {
        name: "tongbao_schema",
        removed: Found,
        added: ONE_ROW,
        key: &["id"],
        columns: &[("id", Found), ("version", Found)],
    },
    Table {
        name: "stocks",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("title", Found),
            ("rules", Found),
            ("state", Found),
            ("budget", Found),
            ("account", Found),
            ("opened_at_ms", Found),
        ],
    },
    Table {
        name: "coupons",
        removed: Found,
        added: Found,
        key: &["id"],
        columns: &[
            ("id", Found),
            ("stock", Found),
            ("person", Found),
            ("value_minor", Found),
            ("from_ms", Found),
            ("until_ms", Found),
            ("reserved_minor", Found),
            ("received_at_ms", Found),
            ("state", Found),
            ("payment", Found),
        ],
    },
    Table {
        name: "receivers",
        removed: Found,
        added: Found,
        key: &["stock", "person"],
        columns: &[("stock", Found), ("person", Found), ("count", Found)],
    },
    Table {
        name: "discounts",
        removed: Found,
        added: Found,
        key: &["payment"],
        columns: &[
            ("payment", Found),
            ("total_minor", Found),
            ("currency", Found),
            ("used", Found),
        ],
    },
];
