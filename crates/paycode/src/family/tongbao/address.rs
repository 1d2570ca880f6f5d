//! The address of a label's page: what a camera that knows no payment codes can follow.

use super::{PartError, PayeeId};
use crate::describe::Fields;
use crate::error::CodeError;
use crate::family::Family;
use std::{fmt, str::FromStr};

/// What stands between host and identifier.
const PATH: &str = "/l/";

/// The longest host, so that an address fits into a template beside Tongbao's identifier.
const HOST_CHARACTERS_MAX: usize = 42;

/// The host at which an operator shows a page for each of its labels: a name in lower case of up
/// to 42 characters, with a port where it is not the usual one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageHost(String);

impl PageHost {
    /// Returns the host as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PageHost {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let (name, port) = match text.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (text, None),
        };
        let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let is_part = |part: &str| {
            !part.is_empty()
                && part.bytes().all(is_letter)
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let is_port = |port: &str| {
            port.parse().is_ok_and(|number: u16| number != 0 && number.to_string() == port)
        };
        let fits = text.len() <= HOST_CHARACTERS_MAX
            && name.split('.').all(is_part)
            && port.is_none_or(is_port);
        if fits { Ok(Self(text.to_owned())) } else { Err(PartError::PageHost) }
    }
}

impl fmt::Display for PageHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a label's page, `https://HOST/l/ID`.
///
/// Anybody can write such an address: whose label it is, only the operator of the host can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelAddress {
    /// Where the page is.
    pub host: PageHost,
    /// Whose page it is.
    pub label: PayeeId,
}

impl fmt::Display for LabelAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}{PATH}{}", self.host, self.label)
    }
}

impl LabelAddress {
    /// Reads an address of a label. Scheme, host and path are taken in either case, since a symbol
    /// of capitals is smaller; a fragment, which no server is sent, is passed over.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
        let host_end = rest.find('/')?;
        let (host, path) = rest.split_at(host_end);
        let (path, id) = path.split_at_checked(PATH.len())?;
        if !scheme.eq_ignore_ascii_case("https") || !path.eq_ignore_ascii_case(PATH) {
            return None;
        }
        let host = host.to_ascii_lowercase().parse().ok()?;
        Some(Self { host, label: id.parse().ok()? })
    }
}

impl Family for LabelAddress {
    const WORD: &'static str = "tongbao";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        Self::read(text).map(Ok)
    }

    fn format(&self) -> &'static str {
        "web-address"
    }

    fn fields(&self) -> Fields {
        Fields::default()
            .text("scheme", "Tongbao")
            .text("host", self.host.as_str())
            .text("payee_kind", "label")
            .text("payee_id", self.label.as_str())
            .text("url", self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};

    const ID: &str = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";

    fn found(text: &str) -> Option<String> {
        match read(text) {
            Ok(Code::TongbaoAddress(address)) => Some(address.to_string()),
            _ => None,
        }
    }

    #[test]
    fn an_address_of_a_label_is_told_from_others() {
        let written = format!("https://pay.example/l/{ID}");
        assert_eq!(found(&written), Some(written.clone()));
        assert_eq!(found(&format!("HTTPS://PAY.EXAMPLE/L/{ID}")), Some(written.clone()));
        assert_eq!(found(&format!("{written}#6304ABCD")), Some(written.clone()));
        let port = format!("https://pay.example:8443/l/{ID}");
        assert_eq!(found(&port), Some(port.clone()));
        for other in [
            format!("http://pay.example/l/{ID}"),
            format!("https://user@pay.example/l/{ID}"),
            format!("https://pay.example\\@evil.example/l/{ID}"),
            format!("https://pay.example/l/{ID}/"),
            format!("https://pay.example/l/{ID}?x=1"),
            format!("https://pay.example/x/{ID}"),
            format!("https://pay.example/é/{ID}"),
            format!("https:///l/{ID}"),
            "https://pay.example/l/".to_owned(),
            format!("https://pay.example/l/{}", ID.to_lowercase()),
        ] {
            assert_eq!(found(&other), None, "{other}");
            assert!(matches!(read(&other), Ok(Code::WebAddress(_) | Code::Text(_))), "{other}");
        }
    }

    #[test]
    fn a_host_is_a_name_with_or_without_a_port() {
        for good in ["pay.example", "localhost:8443", "a", "192.0.2.7", "xn--caf-dma.example"] {
            assert_eq!(good.parse().map(|host: PageHost| host.to_string()), Ok(good.to_owned()));
        }
        let long = "a".repeat(43);
        for bad in [
            "",
            ".",
            "a..b",
            "-a",
            "a-.b",
            "A",
            "a b",
            "a:",
            "a:0",
            "a:080",
            "a:65536",
            "ä",
            long.as_str(),
        ] {
            assert_eq!(bad.parse::<PageHost>(), Err(PartError::PageHost), "{bad}");
        }
    }
}
