//! What a scanned or pasted text says.

use super::AmountView;
use paycode::{Code, Value, describe, printable};
use serde::Serialize;
use ts_rs::TS;
use wallet::{Offer, Reading};
use wire::payee::PayeeKind;

/// What a payable code pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A merchant's label.
    Label,
    /// A merchant's order.
    Order,
    /// A person's receive code.
    Receive,
}

/// Whom a code pays, as the operator has it registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfferView {
    /// The registered name: the one that counts.
    pub name: String,
    /// The merchant's city.
    pub city: Option<String>,
    /// What is paid.
    pub kind: OfferKind,
    /// The amount that the code or the order names.
    pub amount: Option<AmountView>,
    /// Whether the payer may not change the amount.
    pub amount_fixed: bool,
    /// What it is for.
    pub note: Option<String>,
    /// When the order ends, in Unix milliseconds.
    pub expires_at_ms: Option<u64>,
    /// The name that the code states.
    pub stated_name: String,
    /// Whether the stated name is not the registered one.
    pub name_differs: bool,
}

impl From<Offer> for OfferView {
    fn from(offer: Offer) -> Self {
        let Offer {
            payee,
            name,
            city,
            amount,
            amount_fixed,
            note,
            expires_at_ms,
            stated_name,
            name_differs,
            code: _,
        } = offer;
        let kind = match payee.kind {
            PayeeKind::Label => OfferKind::Label,
            PayeeKind::Order => OfferKind::Order,
            PayeeKind::Receive => OfferKind::Receive,
        };
        Self {
            name,
            city,
            kind,
            amount: amount.map(AmountView::from),
            amount_fixed,
            note,
            expires_at_ms,
            stated_name,
            name_differs,
        }
    }
}

/// A named value of a code that this wallet cannot pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldView {
    /// The stable name of the field.
    pub name: String,
    /// The value, fit to be shown.
    pub value: String,
}

/// What a code says. `payable`: this wallet can pay it. Otherwise it is recognised and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "reading", rename_all = "snake_case")]
pub enum ReadingView {
    /// This wallet can pay it.
    Payable {
        /// The code's text, to prepare a payment with.
        code: String,
        /// Whom it pays.
        offer: OfferView,
    },
    /// A payment code of another scheme.
    OtherPayment {
        /// The family, such as `emv-mpm`.
        family: String,
        /// What it says.
        fields: Vec<FieldView>,
        /// The text.
        text: String,
    },
    /// A web address, which is never opened from here.
    WebAddress {
        /// Where it leads.
        host: String,
        /// The address.
        text: String,
    },
    /// Any other text.
    Text {
        /// The text.
        text: String,
    },
}

impl ReadingView {
    /// Converts what the wallet read in `text`.
    pub(crate) fn new(reading: Reading, text: &str) -> Self {
        match reading {
            Reading::Payable(offer) => {
                Self::Payable { code: offer.code.clone(), offer: offer.into() }
            }
            Reading::Other(code) => Self::other(&code, text),
        }
    }

    fn other(code: &Code, text: &str) -> Self {
        let text = printable(text);
        match code {
            Code::WebAddress(address) => Self::WebAddress { host: printable(&address.host), text },
            Code::Text(_) => Self::Text { text },
            _ => {
                let description = describe(code);
                let family = description.family.to_owned();
                let fields = description.fields.into_iter().map(FieldView::from).collect();
                Self::OtherPayment { family, fields, text }
            }
        }
    }
}

/// Returns a value as one line that is fit to be shown.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => printable(text),
        Value::Integer(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Record(record) => {
            let parts = record.iter().map(|(name, value)| format!("{name} {}", shown(value)));
            parts.collect::<Vec<_>>().join(", ")
        }
    }
}

impl From<(&'static str, Value)> for FieldView {
    fn from((name, value): (&'static str, Value)) -> Self {
        Self { name: name.to_owned(), value: shown(&value) }
    }
}
