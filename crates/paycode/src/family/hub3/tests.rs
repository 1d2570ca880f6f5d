//! The rules line by line, and the round trip.

use super::*;
use crate::part::testing::{account, label, minor_sum};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn hub3_code() -> impl Strategy<Value = Hub3Code> {
    let parts = (
        of(minor_sum("EUR", 99_999_999_999, 15)),
        (of(label(30)), of(label(27)), of(label(27))),
        (label(25), of(label(25)), of(label(27))),
        account("HR", "[0-9]{17}"),
        (of("HR[0-9]{2}"), of("[0-9-]{1,22}")),
        (of("[A-Z]{4}"), of(label(35))),
    );
    parts.prop_map(|(amount, payer, payee, account, reference, purpose)| Hub3Code {
        amount,
        payer_name: payer.0,
        payer_street: payer.1,
        payer_town: payer.2,
        name: payee.0,
        street: payee.1,
        town: payee.2,
        account,
        model: reference.0,
        reference: reference.1,
        purpose: purpose.0,
        message: purpose.1,
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in hub3_code()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::Hub3Code(code)));
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(
        rest in "(EUR\n)?([0-9]{15}\n)?(HR[0-9]{2}|.{0,20})(\n.{0,20}){5,14}"
    ) {
        let result = Hub3Code::recognise(&format!("HRVHUB30\n{rest}")).expect("claimed");
        let _ = result.map(|code| code.fields());
    }
}

const GOOD: &str = "HRVHUB30\nEUR\n000000000000450\nIva Primjer\nRiva 1\n21000 Split\nČajana\n\
    Trg 2\n10000 Zagreb\nHR3724020001100012345\nHR00\n2026-7\nGDDS\nOolong";

#[test]
fn each_line_has_its_rule() {
    assert!(Hub3Code::read(GOOD).is_ok());
    let long = "x".repeat(36);
    for (number, line, code) in [
        (2, "HRK", "currency_wrong"),
        (3, "450", "amount_malformed"),
        (3, "0000000000004.5", "amount_malformed"),
        (4, &long[..31], "field_too_long"),
        (7, "", "field_missing"),
        (7, &long[..26], "field_too_long"),
        (10, "", "field_missing"),
        (10, "HR3824020001100012345", "account_check_wrong"),
        (11, "00", "field_malformed"),
        (12, &long[..23], "field_too_long"),
        (13, "gdds", "field_malformed"),
        (14, &long, "field_too_long"),
    ] {
        let mut lines: Vec<&str> = GOOD.split('\n').collect();
        lines[number - 1] = line;
        let error = Hub3Code::read(&lines.join("\n")).expect_err(line);
        assert_eq!((error.code(), error.place()), (code, Place::line(number)), "{line}");
    }
}

#[test]
fn lines_are_counted() {
    let error = |text: &str| Hub3Code::read(text).expect_err(text).code();
    assert_eq!(error(&format!("{GOOD}\n15")), "line_count_wrong");
    assert_eq!(error("HRVHUB30\nEUR"), "line_count_wrong");
    let short = GOOD.split("\nHR00").next().expect("ten lines");
    let code = Hub3Code::read(short).expect("a code");
    assert_eq!((code.model, code.message), (None, None));
}
