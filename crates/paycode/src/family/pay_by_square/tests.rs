//! The envelope's and the columns' rules, the round trip, and what would unpack to too much.

use super::testing::{code_of, fields_of, packed, pay_by_square};
use super::*;
use crate::{Code, read};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_packed_is_read_back(code in pay_by_square()) {
        let text = code_of(&fields_of(&code));
        prop_assert_eq!(read(&text), Ok(Code::BySquare(BySquare::Payments(code))));
    }

    #[test]
    fn one_changed_character_is_never_another_payment(
        code in pay_by_square(), at in any::<proptest::sample::Index>(), by in "[0-9A-V]"
    ) {
        let mut text = code_of(&fields_of(&code));
        let at = at.index(text.len());
        text.replace_range(at..=at, &by);
        if let Ok(Code::BySquare(BySquare::Payments(other))) = read(&text) {
            prop_assert_eq!(other, code);
        }
    }

    #[test]
    fn any_text_behind_the_header_is_a_code_or_an_error(
        head in "[02][048]0[0-9A-V]{3}", rest in "[0-9A-V]{12,400}"
    ) {
        if let Some(result) = BySquare::recognise(&format!("{head}00{rest}")) {
            let _ = result.map(|code| code.fields());
        }
    }

    #[test]
    fn any_columns_are_a_code_or_an_error(
        text in "([0-9]{0,2}|EUR|.{0,5})(\t([01]|.{0,9})){0,30}"
    ) {
        let _ = PayBySquare::read(&text).map(|code| code.fields());
    }
}

const GOOD: &str = "7\t1\t1\t4.20\tEUR\t20260228\t1\t0308\t2\t\tČaj\t1\tSK3302000000000000012351\t\
    TESTSKBX\t0\t0\tČajovňa\tHlavná 1\tBratislava";

fn broken(column: usize, value: &str) -> (&'static str, String) {
    let mut columns: Vec<&str> = GOOD.split('\t').collect();
    columns[column] = value;
    let error = PayBySquare::read(&columns.join("\t")).expect_err(value);
    (error.code(), error.place().to_string())
}

#[test]
fn each_column_has_its_rule() {
    assert!(PayBySquare::read(GOOD).is_ok());
    for (column, value, code, place) in [
        (0, "12345678901", "field_too_long", "invoice id"),
        (1, "0", "field_missing", "payment count"),
        (1, "+1", "field_malformed", "payment count"),
        (1, "256", "field_malformed", "payment count"),
        (2, "0", "field_malformed", "options"),
        (3, "4,20", "amount_malformed", "amount"),
        (3, "1234567890123.00", "field_too_long", "amount"),
        (4, "EURO", "currency_unknown", "currency"),
        (5, "28.02.2026", "field_malformed", "due date"),
        (6, "VS1", "field_malformed", "variable symbol"),
        (7, "03081", "field_too_long", "constant symbol"),
        (11, "0", "field_missing", "account count"),
        (12, "SK3402000000000000012351", "account_check_wrong", "account"),
        (13, "TEST", "field_malformed", "bank"),
        (14, "2", "field_malformed", "standing order"),
        (18, "Bratislava\tx", "syntax_wrong", "end"),
    ] {
        assert_eq!(broken(column, value), (code, format!("field {place}")), "{value}");
    }
}

#[test]
fn an_earlier_version_ends_without_payee() {
    let short = GOOD.split("\tČajovňa").next().expect("columns");
    assert_eq!(PayBySquare::read(short).map(|code| code.payments[0].name.clone()), Ok(None));
}

#[test]
fn the_envelope_is_checked_before_its_columns() {
    let error = |text: &str| {
        let error = BySquare::recognise(text).expect("claimed").expect_err(text);
        (error.code(), error.place().to_string())
    };
    let field = |code, name: &str| (code, format!("field {name}"));
    let data = [[0; 4].as_slice(), GOOD.as_bytes()].concat();
    let length = u16::try_from(data.len()).expect("short");
    let wrong = packed([0, 0], &data, length);
    assert_eq!(error(&wrong), field("checksum_wrong", "check value"));
    let good = code_of(GOOD);
    assert_eq!(error(&good[..good.len() / 2]), field("field_malformed", "compressed data"));
    let short = packed([0, 0], b"abc", 3);
    assert_eq!(error(&format!("{short}AAAAAAAA")), field("field_missing", "check value"));
    let no_text = [envelope::check_value(&[0xFF]).as_slice(), &[0xFF]].concat();
    let text = packed([0, 0], &no_text, 5);
    assert_eq!(error(&text), field("encoding_unsupported", "compressed data"));
}

#[test]
fn what_would_unpack_to_too_much_is_refused_by_its_length() {
    let bomb = packed([0, 0], &vec![b'0'; 1 << 20], 4097);
    assert!(bomb.len() < 4096, "it would pass the door");
    let error = BySquare::recognise(&bomb).expect("claimed").expect_err("a bomb");
    assert_eq!((error.code(), error.place()), ("field_too_long", Place::field("length")));
    // One that lies about its length is unpacked no further than that.
    let lying = packed([0, 0], &vec![b'0'; 1 << 20], 4096);
    let error = BySquare::recognise(&lying).expect("claimed").expect_err("a bomb");
    assert_eq!(error.code(), "checksum_wrong");
}

#[test]
fn an_invoice_is_recognised_and_pays_nothing() {
    let data = [envelope::check_value(b"1\t2").as_slice(), b"1\t2"].concat();
    let text = packed([0x10, 0], &data, 7);
    let code = read(&text).expect("an invoice");
    assert_eq!(code, Code::BySquare(BySquare::Invoice));
    assert!(!crate::describe(&code).valid);
}
