//! The rules line by line, the control sum, and the round trip.

use super::*;
use crate::part::testing::{account, creditor_reference, label, minor_sum};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn person() -> impl Strategy<Value = UpnPerson> {
    let parts = (label(33), of(label(33)), of(label(33)));
    parts.prop_map(|(name, street, town)| UpnPerson { name: Some(name), street, town })
}

fn upn_code() -> impl Strategy<Value = UpnCode> {
    let date = || of("[12][0-9]\\.1[0-2]\\.20[2-4][0-9]");
    let parts = (
        (person(), person()),
        (of(account("SI", "[0-9]{15}")), account("SI", "[0-9]{15}")),
        any::<[bool; 3]>(),
        (of("SI00[0-9-]{1,20}"), of(creditor_reference())),
        of(minor_sum("EUR", 99_999_999_999, 11)),
        (date(), date()),
        (of("[A-Z]{4}"), of(label(42))),
    );
    parts.prop_map(|(people, accounts, crossed, references, amount, dates, purpose)| UpnCode {
        payer: people.0,
        payer_account: accounts.0,
        is_deposit: crossed[0],
        is_withdrawal: crossed[1],
        payer_reference: references.0,
        amount,
        date: dates.0,
        is_urgent: crossed[2],
        purpose_code: purpose.0,
        message: purpose.1,
        due_date: dates.1,
        account: accounts.1,
        reference: references.1,
        payee: people.1,
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in upn_code()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::UpnCode(code)));
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(rest in "(.{0,8}\n){17,20}[0-9]{3}") {
        let result = UpnCode::recognise(&format!("UPNQR\n{rest}")).expect("claimed");
        let _ = result.map(|code| code.fields());
    }

    #[test]
    fn a_letter_more_or_less_is_noticed(code in upn_code(), is_more in any::<bool>()) {
        let text = code.write().expect("every part fits");
        let name = code.payee.name.expect("a name");
        let mut other = name.clone();
        if is_more {
            other.push('ž');
        } else {
            other.pop();
        }
        let changed = text.replacen(&format!("\n{name}\n"), &format!("\n{other}\n"), 1);
        let error = UpnCode::read(changed.trim_end()).expect_err("changed").code();
        prop_assert_eq!(error, "checksum_wrong");
    }
}

/// Returns a code with the lines given, and its control sum.
fn with(lines: &[(usize, &str)]) -> Result<UpnCode, (&'static str, String)> {
    let mut all = [""; 19];
    all[0] = "UPNQR";
    all[8] = "00000000990";
    all[14] = "SI56192001234567892";
    all[16] = "Čajnica";
    for (number, line) in lines {
        all[number - 1] = line;
    }
    let covered = all.join("\n");
    let text = format!("{covered}\n{:03}", covered.chars().count() + 1);
    UpnCode::read(&text).map_err(|error| (error.code(), error.place().to_string()))
}

#[test]
fn each_line_has_its_rule() {
    assert!(with(&[]).is_ok());
    let long = "x".repeat(43);
    for (number, line, code) in [
        (2, "SI56192001234567893", "account_check_wrong"),
        (3, "x", "field_malformed"),
        (5, &long[..27], "field_too_long"),
        (6, &long[..34], "field_too_long"),
        (9, "0000000990", "amount_malformed"),
        (9, "0000009.900", "amount_malformed"),
        (10, "31.02.2026", "field_malformed"),
        (10, "2026-02-28", "field_malformed"),
        (11, "1", "field_malformed"),
        (12, "GDS", "field_malformed"),
        (13, long.as_str(), "field_too_long"),
        (14, "1.2.2026", "field_malformed"),
        (15, "", "field_missing"),
        (15, "SI57192001234567892", "account_check_wrong"),
        (16, "RF19539007547034", "reference_check_wrong"),
        (17, "", "field_missing"),
    ] {
        assert_eq!(with(&[(number, line)]), Err((code, format!("line {number}"))), "{line}");
    }
}

#[test]
fn the_control_sum_counts_characters_and_line_ends() {
    // 5 + 11 + 19 + 7 characters and 19 line ends.
    let lines = "UPNQR\n\n\n\n\n\n\n\n00000000990\n\n\n\n\n\nSI56192001234567892\n\nČajnica\n\n\n";
    assert!(UpnCode::read(&format!("{lines}061")).is_ok());
    let error = |control: &str| UpnCode::read(&format!("{lines}{control}")).expect_err("x").code();
    assert_eq!(error("062"), "checksum_wrong", "what counting bytes gives");
    assert_eq!(error("61"), "field_malformed");
    assert_eq!(error("061\n\nx"), "line_count_wrong");
}

#[test]
fn a_writer_is_told_what_it_got_wrong() {
    let good = with(&[]).expect("a code");
    let error = |code: UpnCode| code.write().expect_err("broken").code();
    assert_eq!(error(UpnCode { payee: UpnPerson::default(), ..good.clone() }), "field_missing");
    assert_eq!(error(UpnCode { message: Some("a\nb".into()), ..good }), "line_count_wrong");
}
