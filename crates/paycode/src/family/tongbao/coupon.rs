//! The address of a batch of coupons: what a shop or an operator hands to whoever may take one.

use super::{PayeeId, Site};
use crate::describe::Fields;
use crate::error::CodeError;
use crate::family::Family;
use std::fmt;

/// What stands between host and identifier.
const PATH: &str = "/c/";

/// The address of a batch of coupons, `https://HOST/c/STOCK`, on this machine also `http`.
///
/// It holds no secret of its own: whoever has it can ask for a coupon, and the batch's rules and
/// budget decide. A batch that is not listed is found by nothing but its identifier, 128 random
/// bits, so that a mistyped address names no other batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponAddress {
    /// Where the operator is.
    pub site: Site,
    /// Which batch.
    pub stock: PayeeId,
}

impl fmt::Display for CouponAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{PATH}{}", self.site, self.stock)
    }
}

impl CouponAddress {
    /// Reads an address of a batch. Scheme, host and path are taken in either case, since a symbol
    /// of capitals is smaller; a fragment, which no server is sent, is passed over.
    fn read(text: &str) -> Option<Self> {
        let text = text.split_once('#').map_or(text, |(text, _)| text);
        let (site, path) = Site::read(text)?;
        let (path, id) = path.split_at_checked(PATH.len())?;
        if !path.eq_ignore_ascii_case(PATH) {
            return None;
        }
        Some(Self { site, stock: id.parse().ok()? })
    }
}

impl Family for CouponAddress {
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
            .text("payee_kind", "coupon")
            .text("payee_id", self.stock.as_str())
            .text("url", self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::prelude::*;

    const ID: &str = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";

    fn found(text: &str) -> Option<String> {
        match read(text) {
            Ok(Code::CouponAddress(address)) => Some(address.to_string()),
            _ => None,
        }
    }

    #[test]
    fn an_address_of_a_batch_is_told_from_others() {
        for host in ["pay.example", "localhost:8443"] {
            let written = format!("https://{host}/c/{ID}");
            assert_eq!(found(&written), Some(written.clone()));
            assert_eq!(found(&format!("{written}#from-a-poster")), Some(written.clone()));
            let loud = format!("HTTPS://{}/C/{ID}", host.to_uppercase());
            assert_eq!(found(&loud), Some(written));
        }
        let own = format!("http://127.0.0.1:8080/c/{ID}");
        assert_eq!(found(&own), Some(own.clone()), "a demo on this machine");
        for other in [
            format!("http://pay.example/c/{ID}"),
            format!("https://pay.example/l/{ID}"),
            format!("https://pay.example/e/{ID}"),
            format!("https://pay.example/c/{ID}/"),
            format!("https://pay.example/c/{ID}?x=1"),
            format!("https://pay.example/c/{}", &ID[1..]),
            format!("https://pay.example/c/{}", ID.to_lowercase()),
            format!("https://pay.example/ç/{ID}"),
            format!("https://user@pay.example/c/{ID}"),
            format!("https://pay.example\\@evil.example/c/{ID}"),
            format!("https:///c/{ID}"),
            "https://pay.example/c/".to_owned(),
        ] {
            assert_eq!(found(&other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            id in "[0-7][0-9A-HJKMNP-TV-Z]{25}",
            host in "[a-z]{1,9}(\\.[a-z]{2,9})?(:[1-9][0-9]{1,3})?",
        ) {
            let stock = id.parse().expect("an identifier");
            let address = CouponAddress { site: Site::of_url(&host).expect("a host"), stock };
            let text = address.to_string();
            prop_assert_eq!(read(&text), Ok(Code::CouponAddress(address)));
        }
    }
}
