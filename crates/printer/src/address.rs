//! Where a printer is: a name or an IP address, and a port.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// The port on which receipt printers listen.
pub const PORT: u16 = 9100;
/// The longest name of a host.
const HOST_MAX: usize = 253;

/// Where a printer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// A name, or an IP address without brackets.
    host: String,
    port: u16,
}

/// A text that is no printer's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a printer's address is a name or an IP address, and a port where it is not 9100")]
pub struct AddressError;

impl Address {
    /// Returns the name or the IP address.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the port.
    pub const fn port(&self) -> u16 {
        self.port
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self { host: address.to_string(), port: PORT });
        }
        if let Some(rest) = text.strip_prefix('[') {
            let (host, rest) = rest.split_once(']').ok_or(AddressError)?;
            let host = host.parse::<Ipv6Addr>().map_err(|_| AddressError)?.to_string();
            let port = match rest.strip_prefix(':') {
                Some(port) => read_port(port)?,
                None if rest.is_empty() => PORT,
                None => return Err(AddressError),
            };
            return Ok(Self { host, port });
        }
        let (host, port) = match text.split_once(':') {
            Some((host, port)) => (host, read_port(port)?),
            None => (text, PORT),
        };
        if is_name(host) {
            Ok(Self { host: host.to_ascii_lowercase(), port })
        } else {
            Err(AddressError)
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.host.contains(':'), self.port) {
            (false, PORT) => f.write_str(&self.host),
            (false, port) => write!(f, "{}:{port}", self.host),
            (true, port) => write!(f, "[{}]:{port}", self.host),
        }
    }
}

fn read_port(text: &str) -> Result<u16, AddressError> {
    let are_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse().ok().filter(|port| *port > 0 && are_digits);
    port.ok_or(AddressError)
}

/// Returns whether a text is the name of a host, or an address of four numbers.
fn is_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let labels = text.strip_suffix('.').unwrap_or(text);
    labels.len() <= HOST_MAX && labels.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_and_addresses_are_read_with_and_without_a_port() {
        for (text, host, port, written) in [
            ("192.168.1.50", "192.168.1.50", 9100, "192.168.1.50"),
            (" 10.0.0.7:9101 ", "10.0.0.7", 9101, "10.0.0.7:9101"),
            ("Kitchen.local", "kitchen.local", 9100, "kitchen.local"),
            ("tm-t20_1:9100", "tm-t20_1", 9100, "tm-t20_1"),
            ("fd00::7", "fd00::7", 9100, "[fd00::7]:9100"),
            ("[fe80::1]:515", "fe80::1", 515, "[fe80::1]:515"),
            ("[fe80::1]", "fe80::1", 9100, "[fe80::1]:9100"),
        ] {
            let read: Address = text.parse().expect(text);
            assert_eq!((read.host(), read.port()), (host, port), "{text}");
            assert_eq!(read.to_string(), written, "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let long = "x".repeat(64);
        for text in [
            "",
            ":9100",
            "printer:",
            "printer:0",
            "printer:65536",
            "printer:+1",
            "printer:9100:1",
            "http://printer",
            "a b",
            "-a",
            "a-",
            "a..b",
            "[::1",
            "[::1]x",
            "[printer]:1",
            "用户",
            &long,
        ] {
            assert_eq!(text.parse::<Address>(), Err(AddressError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_and_read_again(text in "[a-zA-Z0-9.:_\\[\\] -]{0,40}") {
            if let Ok(address) = text.parse::<Address>() {
                prop_assert_eq!(address.to_string().parse::<Address>(), Ok(address));
            }
        }
    }
}
