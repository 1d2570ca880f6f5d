//! Alipay, WeChat Pay and UnionPay: addresses that only their servers understand, and the digits
//! that their apps show to a till. Payee and amount are not in either.

use super::Family;
use super::web_address::WebAddress;
use crate::describe::Fields;
use crate::error::CodeError;
use crate::part::uri;

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChineseWallet {
    /// Alipay.
    Alipay,
    /// WeChat Pay.
    WeChatPay,
    /// UnionPay.
    UnionPay,
}

/// Who shows the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalletCodeKind {
    /// A payee: the text leads to a server, whose host is given where it is a web address.
    Payee {
        /// The host, in lower case.
        host: Option<&'static str>,
    },
    /// A payer, to a till: the digits are worth money for about a minute.
    Payer,
}

/// A code of one of the three.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChineseWalletCode {
    /// Whose code it is.
    pub wallet: ChineseWallet,
    /// Who shows it.
    pub kind: WalletCodeKind,
    /// The text as it stands; a payer's is a secret.
    pub token: String,
}

/// Beginnings of payees' codes, and the host of those that are web addresses.
const ADDRESSES: [(&str, ChineseWallet, Option<&str>); 4] = [
    ("https://qr.alipay.com/", ChineseWallet::Alipay, Some("qr.alipay.com")),
    ("weixin://wxpay/", ChineseWallet::WeChatPay, None),
    ("wxp://", ChineseWallet::WeChatPay, None),
    ("https://qr.95516.com/", ChineseWallet::UnionPay, Some("qr.95516.com")),
];

impl ChineseWallet {
    /// Returns the name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alipay => "Alipay",
            Self::WeChatPay => "WeChat Pay",
            Self::UnionPay => "UnionPay",
        }
    }

    /// Returns whose payers show such digits.
    fn of_digits(text: &str) -> Option<Self> {
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let begins = text.get(..2)?.parse::<u8>().ok()?;
        match (text.len(), begins) {
            (16..=24, 25..=30) => Some(Self::Alipay),
            (18, 10..=15) => Some(Self::WeChatPay),
            (19, 62) => Some(Self::UnionPay),
            _ => None,
        }
    }
}

impl Family for ChineseWalletCode {
    const WORD: &'static str = "alipay-wechat-unionpay";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let token = text.to_owned();
        if let Some(wallet) = ChineseWallet::of_digits(text) {
            return Some(Ok(Self { wallet, kind: WalletCodeKind::Payer, token }));
        }
        let mut known = ADDRESSES.iter();
        let (rest, wallet, host) = known
            .find_map(|(start, wallet, host)| Some((uri::strip(text, start)?, *wallet, *host)))?;
        let is_whole = match host {
            Some(_) => WebAddress::read(text).is_some(),
            None => text.chars().all(|c| c.is_ascii_graphic()),
        };
        // The bare beginning is a web page, or a word.
        let is_code = is_whole && !rest.is_empty();
        is_code.then_some(Ok(Self { wallet, kind: WalletCodeKind::Payee { host }, token }))
    }

    fn fields(&self) -> Fields {
        let fields = Fields::default().text("scheme", self.wallet.name());
        match &self.kind {
            WalletCodeKind::Payee { host } => {
                fields.text("kind", "payee").maybe("host", *host).text("url", &self.token)
            }
            WalletCodeKind::Payer => fields.text("kind", "payer").text("payer_code", &self.token),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Code, read};
    use proptest::prelude::*;

    fn wallet(text: &str) -> Option<&'static str> {
        match read(text) {
            Ok(Code::ChineseWallet(code)) => Some(code.wallet.name()),
            _ => None,
        }
    }

    #[test]
    fn payers_digits_are_told_apart_by_beginning_and_count() {
        assert_eq!(wallet("2500000000000000"), Some("Alipay"));
        assert_eq!(wallet("300000000000000000000000"), Some("Alipay"));
        assert_eq!(wallet("100000000000000000"), Some("WeChat Pay"));
        assert_eq!(wallet("150000000000000000"), Some("WeChat Pay"));
        assert_eq!(wallet("6200000000000000000"), Some("UnionPay"));
        for other in [
            "250000000000000",
            "3000000000000000000000000",
            "3100000000000000",
            "10000000000000000",
            "1600000000000000000",
            "620000000000000000",
            "25000000000000a0",
            "2500 0000 0000 0000",
        ] {
            assert_eq!(wallet(other), None, "{other}");
        }
    }

    #[test]
    fn only_the_host_itself_is_the_wallet() {
        assert_eq!(wallet("HTTPS://QR.ALIPAY.COM/fkx0123"), Some("Alipay"));
        assert_eq!(wallet("wxp://f2f0abc"), Some("WeChat Pay"));
        for other in ["https://qr.alipay.com/", "https://qr.alipay.com.evil.example/x", "wxp://"] {
            assert_eq!(wallet(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_digits_are_a_code_or_text(text in "[0-9]{14,26}") {
            let digits = |c: char| c.is_ascii_digit();
            prop_assert!(wallet(&text).is_none() || text.chars().all(digits));
        }

        #[test]
        fn any_text_behind_the_beginning_is_a_code_or_none(rest in "\\PC{0,60}") {
            for start in ["https://qr.95516.com/", "weixin://wxpay/"] {
                let _ = read(&format!("{start}{rest}")).map(|code| crate::describe(&code));
            }
        }
    }
}
