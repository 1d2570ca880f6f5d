//! The operator's configuration: one TOML file and the environment, every key with a default or a
//! clear error that says where its value came from.
//!
//! Read once at the start; nothing here opens a connection or a database.

mod check;
mod error;
mod file;
mod key;
mod show;
mod source;
#[cfg(test)]
mod tests;
mod time_zone;
mod value;

pub use check::QuickPay;
pub use error::ConfigError;
pub use file::{
    CardTopUpConfig, CodeConfig, CodeFile, ConfigFile, FeeConfig, IssuerConfig, IssuerFile,
    LimitConfig, Merchants, MerchantsFile, QuickPayConfig, SmtpConfig, SmtpTls, TimeoutConfig,
    TraceConfig, WebhookFile,
};
pub use key::{ENVIRONMENT_PREFIX, Fallback, KEYS, Key, Kind, Secrecy};
pub use show::{Shown, lay_settings, show};
pub use source::{Origin, Setting, Settings, Sources};
pub use time_zone::TimeZone;

use crate::database::Database;
use bank::CardTopUpLimits;
use bank::fee::FeeTerms;
use bank::setting::Values;
use bank_postgres::{Requirements, Target};
use money::{Amount, Currency};
use paycode::{Country, PageHost, PayerPrefix};
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

/// The name of the configuration file inside the data folder.
pub const FILE_NAME: &str = "operator.toml";

/// The configuration as the service uses it: every key checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// The operator's name inside payment codes and signed orders.
    pub operator: String,
    /// The name for people.
    pub name: String,
    /// The currency of every account.
    pub currency: Currency,
    /// The country of the merchants.
    pub country: Country,
    /// Where wallets are served.
    pub listen: SocketAddr,
    /// Where health and metrics are served; on `listen` when absent.
    pub admin_listen: Option<SocketAddr>,
    /// The address that wallets use, without a slash at its end.
    pub public_url: String,
    /// Where labels have a page for people whose camera knows no payment codes; none where wallets
    /// are not served by HTTPS.
    pub page_host: Option<PageHost>,
    /// Where people get a wallet: named on the pages of coupons and envelopes.
    pub wallet_url: Option<String>,
    /// The largest single payment.
    pub payment_max: Amount,
    /// From this amount on a payment needs the PIN; zero means always.
    pub pin_from: Amount,
    /// The first two digits of payer codes.
    pub payer_code_prefix: PayerPrefix,
    /// What is taken of what customers pay to shops.
    pub fee: FeeTerms,
    /// How far quick pay goes.
    pub quick_pay: QuickPay,
    /// How far top-ups by card go.
    pub card_top_up: CardTopUpLimits,
    /// For how long a payer can confirm with the PIN what a till charged, in seconds.
    pub confirm_within_s: u32,
    /// When the operator's days begin.
    pub time_zone: TimeZone,
    /// How one-time codes are sent.
    pub code: CodeConfig,
    /// Rates and sizes.
    pub limit: LimitConfig,
    /// How long things may take.
    pub timeout: TimeoutConfig,
    /// Who is told of requests.
    pub trace: TraceConfig,
    /// Who confirms cards; none where no cards are bound.
    pub issuer: Option<IssuerConfig>,
    /// Whether webhooks may lead to this machine, also without TLS: for demos and tests only.
    pub webhook_loopback: bool,
    /// What holds for merchants that persons open.
    pub merchants: Merchants,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether this is a sandbox: its money is play money, and merchants' programs move its clock.
    pub sandbox: bool,
    /// Whether the log is for people instead of JSON.
    pub log_pretty: bool,
    /// The data folder.
    pub data: PathBuf,
    /// The database file, unless it is on a server.
    pub database: PathBuf,
    /// The server that the database is on.
    pub server: Option<Target>,
    /// Whether a server must have a synchronous standby.
    pub require_synchronous_standby: bool,
    /// The folder of the key files.
    pub keys: PathBuf,
}

impl Config {
    /// Reads and checks `operator.toml` in the data folder and the environment.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, or a key is missing, unknown or out of range.
    pub fn load(data: &Path) -> Result<Self, ConfigError> {
        Self::read(data, Vec::new()).map(|(config, _)| config)
    }

    /// Reads and checks all sources, flags of the command line first; returns where each value
    /// came from too.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn read(
        data: &Path,
        flags: Vec<(&'static str, &'static str, String)>,
    ) -> Result<(Self, Settings), ConfigError> {
        let path = data.join(FILE_NAME);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| ConfigError::Unreadable { path: path.clone(), error })?;
        // What is no Unicode is no variable of ours.
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let settings = Sources { flags, variables, text, path }.settings()?;
        Ok((check::check(&settings, data)?, settings))
    }

    /// Returns the limits that hold until they are changed by command for the first time.
    pub const fn values(&self) -> Values {
        Values {
            payment_max_minor: self.payment_max.minor(),
            pin_from_minor: self.pin_from.minor(),
            quick_pay: self.quick_pay.limits(),
            confirm_within_s: self.confirm_within_s,
            clock_ahead_ms: 0,
            fee: self.fee,
            card_top_up: self.card_top_up,
        }
    }

    /// Returns the database.
    pub fn store(&self) -> Database {
        match &self.server {
            None => Database::File(self.database.clone()),
            Some(target) => Database::Server {
                target: Box::new(target.clone()),
                requirements: Requirements {
                    synchronous_standby: self.require_synchronous_standby,
                },
            },
        }
    }

    /// Reads and checks the text of a configuration file alone.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, data: &Path) -> Result<Self, ConfigError> {
        let sources =
            Sources { text: text.to_owned(), path: data.join(FILE_NAME), ..Sources::default() };
        check::check(&sources.settings()?, data)
    }
}
