//! Payconiq and Bancontact (Belgium, Luxembourg): an address whose path names a till or payee.
//! The payee is known to their server only.

use super::Family;
use super::web_address::WebAddress;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::uri::{self, Parameters};
use money::{Amount, Currency};

/// The hosts of the scheme; the second is the older one.
const HOSTS: [&str; 2] = ["pay.bancontact.net", "payconiq.com"];
/// The longest message and reference, in characters.
const MESSAGE_CHARACTERS_MAX: usize = 140;
const REFERENCE_CHARACTERS_MAX: usize = 35;

/// What the path of a code leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayconiqKind {
    /// A payee, with what the code says to pay.
    Payee,
    /// A till, which says what to pay.
    Till,
    /// One payment, made by the merchant before.
    Payment,
}

/// A Payconiq or Bancontact code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payconiq {
    /// What it leads to.
    pub kind: PayconiqKind,
    /// The host, in lower case.
    pub host: &'static str,
    /// The payee, the till or the payment, by its identifier.
    pub id: String,
    /// The till of the payee.
    pub till: Option<String>,
    /// The amount; never zero.
    pub amount: Option<Amount>,
    /// What the payment is for.
    pub message: Option<String>,
    /// The merchant's reference.
    pub reference: Option<String>,
}

impl Family for Payconiq {
    const WORD: &'static str = "payconiq";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let rest = uri::strip(text, "https://")?;
        let mut hosts = HOSTS.iter();
        let (host, rest) = hosts.find_map(|host| Some((*host, uri::strip(rest, host)?)))?;
        let rest = rest.strip_prefix('/')?;
        WebAddress::read(text)?;
        let (path, query) = uri::split_query(rest);
        let parts: Vec<_> = path.trim_end_matches('/').split('/').collect();
        let (kind, id, till) = match parts[..] {
            [kind, _, id] if is(kind, "t") || is(kind, "merchant") => {
                (PayconiqKind::Payee, id, None)
            }
            [kind, _, id, till] if is(kind, "l") => (PayconiqKind::Till, id, Some(till)),
            [kind, _, id] if is(kind, "pay") => (PayconiqKind::Payment, id, None),
            // Any other page of the host is a page.
            _ => return None,
        };
        let till = till.map(str::to_owned);
        Some(Self::read(host, (kind, id, till), Parameters::new(query)))
    }

    fn fields(&self) -> Fields {
        let kind = match self.kind {
            PayconiqKind::Payee => "payee",
            PayconiqKind::Till => "till",
            PayconiqKind::Payment => "payment",
        };
        Fields::default()
            .text("scheme", "Payconiq/Bancontact")
            .text("kind", kind)
            .text("host", self.host)
            .text("payee_account", &self.id)
            .maybe("terminal_label", self.till.as_ref())
            .maybe("amount", self.amount.map(|amount| amount.minor().to_string()))
            .integer("amount_minor", self.amount.map(|amount| amount.minor()))
            .maybe("currency", self.amount.map(|amount| amount.currency().code().to_owned()))
            .maybe("message", self.message.as_ref())
            .maybe("reference", self.reference.as_ref())
    }
}

fn is(part: &str, word: &str) -> bool {
    part.eq_ignore_ascii_case(word)
}

impl Payconiq {
    fn read(
        host: &'static str,
        (kind, id, till): (PayconiqKind, &str, Option<String>),
        query: Parameters<'_>,
    ) -> Result<Self, CodeError> {
        let is_id = |id: &str| {
            (1..=64).contains(&id.len())
                && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        if !is_id(id) || till.as_ref().is_some_and(|till| !is_id(till)) {
            return Err(CodeError::new(rule::FIELD_MALFORMED, Place::field("id")));
        }
        Ok(Self {
            kind,
            host,
            id: id.to_owned(),
            till,
            amount: query.raw("A")?.map(read_cents).transpose()?,
            message: query.text_within("D", MESSAGE_CHARACTERS_MAX)?,
            reference: query.text_within("R", REFERENCE_CHARACTERS_MAX)?,
        })
    }
}

/// Reads an amount of cents.
fn read_cents(text: &str) -> Result<Amount, CodeError> {
    let refused = |rule| CodeError::new(rule, Place::field("A"));
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(refused(rule::AMOUNT_MALFORMED));
    }
    let euro = Currency::from_code("EUR").map_err(|_| refused(rule::CURRENCY_UNKNOWN))?;
    let cents = text.parse().map_err(|_| refused(rule::AMOUNT_TOO_LARGE))?;
    match Amount::new(cents, euro) {
        Ok(amount) if amount.is_zero() => Err(refused(rule::AMOUNT_ZERO)),
        amount => amount.map_err(|_| refused(rule::AMOUNT_TOO_LARGE)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::prelude::*;

    #[test]
    fn only_the_host_itself_is_the_scheme() {
        for text in [
            "https://pay.bancontact.net.evil.example/t/1/abc",
            "https://pay.bancontact.net@evil.example/t/1/abc",
            "https://evil.example/https://payconiq.com/t/1/abc",
            "http://payconiq.com/t/1/abc",
            "https://payconiq.com/about",
        ] {
            assert!(matches!(read(text), Ok(Code::WebAddress(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_behind_the_host_is_a_code_or_an_error(rest in "(t/1/[a-z]{0,4})?[?]?\\PC{0,60}") {
            let text = format!("HTTPS://PAYCONIQ.COM/{rest}");
            let _ = read(&text).map(|code| crate::describe(&code));
        }

        #[test]
        fn the_amount_is_in_cents(cents in 1u64..1_000_000) {
            let text = format!("https://payconiq.com/t/1/tea?A={cents}&D=pot%20of%20tea&R=7");
            let code = Payconiq::recognise(&text).expect("of the scheme").expect("sound");
            prop_assert_eq!(code.amount.map(|amount| amount.minor()), Some(cents));
            prop_assert_eq!(code.message.as_deref(), Some("pot of tea"));
        }
    }
}
