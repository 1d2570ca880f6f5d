//! The keys of `operator.toml` as they are written there, with their defaults.

use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use wire::Secret;

/// The whole file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfigFile {
    /// The operator's name inside payment codes: 1–30 of `a`–`z`, `0`–`9`, `.`, `-`.
    pub operator: String,
    /// The name for people.
    pub name: String,
    /// The ISO 4217 code of the currency.
    pub currency: String,
    /// The two letters of the country (ISO 3166-1) that stand in payment codes.
    pub country: String,
    /// The address and port to serve on.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// The address and port for health and metrics.
    pub admin_listen: Option<SocketAddr>,
    /// The address that wallets use; `http://LISTEN` when absent.
    pub public_url: Option<String>,
    /// `false` for labels that name no page; they do when `public_url` is `https`, because a camera
    /// that knows no payment codes can follow it.
    #[serde(default = "default_label_page")]
    pub label_page: bool,
    /// The largest single payment, for example `"5000.00"`.
    pub payment_max: Option<String>,
    /// From this amount on the PIN is needed; `"0.00"` when absent: always.
    pub pin_from: Option<String>,
    /// The first two digits of this operator's payer codes: 16–24, 31–61 or 63–99; 71 when absent.
    pub payer_code_prefix: Option<u32>,
    /// How far payments by payer code go without the PIN.
    #[serde(default)]
    pub quick_pay: QuickPayConfig,
    /// For how long a payer can confirm with the PIN what a till charged, in seconds: 1–180; 45
    /// when absent. What nobody confirms is reversed then.
    pub confirm_within_s: Option<u32>,
    /// When days begin, as an offset from UTC like `"+08:00"`; UTC when absent. An attempt to be
    /// paid can be reversed on its own day only.
    pub time_zone: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
    /// `true` for a log that people read; JSON otherwise.
    #[serde(default)]
    pub log_pretty: bool,
    /// The database file, relative to the data folder; or the URL of a PostgreSQL database,
    /// `postgres://USER:PASSWORD@HOST/NAME`.
    #[serde(default = "default_database")]
    pub database: PathBuf,
    /// `true` to refuse a PostgreSQL server that names no synchronous standby.
    #[serde(default)]
    pub require_synchronous_standby: bool,
    /// The folder of the key files, relative to the data folder.
    #[serde(default = "default_keys")]
    pub keys: PathBuf,
    /// How one-time codes are sent.
    pub code: CodeConfig,
    /// Rates and sizes.
    #[serde(default)]
    pub limit: LimitConfig,
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}

fn default_label_page() -> bool {
    true
}

fn default_database() -> PathBuf {
    "bank.sqlite".into()
}

fn default_keys() -> PathBuf {
    "keys".into()
}

/// How far payments by payer code go without the PIN.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuickPayConfig {
    /// The largest payment; `"100.00"` when absent.
    pub payment_max: Option<String>,
    /// The largest sum in any 24 hours; `"300.00"` when absent.
    pub day_max: Option<String>,
    /// The most payments in any 24 hours: 0–100; 10 when absent.
    pub day_uses_max: Option<u32>,
}

/// How one-time codes reach people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, tag = "sender", rename_all = "snake_case")]
pub enum CodeConfig {
    /// The code is written to the operator's log: for demos only.
    Log,
    /// The code is sent by mail.
    Smtp(SmtpConfig),
}

/// The relay that takes the operator's mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// The relay's host name.
    pub host: String,
    /// The relay's port; 465 for `tls = "tls"`, 587 for `"starttls"`, 25 for `"none"` when absent.
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub tls: SmtpTls,
    /// The account at the relay, where it wants one.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// The sender, for example `Demo Town <codes@example.org>`.
    pub from: String,
    /// The domain of an SMS gateway that takes mail for `+NUMBER@DOMAIN`; without one only e-mail
    /// addresses can enrol.
    pub sms_mail_domain: Option<String>,
}

/// How the connection to the relay is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmtpTls {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    #[default]
    Starttls,
    /// None: allowed only to a relay on this machine.
    None,
}

/// Rates and sizes. Rates are per minute, with as many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitConfig {
    /// Requests of one address (IPv6: of one /64).
    pub per_ip_per_minute: u32,
    /// Requests of one device or till.
    pub per_device_per_minute: u32,
    /// Enrolments started for one handle, per hour.
    pub enrolments_per_handle_per_hour: u32,
    /// Enrolments started from one address, per hour.
    pub enrolments_per_ip_per_hour: u32,
    /// Requests served at the same moment.
    pub concurrency: u32,
    /// Open connections.
    pub connections: u32,
    /// Listeners for live events, all together.
    pub listeners: u32,
    /// Commands that wait for the teller.
    pub queue: u32,
    /// PIN comparisons at the same moment; each takes 19 MiB.
    pub pin_checks: u32,
}

impl Default for LimitConfig {
    fn default() -> Self {
        Self {
            per_ip_per_minute: 1200,
            per_device_per_minute: 300,
            enrolments_per_handle_per_hour: 5,
            enrolments_per_ip_per_hour: 30,
            concurrency: 512,
            connections: 2048,
            listeners: 1024,
            queue: 4096,
            pin_checks: 4,
        }
    }
}
