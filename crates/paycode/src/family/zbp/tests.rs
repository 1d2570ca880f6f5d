//! The rules field by field, and the round trip.

use super::*;
use crate::part::testing::{account, label, minor_sum};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn zbp_transfer() -> impl Strategy<Value = ZbpTransfer> {
    let parts = (
        of("[0-9]{10}"),
        account("PL", "[0-9]{24}"),
        minor_sum("PLN", 9_999_999_999, 6),
        label(20),
        of(label(32)),
        (of(label(20)), of(label(12)), of(label(14))),
    );
    parts.prop_map(|(tax_id, iban, amount, name, title, (first, second, third))| ZbpTransfer {
        tax_id,
        account: iban[2..].to_owned(),
        amount,
        name,
        title,
        reserves: [first, second, third],
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in zbp_transfer()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::ZbpTransfer(code)));
    }

    #[test]
    fn any_text_around_the_account_is_a_code_or_an_error(
        before in ".{0,12}", rest in "(\\|([0-9]{0,12}|.{0,30})){0,12}"
    ) {
        let text = format!("{before}|PL|61109010140000071219812874{rest}");
        let _ = ZbpTransfer::recognise(&text).map(|result| result.map(|code| code.fields()));
    }
}

const GOOD: &str = "5250000000|PL|12102000000000000000000000|001999|Herbaciarnia|Czajnik|a|b|c";

fn good() -> String {
    let account = iban::modulo_97("102000000000000000000000252100".chars());
    let check = 98 - account.expect("digits");
    GOOD.replace("12102", &format!("{check:02}102"))
}

#[test]
fn each_field_has_its_rule() {
    assert!(ZbpTransfer::read(&good()).is_ok());
    let long = "x".repeat(33);
    for (index, part, code) in [
        (0, "525000000", "field_malformed"),
        (2, "00102000000000000000000000", "account_check_wrong"),
        (3, "19.99", "amount_malformed"),
        (3, "19999", "amount_malformed"),
        (3, "00000019999", "amount_malformed"),
        (3, "00199x", "amount_malformed"),
        (4, "", "field_missing"),
        (4, &long[..21], "field_too_long"),
        (5, &long, "field_too_long"),
        (6, &long[..21], "field_too_long"),
        (7, &long[..13], "field_too_long"),
        (8, &long[..25], "field_too_long"),
    ] {
        let good = good();
        let mut parts: Vec<&str> = good.split('|').collect();
        parts[index] = part;
        let error = ZbpTransfer::read(&parts.join("|")).expect_err(part);
        let place = Place::field(FIELDS[index].0);
        assert_eq!((error.code(), error.place()), (code, place), "{part}");
    }
}

#[test]
fn fields_and_characters_are_counted() {
    let error = |text: &str| ZbpTransfer::read(text).expect_err(text).code();
    assert_eq!(error(&format!("{}|", good())), "syntax_wrong");
    assert_eq!(error(good().trim_end_matches("|c")), "syntax_wrong");
    assert_eq!(error(&format!("{}{}", good(), "x".repeat(100))), "code_too_long");
}

#[test]
fn only_a_polish_account_in_its_place_is_taken_for_one() {
    for text in ["a|b|c|d|e|f|g|h|i", "|PL|123|0|x||||", "|DE|61109010140000071219812874|0|x||||"] {
        assert!(ZbpTransfer::recognise(text).is_none(), "{text}");
    }
}
