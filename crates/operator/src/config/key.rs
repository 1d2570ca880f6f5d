//! Every key of the configuration, once: its kind, what holds without it, whether it is a secret.
//!
//! docs/operating.md shows this list as a table and the structs of `file` have the same fields;
//! tests compare the three.

use bank::fee::FEE_RATE_MAX_BP;

/// What every variable of the environment begins with that gives a key its value.
///
/// Not `TONGBAO_`: that is the wallet's, whose `TONGBAO_OPERATOR` names an address.
pub const ENVIRONMENT_PREFIX: &str = "TONGBAOD_";

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name, with its table: `limit.queue`.
    pub path: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds without it.
    pub fallback: Fallback,
    /// Whether it is kept from whoever reads the configuration over a shoulder.
    pub secrecy: Secrecy,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text; what it has to look like is checked where it is used.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number from the first to the second.
    Whole(u32, u32),
    /// `true` or `false`.
    Switch,
    /// `ADDRESS:PORT`.
    Socket,
    /// IP addresses; in the environment with commas between them.
    Addresses,
}

/// What holds where a key is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Nothing: the key has to be set.
    Required,
    /// Nothing: what it is for is not done.
    Absent,
    /// Something that follows from other keys, said in words.
    Derived(&'static str),
    /// This text.
    Text(&'static str),
    /// This number.
    Whole(u32),
    /// This switch.
    Switch(bool),
    /// No addresses.
    NoAddresses,
}

/// How much of a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrecy {
    /// All.
    Open,
    /// Nothing. The value can also come from a file: key and variable with `_file` behind, or a
    /// credential of systemd that is named like the key.
    Secret,
    /// Nothing of a URL, which may hold a password; all of anything else. Comes from files as a
    /// secret does.
    Address,
}

impl Key {
    /// Returns the name of the variable that sets it: the prefix, then the path in capital letters
    /// with `_` for the dot.
    pub fn variable(&self) -> String {
        format!("{ENVIRONMENT_PREFIX}{}", self.path.replace('.', "_").to_ascii_uppercase())
    }

    /// Finds a key by its path.
    pub fn find(path: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.path == path)
    }
}

const fn key(path: &'static str, kind: Kind, fallback: Fallback) -> Key {
    Key { path, kind, fallback, secrecy: Secrecy::Open }
}

const fn text(path: &'static str, fallback: Fallback) -> Key {
    key(path, Kind::Text, fallback)
}

const fn count(path: &'static str, fallback: u32) -> Key {
    key(path, Kind::Whole(1, 1_000_000), Fallback::Whole(fallback))
}

const fn seconds(path: &'static str, fallback: u32, max: u32) -> Key {
    key(path, Kind::Whole(1, max), Fallback::Whole(fallback))
}

const fn secret(path: &'static str) -> Key {
    Key { path, kind: Kind::Text, fallback: Fallback::Absent, secrecy: Secrecy::Secret }
}

/// All keys, in the order of the table in docs/operating.md.
pub const KEYS: &[Key] = &[
    text("operator", Fallback::Required),
    text("name", Fallback::Required),
    text("currency", Fallback::Required),
    text("country", Fallback::Required),
    key("listen", Kind::Socket, Fallback::Text("127.0.0.1:8080")),
    key("admin_listen", Kind::Socket, Fallback::Derived("on `listen`")),
    text("public_url", Fallback::Derived("`http://` + `listen`")),
    key("label_page", Kind::Switch, Fallback::Switch(true)),
    text("wallet_url", Fallback::Absent),
    text("payment_max", Fallback::Text("5000")),
    text("pin_from", Fallback::Text("0")),
    key("payer_code_prefix", Kind::Whole(10, 99), Fallback::Whole(71)),
    key("trusted_proxies", Kind::Addresses, Fallback::NoAddresses),
    key("sandbox", Kind::Switch, Fallback::Switch(false)),
    key("log_pretty", Kind::Switch, Fallback::Switch(false)),
    Key { secrecy: Secrecy::Address, ..text("database", Fallback::Text("bank.sqlite")) },
    text("database_file", Fallback::Absent),
    key("require_synchronous_standby", Kind::Switch, Fallback::Switch(false)),
    text("keys", Fallback::Text("keys")),
    key("confirm_within_s", Kind::Whole(1, 180), Fallback::Whole(45)),
    text("time_zone", Fallback::Text("+00:00")),
    key("code.sender", Kind::Word(&["smtp", "log"]), Fallback::Required),
    text("code.host", Fallback::Derived("needed with `smtp`")),
    key("code.port", Kind::Whole(1, 65_535), Fallback::Derived("by `code.tls`: 587, 465, 25")),
    key("code.tls", Kind::Word(&["starttls", "tls", "none"]), Fallback::Text("starttls")),
    text("code.user", Fallback::Absent),
    secret("code.password"),
    text("code.password_file", Fallback::Absent),
    text("code.from", Fallback::Derived("needed with `smtp`")),
    text("code.sms_mail_domain", Fallback::Absent),
    key("fee.rate_bp", Kind::Whole(0, FEE_RATE_MAX_BP), Fallback::Whole(0)),
    text("fee.free_below", Fallback::Text("0")),
    text("quick_pay.payment_max", Fallback::Text("100")),
    text("quick_pay.day_max", Fallback::Text("300")),
    key("quick_pay.day_uses_max", Kind::Whole(0, 100), Fallback::Whole(10)),
    text("card_top_up.min", Fallback::Text("1")),
    text("card_top_up.max", Fallback::Text("2000")),
    text("card_top_up.day_max", Fallback::Text("5000")),
    key("card_top_up.day_uses_max", Kind::Whole(0, 100), Fallback::Whole(20)),
    count("limit.per_ip_per_minute", 1200),
    count("limit.per_device_per_minute", 300),
    count("limit.same_per_minute", 60),
    count("limit.enrolments_per_handle_per_hour", 5),
    count("limit.enrolments_per_ip_per_hour", 30),
    count("limit.connections", 2048),
    count("limit.connections_per_ip", 256),
    key("limit.header_bytes", Kind::Whole(8192, 1_048_576), Fallback::Whole(16_384)),
    key("limit.headers", Kind::Whole(16, 1024), Fallback::Whole(64)),
    count("limit.concurrency", 512),
    count("limit.reads", 256),
    count("limit.requests_per_account", 32),
    count("limit.listeners", 1024),
    count("limit.queue", 4096),
    count("limit.queue_per_account", 64),
    key("limit.queue_target_ms", Kind::Whole(1, 60_000), Fallback::Whole(500)),
    count("limit.pin_checks", 4),
    count("limit.pin_queue", 64),
    seconds("timeout.header_s", 10, 600),
    seconds("timeout.idle_s", 75, 3600),
    seconds("timeout.request_s", 10, 600),
    seconds("timeout.answer_s", 30, 3600),
    key("timeout.drain_s", Kind::Whole(0, 600), Fallback::Whole(0)),
    seconds("timeout.stop_s", 15, 600),
    text("trace.collector", Fallback::Absent),
    key("trace.per_thousand", Kind::Whole(0, 1000), Fallback::Whole(100)),
    text("issuer.url", Fallback::Absent),
    secret("issuer.secret"),
    text("issuer.secret_file", Fallback::Absent),
    key("webhook.loopback", Kind::Switch, Fallback::Switch(false)),
    key("merchants.auto_approve", Kind::Switch, Fallback::Switch(false)),
    text("merchants.cashier_refund_max", Fallback::Text("200")),
];
