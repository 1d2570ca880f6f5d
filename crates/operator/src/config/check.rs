//! Checks what the kinds of keys cannot: every error names the key and where its value came from.

use super::source::{Origin, Settings};
use super::time_zone::TimeZoneError;
use super::{
    CardTopUpConfig, CodeConfig, CodeFile, Config, ConfigError, ConfigFile, IssuerConfig,
    IssuerFile, Merchants, MerchantsFile, QuickPayConfig, SmtpConfig, SmtpTls, TraceConfig,
};
use crate::database::is_url;
use bank::CardTopUpLimits;
use bank::fee::FeeTerms;
use bank::quick_pay::QuickPayLimits;
use bank_postgres::Target;
use money::{Amount, Currency};
use paycode::{PageHost, PayerPrefix};
use std::path::Path;

/// What is wrong with a key.
type Wrong = (&'static str, String);

fn wrong(key: &'static str, reason: impl Into<String>) -> Wrong {
    (key, reason.into())
}

/// Turns settings into the configuration.
pub(super) fn check(settings: &Settings, data: &Path) -> Result<Config, ConfigError> {
    let origin =
        |key: &str| settings.get(key).map_or(Origin::Default, |setting| setting.origin.clone());
    let file =
        typed(settings).map_err(|(key, reason)| ConfigError::value(key, reason, origin(key)))?;
    checked(file, data).map_err(|(key, reason)| ConfigError::value(key, reason, origin(key)))
}

/// Puts the settings into the structs; their kinds were checked before.
fn typed(settings: &Settings) -> Result<ConfigFile, Wrong> {
    let mut root = toml::Table::new();
    for (path, setting) in settings {
        let (table, name) = match path.split_once('.') {
            None => (&mut root, *path),
            Some((table, name)) => {
                let table = root.entry(table).or_insert_with(|| toml::Table::new().into());
                let Some(table) = table.as_table_mut() else { continue };
                (table, name)
            }
        };
        table.insert(name.to_owned(), setting.value.clone());
    }
    for key in super::KEYS {
        if key.fallback == super::Fallback::Required && !settings.contains_key(key.path) {
            return Err(wrong(key.path, format!("is missing; {} sets it too", key.variable())));
        }
    }
    // No value is in serde's sentence that `Kind` has not looked at.
    root.try_into().map_err(|error: toml::de::Error| wrong("operator.toml", error.message()))
}

fn checked(file: ConfigFile, data: &Path) -> Result<Config, Wrong> {
    let ConfigFile { operator, name, currency, country, listen, admin_listen, public_url, .. } =
        file;
    if !is_operator_name(&operator) {
        return Err(wrong("operator", "is 1 to 30 of a-z, 0-9, '.' and '-'"));
    }
    if name.trim().is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
        return Err(wrong("name", "is one line of 1 to 40 characters"));
    }
    let currency =
        Currency::from_code(&currency).map_err(|error| wrong("currency", error.to_string()))?;
    let country = country.parse().map_err(|_| wrong("country", "is two capital letters"))?;
    let public_url = public_url.unwrap_or_else(|| format!("http://{listen}"));
    check_public_url(&public_url)?;
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
        wallet_url: file.wallet_url.map(wallet_url).transpose()?,
        payment_max: payment_max(&file.payment_max, currency)?,
        pin_from: amount("pin_from", &file.pin_from, currency)?,
        payer_code_prefix: PayerPrefix::new(file.payer_code_prefix)
            .map_err(|error| wrong("payer_code_prefix", error.to_string()))?,
        fee: FeeTerms {
            rate_bp: file.fee.rate_bp,
            free_below_minor: amount("fee.free_below", &file.fee.free_below, currency)?.minor(),
        },
        quick_pay: quick_pay(&file.quick_pay, currency)?,
        card_top_up: card_top_up(&file.card_top_up, currency)?,
        confirm_within_s: file.confirm_within_s,
        time_zone: file
            .time_zone
            .parse()
            .map_err(|error: TimeZoneError| wrong("time_zone", error.to_string()))?,
        code: code(file.code)?,
        limit: file.limit,
        timeout: file.timeout,
        trace: trace(file.trace)?,
        issuer: issuer(file.issuer)?,
        webhook_loopback: file.webhook.loopback,
        merchants: merchants(&file.merchants, currency)?,
        trusted_proxies: file.trusted_proxies,
        sandbox: file.sandbox,
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
pub(super) fn server(database: &Path) -> Result<Option<Target>, Wrong> {
    match database.to_str().filter(|name| is_url(name)) {
        None => Ok(None),
        Some(url) => {
            Target::parse(url).map(Some).map_err(|error| wrong("database", error.to_string()))
        }
    }
}

fn is_operator_name(name: &str) -> bool {
    (1..=30).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
}

fn check_public_url(url: &str) -> Result<(), Wrong> {
    let uri: axum::http::Uri = url.parse().map_err(|_| wrong("public_url", "is not an address"))?;
    let scheme_fits = matches!(uri.scheme_str(), Some("http" | "https"));
    if !scheme_fits || uri.authority().is_none() || url.ends_with('/') || uri.path() != "/" {
        return Err(wrong("public_url", "is http(s)://HOST[:PORT], without a path"));
    }
    Ok(())
}

/// Returns the host of an `https` address; no camera should be led to an open one.
fn page_host(public_url: &str) -> Result<Option<PageHost>, Wrong> {
    let Some(host) = public_url.strip_prefix("https://") else {
        return Ok(None);
    };
    let reason = "is too long for labels to name its page, or not in lower case; with \
                  label_page = false they name none";
    host.parse().map(Some).map_err(|_| wrong("public_url", reason))
}

/// Checks where people get a wallet: a page leads there, so nothing but a plain address.
fn wallet_url(url: String) -> Result<String, Wrong> {
    let reason = "is https://HOST[/PATH], without name or password";
    let uri: axum::http::Uri = url.parse().map_err(|_| wrong("wallet_url", reason))?;
    let host = uri.authority().filter(|authority| !authority.as_str().contains('@'));
    if uri.scheme_str() == Some("https") && host.is_some() {
        Ok(url)
    } else {
        Err(wrong("wallet_url", reason))
    }
}

/// Checks the collector's address. Names and passwords do not belong into it.
fn trace(trace: TraceConfig) -> Result<TraceConfig, Wrong> {
    let Some(collector) = &trace.collector else { return Ok(trace) };
    let reason = "is http(s)://HOST[:PORT][/PATH], without `/v1/traces`, name or password";
    let uri: axum::http::Uri = collector.parse().map_err(|_| wrong("trace.collector", reason))?;
    let host = uri.authority().filter(|authority| !authority.as_str().contains('@'));
    let scheme_fits = matches!(uri.scheme_str(), Some("http" | "https"));
    if !scheme_fits || host.is_none() || uri.query().is_some() || uri.path().ends_with("/v1/traces")
    {
        return Err(wrong("trace.collector", reason));
    }
    Ok(trace)
}

/// Checks the issuer's address: card numbers go there, so that on a network it is `https`.
fn issuer(file: IssuerFile) -> Result<Option<IssuerConfig>, Wrong> {
    let IssuerFile { url, secret, secret_file: _ } = file;
    let (url, secret) = match (url, secret) {
        (None, None) => return Ok(None),
        (Some(url), Some(secret)) => (url, secret),
        (Some(_), None) => return Err(wrong("issuer.secret", "is missing; issuer.url needs it")),
        (None, Some(_)) => return Err(wrong("issuer.url", "is missing; issuer.secret needs it")),
    };
    let reason = "is https://HOST[:PORT], or http on this machine, without a path or a password";
    let uri: axum::http::Uri = url.parse().map_err(|_| wrong("issuer.url", reason))?;
    let host = uri.authority().filter(|authority| !authority.as_str().contains('@'));
    let host = host.map_or("", |authority| authority.host());
    let is_local = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    let is_safe =
        uri.scheme_str() == Some("https") || (uri.scheme_str() == Some("http") && is_local);
    let is_bare = uri.path() == "/" && uri.query().is_none() && !url.ends_with('/');
    if host.is_empty() || !is_safe || !is_bare {
        return Err(wrong("issuer.url", reason));
    }
    let is_shown = secret.expose().bytes().all(|byte| byte.is_ascii_graphic());
    if !is_shown || secret.expose().len() < 16 {
        return Err(wrong("issuer.secret", "is 16 or more visible ASCII characters"));
    }
    Ok(Some(IssuerConfig { url, secret }))
}

fn amount(key: &'static str, text: &str, currency: Currency) -> Result<Amount, Wrong> {
    Amount::parse(text, currency).map_err(|error| wrong(key, error.to_string()))
}

fn payment_max(text: &str, currency: Currency) -> Result<Amount, Wrong> {
    let amount = amount("payment_max", text, currency)?;
    if amount.is_zero() { Err(wrong("payment_max", "is above zero")) } else { Ok(amount) }
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

fn card_top_up(config: &CardTopUpConfig, currency: Currency) -> Result<CardTopUpLimits, Wrong> {
    let CardTopUpConfig { min, max, day_max, day_uses_max } = config;
    Ok(CardTopUpLimits {
        min_minor: amount("card_top_up.min", min, currency)?.minor(),
        max_minor: amount("card_top_up.max", max, currency)?.minor(),
        day_max_minor: amount("card_top_up.day_max", day_max, currency)?.minor(),
        day_uses_max: *day_uses_max,
    })
}

fn quick_pay(config: &QuickPayConfig, currency: Currency) -> Result<QuickPay, Wrong> {
    let QuickPayConfig { payment_max, day_max, day_uses_max } = config;
    Ok(QuickPay {
        payment_max: amount("quick_pay.payment_max", payment_max, currency)?,
        day_max: amount("quick_pay.day_max", day_max, currency)?,
        day_uses_max: *day_uses_max,
    })
}

fn merchants(file: &MerchantsFile, currency: Currency) -> Result<Merchants, Wrong> {
    let MerchantsFile { auto_approve, cashier_refund_max } = file;
    Ok(Merchants {
        auto_approve: *auto_approve,
        cashier_refund_max: amount("merchants.cashier_refund_max", cashier_refund_max, currency)?,
    })
}

fn code(file: CodeFile) -> Result<CodeConfig, Wrong> {
    let CodeFile { sender, host, port, tls, user, password, password_file: _, from, .. } = file;
    let needed = |key, value: Option<String>| {
        value.ok_or_else(|| wrong(key, "is missing; code.sender = \"smtp\" needs it"))
    };
    if sender == "log" {
        let useless = [
            ("code.host", host.is_some()),
            ("code.from", from.is_some()),
            ("code.user", user.is_some()),
            ("code.password", password.is_some()),
        ];
        return match useless.into_iter().find(|(_, is_set)| *is_set) {
            Some((key, _)) => Err(wrong(key, "has no use with code.sender = \"log\"")),
            None => Ok(CodeConfig::Log),
        };
    }
    let smtp = SmtpConfig {
        host: needed("code.host", host)?,
        port,
        tls,
        user,
        password,
        from: needed("code.from", from)?,
        sms_mail_domain: file.sms_mail_domain,
    };
    check_smtp(&smtp)?;
    Ok(CodeConfig::Smtp(smtp))
}

fn check_smtp(smtp: &SmtpConfig) -> Result<(), Wrong> {
    // A code or password in clear text must not leave the machine.
    let local = ["localhost", "127.0.0.1", "::1"].contains(&smtp.host.as_str());
    if smtp.tls == SmtpTls::None && !local {
        return Err(wrong("code.tls", "\"none\" needs a relay on this machine"));
    }
    if smtp.user.is_some() != smtp.password.is_some() {
        return Err(wrong("code.user", "comes together with code.password"));
    }
    if smtp.from.parse::<lettre::message::Mailbox>().is_err() {
        return Err(wrong("code.from", "is an address: Name <name@example.org>"));
    }
    if let Some(domain) = &smtp.sms_mail_domain
        && format!("number@{domain}").parse::<lettre::Address>().is_err()
    {
        return Err(wrong("code.sms_mail_domain", "is a domain name"));
    }
    Ok(())
}
