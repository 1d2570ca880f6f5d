//! Lightning invoices (BOLT 11): amount, signed parts, and the signature, which is verified.

mod amount;
mod part;
mod signature;

use super::Family;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::bech32::{self, Bech32Error, Variant};
use crate::part::uri;
use part::Parts;

/// The rules that only Lightning invoices know.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// Not whole parts between time and signature.
        PART_OVERRUN "part_overrun" "an invoice is a time, whole parts and a signature"
        /// An even feature bit that is not known.
        FEATURE_UNKNOWN "feature_unknown" "a feature that the payer must understand is known"
        /// The signature is not one of the text, or not the named payee's.
        SIGNATURE_WRONG "signature_wrong" "the signature fits the text and the payee"
    }
}

/// What an invoice says that names no expiry, in seconds.
const EXPIRY_SECONDS_DEFAULT: u64 = 3600;
/// Values of five bits of the time.
const TIME_VALUES: usize = 7;
/// Values of five bits of the signature and its recovery number.
const SIGNATURE_VALUES: usize = 104;

/// The network of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightningNetwork {
    /// `lnbc`.
    Bitcoin,
    /// `lntb`.
    Testnet,
    /// `lntbs`.
    Signet,
    /// `lnbcrt`.
    Regtest,
}

impl LightningNetwork {
    /// Prefixes, the longer of two that begin alike first.
    const PREFIXES: [(&'static str, Self); 4] = [
        ("lnbcrt", Self::Regtest),
        ("lnbc", Self::Bitcoin),
        ("lntbs", Self::Signet),
        ("lntb", Self::Testnet),
    ];

    /// Returns the word for the network.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bitcoin => "bitcoin",
            Self::Testnet => "testnet",
            Self::Signet => "signet",
            Self::Regtest => "regtest",
        }
    }
}

/// A Lightning invoice whose signature holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightningInvoice {
    /// The network.
    pub network: LightningNetwork,
    /// The amount in thousandths of a satoshi; `None`: the payer is asked.
    pub amount_msat: Option<u64>,
    /// When it was made, in Unix seconds.
    pub created_at_s: u64,
    /// How long it holds, in seconds.
    pub expiry_s: u64,
    /// What it is for; `None` where only a hash of the description is given.
    pub description: Option<String>,
    /// The hash of a description that is told elsewhere.
    pub description_hash: Option<[u8; 32]>,
    /// The hash whose preimage proves the payment.
    pub payment_hash: [u8; 32],
    /// The key of the payee's node, 33 bytes: named, or recovered from the signature.
    pub payee_key: [u8; 33],
}

impl Family for LightningInvoice {
    const WORD: &'static str = "bolt11";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let text = uri::strip(text, "lightning:").unwrap_or(text);
        let text = text.strip_prefix("//").unwrap_or(text);
        claims(text).then(|| Self::read(text))
    }

    fn fields(&self) -> Fields {
        let satoshis = self.amount_msat.filter(|msat| msat % 1000 == 0).map(|msat| msat / 1000);
        Fields::default()
            .text("scheme", "BOLT11")
            .text("network", self.network.word())
            .text("payee_account", hexadecimal(&self.payee_key))
            .integer("amount_msat", self.amount_msat)
            .integer("amount_minor", satoshis)
            .text("currency", "BTC")
            .maybe("message", self.description.as_ref())
            .maybe("description_hash", self.description_hash.map(|hash| hexadecimal(&hash)))
            .text("payment_hash", hexadecimal(&self.payment_hash))
            .integer("created", Some(self.created_at_s))
            .integer("expiry_seconds", Some(self.expiry_s))
    }
}

/// An invoice begins with `ln` and a network, ends in bech32, and has its `1` between them.
fn claims(text: &str) -> bool {
    let is_known = LightningNetwork::PREFIXES.iter().any(|(prefix, _)| {
        let rest = uri::strip(text, prefix);
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    // Shorter texts with such a beginning are words.
    is_known && text.len() >= 24 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

impl LightningInvoice {
    fn read(text: &str) -> Result<Self, CodeError> {
        let refused = |rule, name| CodeError::new(rule, Place::field(name));
        let found = bech32::read(text).map_err(|error| match error {
            Bech32Error::Form => refused(rule::SYNTAX_WRONG, "bech32"),
            Bech32Error::Check => refused(rule::CHECKSUM_WRONG, "bech32"),
        })?;
        if found.variant != Variant::Bech32 {
            return Err(refused(rule::CHECKSUM_WRONG, "bech32"));
        }
        let known = LightningNetwork::PREFIXES.iter();
        let mut named = known
            .filter_map(|(prefix, network)| Some((found.prefix.strip_prefix(prefix)?, network)));
        let (amount, network) = named.next().ok_or(refused(rule::SYNTAX_WRONG, "prefix"))?;
        let amount_msat = amount::read(amount).map_err(|rule| refused(rule, "amount"))?;
        let signed_count = found.values.len().checked_sub(SIGNATURE_VALUES);
        let (signed, signature) = signed_count
            .filter(|count| *count >= TIME_VALUES)
            .map(|count| found.values.split_at(count))
            .ok_or(refused(own_rule::PART_OVERRUN, "signature"))?;
        let (time, parts) = signed.split_at(TIME_VALUES);
        let parts = Parts::read(parts)?;
        let payee_key =
            signature::check(&found.prefix, signed, signature, parts.payee_key.as_ref())?;
        Ok(Self {
            network: *network,
            amount_msat,
            created_at_s: part::number(time).unwrap_or_default(),
            expiry_s: parts.expiry_s.unwrap_or(EXPIRY_SECONDS_DEFAULT),
            description: parts.description,
            description_hash: parts.description_hash,
            payment_hash: parts.payment_hash,
            payee_key,
        })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
