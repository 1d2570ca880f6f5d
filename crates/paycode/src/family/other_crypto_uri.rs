//! URIs of other coins: recognised by their scheme, so that none is ever taken for bitcoin. What
//! they ask for is not read, and no amount is guessed.

use super::Family;
use crate::describe::Fields;
use crate::error::CodeError;
use crate::part::uri;

/// Schemes that are in use, as the coins' wallets register them.
const SCHEMES: &[&str] = &[
    "algorand",
    "arweave",
    "avalanche",
    "bchtest",
    "binance",
    "bitcoin-cash",
    "bitcoincash",
    "bitcoingold",
    "bitcoinsv",
    "cardano",
    "celo",
    "cosmos",
    "dash",
    "decred",
    "digibyte",
    "dogecoin",
    "ecash",
    "eos",
    "ergo",
    "ethereum",
    "filecoin",
    "firo",
    "groestlcoin",
    "hedera",
    "horizen",
    "iota",
    "kaspa",
    "komodo",
    "litecoin",
    "monero",
    "namecoin",
    "nano",
    "navcoin",
    "near",
    "neo",
    "peercoin",
    "polkadot",
    "polygon",
    "ravencoin",
    "ripple",
    "simpleledger",
    "solana",
    "starknet",
    "stellar",
    "sui",
    "tezos",
    "ton",
    "tron",
    "vechain",
    "vertcoin",
    "waves",
    "web+cardano",
    "web+stellar",
    "xrpl",
    "zcash",
];

/// The fewest characters behind the scheme: shorter texts are a word with a colon.
const REST_CHARACTERS_MIN: usize = 8;

/// A URI of another coin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCryptoUri {
    /// The scheme in lower case, which names the coin.
    pub scheme: &'static str,
    /// What stands between the scheme and the parameters, as it stands.
    pub target: String,
}

impl Family for OtherCryptoUri {
    const WORD: &'static str = "other-crypto-uri";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let (scheme, rest) = text.split_once(':')?;
        let known = SCHEMES.iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
        let is_uri = rest.chars().count() >= REST_CHARACTERS_MIN
            && !rest.chars().any(|c| c.is_whitespace() || c.is_control());
        let (target, _) = uri::split_query(rest.strip_prefix("//").unwrap_or(rest));
        is_uri.then(|| Ok(Self { scheme: known, target: target.to_owned() }))
    }

    fn fields(&self) -> Fields {
        let target = (!self.target.is_empty()).then_some(self.target.as_str());
        Fields::default().text("scheme", self.scheme).maybe("payee_account", target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::prelude::*;

    #[test]
    fn another_coin_is_never_bitcoin() {
        for scheme in SCHEMES {
            let text = format!("{}:qqqqqqqqqqqq?amount=1", scheme.to_uppercase());
            let code = OtherCryptoUri { scheme, target: "qqqqqqqqqqqq".to_owned() };
            assert_eq!(read(&text), Ok(Code::OtherCrypto(code)), "{scheme}");
        }
    }

    #[test]
    fn a_word_with_a_colon_is_text() {
        for text in ["near: the river bank", "nano:", "dash:1234567", "unknown:qqqqqqqqqqqq"] {
            assert_eq!(read(text), Ok(Code::Text(text.to_owned())), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_behind_a_scheme_is_a_code_or_text(rest in "\\PC{0,40}") {
            let _ = read(&format!("monero:{rest}")).map(|code| crate::describe(&code));
        }
    }
}
