//! Where an address may lead: nowhere but to the public network. A merchant chooses it, and the
//! operator's own machines would answer the operator.
//!
//! A name is looked up once, what it leads to is sorted, and exactly one of the addresses that are
//! left is connected to: what the name leads to a moment later changes nothing.

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Why an address is not told anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error("it is no address")]
    Malformed,
    /// It is not encrypted.
    #[error("it is not https")]
    Open,
    /// A name or a password stands in it, or something behind `#`.
    #[error("it has a name, a password or a fragment in it")]
    Adorned,
    /// It leads to a network that is not public.
    #[error("it leads to a network that is not public")]
    Private,
}

/// Checks the text of an address as far as that is possible without a look-up; with `loopback` it
/// may lead to this machine, also without TLS.
///
/// # Errors
/// See [`AddressError`].
pub fn check(text: &str, loopback: bool) -> Result<Url, AddressError> {
    // The parser that the client has: 0x7f.1 and 2130706433 are 127.0.0.1 for both.
    let url = Url::parse(text).map_err(|_| AddressError::Malformed)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(AddressError::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(AddressError::Adorned);
    }
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
    let is_local = ip.is_some_and(is_loopback) || host == "localhost";
    match url.scheme() {
        "https" => {}
        "http" if loopback && is_local => {}
        _ => return Err(AddressError::Open),
    }
    match ip {
        Some(ip) if !may_be_told(ip, loopback) => Err(AddressError::Private),
        _ => Ok(url),
    }
}

/// Returns whether an IP address may be connected to.
pub fn may_be_told(ip: IpAddr, loopback: bool) -> bool {
    if loopback && is_loopback(ip) {
        return true;
    }
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_loopback(ip: IpAddr) -> bool {
    // An IPv4 address in IPv6's clothes is not meant here.
    ip.is_loopback()
}

/// All but what IANA's registry of special addresses lists.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = match a {
        0 | 10 | 127 | 224..=255 => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => matches!((b, c), (168, _) | (0, 0 | 2) | (88, 99)),
        198 => matches!((b, c), (18 | 19, _) | (51, 100)),
        203 => (b, c) == (0, 113),
        _ => false,
    };
    !is_special
}

/// Only global unicast, without the parts in which other addresses are packed or that are for
/// examples: no mapped, translated, tunnelled, local or multicast address is in it.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let is_special = match first {
        0x2001 => second < 0x0200 || second == 0x0db8,
        0x2002 | 0x3ffe => true,
        0x3fff => second < 0x1000,
        _ => false,
    };
    first & 0xE000 == 0x2000 && !is_special
}

/// Looks names up and keeps what may be connected to.
pub struct Guarded {
    /// Whether this machine may be told.
    pub loopback: bool,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (name, loopback) = (name.as_str().to_owned(), self.loopback);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let kept: Vec<SocketAddr> =
                found.filter(|address| may_be_told(address.ip(), loopback)).collect();
            if kept.is_empty() {
                return Err(AddressError::Private.into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
