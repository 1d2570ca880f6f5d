//! The keys of `operator.toml` as they are written there. What holds without them stands in `key`.

use money::Amount;
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
    pub listen: SocketAddr,
    /// The address and port for health and metrics.
    pub admin_listen: Option<SocketAddr>,
    /// The address that wallets use; `http://LISTEN` when absent.
    pub public_url: Option<String>,
    /// `false` for labels that name no page; they do when `public_url` is `https`, because a camera
    /// that knows no payment codes can follow it.
    pub label_page: bool,
    /// Where people get a wallet: named on the pages of coupons and envelopes.
    pub wallet_url: Option<String>,
    /// The largest single payment, for example `"5000.00"`.
    pub payment_max: String,
    /// From this amount on the PIN is needed; zero means always.
    pub pin_from: String,
    /// The first two digits of this operator's payer codes: 16–24, 31–61 or 63–99.
    pub payer_code_prefix: u32,
    /// What is taken of what customers pay to shops.
    pub fee: FeeConfig,
    /// How far payments by payer code go without the PIN.
    pub quick_pay: QuickPayConfig,
    /// How far top-ups by card go.
    pub card_top_up: CardTopUpConfig,
    /// For how long a payer can confirm with the PIN what a till charged, in seconds: 1–180.
    /// What nobody confirms is reversed then.
    pub confirm_within_s: u32,
    /// When days begin, as an offset from UTC like `"+08:00"`. An attempt to be
    /// paid can be reversed on its own day only.
    pub time_zone: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// `true` for a sandbox: its money is play money, and merchants' programs move its clock.
    pub sandbox: bool,
    /// `true` for a log that people read; JSON otherwise.
    pub log_pretty: bool,
    /// The database file, relative to the data folder; or the URL of a PostgreSQL database,
    /// `postgres://USER:PASSWORD@HOST/NAME`.
    pub database: PathBuf,
    /// A file that holds the URL.
    pub database_file: Option<PathBuf>,
    /// `true` to refuse a PostgreSQL server that names no synchronous standby.
    pub require_synchronous_standby: bool,
    /// The folder of the key files, relative to the data folder.
    pub keys: PathBuf,
    /// How one-time codes are sent.
    pub code: CodeFile,
    /// Rates and sizes.
    pub limit: LimitConfig,
    /// How long things may take.
    pub timeout: TimeoutConfig,
    /// Who is told of requests.
    pub trace: TraceConfig,
    /// Who confirms cards.
    #[serde(default)]
    pub issuer: IssuerFile,
    /// Where webhooks may lead.
    pub webhook: WebhookFile,
    /// What holds for merchants that persons open.
    pub merchants: MerchantsFile,
}

/// Where webhooks may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookFile {
    /// `true` to let them lead to this machine, also without TLS: for demos and tests only.
    pub loopback: bool,
}

/// What holds for merchants that persons open, and for their staff, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MerchantsFile {
    /// `true`: they can be paid at once; otherwise the operator approves each.
    pub auto_approve: bool,
    /// How much of one payment a cashier lets go back, all parts together.
    pub cashier_refund_max: String,
}

/// What holds for merchants that persons open, and for their staff.
#[derive(Clone, Copy, Debug)]
pub struct Merchants {
    /// Whether they can be paid at once.
    pub auto_approve: bool,
    /// How much of one payment a cashier lets go back, all parts together.
    pub cashier_refund_max: Amount,
}

/// Who confirms cards, as it is written; nobody where there is no address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssuerFile {
    /// The issuer's address.
    pub url: Option<String>,
    /// What requests to it show.
    pub secret: Option<Secret>,
    /// A file that holds the secret.
    pub secret_file: Option<PathBuf>,
}

/// Who confirms cards.
#[derive(Clone, Debug)]
pub struct IssuerConfig {
    /// The issuer's address, without a path.
    pub url: String,
    /// What requests to it show.
    pub secret: Secret,
}

/// Who is told of requests, and of how many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceConfig {
    /// The address of a collector that takes OTLP over HTTP.
    pub collector: Option<String>,
    /// How many of a thousand requests are traced; of those that a trusted proxy sends with a
    /// context of their own, the context decides.
    pub per_thousand: u32,
}

/// What is taken of what customers pay to shops, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeConfig {
    /// The rate in basis points, hundredths of a per cent; zero takes nothing.
    pub rate_bp: u32,
    /// Payments below this amount are free of it.
    pub free_below: String,
}

/// How far payments by payer code go without the PIN.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuickPayConfig {
    /// The largest payment.
    pub payment_max: String,
    /// The largest sum in any 24 hours.
    pub day_max: String,
    /// The most payments in any 24 hours: 0–100.
    pub day_uses_max: u32,
}

/// How far top-ups by card go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardTopUpConfig {
    /// The smallest.
    pub min: String,
    /// The largest; zero for none.
    pub max: String,
    /// The largest sum of one person in any 24 hours.
    pub day_max: String,
    /// How often one person asks for one in any 24 hours: 0–100.
    pub day_uses_max: u32,
}

/// How one-time codes reach people, as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeFile {
    /// Who sends them: `"smtp"`, or `"log"` for demos.
    pub sender: String,
    /// The relay's host name.
    pub host: Option<String>,
    /// The relay's port.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub tls: SmtpTls,
    /// The account at the relay, where it wants one.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<Secret>,
    /// A file that holds the password.
    pub password_file: Option<PathBuf>,
    /// The sender.
    pub from: Option<String>,
    /// The domain of an SMS gateway.
    pub sms_mail_domain: Option<String>,
}

/// How one-time codes reach people.
#[derive(Clone, Debug)]
pub enum CodeConfig {
    /// The code is written to the operator's log: for demos only.
    Log,
    /// The code is sent by mail.
    Smtp(SmtpConfig),
}

/// The relay that takes the operator's mail.
#[derive(Clone, Debug)]
pub struct SmtpConfig {
    /// The relay's host name.
    pub host: String,
    /// The relay's port; 465 for `tls = "tls"`, 587 for `"starttls"`, 25 for `"none"` when absent.
    pub port: Option<u16>,
    /// How the connection is protected.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmtpTls {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    Starttls,
    /// None: allowed only to a relay on this machine.
    None,
}

/// Rates and sizes. Rates are per minute, with as many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitConfig {
    /// Requests of one address (IPv6: of one /64).
    pub per_ip_per_minute: u32,
    /// Requests of one device or till.
    pub per_device_per_minute: u32,
    /// Questions of one device or till about the same thing.
    pub same_per_minute: u32,
    /// Enrolments started for one handle, per hour.
    pub enrolments_per_handle_per_hour: u32,
    /// Enrolments started from one address, per hour.
    pub enrolments_per_ip_per_hour: u32,
    /// Open connections.
    pub connections: u32,
    /// Open connections of one address (IPv6: of one /64); trusted proxies are not counted.
    pub connections_per_ip: u32,
    /// The most that the headers of one request may take, in bytes; the buffer of a connection.
    pub header_bytes: u32,
    /// The most headers of one request.
    pub headers: u32,
    /// Requests served at the same moment.
    pub concurrency: u32,
    /// Of these, the ones that only read.
    pub reads: u32,
    /// Of these, the ones of one person or merchant.
    pub requests_per_account: u32,
    /// Listeners for live events, all together.
    pub listeners: u32,
    /// Commands that wait for the teller.
    pub queue: u32,
    /// Of these, the ones of one person or merchant.
    pub queue_per_account: u32,
    /// How long commands may stay waiting before new ones are refused, in milliseconds.
    pub queue_target_ms: u32,
    /// PIN comparisons at the same moment; each takes 19 MiB.
    pub pin_checks: u32,
    /// Payments that wait for a PIN comparison.
    pub pin_queue: u32,
}

/// How long things may take, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeoutConfig {
    /// The headers of a request, from their first byte to their last.
    pub header_s: u32,
    /// Between two requests of one connection, and before the first.
    pub idle_s: u32,
    /// A request, from its headers to its answer.
    pub request_s: u32,
    /// An answer that waits for its reader.
    pub answer_s: u32,
    /// From "not ready" to the end of listening, when the operator stops.
    pub drain_s: u32,
    /// Open requests, when the operator stops.
    pub stop_s: u32,
}
