//! The rules line by line, and the round trip.

use super::*;
use crate::part::testing::{account, creditor_reference, decimal_sum, label};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn address() -> impl Strategy<Value = SwissAddress> {
    let structured = (of(label(30)), of("[0-9]{1,3}[a-z]?"), "[0-9]{4}", label(20));
    let structured = structured.prop_map(|(street, building_number, postal_code, town)| {
        SwissPlace::Structured { street, building_number, postal_code, town }
    });
    let combined = (of(label(30)), label(30));
    let combined = combined
        .prop_map(|(street_line, town_line)| SwissPlace::Combined { street_line, town_line });
    let parts = (label(40), prop_oneof![structured, combined], "[A-Z]{2}");
    parts.prop_map(|(name, place, country)| SwissAddress { name, place, country })
}

fn account_and_reference() -> impl Strategy<Value = (String, SwissReference)> {
    let qr = (account("CH", "3[01][0-9]{3}[0-9A-Z]{12}"), "[0-9]{26}");
    let qr = qr.prop_map(|(account, digits)| {
        let check = reference::check_digit(&digits);
        (account, SwissReference::Qr(format!("{digits}{check}")))
    });
    let other = (account("LI", "0[0-9]{4}[0-9A-Z]{12}"), of(creditor_reference()));
    let other = other.prop_map(|(account, reference)| {
        (account, reference.map_or(SwissReference::None, SwissReference::Creditor))
    });
    prop_oneof![qr, other]
}

fn swiss_qr_bill() -> impl Strategy<Value = SwissQrBill> {
    let parts = (
        proptest::sample::select(vec![LineEnding::Lf, LineEnding::CrLf, LineEnding::Cr]),
        account_and_reference(),
        address(),
        of(decimal_sum("CHF", 99_999_999_999)),
        of(address()),
        of(label(60)),
        of(label(60)),
        proptest::collection::vec(label(40), 0..=2),
    );
    parts.prop_map(
        |(line_ending, (account, reference), creditor, amount, debtor, message, bill, schemes)| {
            let currency = Currency::from_code("CHF").expect("known");
            SwissQrBill {
                line_ending,
                account,
                creditor,
                amount,
                currency,
                debtor,
                reference,
                message,
                bill_information: bill,
                alternative_schemes: schemes,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in swiss_qr_bill()) {
        let text = code.write().expect("every part fits");
        prop_assert_eq!(read(&text), Ok(Code::SwissQrBill(code)));
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(
        rest in "(0200\n1\n)?(S|K|CHF|QRR|SCOR|NON|EPD|.{0,20})(\r?\n(S|K|CHF|EPD|.{0,20})){0,40}"
    ) {
        let result = SwissQrBill::recognise(&format!("SPC\n{rest}")).expect("claimed");
        let _ = result.map(|code| code.fields());
    }
}

const GOOD: &str = "SPC\n0200\n1\nCH9300762011623852957\nS\nTeehaus AG\nSeeweg\n7\n8000\nZürich\nCH\
    \n\n\n\n\n\n\n\n42.50\nCHF\nK\nMia Muster\nBergweg 1\n3000 Bern\n\n\nCH\nSCOR\n\
    RF18539007547034\nOolong\nEPD\n//S1/10/7\nA;1\nB;2";

/// Returns the rule and the place of the code with one line replaced.
fn broken(number: usize, line: &str) -> (&'static str, String) {
    let mut lines: Vec<&str> = GOOD.split('\n').collect();
    lines[number - 1] = line;
    let error = SwissQrBill::read(&lines.join("\n")).expect_err(line);
    (error.code(), error.place().to_string())
}

#[test]
fn each_line_has_its_rule() {
    assert!(SwissQrBill::read(GOOD).is_ok());
    let long = "x".repeat(71);
    for (number, line, code) in [
        (2, "0100", "version_unsupported"),
        (2, "02", "version_unsupported"),
        (3, "2", "encoding_unsupported"),
        (4, "CH9400762011623852957", "account_check_wrong"),
        (4, "DE02120300000000202051", "account_malformed"),
        (5, "X", "field_malformed"),
        (6, "", "field_missing"),
        (6, long.as_str(), "field_too_long"),
        (8, "12345678901234567", "field_too_long"),
        (9, "", "field_missing"),
        (10, "", "field_missing"),
        (11, "ch", "field_malformed"),
        (13, "Somebody", "field_malformed"),
        (19, "42.5", "amount_malformed"),
        (19, "42", "amount_malformed"),
        (19, "42,50", "amount_malformed"),
        (19, "1234567890.00", "amount_malformed"),
        (20, "USD", "currency_wrong"),
        (24, "", "field_missing"),
        (25, "3000", "fields_exclusive"),
        (28, "NON", "fields_exclusive"),
        (28, "QRR", "fields_exclusive"),
        (28, "XXX", "field_malformed"),
        (29, "RF19539007547034", "reference_check_wrong"),
        (29, "", "field_missing"),
        (31, "END", "syntax_wrong"),
    ] {
        let place = if (number, line) == (28, "NON") { 29 } else { number };
        assert_eq!(broken(number, line), (code, format!("line {place}")), "{line}");
    }
}

#[test]
fn message_and_bill_information_share_their_room() {
    let with = |message: usize, bill: usize| {
        let text =
            GOOD.replace("Oolong", &"m".repeat(message)).replace("//S1/10/7", &"b".repeat(bill));
        SwissQrBill::read(&text).map(|_| ()).map_err(|error| error.place().to_string())
    };
    assert_eq!(with(100, 40), Ok(()));
    assert_eq!(with(100, 41), Err("line 32".to_owned()));
    assert_eq!(with(141, 0), Err("line 30".to_owned()));
}

#[test]
fn a_qr_iban_takes_a_qr_reference_and_nothing_else() {
    let qr = |kind: &str, reference: &str| {
        let text = GOOD
            .replace("CH9300762011623852957", "CH4431999123000889012")
            .replace("SCOR\nRF18539007547034", &format!("{kind}\n{reference}"));
        SwissQrBill::read(&text).map(|code| code.reference).map_err(|error| error.code())
    };
    let digits = "210000000003139471430009017";
    assert_eq!(qr("QRR", digits), Ok(SwissReference::Qr(digits.to_owned())));
    assert_eq!(qr("QRR", "210000000003139471430009016"), Err("reference_check_wrong"));
    assert_eq!(qr("QRR", "21000000000313947143000901"), Err("field_malformed"));
    assert_eq!(qr("SCOR", "RF18539007547034"), Err("fields_exclusive"));
    assert_eq!(qr("NON", ""), Err("fields_exclusive"));
}

#[test]
fn nothing_to_pay_is_a_notification() {
    let bill = SwissQrBill::read(&GOOD.replace("42.50", "0.00")).expect("a code");
    assert!(bill.is_notification());
    let asks = SwissQrBill::read(&GOOD.replace("42.50", "")).expect("a code");
    assert!(!asks.is_notification() && asks.amount.is_none());
}

#[test]
fn a_writer_is_told_what_it_got_wrong() {
    let good = SwissQrBill::read(GOOD).expect("a code");
    let error = |code: SwissQrBill| code.write().expect_err("broken").code();
    let schemes = vec!["a".to_owned(); 3];
    assert_eq!(
        error(SwissQrBill { alternative_schemes: schemes, ..good.clone() }),
        "line_count_wrong"
    );
    let message = Some("two\nlines".to_owned());
    assert_eq!(error(SwissQrBill { message, ..good.clone() }), "line_count_wrong");
    assert_eq!(
        error(SwissQrBill { reference: SwissReference::None, account: "CH".into(), ..good }),
        "account_malformed"
    );
}
