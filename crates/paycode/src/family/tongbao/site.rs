//! Where an operator is on the web: what the addresses of envelopes, coupons and invitations begin
//! with.

use super::{PageHost, PartError};
use std::fmt;

/// The hosts of this machine, where nobody listens in between.
const OWN: [&str; 2] = ["localhost", "127.0.0.1"];

/// An operator's `https://HOST`; on this machine, where a demo serves it without a certificate, also
/// `http://HOST`. No address ever leads to an open host elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    is_open: bool,
    host: PageHost,
}

impl Site {
    /// Returns where the operator of an address is, whatever path follows.
    ///
    /// # Errors
    /// When the host is too long, or not in lower case.
    pub fn of_url(url: &str) -> Result<Self, PartError> {
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
        let host: PageHost = rest.split('/').next().unwrap_or_default().parse()?;
        let is_open = scheme.eq_ignore_ascii_case("http") && is_own(&host);
        Ok(Self { is_open, host })
    }

    /// Returns the host.
    pub const fn host(&self) -> &PageHost {
        &self.host
    }

    /// Reads an address up to its path, with which what is returned begins. Scheme and host are
    /// taken in either case, since a symbol of capitals is smaller.
    pub(super) fn read(text: &str) -> Option<(Self, &str)> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, path) = rest.split_at(rest.find('/')?);
        let host: PageHost = host.to_ascii_lowercase().parse().ok()?;
        let is_open = scheme.eq_ignore_ascii_case("http") && is_own(&host);
        let is_site = is_open || scheme.eq_ignore_ascii_case("https");
        is_site.then_some((Self { is_open, host }, path))
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_open { "http" } else { "https" };
        write!(f, "{scheme}://{}", self.host)
    }
}

fn is_own(host: &PageHost) -> bool {
    let name = host.as_str().split_once(':').map_or(host.as_str(), |(name, _)| name);
    OWN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_reached_without_a_certificate() {
        for (url, site) in [
            ("https://pay.example", "https://pay.example"),
            ("https://localhost:8443", "https://localhost:8443"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("HTTP://127.0.0.1", "http://127.0.0.1"),
            ("http://pay.example", "https://pay.example"),
            ("http://localhost.example", "https://localhost.example"),
        ] {
            assert_eq!(
                Site::of_url(url).map(|site| site.to_string()),
                Ok(site.to_owned()),
                "{url}"
            );
        }
        assert!(Site::of_url("http://Pay.example").is_err());
        let read = |text| Site::read(text).map(|(site, path)| (site.to_string(), path));
        let own = Some(("http://localhost:80".to_owned(), "/c/1"));
        assert_eq!(read("HTTP://LOCALHOST:80/c/1"), own);
        for other in ["http://pay.example/c/1", "http://127.0.0.1.example/c/1", "ftp://localhost/c"]
        {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
