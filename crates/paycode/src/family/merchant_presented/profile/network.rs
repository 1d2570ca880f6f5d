//! All networks of a code: a combined label names several, and the payer chooses.

use super::{Profile, khqr, known::Known, promptpay, qris, vietqr};
use crate::describe::{Fields, Value};
use crate::family::merchant_presented::{Account, MerchantPresented, id};

/// A network through which a code can be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The root ID that names it, 02 to 51.
    pub id: u8,
    /// The scheme, where it is known here.
    pub scheme: Option<&'static str>,
    /// The globally unique identifier of its template.
    pub guid: Option<String>,
    /// What identifies the payee in the network, where that is known.
    pub account: Option<String>,
}

impl MerchantPresented {
    /// Returns the networks through which the code can be paid, in the order of the code.
    ///
    /// Marks of a label (`SG.SGQR`, the national identifier of QRIS) are no networks.
    pub fn networks(&self) -> Vec<Network> {
        let profile = self.profile();
        self.accounts().iter().filter_map(|account| network(self, profile, account)).collect()
    }
}

fn network(code: &MerchantPresented, profile: Profile, account: &Account) -> Option<Network> {
    let id = account.id;
    if id < id::TEMPLATE_FIRST {
        let scheme = card_scheme(id, profile);
        return Some(Network { id, scheme, guid: None, account: Some(account.value.clone()) });
    }
    let Some(template) = &account.template else {
        return Some(Network { id, scheme: None, guid: None, account: None });
    };
    let guid = template.guid().map(str::to_owned);
    let named = |scheme, account: Option<&str>| {
        Some(Network { id, scheme, guid: guid.clone(), account: account.map(str::to_owned) })
    };
    match template.guid().and_then(Known::of) {
        Some(known) if !known.is_account => None,
        Some(known) => {
            let account = match known.profile {
                Profile::PromptPay => promptpay::account(template).map(|(_, value)| value),
                Profile::VietQr => {
                    let nested = vietqr::account(code, template);
                    return named(known.scheme, nested.as_deref().or(template.get(1)));
                }
                Profile::Fps => super::fps::account(template).map(|(_, value)| value),
                // A Pix code holds a key, or the address where the charge lies.
                Profile::Pix => template.get(known.account_id).or(template.get(25)),
                _ => template.get(known.account_id),
            };
            named(known.scheme, account)
        }
        None if profile == Profile::Khqr && khqr::is_account(id) => {
            Some(Network { id, scheme: Some("KHQR"), guid: None, account: guid })
        }
        None => match qris::merchant_pan(template).filter(|_| profile == Profile::Qris) {
            Some(pan) => named(Some("QRIS"), Some(pan)),
            None => named(None, None),
        },
    }
}

/// Returns the owner of an ID below 26.
const fn card_scheme(id: u8, profile: Profile) -> Option<&'static str> {
    Some(match (id, profile) {
        (2..=3, _) => "Visa",
        (4..=5, _) => "Mastercard",
        (6, Profile::BharatQr) => "RuPay",
        (8, Profile::BharatQr) => "bank account",
        (9..=10, _) => "Discover",
        (11..=12, _) => "American Express",
        (13..=14, _) => "JCB",
        (15..=16, _) => "UnionPay",
        _ => return None,
    })
}

/// Returns the networks where there is a choice.
pub(super) fn fields(code: &MerchantPresented) -> Fields {
    let networks = code.networks();
    let list = (networks.len() > 1).then(|| networks.into_iter().map(record).collect());
    Fields::default().value("networks", list.map(Value::List))
}

fn record(Network { id, scheme, guid, account }: Network) -> Value {
    let parts = [
        ("id", Some(format!("{id:02}"))),
        ("scheme", scheme.map(str::to_owned)),
        ("guid", guid),
        ("account", account),
    ];
    let there = parts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Record(there.map(|(name, value)| (name, Value::Text(value))).collect())
}
