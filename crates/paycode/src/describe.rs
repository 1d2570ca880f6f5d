//! What a code says, as an ordered list of named values, for people and for JSON.

use crate::code::Code;
use crate::family::merchant_presented::{Initiation, MerchantPresented, StatedAmount, Tip, id};
use crate::family::tongbao::TongbaoCode;
use crate::family::web_address::WebAddress;

/// A code told in the words of its family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The family: `tongbao`, `emv-mpm`, `web-address` or `text`.
    pub family: &'static str,
    /// The format that carries it: `emv-mpm`, `web-address` or `text`.
    pub format: &'static str,
    /// Whether the code keeps the rules; a code that does not is never described.
    pub valid: bool,
    /// Names and values, in the order in which a reader wants them; what is absent is left out.
    pub fields: Vec<(&'static str, Value)>,
}

/// A value of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, as it stands in the code: not yet fit to be shown (see [`crate::printable`]).
    Text(String),
    /// A number.
    Integer(u64),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

/// Tells what a code says.
pub fn describe(code: &Code) -> Description {
    let (family, format, fields) = match code {
        Code::Tongbao(code) => ("tongbao", "emv-mpm", tongbao(code)),
        Code::MerchantPresented(code) => ("emv-mpm", "emv-mpm", merchant_presented(code)),
        Code::WebAddress(address) => ("web-address", "web-address", web_address(address)),
        Code::Text(text) => ("text", "text", vec![("text", Value::Text(text.clone()))]),
    };
    Description { family, format, valid: true, fields }
}

type Fields = Vec<(&'static str, Value)>;

fn push(fields: &mut Fields, name: &'static str, value: Option<impl Into<String>>) {
    fields.extend(value.map(|value| (name, Value::Text(value.into()))));
}

fn tongbao(code: &TongbaoCode) -> Fields {
    let TongbaoCode { operator, payee, amount, currency, name, city, country, note, expires_at_s } =
        code;
    let mut fields = vec![("scheme", Value::Text("Tongbao".to_owned()))];
    push(&mut fields, "operator", Some(operator.as_str()));
    push(&mut fields, "payee_kind", Some(payee.kind()));
    push(&mut fields, "payee_id", Some(payee.id().as_str()));
    push(&mut fields, "payee_name", Some(name));
    push(&mut fields, "payee_city", Some(city));
    push(&mut fields, "country", Some(country.as_str()));
    push(&mut fields, "currency_numeric", Some(format!("{:03}", currency.numeric())));
    push(&mut fields, "currency", Some(currency.code()));
    push(&mut fields, "amount", amount.map(|amount| amount.digits()));
    fields.extend(amount.map(|amount| ("amount_minor", Value::Integer(amount.minor()))));
    push(&mut fields, "note", note.as_ref());
    fields.extend(expires_at_s.map(|at| ("expires_at_s", Value::Integer(at))));
    fields
}

fn merchant_presented(code: &MerchantPresented) -> Fields {
    let mut fields = accounts(code);
    push(&mut fields, "initiation", Some(initiation(code)));
    push(&mut fields, "payee_name", code.name());
    push(&mut fields, "payee_city", code.city());
    push(&mut fields, "country", code.country());
    push(&mut fields, "postal_code", code.get(id::POSTAL_CODE));
    push(&mut fields, "currency_numeric", code.get(id::CURRENCY));
    push(&mut fields, "currency", code.currency().map(|currency| currency.code().to_owned()));
    push(&mut fields, "mcc", code.get(id::CATEGORY));
    fields.extend(code.amount().map(amount).into_iter().flatten());
    push(&mut fields, "tip", tip(code.tip()));
    fields.extend(additional_data(code));
    let language = code.language_template().unwrap_or_default();
    push(&mut fields, "alt_language", language.get(0));
    push(&mut fields, "alt_name", language.get(1));
    push(&mut fields, "alt_city", language.get(2));
    fields
}

fn accounts(code: &MerchantPresented) -> Fields {
    let mut fields = Vec::new();
    let templates = code.accounts().iter().filter_map(|account| account.template.as_ref());
    let guids: Vec<_> = templates.filter_map(|t| t.guid()).map(str::to_owned).collect();
    let schemes = code.accounts().iter().filter(|account| account.id < id::TEMPLATE_FIRST);
    let schemes: Vec<_> = schemes.map(|account| format!("{:02}", account.id)).collect();
    for (name, list) in [("guids", guids), ("card_scheme_ids", schemes)] {
        if !list.is_empty() {
            fields.push((name, Value::List(list)));
        }
    }
    fields
}

fn initiation(code: &MerchantPresented) -> &'static str {
    match code.initiation() {
        Initiation::Absent => "absent",
        Initiation::Static => "static",
        Initiation::Dynamic => "dynamic",
        Initiation::Reserved(_) => "rfu",
    }
}

fn amount(stated: &StatedAmount) -> Fields {
    let mut fields = vec![("amount", Value::Text(stated.text.clone()))];
    fields.extend(stated.amount.map(|amount| ("amount_minor", Value::Integer(amount.minor()))));
    if stated.is_zero() {
        fields.push(("amount_is_zero", Value::Flag(true)));
    }
    fields
}

fn tip(tip: &Tip) -> Option<String> {
    match tip {
        Tip::None => None,
        Tip::Ask => Some("prompt".to_owned()),
        Tip::Fixed(fee) => Some(format!("fixed {}", fee.text)),
        Tip::Percent { text, .. } => Some(format!("percent {text}")),
    }
}

/// The fields of ID 62 in the order of their IDs; `***` asks the payer.
fn additional_data(code: &MerchantPresented) -> Fields {
    const NAMES: [(u8, &str); 9] = [
        (1, "bill_number"),
        (2, "mobile_number"),
        (3, "store_label"),
        (4, "loyalty_number"),
        (5, "reference"),
        (6, "customer_label"),
        (7, "terminal_label"),
        (8, "purpose"),
        (9, "data_request"),
    ];
    let template = code.additional_data().unwrap_or_default();
    let field = |(id, name): (u8, &'static str)| match (template.get(id)?, name) {
        ("***", "reference") => Some(("reference_placeholder", Value::Flag(true))),
        ("***", _) => Some((name, Value::Text("*** (ask the payer)".to_owned()))),
        (value, _) => Some((name, Value::Text(value.to_owned()))),
    };
    NAMES.into_iter().filter_map(field).collect()
}

fn web_address(address: &WebAddress) -> Fields {
    let WebAddress { address, host, is_encrypted } = address;
    vec![
        ("url", Value::Text(address.clone())),
        ("host", Value::Text(host.clone())),
        ("is_encrypted", Value::Flag(*is_encrypted)),
    ]
}

#[cfg(test)]
mod tests;
