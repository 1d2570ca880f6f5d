//! The address of an invitation to a merchant's staff: what an owner shows to who is to join.

use super::{PayeeId, Site};
use crate::describe::Fields;
use crate::error::CodeError;
use crate::family::Family;
use std::fmt;

/// What stands between host and identifier.
const PATH: &str = "/s/";

/// The address of an invitation, `https://HOST/s/ID#SECRET`, on this machine
/// also `http`.
///
/// Whoever has the secret can join, so it stands in the fragment, which no browser sends to a
/// server; and it is no field of the description, so that no list of fields shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationAddress {
    /// Where the operator is.
    pub site: Site,
    /// Which invitation.
    pub invitation: PayeeId,
    /// What it is used with: 128 bits, written as identifiers are.
    pub secret: PayeeId,
}

impl fmt::Display for InvitationAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { site, invitation, secret } = self;
        write!(f, "{site}{PATH}{invitation}#{secret}")
    }
}

impl InvitationAddress {
    /// Reads an address of an invitation. Scheme, host and path are taken in either case.
    fn read(text: &str) -> Option<Self> {
        let (text, secret) = text.split_once('#')?;
        let (site, path) = Site::read(text)?;
        let (path, id) = path.split_at_checked(PATH.len())?;
        if !path.eq_ignore_ascii_case(PATH) {
            return None;
        }
        Some(Self { site, invitation: id.parse().ok()?, secret: secret.parse().ok()? })
    }
}

impl Family for InvitationAddress {
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
            .text("payee_kind", "invitation")
            .text("payee_id", self.invitation.as_str())
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
            Ok(Code::InvitationAddress(address)) => Some(address.to_string()),
            _ => None,
        }
    }

    #[test]
    fn an_address_of_an_invitation_is_told_from_others() {
        for host in ["pay.example", "localhost:8443"] {
            let written = format!("https://{host}/s/{ID}#{SECRET}");
            assert_eq!(found(&written), Some(written.clone()));
            let loud = format!("HTTPS://{}/S/{ID}#{SECRET}", host.to_uppercase());
            assert_eq!(found(&loud), Some(written));
        }
        for other in [
            format!("http://pay.example/s/{ID}#{SECRET}"),
            format!("https://pay.example/e/{ID}#{SECRET}"),
            format!("https://pay.example/s/{ID}"),
            format!("https://pay.example/s/{ID}#"),
            format!("https://pay.example/s/{ID}#{SECRET}#"),
            format!("https://pay.example/s/{ID}#{}", &SECRET[1..]),
            format!("https://pay.example/s/{ID}?s={SECRET}"),
            format!("https://user@pay.example/s/{ID}#{SECRET}"),
            format!("https://pay.example/s/#{SECRET}"),
        ] {
            assert_eq!(found(&other), None, "{other}");
        }
    }

    #[test]
    fn the_secret_is_no_field() {
        let code = read(&format!("https://pay.example/s/{ID}#{SECRET}")).expect("an address");
        let described = format!("{:?}", crate::describe(&code));
        assert!(!described.contains(SECRET) && described.contains(ID));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            id in "[0-7][0-9A-HJKMNP-TV-Z]{25}",
            secret in "[0-7][0-9A-HJKMNP-TV-Z]{25}",
            host in "[a-z]{1,9}(\\.[a-z]{2,9})?(:[1-9][0-9]{1,3})?",
        ) {
            let parsed = |text: &str| text.parse::<PayeeId>().expect("an identifier");
            let site = Site::of_url(&host).expect("a host");
            let address =
                InvitationAddress { site, invitation: parsed(&id), secret: parsed(&secret) };
            let text = address.to_string();
            prop_assert_eq!(read(&text), Ok(Code::InvitationAddress(address)));
        }
    }
}
