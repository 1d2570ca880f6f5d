//! The rules key by key, and the round trip.

use super::*;
use crate::part::testing::{label, minor_sum};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn gost_code() -> impl Strategy<Value = GostCode> {
    let parts = (
        proptest::sample::select(CHARACTER_SETS.map(|(_, set)| set).to_vec()),
        (label(50), "[0-9]{20}", label(40), "[0-9]{9}"),
        prop_oneof!["0", "[0-9]{20}"],
        of(minor_sum("RUB", 99_999_999_999, 1)),
        of("[А-Яа-я|~^#]{1,40}"),
        of("[0-9]{10}|[0-9]{12}"),
        proptest::collection::btree_map("[a-z]{3,8}", "[А-Я0-9=]{0,9}", 0..4),
    );
    parts.prop_map(|(set, (name, account, bank_name, bic), own, amount, purpose, inn, others)| {
        GostCode {
            character_set: set,
            name,
            account,
            bank_name,
            bic,
            correspondent_account: own,
            amount,
            purpose,
            payee_tax_id: inn,
            others: others.into_iter().collect(),
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in gost_code()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::GostCode(code)));
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(
        rest in "[123](\\||.)((Name|PersonalAcc|BIC|Sum|.{0,5})=?([0-9]{9,20}|.{0,20})(\\||.)){0,9}"
    ) {
        let result = GostCode::recognise(&format!("ST0001{rest}")).expect("claimed");
        let _ = result.map(|code| code.fields());
    }
}

const GOOD: &str = "|Name=Чайная|PersonalAcc=40702810000000000017|BankName=Банк|\
    BIC=044525000|CorrespAcc=30101810000000000017|Sum=25000|PayeeINN=7700000000";

fn broken(from: &str, to: &str) -> (&'static str, String) {
    let text = format!("ST00012{}", GOOD.replace(from, to));
    let error = GostCode::recognise(&text).expect("claimed").expect_err(to);
    (error.code(), error.place().to_string())
}

#[test]
fn each_key_has_its_rule() {
    let long = format!("Name={}", "Ч".repeat(161));
    for (from, to, code, place) in [
        ("|Name=Чайная", "", "field_missing", "field Name"),
        ("Name=Чайная", long.as_str(), "field_too_long", "field Name"),
        ("0017|Bank", "001|Bank", "field_malformed", "field PersonalAcc"),
        ("|BankName=Банк", "", "field_missing", "field BankName"),
        ("=044525000", "=04452500", "field_malformed", "field BIC"),
        ("=30101810000000000017", "=00", "field_malformed", "field CorrespAcc"),
        ("|CorrespAcc=30101810000000000017", "", "field_missing", "field CorrespAcc"),
        ("=25000", "=250.00", "amount_malformed", "field Sum"),
        ("=25000", "=1000000000000000", "amount_too_large", "field Sum"),
        ("=25000", "=0000000000000025000", "amount_too_large", "field Sum"),
        ("=7700000000", "=77", "field_malformed", "field PayeeINN"),
        ("|BIC", "||BIC", "syntax_wrong", "character 67"),
        ("|BIC", "|BankName=x|BIC", "field_twice", "character 67"),
        ("|Name", "Name", "syntax_wrong", "character 7"),
        ("Sum=", "=", "syntax_wrong", "character 113"),
    ] {
        assert_eq!(broken(from, to), (code, place.to_owned()), "{to}");
    }
}

#[test]
fn any_separator_serves_and_one_may_end_the_code() {
    for separator in ["|", "~", ";", "\u{a6}", "\n"] {
        let text = format!("ST00012{}{separator}", GOOD.replace('|', separator));
        let code = GostCode::recognise(&text).expect("claimed").expect(separator);
        assert_eq!(code.name, "Чайная");
    }
    assert!(GostCode::recognise("ST00014|Name=x").is_none());
    assert!(GostCode::recognise("ST00012").expect("claimed").is_err());
}

#[test]
fn a_separator_is_one_that_no_value_holds() {
    let good = GostCode::recognise(&format!("ST00012{GOOD}")).expect("claimed").expect("a code");
    let with = |purpose: &str| GostCode { purpose: Some(purpose.into()), ..good.clone() }.write();
    assert!(with("чай").is_ok_and(|text| text.starts_with("ST00012|Name=")));
    assert!(with("чай|дом").is_ok_and(|text| text.starts_with("ST00012~Name=")));
    let all: String = SEPARATORS.iter().collect();
    assert_eq!(with(&all).map_err(|error| error.code()), Err("not_writable"));
}
