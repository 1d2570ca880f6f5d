//! Which operator addresses may be used: https, or http to this very machine.

use reqwest::Url;
use std::net::IpAddr;
use wallet::port::ApiError;

/// Reads an operator's address: scheme, host and port, and nothing behind them.
pub(super) fn read(text: &str) -> Result<Url, ApiError> {
    let refused = |why: &str| Err(ApiError::AddressRefused(why.to_owned()));
    let Ok(url) = Url::parse(text) else {
        return refused("it is no web address");
    };
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else {
        return refused("it names no host");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refused("it holds a name or password");
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return refused("it goes on behind the host");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(host) => Ok(url),
        "http" => refused("it is not encrypted, and not on this machine"),
        _ => refused("it does not begin with https://"),
    }
}

/// Returns the host and the port, where it is not the scheme's own.
pub(super) fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_addresses_and_this_machine_are_used() {
        for (text, expected) in [
            ("https://pay.example.org", "pay.example.org"),
            ("https://pay.example.org:8443/", "pay.example.org:8443"),
            ("https://PAY.example.org:443", "pay.example.org"),
            ("http://127.0.0.1:7300", "127.0.0.1:7300"),
            ("http://127.8.9.1", "127.8.9.1"),
            ("http://localhost:7300", "localhost:7300"),
            ("http://[::1]:7300", "[::1]:7300"),
        ] {
            assert_eq!(read(text).map(|url| authority(&url)), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        for text in [
            "",
            "pay.example.org",
            "http://pay.example.org",
            "http://192.168.1.2:7300",
            "http://localhost.example.org",
            "http://127.0.0.1.example.org",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "https://lin@example.org",
            "https://:secret@example.org",
            "https://example.org/v1",
            "https://example.org/?a",
            "https://example.org/#a",
        ] {
            assert!(matches!(read(text), Err(ApiError::AddressRefused(_))), "{text}");
        }
    }
}
