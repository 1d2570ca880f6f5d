//! The rules key by key, the check value, and the round trip.

use super::*;
use crate::part::testing::{account, decimal_sum, label};
use crate::{Code, read};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

fn spayd_account() -> impl Strategy<Value = SpaydAccount> {
    let parts = (account("CZ", "[0-9]{20}"), of("[A-Z]{4}CZ[A-Z0-9]{2}"));
    parts.prop_map(|(iban, bic)| SpaydAccount { iban, bic })
}

fn symbols() -> impl Strategy<Value = [Option<String>; 4]> {
    let digits = || of("[0-9]{1,10}");
    (of("[0-9]{1,16}"), digits(), digits(), digits()).prop_map(|(rf, vs, ss, ks)| [rf, vs, ss, ks])
}

fn spayd() -> impl Strategy<Value = Spayd> {
    let parts = (
        proptest::sample::select(vec![SpaydKind::Payment, SpaydKind::DirectDebitConsent]),
        (spayd_account(), vec(spayd_account(), 0..=2)),
        of(decimal_sum("CZK", 99_999_999)),
        symbols(),
        (of("[ -~áč*%]{1,35}"), of("[ -~áč*%]{1,60}")),
        of(proptest::sample::select(vec![SpaydNotify::Phone, SpaydNotify::Email])),
        (of("202[0-9]1[0-2][12][0-9]"), of("[A-Z]{1,3}")),
        (of(label(20)), proptest::collection::btree_map("X-[A-J]{2,8}", "[ -~áč]{1,9}", 0..3)),
        any::<bool>(),
    );
    parts.prop_map(
        |(kind, (account, others), amount, symbols, (name, message), notify, when, rest, check)| {
            let [reference, variable_symbol, specific_symbol, constant_symbol] = symbols;
            let currency = amount.is_some().then(|| Currency::from_code("CZK").expect("known"));
            Spayd {
                kind,
                account,
                alternative_accounts: others,
                amount,
                currency,
                reference,
                name,
                due_date: when.0,
                payment_type: when.1,
                message,
                notify,
                notify_address: rest.0,
                variable_symbol,
                specific_symbol,
                constant_symbol,
                others: rest.1.into_iter().collect(),
                check: if check { SpaydCheck::Right(String::new()) } else { SpaydCheck::Absent },
            }
        },
    )
}

/// Returns the code without the digits of its check value.
fn without_digits(code: Spayd) -> Spayd {
    let check = match code.check {
        SpaydCheck::Right(_) => SpaydCheck::Right(String::new()),
        other => other,
    };
    Spayd { check, ..code }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in spayd()) {
        // White space at the end of the last value is not the code's: the standard has none there.
        prop_assume!(!code.others.iter().any(|(_, value)| value.ends_with(' ')));
        prop_assume!(!code.message.as_ref().is_some_and(|text| text.ends_with(' ')));
        prop_assume!(!code.name.as_ref().is_some_and(|text| text.ends_with(' ')));
        let text = code.write().expect("every part fits");
        let Ok(Code::Spayd(back)) = read(&text) else { panic!("{text}") };
        prop_assert_eq!(without_digits(back), code);
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(
        rest in "(SPD|SCD)\\*(1\\.0\\*|.{0,5})((ACC|AM|CC|DT|CRC32|X-[A-Z]|.):.{0,30}\\*?){0,8}"
    ) {
        let result = Spayd::recognise(&rest).expect("claimed");
        let _ = result.map(|code| code.fields());
    }
}

const ACC: &str = "CZ6508000000192000145399";

fn rule_of(rest: &str) -> Result<Spayd, (&'static str, String)> {
    let result = Spayd::recognise(&format!("SPD*{rest}")).expect("claimed");
    result.map_err(|error| (error.code(), error.place().to_string()))
}

#[test]
fn each_key_has_its_rule() {
    for (rest, code, place) in [
        ("1", "syntax_wrong", "version"),
        ("1.x*ACC:1", "syntax_wrong", "version"),
        ("2.0*ACC:1", "version_unsupported", "version"),
        ("1.0", "field_missing", "ACC"),
        ("1.0*AM:1", "field_missing", "ACC"),
        ("1.0*ACC:CZ6508000000192000145398", "account_check_wrong", "ACC"),
        ("1.0*ACC:1920001453/0800", "account_malformed", "ACC"),
        ("1.0*ACC:{}+GIBA", "field_malformed", "ACC"),
        ("1.0*ACC:{}*ALT-ACC:x", "account_malformed", "ALT-ACC"),
        ("1.0*ACC:{}*AM:1,50", "amount_malformed", "AM"),
        ("1.0*ACC:{}*AM:1.505", "amount_malformed", "AM"),
        ("1.0*ACC:{}*AM:12345678.90", "field_too_long", "AM"),
        ("1.0*ACC:{}*AM:1.50*CC:JPY", "amount_decimals", "AM"),
        ("1.0*ACC:{}*CC:Kč", "currency_wrong", "CC"),
        ("1.0*ACC:{}*CC:QQQ", "currency_unknown", "CC"),
        ("1.0*ACC:{}*DT:20250229", "field_malformed", "DT"),
        ("1.0*ACC:{}*RF:12a", "field_malformed", "RF"),
        ("1.0*ACC:{}*X-VS:1-2", "field_malformed", "X-VS"),
        ("1.0*ACC:{}*NT:S", "field_malformed", "NT"),
        ("1.0*ACC:{}*MSG:50%", "syntax_wrong", "MSG"),
        ("1.0*ACC:{}*CRC32:123", "field_malformed", "CRC32"),
        ("1.0*ACC:{}*AM:1*AM:2", "field_twice", "AM"),
    ] {
        let expected = (code, format!("field {place}"));
        assert_eq!(rule_of(&rest.replace("{}", ACC)), Err(expected), "{rest}");
    }
}

#[test]
fn a_key_of_other_letters_is_refused_at_its_place() {
    let place = |rest: &str| rule_of(rest).map_err(|(code, place)| format!("{code} {place}"));
    assert_eq!(place("1.0*acc:1").expect_err("small"), "syntax_wrong character 8");
    let text = format!("1.0*ACC:{ACC}*ZPRÁVA:1");
    assert_eq!(place(&text).expect_err("not ASCII"), "syntax_wrong character 37");
    assert!(place(&format!("1.0*ACC:{ACC}*no colon")).is_err());
}

#[test]
fn long_texts_are_cut_and_what_is_empty_is_nothing() {
    let long = "ř".repeat(70);
    let code =
        rule_of(&format!("1.0*ACC:{ACC}*MSG:{long}*X-VS:12345678901**AM:*RN:*")).expect("ok");
    assert_eq!(code.message.map(|message| message.chars().count()), Some(60));
    assert_eq!(code.variable_symbol.as_deref(), Some("1234567890"));
    assert_eq!((code.amount, code.name), (None, None));
}

#[test]
fn the_check_value_is_over_the_sorted_attributes() {
    // Computed independently over `SPD*1.0*ACC:…*AM:12.50*MSG:a%2Ab*`.
    let code = |rest: &str| rule_of(&format!("1.0*{rest}")).expect(rest).check;
    let right = format!("AM:12.50*MSG:a%2Ab*CRC32:{{}}*ACC:{ACC}");
    let digest = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);
    let sorted = format!("SPD*1.0*ACC:{ACC}*AM:12.50*MSG:a%2Ab*");
    let digits = format!("{:08x}", digest.checksum(sorted.as_bytes()));
    assert_eq!(code(&right.replace("{}", &digits)), SpaydCheck::Right(digits));
    let wrong = "00000000".to_owned();
    assert_eq!(code(&right.replace("{}", &wrong)), SpaydCheck::Wrong(wrong));
}

#[test]
fn a_consent_is_told_as_one() {
    let text = format!("SCD*1.0*ACC:{ACC}");
    let code = Spayd::recognise(&text).expect("claimed").expect("a code");
    assert_eq!(code.kind, SpaydKind::DirectDebitConsent);
    assert!(Spayd::recognise("SPX*1.0*").is_none() && Spayd::recognise("spd*1.0*").is_none());
}

#[test]
fn a_writer_is_told_what_it_got_wrong() {
    let good = rule_of(&format!("1.0*ACC:{ACC}")).expect("a code");
    let error = |code: Spayd| code.write().expect_err("broken").code();
    let name = Some("x".repeat(36));
    assert_eq!(error(Spayd { name, ..good.clone() }), "not_writable");
    let others = vec![("AM".to_owned(), "1".to_owned())];
    assert_eq!(error(Spayd { others, ..good.clone() }), "not_writable");
    let others = vec![("x".to_owned(), "1".to_owned())];
    assert_eq!(error(Spayd { others, ..good }), "syntax_wrong");
}
