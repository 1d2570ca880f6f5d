//! What a merchant-presented code says, as named values.

use super::{Initiation, MerchantPresented, StatedAmount, Tip, id, profile};
use crate::describe::{Fields, Value};

/// Names of the objects of ID 62 in the order of their IDs.
const ADDITIONAL_DATA: [(u8, &str); 9] = [
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

/// What a code says in place of a value that the payer is asked for.
const ASK_PAYER: &str = "***";

/// Returns what the profile defines, then what the standard itself does.
pub(super) fn fields(code: &MerchantPresented) -> Fields {
    let language = code.language_template().unwrap_or_default();
    profile::fields(code)
        .and(accounts(code))
        .text("initiation", initiation(code))
        .maybe("payee_name", code.name())
        .maybe("payee_city", code.city())
        .maybe("country", code.country())
        .maybe("postal_code", code.get(id::POSTAL_CODE))
        .maybe("currency_numeric", code.get(id::CURRENCY))
        .maybe("currency", code.currency().as_ref().map(|currency| currency.code()))
        .maybe("mcc", code.get(id::CATEGORY))
        .and(code.amount().map(amount).unwrap_or_default())
        .maybe("tip", tip(code.tip()))
        .and(additional_data(code))
        .maybe("alt_language", language.get(0))
        .maybe("alt_name", language.get(1))
        .maybe("alt_city", language.get(2))
}

fn accounts(code: &MerchantPresented) -> Fields {
    let templates = code.accounts().iter().filter_map(|account| account.template.as_ref());
    let guids = templates.filter_map(|template| template.guid()).map(str::to_owned).collect();
    let schemes = code.accounts().iter().filter(|account| account.id < id::TEMPLATE_FIRST);
    let schemes = schemes.map(|account| format!("{:02}", account.id)).collect();
    Fields::default().list("guids", guids).list("card_scheme_ids", schemes)
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
    Fields::default()
        .text("amount", &stated.text)
        .integer("amount_minor", stated.amount.map(|amount| amount.minor()))
        .value("amount_is_zero", stated.is_zero().then_some(Value::Flag(true)))
}

fn tip(tip: &Tip) -> Option<String> {
    match tip {
        Tip::None => None,
        Tip::Ask => Some("prompt".to_owned()),
        Tip::Fixed(fee) => Some(format!("fixed {}", fee.text)),
        Tip::Percent { text, .. } => Some(format!("percent {text}")),
    }
}

fn additional_data(code: &MerchantPresented) -> Fields {
    let template = code.additional_data().unwrap_or_default();
    ADDITIONAL_DATA.into_iter().fold(Fields::default(), |fields, (id, name)| {
        match (template.get(id), name) {
            (None, _) => fields,
            (Some(ASK_PAYER), "reference") => {
                fields.value("reference_placeholder", Some(Value::Flag(true)))
            }
            (Some(ASK_PAYER), _) => fields.text(name, "*** (ask the payer)"),
            (Some(value), _) => fields.text(name, value),
        }
    })
}
