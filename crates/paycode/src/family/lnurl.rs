//! LNURL (LUD-01, 06, 16, 17): an address of a server that says the rest, in bech32, behind a
//! scheme of its own, or as `name@host`. Nothing is asked from here.

use super::Family;
use super::web_address::WebAddress;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::bech32::{self, Bech32Error, Variant};
use crate::part::uri::{self, Parameters};

/// The rules that only LNURL knows.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// Not `https`, and not an onion service.
        NOT_ENCRYPTED "not_encrypted" "the server is asked over https, or is an onion service"
        /// What is encoded is no web address.
        URL_MALFORMED "url_malformed" "the code leads to a web address with a host"
    }
}

/// What the code says that it is for; the server may say something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LnurlKind {
    /// The code does not say: the server does.
    Unstated,
    /// A payment.
    Pay,
    /// Money for whoever scans it.
    Withdraw,
    /// A payment channel.
    Channel,
    /// A sign-in.
    Login,
}

/// How the address stands in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LnurlForm {
    /// In bech32 (LUD-01).
    Bech32,
    /// As a Lightning address (LUD-16).
    Address,
    /// Behind a scheme of its own (LUD-17).
    Scheme,
}

/// An LNURL: where to ask for the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lnurl {
    /// How the address stands in the code.
    pub form: LnurlForm,
    /// What the code says that it is for.
    pub kind: LnurlKind,
    /// The address of the server: `https`, or `http` of an onion service.
    pub url: String,
    /// The host that would be asked, in lower case.
    pub host: String,
    /// The Lightning address, where the code is one.
    pub address: Option<String>,
}

/// Schemes of their own, and what they say.
const SCHEMES: [(&str, LnurlKind); 4] = [
    ("lnurlp:", LnurlKind::Pay),
    ("lnurlw:", LnurlKind::Withdraw),
    ("lnurlc:", LnurlKind::Channel),
    ("keyauth:", LnurlKind::Login),
];

impl LnurlKind {
    /// Returns the word for the kind; `None` where the code does not say.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Unstated => None,
            Self::Pay => Some("pay"),
            Self::Withdraw => Some("withdraw"),
            Self::Channel => Some("channel"),
            Self::Login => Some("login"),
        }
    }

    /// Returns what the address itself says by its parameter `tag`.
    fn of_url(url: &str) -> Self {
        let (_, query) = uri::split_query(url);
        match Parameters::new(query).raw("tag") {
            Ok(Some("payRequest")) => Self::Pay,
            Ok(Some("withdrawRequest")) => Self::Withdraw,
            Ok(Some("channelRequest")) => Self::Channel,
            Ok(Some("login")) => Self::Login,
            _ => Self::Unstated,
        }
    }
}

impl Family for Lnurl {
    const WORD: &'static str = "lnurl";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let inner = uri::strip(text, "lightning:").unwrap_or(text);
        let inner = inner.strip_prefix("//").unwrap_or(inner);
        if uri::strip(inner, "lnurl1").is_some() {
            return Some(Self::read_bech32(inner));
        }
        let schemes = SCHEMES.iter();
        let mut named =
            schemes.filter_map(|(scheme, kind)| Some((uri::strip(inner, scheme)?, kind)));
        if let Some((rest, kind)) = named.next() {
            return Some(Self::read_scheme(rest, *kind));
        }
        if let Some(code) = fallback(text) {
            return Some(Self::read_bech32(code));
        }
        Self::read_address(inner).map(Ok)
    }

    /// What a code in bech32 is for is said by its server; only a scheme says it for certain.
    fn is_payment_code(&self) -> bool {
        self.form != LnurlForm::Scheme || self.kind == LnurlKind::Pay
    }

    fn fields(&self) -> Fields {
        let lud = match self.form {
            LnurlForm::Bech32 => None,
            LnurlForm::Address => Some("16"),
            LnurlForm::Scheme => Some("17"),
        };
        Fields::default()
            .text("scheme", "LNURL")
            .maybe("kind", self.kind.word())
            .maybe("payee_account", self.address.as_ref())
            .text("url", &self.url)
            .text("host", &self.host)
            .maybe("lud", lud)
    }
}

/// The code in the parameter `lightning` of a web address (LUD-01).
fn fallback(text: &str) -> Option<&str> {
    WebAddress::read(text)?;
    let (_, query) = uri::split_query(text);
    let code = Parameters::new(query).raw("lightning").ok()??;
    uri::strip(code, "lnurl1").map(|_| code)
}

impl Lnurl {
    fn read_bech32(text: &str) -> Result<Self, CodeError> {
        let refused = |rule| CodeError::new(rule, Place::field("bech32"));
        let found = bech32::read(text).map_err(|error| match error {
            Bech32Error::Form => refused(rule::SYNTAX_WRONG),
            Bech32Error::Check => refused(rule::CHECKSUM_WRONG),
        })?;
        if found.variant != Variant::Bech32 || found.prefix != "lnurl" {
            return Err(refused(rule::CHECKSUM_WRONG));
        }
        let bytes = bech32::bytes(&found.values).ok_or(refused(rule::SYNTAX_WRONG))?;
        let url = String::from_utf8(bytes).map_err(|_| refused(rule::ENCODING_UNSUPPORTED))?;
        let kind = LnurlKind::of_url(&url);
        Self::of(url, kind, LnurlForm::Bech32)
    }

    fn read_scheme(rest: &str, kind: LnurlKind) -> Result<Self, CodeError> {
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let secure = Self::of(format!("https://{rest}"), kind, LnurlForm::Scheme)?;
        if is_onion(&secure.host) {
            return Self::of(format!("http://{rest}"), kind, LnurlForm::Scheme);
        }
        Ok(secure)
    }

    /// Reads `name@host`: the name in lower case, as the standard has it, the host with a point.
    fn read_address(text: &str) -> Option<Self> {
        let (name, host) = text.split_once('@')?;
        let is_name = !name.is_empty()
            && name.len() <= 64
            && name.bytes().all(|b| {
                b.is_ascii_lowercase()
                    || b.is_ascii_digit()
                    || matches!(b, b'-' | b'_' | b'.' | b'+')
            });
        if !is_name || !host.contains('.') || !uri::is_host(host) {
            return None;
        }
        let scheme = if is_onion(host) { "http" } else { "https" };
        let url = format!("{scheme}://{host}/.well-known/lnurlp/{name}");
        let code = Self::of(url, LnurlKind::Pay, LnurlForm::Address).ok()?;
        Some(Self { address: Some(text.to_owned()), ..code })
    }

    fn of(url: String, kind: LnurlKind, form: LnurlForm) -> Result<Self, CodeError> {
        let refused = |rule| CodeError::new(rule, Place::field("url"));
        let web = WebAddress::read(&url).ok_or(refused(own_rule::URL_MALFORMED))?;
        if !web.is_encrypted && !is_onion(&web.host) {
            return Err(refused(own_rule::NOT_ENCRYPTED));
        }
        Ok(Self { form, kind, url, host: web.host, address: None })
    }
}

fn is_onion(host: &str) -> bool {
    host.split(':').next().is_some_and(|name| name.to_lowercase().ends_with(".onion"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::prelude::*;

    fn encoded(url: &str) -> String {
        bech32::write("lnurl", url.as_bytes(), Variant::Bech32)
    }

    fn code(text: &str) -> Result<Lnurl, &'static str> {
        Lnurl::recognise(text).expect("an LNURL").map_err(|error| error.code())
    }

    #[test]
    fn a_server_is_asked_over_https_or_is_an_onion_service() {
        let host = |url: &str| code(&encoded(url)).map(|code| code.host);
        assert_eq!(host("https://pay.example/x"), Ok("pay.example".to_owned()));
        assert_eq!(host("https://pay.example@evil.example/"), Ok("evil.example".to_owned()));
        assert_eq!(host("http://abc.onion/x"), Ok("abc.onion".to_owned()));
        assert_eq!(host("http://pay.example/x"), Err("not_encrypted"));
        assert_eq!(host("http://evil.example/.onion"), Err("not_encrypted"));
        assert_eq!(host("lnurlp://pay.example"), Err("url_malformed"));
        assert_eq!(host("pay.example"), Err("url_malformed"));
    }

    #[test]
    fn what_it_is_for_is_told_where_the_code_says_it() {
        let kind = |text: &str| code(text).map(|code| (code.kind, code.is_payment_code()));
        assert_eq!(kind("lnurlp://a.example/x"), Ok((LnurlKind::Pay, true)));
        assert_eq!(kind("lightning:LNURLW://a.example/x"), Ok((LnurlKind::Withdraw, false)));
        assert_eq!(kind("keyauth://a.example/x?tag=login"), Ok((LnurlKind::Login, false)));
        let login = encoded("https://a.example/?tag=login&k1=00");
        assert_eq!(kind(&login), Ok((LnurlKind::Login, true)));
        let fallback = format!("https://shop.example/?x=1&lightning={}", login.to_uppercase());
        assert_eq!(kind(&fallback), Ok((LnurlKind::Login, true)));
    }

    #[test]
    fn a_lightning_address_leads_to_its_host() {
        let code = code("tea.house+7@pay.example").expect("sound");
        assert_eq!(code.url, "https://pay.example/.well-known/lnurlp/tea.house+7");
        for other in ["Tea@pay.example", "@pay.example", "tea@host", "tea@a@b.example", "a b@c.d"] {
            assert_eq!(read(other), Ok(Code::Text(other.to_owned())), "{other}");
        }
    }

    proptest! {
        #[test]
        fn an_address_is_read_out_of_its_code(path in "[a-z0-9/]{0,60}") {
            let url = format!("https://pay.example/{path}");
            prop_assert_eq!(code(&encoded(&url)).map(|code| code.url), Ok(url));
        }

        #[test]
        fn any_text_behind_a_scheme_is_a_code_or_an_error(rest in "[a-z0-9]{0,80}|\\PC{0,40}") {
            for scheme in ["lnurl1", "lnurlp:", "keyauth://", "lightning:lnurl1"] {
                let _ = read(&format!("{scheme}{rest}")).map(|code| crate::describe(&code));
            }
        }
    }
}
