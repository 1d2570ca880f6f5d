//! The rules line by line, and the round trip.

use super::*;
use crate::part::testing::{account, creditor_reference, decimal_sum, label};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn remittance() -> impl Strategy<Value = EpcRemittance> {
    prop_oneof![
        creditor_reference().prop_map(EpcRemittance::Reference),
        label(60).prop_map(EpcRemittance::Text),
    ]
}

fn epc_transfer() -> impl Strategy<Value = EpcTransfer> {
    let parts = (
        proptest::sample::select(CHARACTER_SETS.map(|(_, set)| set).to_vec()),
        of("[A-Z]{4}(DE|SI|FI)[0-9A-Z]{2}([0-9A-Z]{3})?"),
        label(40),
        account("DE", "[0-9]{18}"),
        of(decimal_sum("EUR", 99_999_999_999)),
        of("[A-Z]{4}"),
        of(remittance()),
        of(label(40)),
    );
    parts.prop_map(|(character_set, bic, name, account, amount, purpose, remittance, info)| {
        let version = if bic.is_some() { EpcVersion::V001 } else { EpcVersion::V002 };
        let information = info;
        EpcTransfer {
            version,
            character_set,
            bic,
            name,
            account,
            amount,
            purpose,
            remittance,
            information,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in epc_transfer()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::EpcTransfer(code.clone())));
        prop_assert_eq!(read(&text.replace('\n', "\r\n")), Ok(Code::EpcTransfer(code)));
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(
        rest in "([0-9]{0,3}|SCT|EUR[0-9.]{0,12}|.{0,40})(\n([0-9]{0,3}|SCT|.{0,40})){0,14}"
    ) {
        let result = EpcTransfer::recognise(&format!("BCD\n{rest}")).expect("claimed");
        let _ = result.map(|code| code.fields());
    }
}

const GOOD: &str =
    "BCD\n001\n1\nSCT\nTESTDE33XXX\nTeehaus\nDE02120300000000202051\nEUR4.20\nGDDS\n\nKanne\nDanke";

/// Returns the rule and the line of the code with one line replaced.
fn broken(number: usize, line: &str) -> (&'static str, String) {
    let mut lines: Vec<&str> = GOOD.split('\n').collect();
    lines[number - 1] = line;
    let error = EpcTransfer::read(&lines.join("\n")).expect_err(line);
    (error.code(), error.place().to_string())
}

#[test]
fn each_line_has_its_rule() {
    assert!(EpcTransfer::read(GOOD).is_ok());
    let long = "x".repeat(71);
    for (number, line, code) in [
        (2, "003", "version_unsupported"),
        (3, "9", "encoding_unsupported"),
        (3, "", "encoding_unsupported"),
        (4, "INST", "field_malformed"),
        (5, "TESTDE3", "field_malformed"),
        (5, "", "field_missing"),
        (6, "", "field_missing"),
        (6, long.as_str(), "field_too_long"),
        (7, "", "field_missing"),
        (7, "DE02 1203 0000 0000 2020 51", "account_malformed"),
        (7, "DE03120300000000202051", "account_check_wrong"),
        (8, "CHF4.20", "currency_wrong"),
        (8, "EUR4,20", "amount_malformed"),
        (8, "EUR4.201", "amount_malformed"),
        (8, "EUR1000000000", "amount_malformed"),
        (8, "EUR0.00", "amount_zero"),
        (9, "GDDSX", "field_too_long"),
        (10, "RF18539007547034", "fields_exclusive"),
        (12, long.as_str(), "field_too_long"),
    ] {
        let place = if code == "fields_exclusive" { 11 } else { number };
        assert_eq!(broken(number, line), (code, format!("line {place}")), "{line}");
    }
}

#[test]
fn a_creditor_reference_is_checked_and_another_is_not() {
    let read = |reference: &str| {
        let text = GOOD.replace("\n\nKanne\n", &format!("\n{reference}\n\n"));
        EpcTransfer::read(&text).map(|code| code.remittance).map_err(|error| error.code())
    };
    let reference = |text: &str| Ok(Some(EpcRemittance::Reference(text.to_owned())));
    assert_eq!(read("RF18539007547034"), reference("RF18539007547034"));
    assert_eq!(read("RF19539007547034"), Err("reference_check_wrong"));
    assert_eq!(read("+++090/9337/55493+++"), reference("+++090/9337/55493+++"));
}

#[test]
fn lines_and_bytes_are_counted() {
    let error = |text: &str| EpcTransfer::read(text).expect_err(text).to_string();
    let more = format!("{GOOD}\n13");
    assert_eq!(error(&more), "a code has as many lines as the standard says (line 13)");
    let few = GOOD.split('\n').take(6).collect::<Vec<_>>().join("\n");
    assert_eq!(error(&few), "a code has as many lines as the standard says (line 6)");
    // 70 + 140 + 70 characters of two bytes: too many as UTF-8, few enough as ISO 8859-5.
    let wide = |count| "я".repeat(count);
    let text =
        GOOD.replace("Teehaus", &wide(70)).replace("Kanne", &wide(140)).replace("Danke", &wide(70));
    assert!(error(&text).starts_with("the code is no longer"));
    assert!(error(&text.replace("\n1\n", "\n5\n")).starts_with("the code is no longer"));
    let text = text.replace(&wide(140), &wide(60));
    assert!(error(&text).starts_with("the code is no longer"));
    assert!(EpcTransfer::read(&text.replace("\n1\n", "\n5\n")).is_ok());
}

#[test]
fn a_writer_is_told_what_it_got_wrong() {
    let good = EpcTransfer::read(GOOD).expect("a code");
    let error = |code: EpcTransfer| code.write().expect_err("broken").code();
    assert_eq!(error(EpcTransfer { name: String::new(), ..good.clone() }), "field_missing");
    assert_eq!(error(EpcTransfer { account: "DE00".into(), ..good.clone() }), "account_malformed");
    let turned = EpcTransfer { name: "Tee\nhaus".into(), ..good.clone() };
    assert_eq!(error(turned), "line_count_wrong");
    let blank = EpcTransfer { information: Some("Danke ".into()), ..good };
    assert_eq!(error(blank), "not_writable");
}
