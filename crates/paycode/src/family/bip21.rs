//! Bitcoin URIs (BIP 21, BIP 321): `bitcoin:`, an address, and parameters.

mod address;
mod bitcoins;

pub use address::BitcoinNetwork;

use super::Family;
use crate::describe::Fields;
use crate::error::{CodeError, Place, rule};
use crate::part::uri::{self, Parameters, QueryText};

/// The rules that only Bitcoin URIs know.
pub(crate) mod own_rule {
    crate::error::rule::rules! {
        /// A parameter that must be understood and is not.
        REQUIREMENT_UNKNOWN "requirement_unknown" "a parameter that the payer must understand is known"
    }
}

/// Other ways to pay that may stand beside the address or in its place: name of the parameter,
/// and the name of the way for people.
const OTHER_WAYS: [(&str, &str); 8] = [
    ("lightning", "Lightning"),
    ("lno", "BOLT12"),
    ("sp", "Silent Payments"),
    ("pay", "Private payments"),
    ("bc", "Bitcoin"),
    ("tb", "Bitcoin testnet"),
    ("bcrt", "Bitcoin regtest"),
    ("tbs", "Bitcoin signet"),
];

/// What a Bitcoin URI says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BitcoinUri {
    /// The address, its check value verified; absent where only other ways to pay are named.
    pub address: Option<String>,
    /// The network of the address.
    pub network: Option<BitcoinNetwork>,
    /// The amount in bitcoins as stated.
    pub amount_text: Option<String>,
    /// The amount in satoshis; never zero.
    pub amount_satoshi: Option<u64>,
    /// Who is paid, as stated.
    pub label: Option<String>,
    /// What the payment is for.
    pub message: Option<String>,
    /// A Lightning invoice beside the address, as it stands.
    pub lightning: Option<String>,
    /// The ways to pay beside the address, in the order of the standard.
    pub other_ways: Vec<&'static str>,
}

impl Family for BitcoinUri {
    const WORD: &'static str = "bip21";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        uri::strip(text, "bitcoin:").map(Self::read)
    }

    fn fields(&self) -> Fields {
        let network = self.network.filter(|network| *network != BitcoinNetwork::Main);
        let ways = self.other_ways.iter().map(|way| (*way).to_owned()).collect();
        Fields::default()
            .text("scheme", "Bitcoin URI")
            .maybe("payee_account", self.address.as_ref())
            .maybe("network", network.map(BitcoinNetwork::word))
            .maybe("amount", self.amount_text.as_ref())
            .integer("amount_minor", self.amount_satoshi)
            .text("currency", "BTC")
            .maybe("label", self.label.as_ref())
            .maybe("message", self.message.as_ref())
            .list("other_networks", ways)
    }
}

impl BitcoinUri {
    fn read(rest: &str) -> Result<Self, CodeError> {
        let (address, query) = uri::split_query(rest);
        // Some shops write `bitcoin://`; the address is checked all the same.
        let address = address.strip_prefix("//").unwrap_or(address);
        let query = Parameters::new(query);
        let required = |(name, _): (&str, _)| uri::strip(name, "req-").is_some();
        if query.iter().any(required) {
            return Err(CodeError::new(own_rule::REQUIREMENT_UNKNOWN, Place::field("req-")));
        }
        query.raw("pop")?;
        let is_there =
            |name: &str| query.iter().any(|(n, v)| n.eq_ignore_ascii_case(name) && v.is_some());
        let ways: Vec<_> = OTHER_WAYS.iter().filter(|(name, _)| is_there(name)).collect();
        let network = match address {
            "" if ways.is_empty() => {
                return Err(CodeError::new(rule::FIELD_MISSING, Place::field("address")));
            }
            "" => None,
            address => Some(address::check(address)?),
        };
        let amount_text = query.text("amount")?;
        let amount_satoshi = amount_text.as_deref().map(bitcoins::read).transpose();
        let refused = |rule| CodeError::new(rule, Place::field("amount"));
        let lightning = query.iter().find(|(name, _)| name.eq_ignore_ascii_case("lightning"));
        Ok(Self {
            address: (!address.is_empty()).then(|| address.to_owned()),
            network,
            amount_satoshi: amount_satoshi.map_err(refused)?,
            amount_text,
            label: query.text("label")?,
            message: query.text("message")?,
            lightning: lightning.and_then(|(_, value)| value).map(str::to_owned),
            other_ways: ways.into_iter().map(|(_, way)| *way).collect(),
        })
    }

    /// Writes the URI of the address, with the Lightning invoice where there is one; other ways
    /// to pay are not kept and not written.
    pub fn write(&self) -> String {
        let query = QueryText::default()
            .maybe("amount", self.amount_text.as_deref())
            .maybe("label", self.label.as_deref())
            .maybe("message", self.message.as_deref())
            .maybe("lightning", self.lightning.as_deref());
        format!("bitcoin:{}{}", self.address.as_deref().unwrap_or_default(), query.into_text())
    }
}

#[cfg(test)]
mod tests;
