//! Generators of Tongbao codes.

use super::{Payee, TongbaoCode};
use money::{Amount, Currency};
use proptest::prelude::*;

fn label(count_max: usize) -> impl Strategy<Value = String> {
    let pattern = format!("[!-~一-龥éア][ -~一-龥éア]{{0,{}}}", count_max - 1);
    proptest::string::string_regex(&pattern)
        .expect("a pattern")
        .prop_map(|text| text.trim().to_owned())
}

fn payee() -> impl Strategy<Value = Payee> {
    let id = "[0-7][0-9A-HJKMNP-TV-Z]{25}".prop_map(|text| text.parse().expect("canonical"));
    (0..3u8, id).prop_map(|(kind, id)| match kind {
        0 => Payee::Label(id),
        1 => Payee::Order(id),
        _ => Payee::Receive(id),
    })
}

/// Returns any code that can be written.
pub fn tongbao_code() -> impl Strategy<Value = TongbaoCode> {
    let currencies: Vec<_> = Currency::all().collect();
    let sum = proptest::option::of(1..=999_999_999_999u64);
    let note = proptest::option::of(label(64));
    let page_host = proptest::option::of("[a-z0-9]{1,20}\\.[a-z0-9]{1,15}(:[1-9][0-9]{0,3})?");
    let expiry = proptest::option::of(0..=999_999_999_999u64);
    let parts = (
        "[a-z0-9.-]{1,30}",
        payee(),
        sum,
        proptest::sample::select(currencies),
        label(25),
        label(15),
        "[A-Z]{2}",
        note,
        (expiry, page_host),
    );
    parts.prop_map(|(operator, payee, minor, currency, name, city, country, note, more)| {
        let (expiry, page_host) = more;
        let is_label = matches!(payee, Payee::Label(_));
        let is_order = matches!(payee, Payee::Order(_));
        let minor = if is_order { Some(minor.unwrap_or(1)) } else { minor };
        TongbaoCode {
            operator: operator.parse().expect("a name"),
            payee,
            amount: minor.map(|minor| Amount::new(minor, currency).expect("small")),
            currency,
            name,
            city,
            country: country.parse().expect("two letters"),
            note,
            expires_at_s: expiry.filter(|_| is_order),
            page_host: page_host.filter(|_| is_label).map(|host| host.parse().expect("a host")),
        }
    })
}
