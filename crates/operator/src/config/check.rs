//! Checks the keys of `operator.toml`; every error names the key.

use super::time_zone::{TimeZone, TimeZoneError};
use super::{CodeConfig, Config, ConfigFile, LimitConfig, QuickPayConfig, SmtpConfig, SmtpTls};
use crate::database::is_url;
use bank::quick_pay::QuickPayLimits;
use bank_postgres::Target;
use money::{Amount, Currency};
use paycode::{PageHost, PayerPrefix};
use std::path::{Path, PathBuf};

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {error}; `tongbaod init` or `tongbaod init-demo` writes it")]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// It is not TOML, or a key is missing or unknown.
    #[error("{0}")]
    Malformed(String),
    /// A key's value cannot be used.
    #[error("{key}: {reason}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong.
        reason: String,
    },
}

impl ConfigError {
    fn value(key: &'static str, reason: impl Into<String>) -> Self {
        Self::Value { key, reason: reason.into() }
    }

    /// Puts the file's name before the error.
    pub(super) fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Unreadable { .. } => self,
            Self::Malformed(reason) => Self::Malformed(format!("{}: {reason}", path.display())),
            Self::Value { key, reason } => {
                Self::Value { key, reason: format!("{reason} (in {})", path.display()) }
            }
        }
    }
}

/// Turns the file into the configuration.
pub(super) fn check(file: ConfigFile, data: &Path) -> Result<Config, ConfigError> {
    let ConfigFile { operator, name, currency, country, listen, admin_listen, public_url, .. } =
        file;
    if !is_operator_name(&operator) {
        return Err(ConfigError::value("operator", "is 1 to 30 of a-z, 0-9, '.' and '-'"));
    }
    if name.trim().is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
        return Err(ConfigError::value("name", "is one line of 1 to 40 characters"));
    }
    let currency = Currency::from_code(&currency)
        .map_err(|error| ConfigError::value("currency", error.to_string()))?;
    let country =
        country.parse().map_err(|_| ConfigError::value("country", "is two capital letters"))?;
    let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
    check_public_url(&public_url)?;
    check_limits(&file.limit)?;
    if let CodeConfig::Smtp(smtp) = &file.code {
        check_smtp(smtp)?;
    }
    let page_host = if file.label_page { page_host(&public_url)? } else { None };
    Ok(Config {
        operator,
        name,
        currency,
        country,
        listen,
        admin_listen,
        public_url,
        page_host,
        payment_max: payment_max(file.payment_max.as_deref(), currency)?,
        pin_from: pin_from(file.pin_from.as_deref(), currency)?,
        payer_code_prefix: prefix(file.payer_code_prefix)?,
        quick_pay: quick_pay(&file.quick_pay, currency)?,
        confirm_within_s: confirm_within_s(file.confirm_within_s)?,
        time_zone: time_zone(file.time_zone.as_deref())?,
        code: file.code,
        limit: file.limit,
        trusted_proxies: file.trusted_proxies,
        log_pretty: file.log_pretty,
        data: data.to_owned(),
        server: server(&file.database)?,
        require_synchronous_standby: file.require_synchronous_standby,
        database: data.join(file.database),
        keys: data.join(file.keys),
    })
}

/// Returns the server whose URL the database's name is. No error repeats the URL: it holds a
/// password.
pub(super) fn server(database: &Path) -> Result<Option<Target>, ConfigError> {
    match database.to_str().filter(|name| is_url(name)) {
        None => Ok(None),
        Some(url) => Target::parse(url)
            .map(Some)
            .map_err(|error| ConfigError::value("database", error.to_string())),
    }
}

fn is_operator_name(name: &str) -> bool {
    (1..=30).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
}

fn check_public_url(url: &str) -> Result<(), ConfigError> {
    let uri: axum::http::Uri =
        url.parse().map_err(|_| ConfigError::value("public_url", "is not an address"))?;
    let scheme_fits = matches!(uri.scheme_str(), Some("http" | "https"));
    if !scheme_fits || uri.authority().is_none() || url.ends_with('/') || uri.path() != "/" {
        return Err(ConfigError::value("public_url", "is http(s)://HOST[:PORT], without a path"));
    }
    Ok(())
}

/// Returns the host of an `https` address; no camera should be led to an open one.
fn page_host(public_url: &str) -> Result<Option<PageHost>, ConfigError> {
    let Some(host) = public_url.strip_prefix("https://") else {
        return Ok(None);
    };
    let reason = "is too long for labels to name its page, or not in lower case; with \
                  label_page = false they name none";
    host.parse().map(Some).map_err(|_| ConfigError::value("public_url", reason))
}

fn payment_max(text: Option<&str>, currency: Currency) -> Result<Amount, ConfigError> {
    let wrong = |reason: String| ConfigError::value("payment_max", reason);
    let amount = match text {
        Some(text) => Amount::parse(text, currency).map_err(|error| wrong(error.to_string()))?,
        None => Amount::new(5000 * currency.minor_per_major(), currency)
            .map_err(|error| wrong(error.to_string()))?,
    };
    if amount.is_zero() { Err(wrong("is above zero".to_owned())) } else { Ok(amount) }
}

fn pin_from(text: Option<&str>, currency: Currency) -> Result<Amount, ConfigError> {
    text.map_or(Ok(Amount::zero(currency)), |text| {
        Amount::parse(text, currency)
            .map_err(|error| ConfigError::value("pin_from", error.to_string()))
    })
}

fn prefix(number: Option<u32>) -> Result<PayerPrefix, ConfigError> {
    number.map_or(Ok(PayerPrefix::DEFAULT), |number| {
        PayerPrefix::new(number)
            .map_err(|error| ConfigError::value("payer_code_prefix", error.to_string()))
    })
}

fn confirm_within_s(seconds: Option<u32>) -> Result<u32, ConfigError> {
    let seconds = seconds.unwrap_or(45);
    match (1..=180).contains(&seconds) {
        true => Ok(seconds),
        false => Err(ConfigError::value("confirm_within_s", "is 1 to 180")),
    }
}

fn time_zone(text: Option<&str>) -> Result<TimeZone, ConfigError> {
    text.map_or(Ok(TimeZone::default()), |text| {
        text.parse()
            .map_err(|error: TimeZoneError| ConfigError::value("time_zone", error.to_string()))
    })
}

/// How far payments by payer code go without the PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickPay {
    /// The largest payment.
    pub payment_max: Amount,
    /// The largest sum in any 24 hours.
    pub day_max: Amount,
    /// The most payments in any 24 hours.
    pub day_uses_max: u32,
}

impl QuickPay {
    /// Returns the limits as the bank's rules take them.
    pub const fn limits(&self) -> QuickPayLimits {
        QuickPayLimits {
            payment_max_minor: self.payment_max.minor(),
            day_max_minor: self.day_max.minor(),
            day_uses_max: self.day_uses_max,
        }
    }
}

fn quick_pay(config: &QuickPayConfig, currency: Currency) -> Result<QuickPay, ConfigError> {
    let amount = |key, text: &Option<String>, major: u64| {
        let amount = match text {
            Some(text) => Amount::parse(text, currency),
            None => Amount::new(major * currency.minor_per_major(), currency),
        };
        amount.map_err(|error| ConfigError::value(key, error.to_string()))
    };
    let day_uses_max = config.day_uses_max.unwrap_or(10);
    if day_uses_max > 100 {
        return Err(ConfigError::value("quick_pay.day_uses_max", "is 0 to 100"));
    }
    Ok(QuickPay {
        payment_max: amount("quick_pay.payment_max", &config.payment_max, 100)?,
        day_max: amount("quick_pay.day_max", &config.day_max, 300)?,
        day_uses_max,
    })
}

fn check_limits(limit: &LimitConfig) -> Result<(), ConfigError> {
    let LimitConfig {
        per_ip_per_minute,
        per_device_per_minute,
        enrolments_per_handle_per_hour,
        enrolments_per_ip_per_hour,
        concurrency,
        connections,
        listeners,
        queue,
        pin_checks,
    } = *limit;
    let keys = [
        ("limit.per_ip_per_minute", per_ip_per_minute),
        ("limit.per_device_per_minute", per_device_per_minute),
        ("limit.enrolments_per_handle_per_hour", enrolments_per_handle_per_hour),
        ("limit.enrolments_per_ip_per_hour", enrolments_per_ip_per_hour),
        ("limit.concurrency", concurrency),
        ("limit.connections", connections),
        ("limit.listeners", listeners),
        ("limit.queue", queue),
        ("limit.pin_checks", pin_checks),
    ];
    keys.into_iter().try_for_each(|(key, value)| {
        if (1..=1_000_000).contains(&value) {
            Ok(())
        } else {
            Err(ConfigError::value(key, "is 1 to 1000000"))
        }
    })
}

fn check_smtp(smtp: &SmtpConfig) -> Result<(), ConfigError> {
    // A code or password in clear text must not leave the machine.
    let local = ["localhost", "127.0.0.1", "::1"].contains(&smtp.host.as_str());
    if smtp.tls == SmtpTls::None && !local {
        return Err(ConfigError::value("code.tls", "\"none\" needs a relay on this machine"));
    }
    if smtp.user.is_some() != smtp.password.is_some() {
        return Err(ConfigError::value("code.user", "comes together with code.password"));
    }
    if smtp.from.parse::<lettre::message::Mailbox>().is_err() {
        return Err(ConfigError::value("code.from", "is an address: Name <name@example.org>"));
    }
    if let Some(domain) = &smtp.sms_mail_domain
        && format!("number@{domain}").parse::<lettre::Address>().is_err()
    {
        return Err(ConfigError::value("code.sms_mail_domain", "is a domain name"));
    }
    Ok(())
}
