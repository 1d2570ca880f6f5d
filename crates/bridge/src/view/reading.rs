//! What a scanned or pasted text says.

use super::{AmountView, GoodsLineView};
use paycode::name::{NameWarning, looks_like};
use paycode::present::{self, Presentation, Role, present};
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
    /// What the order is made of; empty where only its amount is known.
    pub goods: Vec<GoodsLineView>,
    /// When the order ends, in Unix milliseconds.
    pub expires_at_ms: Option<u64>,
    /// The name that the code states.
    pub stated_name: String,
    /// Whether the stated name is not the registered one.
    pub name_differs: bool,
    /// How the registered name could be taken for another, in stable words;
    /// `looks_like_registered` where the stated name is another one that looks the same,
    /// `person_not_paid_before` where a person would be paid who was not paid lately.
    pub name_warnings: Vec<String>,
}

impl From<Offer> for OfferView {
    fn from(offer: Offer) -> Self {
        let Offer {
            payee,
            name,
            merchant: _,
            city,
            amount,
            amount_fixed,
            note,
            goods,
            expires_at_ms,
            stated_name,
            name_differs,
            name_warnings,
            is_new_person,
            code: _,
        } = offer;
        let kind = match payee.kind {
            PayeeKind::Label => OfferKind::Label,
            PayeeKind::Order => OfferKind::Order,
            PayeeKind::Receive => OfferKind::Receive,
        };
        let mut name_warnings = words(&name_warnings);
        if looks_like(&stated_name, &name) {
            name_warnings.push("looks_like_registered".to_owned());
        }
        if is_new_person {
            name_warnings.push("person_not_paid_before".to_owned());
        }
        Self {
            name,
            city,
            kind,
            amount: amount.map(AmountView::from),
            amount_fixed,
            note,
            goods: amount.map_or_else(Vec::new, |amount| {
                GoodsLineView::all(goods.as_ref(), amount.currency())
            }),
            expires_at_ms,
            stated_name,
            name_differs,
            name_warnings,
        }
    }
}

fn words(warnings: &[NameWarning]) -> Vec<String> {
    warnings.iter().map(|warning| warning.code().to_owned()).collect()
}

/// Whose code it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeRole {
    /// It names somebody to pay.
    Payee,
    /// It is somebody's own code to pay with, made to be shown to a till.
    Payer,
    /// It is recognised, and no payment.
    Other,
}

/// Who sets the amount of a code that this wallet cannot pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AmountSetBy {
    /// The code.
    Code,
    /// The payer.
    Payer,
    /// The code does not say.
    Unknown,
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
    /// A payment code of another scheme, or of another operator.
    OtherPayment {
        /// The family's word, such as `pix`.
        family: String,
        /// The scheme's name for people, such as `Pix`.
        scheme: String,
        /// Whose code it is.
        role: CodeRole,
        /// The payee's name as the code states it; nobody has confirmed it.
        payee_name: Option<String>,
        /// How that name could be taken for another, in stable words.
        name_warnings: Vec<String>,
        /// The payee's account, address or number.
        payee_account: Option<String>,
        /// City and country.
        place: Option<String>,
        /// The amount as stated, with its currency.
        amount: Option<String>,
        /// Who says how much is paid.
        amount_set_by: AmountSetBy,
        /// A fee or tip on top, as stated.
        fee: Option<String>,
        /// What the payee finds the payment by.
        reference: Option<String>,
        /// What the payment is for.
        message: Option<String>,
        /// When the code ends, as far as it says so.
        expires: Option<String>,
        /// The networks that can carry the payment.
        networks: Vec<String>,
        /// The server that the code leads to.
        host: Option<String>,
        /// The address to hand to an app for such payments.
        link: Option<String>,
        /// Whether the text may go to the clipboard.
        can_copy: bool,
        /// Everything that it says.
        fields: Vec<FieldView>,
        /// The text.
        text: String,
    },
    /// An envelope: whoever has its code claims a share.
    Envelope {
        /// The code's text, to claim with.
        code: String,
        /// The host of its operator.
        operator: String,
        /// Whether it can be claimed with this wallet.
        is_ours: bool,
    },
    /// A batch of coupons: whoever has its address may take one.
    Coupon {
        /// The address, to look at the batch with.
        code: String,
        /// The host of its operator.
        operator: String,
        /// Whether a coupon can be taken with this wallet.
        is_ours: bool,
    },
    /// An invitation to a shop's staff: whoever has its code can join, once.
    Invitation {
        /// The code's text, to join with.
        code: String,
        /// The host of its operator.
        operator: String,
        /// Whether it can be used with this wallet.
        is_ours: bool,
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
                Self::Payable { code: offer.code.clone(), offer: OfferView::from(*offer) }
            }
            Reading::Envelope { code, operator, is_ours } => {
                Self::Envelope { code, operator, is_ours }
            }
            Reading::Coupon { code, operator, is_ours } => Self::Coupon { code, operator, is_ours },
            Reading::Invitation { code, operator, is_ours } => {
                Self::Invitation { code, operator, is_ours }
            }
            Reading::Other(code) => Self::other(&code, text),
        }
    }

    fn other(code: &Code, text: &str) -> Self {
        match code {
            Code::WebAddress(address) => {
                Self::WebAddress { host: printable(&address.host), text: printable(text) }
            }
            Code::Text(_) => Self::Text { text: printable(text) },
            _ => Self::of_presentation(present(code, text), code, text),
        }
    }

    fn of_presentation(presentation: Presentation, code: &Code, text: &str) -> Self {
        let Presentation {
            family,
            scheme,
            role,
            payee_name,
            name_warnings,
            payee_account,
            city,
            country,
            amount,
            amount_set_by,
            fee,
            reference,
            message,
            expires,
            networks,
            host,
            link,
            can_copy,
        } = presentation;
        let place: Vec<_> = [city, country].into_iter().flatten().collect();
        Self::OtherPayment {
            family: family.to_owned(),
            scheme,
            role: role.into(),
            payee_name,
            name_warnings: words(&name_warnings),
            payee_account,
            place: (!place.is_empty()).then(|| place.join(", ")),
            amount: amount.map(|amount| amount.text()),
            amount_set_by: amount_set_by.into(),
            fee,
            reference,
            message,
            expires,
            networks,
            host,
            link,
            can_copy,
            fields: describe(code).fields.into_iter().map(FieldView::from).collect(),
            text: printable(text),
        }
    }
}

impl From<Role> for CodeRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Payee => Self::Payee,
            Role::Payer => Self::Payer,
            Role::Other => Self::Other,
        }
    }
}

impl From<present::AmountSetBy> for AmountSetBy {
    fn from(set_by: present::AmountSetBy) -> Self {
        match set_by {
            present::AmountSetBy::Code => Self::Code,
            present::AmountSetBy::Payer => Self::Payer,
            present::AmountSetBy::Unknown => Self::Unknown,
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
