//! Web addresses: recognised, so that they can be shown with their host. Nothing is opened.

use super::Family;
use crate::describe::{Fields, Value};
use crate::error::CodeError;

/// An `http` or `https` address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress {
    /// The whole address as it stands in the code.
    pub address: String,
    /// The host it leads to, in lower case, without user, password and port.
    pub host: String,
    /// Whether the scheme is `https`.
    pub is_encrypted: bool,
}

impl Family for WebAddress {
    const WORD: &'static str = "web-address";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        Self::read(text).map(Ok)
    }

    fn is_payment_code(&self) -> bool {
        false
    }

    fn fields(&self) -> Fields {
        let Self { address, host, is_encrypted } = self;
        Fields::default()
            .text("url", address)
            .text("host", host)
            .value("is_encrypted", Some(Value::Flag(*is_encrypted)))
    }
}

impl WebAddress {
    /// Reads an address with a host and with no white space or control character.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let is_encrypted = scheme.eq_ignore_ascii_case("https");
        if !is_encrypted && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return None;
        }
        // Browsers take a backslash for a slash: the host must not depend on who reads.
        let authority = rest.split(['/', '\\', '?', '#']).next()?;
        let host_port = authority.rsplit('@').next()?;
        let host = match host_port.strip_prefix('[') {
            Some(rest) => rest.split_once(']')?.0,
            None => host_port.split(':').next()?,
        };
        if host.is_empty() {
            return None;
        }
        Some(Self { address: text.to_owned(), host: host.to_lowercase(), is_encrypted })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Option<String> {
        WebAddress::read(text).map(|address| address.host)
    }

    #[test]
    fn the_host_is_where_the_address_leads_and_not_what_it_pretends() {
        assert_eq!(host("https://bank.example@evil.example/x"), Some("evil.example".into()));
        assert_eq!(host("https://evil.example\\@bank.example/"), Some("evil.example".into()));
        assert_eq!(host("HTTP://Shop.Example:8080?q=1"), Some("shop.example".into()));
        assert_eq!(host("https://[2001:db8::1]:8443/"), Some("2001:db8::1".into()));
    }

    #[test]
    fn a_text_that_is_no_address_is_none() {
        for text in ["https://", "ftp://a.example", "see https://a.example", "https://a b", "://"] {
            assert_eq!(host(text), None, "{text}");
        }
    }
}
