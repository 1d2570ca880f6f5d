//! The address of an envelope: what its sender hands to a group, or to one person.

use super::{PayeeId, Site};
use crate::describe::Fields;
use crate::error::CodeError;
use crate::family::Family;
use std::fmt;

/// What stands between host and identifier.
const PATH: &str = "/e/";

/// The address of an envelope, `https://HOST/e/ID#SECRET`, on this machine also `http`; without a
/// secret where it is for one person alone.
///
/// Whoever has the secret can claim a share, so it stands in the fragment, which no browser sends
/// to a server; and it is no field of the description, so that no list of fields shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvelopeAddress {
    /// Where the operator is.
    pub site: Site,
    /// Which envelope.
    pub envelope: PayeeId,
    /// What a claim is shown with: 128 bits, written as identifiers are.
    pub secret: Option<PayeeId>,
}

impl fmt::Display for EnvelopeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{PATH}{}", self.site, self.envelope)?;
        match &self.secret {
            Some(secret) => write!(f, "#{secret}"),
            None => Ok(()),
        }
    }
}

impl EnvelopeAddress {
    /// Reads an address of an envelope. Scheme, host and path are taken in either case.
    fn read(text: &str) -> Option<Self> {
        let (text, secret) = match text.split_once('#') {
            Some((text, secret)) => (text, Some(secret.parse().ok()?)),
            None => (text, None),
        };
        let (site, path) = Site::read(text)?;
        let (path, id) = path.split_at_checked(PATH.len())?;
        if !path.eq_ignore_ascii_case(PATH) {
            return None;
        }
        Some(Self { site, envelope: id.parse().ok()?, secret })
    }
}

impl Family for EnvelopeAddress {
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
            .text("host", self.site.host().as_str())
            .text("payee_kind", "envelope")
            .text("payee_id", self.envelope.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::prelude::*;

    const ID: &str = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";
    const SECRET: &str = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ";

    fn found(text: &str) -> Option<String> {
        match read(text) {
            Ok(Code::EnvelopeAddress(address)) => Some(address.to_string()),
            _ => None,
        }
    }

    #[test]
    fn an_address_of_an_envelope_is_told_from_others() {
        for host in ["pay.example", "localhost:8443"] {
            for rest in [format!("{ID}#{SECRET}"), ID.to_owned()] {
                let written = format!("https://{host}/e/{rest}");
                assert_eq!(found(&written), Some(written.clone()));
                let loud = format!("HTTPS://{}/E/{rest}", host.to_uppercase());
                assert_eq!(found(&loud), Some(written));
            }
        }
        let own = format!("http://localhost:8080/e/{ID}#{SECRET}");
        assert_eq!(found(&own), Some(own.clone()), "a demo on this machine");
        for other in [
            format!("http://pay.example/e/{ID}#{SECRET}"),
            format!("https://pay.example/l/{ID}#{SECRET}"),
            format!("https://pay.example/e/{ID}#"),
            format!("https://pay.example/e/{ID}#{SECRET}#"),
            format!("https://pay.example/e/{ID}#{}", &SECRET[1..]),
            format!("https://pay.example/e/{ID}?s={SECRET}"),
            format!("https://pay.example/e/{ID}/#{SECRET}"),
            format!("https://user@pay.example/e/{ID}#{SECRET}"),
            format!("https://pay.example/e/#{SECRET}"),
        ] {
            assert_eq!(found(&other), None, "{other}");
        }
    }

    #[test]
    fn the_secret_is_no_field() {
        let code = read(&format!("https://pay.example/e/{ID}#{SECRET}")).expect("an address");
        let described = format!("{:?}", crate::describe(&code));
        assert!(!described.contains(SECRET) && described.contains(ID));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            id in "[0-7][0-9A-HJKMNP-TV-Z]{25}",
            secret in prop::option::of("[0-7][0-9A-HJKMNP-TV-Z]{25}"),
            host in "[a-z]{1,9}(\\.[a-z]{2,9})?(:[1-9][0-9]{1,3})?",
        ) {
            let parsed = |text: &str| text.parse::<PayeeId>().expect("an identifier");
            let (envelope, secret) = (parsed(&id), secret.as_deref().map(parsed));
            let site = Site::of_url(&host).expect("a host");
            let address = EnvelopeAddress { site, envelope, secret };
            let text = address.to_string();
            prop_assert_eq!(read(&text), Ok(Code::EnvelopeAddress(address)));
        }
    }
}
