//! The rules tag by tag, and the round trip.

use super::*;
use crate::part::testing::label;
use crate::{Code, read};
use money::{Amount, Currency};
use proptest::option::of;
use proptest::prelude::*;

/// Returns 16 digits with their check digits.
fn checked(digits: &str) -> String {
    let rest = crate::part::iban::modulo_97(digits.chars().chain("00".chars())).expect("digits");
    format!("{digits}{:02}", 98 - rest)
}

fn account() -> impl Strategy<Value = String> {
    "[0-9]{16}".prop_map(|digits| checked(&digits))
}

fn amount() -> impl Strategy<Value = StatedAmount> {
    (0..99_999_999_999u64).prop_map(|minor| {
        let dinar = Currency::from_code("RSD").expect("known");
        let amount = Amount::new(minor, dinar).expect("small enough");
        let text = amount.digits().replace('.', ",");
        let text = text.strip_suffix("00").map(str::to_owned).unwrap_or(text);
        StatedAmount { text, amount: Some(amount) }
    })
}

fn reference() -> impl Strategy<Value = String> {
    let checked = "[0-9]{1,20}".prop_map(|digits| {
        let rest = crate::part::iban::modulo_97(digits.chars().chain("00".chars()));
        format!("97{:02}{digits}", 98 - rest.expect("digits"))
    });
    prop_oneof![checked, "00[0-9-]{1,20}"]
}

fn ips_code() -> impl Strategy<Value = IpsCode> {
    let parts = (
        proptest::sample::select(KINDS.map(|(_, kind)| kind).to_vec()),
        (account(), of(account())),
        (label(30), of(label(30))),
        amount(),
        (of("[12][0-9]{2}"), of(label(35))),
        (of("[0-9]{4}"), of("[0-9]{5}"), of("[0-9]{19}")),
        of(reference()),
        of(label(60)),
    );
    parts.prop_map(|(kind, accounts, people, amount, purpose, digits, reference, payee_text)| {
        IpsCode {
            kind,
            account: accounts.0,
            name: Some(format!("{}\r\nTržnica 7", people.0)),
            amount: Some(amount),
            payer_account: accounts.1,
            payer: people.1,
            purpose_code: purpose.0,
            message: purpose.1,
            merchant_category: digits.0,
            one_time_code: digits.1,
            reference,
            payee_text,
            transaction: digits.2,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in ips_code()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::IpsCode(code)));
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(
        rest in "(V:01\\|C:1\\|)?((R|N|I|P|SF|RO|.):(RSD[0-9]{0,9},|.{0,20})\\|?){0,8}"
    ) {
        let result = IpsCode::recognise(&format!("K:PR|{rest}")).expect("claimed");
        let _ = result.map(|code| code.fields());
    }
}

/// Returns the rule and place that a code breaks behind `K:PR|V:01|C:1|`.
fn broken(rest: &str) -> (&'static str, String) {
    let account = checked("2650000000012345");
    let text =
        format!("K:PR|V:01|C:1|{}", rest.replace("{}", &format!("R:{account}|N:Čajdžinica")));
    let error = IpsCode::recognise(&text).expect("claimed").expect_err(rest);
    (error.code(), error.place().to_string())
}

#[test]
fn each_tag_has_its_rule() {
    for (rest, code, place) in [
        ("{}", "field_missing", "field I"),
        ("N:x|I:RSD1,", "field_missing", "field R"),
        ("R:265000000001234526|I:RSD1,", "field_missing", "field N"),
        ("R:26500000000123452|N:x|I:RSD1,", "account_malformed", "field R"),
        ("R:265000000001234527|N:x|I:RSD1,", "account_check_wrong", "field R"),
        ("{}|I:EUR1,00", "currency_wrong", "field I"),
        ("{}|I:RSD1.00", "amount_malformed", "field I"),
        ("{}|I:RSD1", "amount_malformed", "field I"),
        ("{}|I:RSD,50", "amount_malformed", "field I"),
        ("{}|I:RSD1,005", "amount_malformed", "field I"),
        ("{}|I:RSD1,0.5", "amount_malformed", "field I"),
        ("{}|I:RSD1,|SF:389", "field_malformed", "field SF"),
        ("{}|I:RSD1,|P:a\nb\nc\nd", "field_malformed", "field P"),
        ("{}|I:RSD1,|S:x234567890123456789012345678901234567890", "field_too_long", "field S"),
        ("{}|I:RSD1,|RO:AB1", "field_malformed", "field RO"),
        ("{}|I:RSD1,|RO:97102026", "reference_check_wrong", "field RO"),
        ("{}|I:RSD1,|I:RSD1,", "field_twice", "field I"),
        ("{}|I:", "field_missing", "field I"),
        ("X:1", "syntax_wrong", "character 14"),
        ("R:1|", "syntax_wrong", "character 18"),
        ("R:1||N:x", "syntax_wrong", "character 18"),
    ] {
        assert_eq!(broken(rest), (code, place.to_owned()), "{rest}");
    }
    let error = |text: &str| IpsCode::recognise(text).expect("claimed").expect_err(text).code();
    assert_eq!(error("K:PR|V:02|C:1"), "version_unsupported");
    assert_eq!(error("K:PR|V:01|C:2"), "encoding_unsupported");
    assert!(IpsCode::recognise("K:XX|V:01").is_none() && IpsCode::recognise("K:éé").is_none());
}

#[test]
fn a_payer_s_own_code_leaves_name_and_amount_to_the_till() {
    let text = format!("K:PK|V:01|C:1|R:{}|JS:12345", checked("2650000000012345"));
    let code = IpsCode::recognise(&text).expect("claimed").expect("a code");
    assert_eq!((code.kind, code.name, code.amount), (IpsKind::Payer, None, None));
    assert_eq!(code.one_time_code.as_deref(), Some("12345"));
}

#[test]
fn a_writer_is_told_what_it_got_wrong() {
    let text = format!("K:EK|V:01|C:1|R:{}|N:Čaj|I:RSD5,", checked("2650000000012345"));
    let good = IpsCode::recognise(&text).expect("claimed").expect("a code");
    let error = |code: IpsCode| code.write().expect_err("broken").code();
    assert_eq!(error(IpsCode { name: None, ..good.clone() }), "field_missing");
    assert_eq!(error(IpsCode { message: Some("a|b".into()), ..good.clone() }), "syntax_wrong");
    assert_eq!(error(IpsCode { message: Some("a|P:b".into()), ..good }), "not_writable");
}
