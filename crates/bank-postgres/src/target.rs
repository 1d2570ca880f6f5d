//! Where the database is: a `postgres://` URL, whose password is never shown.

use crate::error::OpenError;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};
use tokio_postgres_rustls::MakeRustlsConnect;

/// After how long a connection that is not made counts as refused.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// After how long without a word the other side is asked whether it is there.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(10);
/// For how long sent bytes may stay unacknowledged before the connection counts as broken.
const UNACKNOWLEDGED_MAX: Duration = Duration::from_secs(15);

/// A database on a server.
#[derive(Clone)]
pub struct Target {
    pub(crate) config: Config,
    pub(crate) tls: Option<MakeRustlsConnect>,
}

impl Target {
    /// Reads a URL: `postgres://USER:PASSWORD@HOST:PORT/NAME?sslmode=…&sslrootcert=FILE`, with
    /// several hosts as `HOST:PORT,HOST:PORT`.
    ///
    /// `sslmode` is `disable` or `verify-full`; `require` and `verify-ca` mean the latter too,
    /// since half a check protects from nobody who can change what is sent. Without it, connections
    /// to this machine go without TLS and all others with it.
    ///
    /// # Errors
    /// [`OpenError::Url`].
    pub fn parse(url: &str) -> Result<Self, OpenError> {
        let wrong = |reason: &str| OpenError::Url(reason.to_owned());
        let scheme = ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if !scheme {
            return Err(wrong("it begins with postgres://"));
        }
        let (plain, mode, roots) = split_tls(url)?;
        // The driver's own error may repeat a part of the URL.
        let mut config: Config = plain
            .parse()
            .map_err(|_| wrong("it is not of the form postgres://USER:PASSWORD@HOST:PORT/NAME"))?;
        if config.get_dbname().is_none() {
            return Err(wrong("it names no database"));
        }
        let encrypted = match mode.as_deref() {
            None => !config.get_hosts().iter().all(is_here),
            Some("disable") => false,
            Some("require" | "verify-ca" | "verify-full") => true,
            Some(_) => return Err(wrong("sslmode is disable or verify-full")),
        };
        config
            .ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable })
            .application_name("tongbaod")
            .connect_timeout(CONNECT_TIMEOUT)
            .keepalives_idle(KEEPALIVE_IDLE)
            .tcp_user_timeout(UNACKNOWLEDGED_MAX)
            // Never a standby: what it shows may be older than what was decided.
            .target_session_attrs(TargetSessionAttrs::ReadWrite);
        let tls = if encrypted { Some(connector(roots)?) } else { None };
        Ok(Self { config, tls })
    }
}

/// Neither the password nor the user is shown.
impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({self})")
    }
}

/// The hosts and the database's name.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hosts, ports) = (self.config.get_hosts(), self.config.get_ports());
        let port = |n: usize| ports.get(n).or(ports.first()).copied().unwrap_or(5432);
        let named = hosts.iter().enumerate().map(|(n, host)| match host {
            Host::Tcp(name) => format!("{name}:{}", port(n)),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        });
        let hosts: Vec<String> = named.collect();
        write!(f, "postgres://{}/{}", hosts.join(","), self.config.get_dbname().unwrap_or_default())
    }
}

/// Takes the keys about TLS out of a URL: the driver knows fewer of them.
fn split_tls(url: &str) -> Result<(String, Option<String>, Option<PathBuf>), OpenError> {
    let Some((address, query)) = url.split_once('?') else {
        return Ok((url.to_owned(), None, None));
    };
    let (mut mode, mut roots, mut rest) = (None, None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value.to_owned()),
            Some(("sslrootcert", value)) => roots = Some(PathBuf::from(decoded(value)?)),
            _ => rest.push(pair),
        }
    }
    Ok((format!("{address}?{}", rest.join("&")), mode, roots))
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> Result<String, OpenError> {
    let wrong = || OpenError::Url("sslrootcert is no path".to_owned());
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        rest = more;
        if *first == b'%' {
            let (digits, after) = more.split_at_checked(2).ok_or_else(wrong)?;
            let digits = std::str::from_utf8(digits).map_err(|_| wrong())?;
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| wrong())?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).map_err(|_| wrong())
}

/// Returns whether a host is this machine.
fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            let address = name.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Returns what makes connections that check the server's certificate and name: with the roots in a
/// file, or those that browsers trust.
fn connector(roots: Option<PathBuf>) -> Result<MakeRustlsConnect, OpenError> {
    let mut store = RootCertStore::empty();
    match roots {
        None => store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let wrong = |error: &dyn fmt::Display| {
                OpenError::Url(format!("sslrootcert {}: {error}", path.display()))
            };
            let found = CertificateDer::pem_file_iter(&path).map_err(|error| wrong(&error))?;
            for certificate in found {
                let certificate = certificate.map_err(|error| wrong(&error))?;
                store.add(certificate).map_err(|error| wrong(&error))?;
            }
            if store.is_empty() {
                return Err(wrong(&"no certificate in it"));
            }
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| OpenError::Url(error.to_string()))?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let target = Target::parse("postgres://anna:geheim@db1:5433,db2:5434/bank").expect("reads");
        let shown = format!("{target} {target:?}");
        assert!(!shown.contains("geheim") && !shown.contains("anna"), "{shown}");
        assert!(shown.starts_with("postgres://db1:5433,db2:5434/bank "), "{shown}");
        for broken in ["postgres://anna:geheim@:x/y", "postgres://anna:geheim@h", "anna:geheim"] {
            let error = Target::parse(broken).expect_err("cannot be used").to_string();
            assert!(!error.contains("geheim"), "{error}");
        }
    }

    #[test]
    fn other_machines_are_spoken_to_under_tls_unless_said_otherwise() {
        let encrypted = |url: &str| Target::parse(url).map(|target| target.tls.is_some()).ok();
        assert_eq!(encrypted("postgres://a@db.example/bank"), Some(true));
        assert_eq!(encrypted("postgres://a@db.example/bank?sslmode=disable"), Some(false));
        assert_eq!(encrypted("postgres://a@127.0.0.1/bank"), Some(false));
        assert_eq!(encrypted("postgres://a@localhost,db.example/bank"), Some(true));
        assert_eq!(encrypted("postgres://a@localhost/bank?sslmode=require"), Some(true));
        assert_eq!(encrypted("postgres://a@localhost/bank?sslmode=prefer"), None);
        assert_eq!(encrypted("postgres://a@db.example/bank?sslrootcert=/none/at%20all"), None);
    }
}
