//! The operator's configuration: one TOML file, every key with a default or a clear error.
//!
//! Read once at the start; nothing here opens a connection or a database.

mod check;
mod file;
#[cfg(test)]
mod tests;
mod time_zone;

pub use check::{ConfigError, QuickPay};
pub use file::{CodeConfig, ConfigFile, LimitConfig, QuickPayConfig, SmtpConfig, SmtpTls};
pub use time_zone::TimeZone;

use crate::database::Database;
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
    /// The largest single payment.
    pub payment_max: Amount,
    /// From this amount on a payment needs the PIN; zero means always.
    pub pin_from: Amount,
    /// The first two digits of payer codes.
    pub payer_code_prefix: PayerPrefix,
    /// How far quick pay goes.
    pub quick_pay: QuickPay,
    /// For how long a payer can confirm with the PIN what a till charged, in seconds.
    pub confirm_within_s: u32,
    /// When the operator's days begin.
    pub time_zone: TimeZone,
    /// How one-time codes are sent.
    pub code: CodeConfig,
    /// Rates and sizes.
    pub limit: LimitConfig,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
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
    /// Reads and checks `operator.toml` in the data folder.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, or a key is missing, unknown or out of range.
    pub fn load(data: &Path) -> Result<Self, ConfigError> {
        let path = data.join(FILE_NAME);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| ConfigError::Unreadable { path: path.clone(), error })?;
        Self::parse(&text, data).map_err(|error| error.in_file(&path))
    }

    /// Uses another database: a file, relative to the data folder, or a `postgres://` URL.
    ///
    /// # Errors
    /// When a URL cannot be used; no error repeats it, because it holds a password.
    pub fn set_database(&mut self, database: &str) -> Result<(), ConfigError> {
        self.server = check::server(Path::new(database))?;
        self.database = self.data.join(database);
        Ok(())
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

    /// Reads and checks the text of a configuration file.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn parse(text: &str, data: &Path) -> Result<Self, ConfigError> {
        let file: ConfigFile =
            toml::from_str(text).map_err(|error| ConfigError::Malformed(error.to_string()))?;
        check::check(file, data)
    }
}
