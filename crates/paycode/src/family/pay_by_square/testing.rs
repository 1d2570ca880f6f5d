//! Codes to be read back: the product never makes them.

use super::envelope::{ALPHABET, DICTIONARY_BYTES, check_value};
use super::*;
use crate::part::testing::{account, decimal_sum, label};
use lzma_rust2::{LzmaOptions, LzmaWriter};
use money::Currency;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use std::io::Write as _;

/// Returns a code of these fields, with the header and the length given.
pub fn packed(header: [u8; 2], data: &[u8], byte_count: u16) -> String {
    let options = LzmaOptions { dict_size: DICTIONARY_BYTES, ..LzmaOptions::with_preset(6) };
    let mut writer = LzmaWriter::new_no_header(Vec::new(), &options, true).expect("options");
    writer.write_all(data).expect("memory");
    let lzma = writer.finish().expect("memory");
    base32(&[header.as_slice(), &byte_count.to_le_bytes(), &lzma].concat())
}

/// Returns a right code of these fields.
pub fn code_of(fields: &str) -> String {
    let data = [check_value(fields.as_bytes()).as_slice(), fields.as_bytes()].concat();
    packed([0x02, 0], &data, u16::try_from(data.len()).expect("short"))
}

fn base32(bytes: &[u8]) -> String {
    let bits: Vec<u8> =
        bytes.iter().flat_map(|b| (0..8).rev().map(move |i| (b >> i) & 1)).collect();
    let value = |bits: &[u8]| (0..5).fold(0, |v, i| (v << 1) | bits.get(i).copied().unwrap_or(0));
    bits.chunks(5).map(|bits| char::from(ALPHABET[usize::from(value(bits))])).collect()
}

/// Returns the fields of a code as the standard lines them up.
pub fn fields_of(code: &PayBySquare) -> String {
    let optional = |part: &Option<String>| part.clone().unwrap_or_default();
    let mut columns = vec![optional(&code.invoice_id), code.payments.len().to_string()];
    for payment in &code.payments {
        columns.push(payment.options.to_string());
        columns.push(payment.amount.as_ref().map(|sum| sum.text.clone()).unwrap_or_default());
        columns.push(payment.currency.code().to_owned());
        for part in [
            &payment.due_date,
            &payment.variable_symbol,
            &payment.constant_symbol,
            &payment.specific_symbol,
            &payment.reference,
            &payment.message,
        ] {
            columns.push(optional(part));
        }
        columns.push(payment.accounts.len().to_string());
        for account in &payment.accounts {
            columns.extend([account.iban.clone(), optional(&account.bic)]);
        }
        columns.push(u8::from(payment.standing_order.is_some()).to_string());
        if let Some(order) = &payment.standing_order {
            let parts = [&order.day, &order.months, &order.periodicity, &order.last_date];
            columns.extend(parts.map(optional));
        }
        columns.push(u8::from(payment.direct_debit.is_some()).to_string());
        columns.extend(payment.direct_debit.iter().flatten().cloned());
    }
    for payment in &code.payments {
        columns.extend([&payment.name, &payment.street, &payment.town].map(optional));
    }
    columns.join("\t")
}

fn square_account() -> impl Strategy<Value = SquareAccount> {
    let parts = (account("SK", "[0-9]{20}"), of("[A-Z]{4}SK[A-Z0-9]{2}"));
    parts.prop_map(|(iban, bic)| SquareAccount { iban, bic })
}

fn payment() -> impl Strategy<Value = SquarePayment> {
    let order =
        ("[0-9]{1,2}", of("[0-9]{1,4}"), of("[a-z]")).prop_map(|(day, months, periodicity)| {
            SquareStandingOrder { day: Some(day), months, periodicity, last_date: None }
        });
    let parts = (
        1..=7u8,
        of(decimal_sum("EUR", 99_999_999_999)),
        of("202[0-9]1[0-2][12][0-9]"),
        (of("[0-9]{1,10}"), of("[0-9]{1,4}"), of("[0-9]{1,10}")),
        (of(label(35)), of(label(60))),
        vec(square_account(), 1..3),
        (of(order), of(vec("[a-z]{0,5}", 10))),
        (of(label(30)), of(label(30)), of(label(30))),
    );
    parts.prop_map(|(options, amount, due_date, symbols, texts, accounts, more, payee)| {
        SquarePayment {
            options,
            amount,
            currency: Currency::from_code("EUR").expect("known"),
            due_date,
            variable_symbol: symbols.0,
            constant_symbol: symbols.1,
            specific_symbol: symbols.2,
            reference: texts.0,
            message: texts.1,
            accounts,
            standing_order: more.0,
            direct_debit: more.1,
            name: payee.0,
            street: payee.1,
            town: payee.2,
        }
    })
}

/// Returns any code of one or two payments.
pub fn pay_by_square() -> impl Strategy<Value = PayBySquare> {
    (of(label(10)), vec(payment(), 1..3))
        .prop_map(|(invoice_id, payments)| PayBySquare { invoice_id, payments })
}
