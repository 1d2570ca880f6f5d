//! What a Tongbao code says, as named values.

use super::{TongbaoCode, address::LabelAddress};
use crate::describe::Fields;

pub(super) fn fields(code: &TongbaoCode) -> Fields {
    let TongbaoCode {
        operator,
        payee,
        amount,
        currency,
        name,
        city,
        country,
        note,
        expires_at_s,
        page_host,
    } = code;
    let page =
        page_host.clone().map(|host| LabelAddress { host, label: payee.id().clone() }.to_string());
    Fields::default()
        .text("scheme", "Tongbao")
        .text("operator", operator.as_str())
        .text("payee_kind", payee.kind())
        .text("payee_id", payee.id().as_str())
        .text("payee_name", name)
        .text("payee_city", city)
        .text("country", country.as_str())
        .text("currency_numeric", format!("{:03}", currency.numeric()))
        .text("currency", currency.code())
        .maybe("amount", amount.map(|amount| amount.digits()))
        .integer("amount_minor", amount.map(|amount| amount.minor()))
        .maybe("note", note.as_ref())
        .integer("expires_at_s", *expires_at_s)
        .maybe("url", page)
}
