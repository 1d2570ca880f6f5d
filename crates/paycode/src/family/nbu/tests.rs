//! The rules line by line, and the round trip in both character sets.

use super::*;
use crate::part::testing::{account, decimal_sum};
use crate::{Code, read};
use proptest::option::of;
use proptest::prelude::*;

fn nbu_transfer() -> impl Strategy<Value = NbuTransfer> {
    let parts = (
        any::<[bool; 2]>(),
        "[А-ЯІЇЄ][а-яіїє’]{1,20}",
        account("UA", "[0-9]{25}"),
        of(decimal_sum("UAH", 99_999_999_999)),
        (of("[0-9]{8,10}"), of("[A-Z]{4}/[A-Z]{4}"), of("[0-9]{1,20}")),
        (of("[А-ЯІЇЄ][а-я]{1,40}"), of("[А-ЯІЇЄ][а-я]{1,20}")),
        (of("[0-9A-F]{4}"), of("2[6-9]1[0-2][12][0-9][01][0-9][0-5][0-9]00")),
    );
    parts.prop_map(|([is_later, is_utf_8], name, account, amount, codes, texts, later)| {
        NbuTransfer {
            version: if is_later { NbuVersion::V003 } else { NbuVersion::V002 },
            character_set: match is_utf_8 {
                true => NbuCharacterSet::Utf8,
                false => NbuCharacterSet::Windows1251,
            },
            function: if is_later { NbuFunction::Instant } else { NbuFunction::Credit },
            name,
            account,
            amount,
            payee_tax_id: codes.0,
            purpose: codes.1,
            reference: codes.2,
            message: texts.0,
            information: texts.1,
            lock_mask: later.0.filter(|_| is_later),
            valid_until: later.1.clone().filter(|_| is_later),
            created: later.1.filter(|_| is_later),
        }
    })
}

/// Returns the address of these bytes.
fn address(bytes: &[u8]) -> String {
    format!("https://bank.gov.ua/qr/{}", BASE64.encode(bytes))
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in nbu_transfer()) {
        match code.write() {
            Ok(text) => prop_assert_eq!(read(&text), Ok(Code::NbuTransfer(code))),
            Err(error) => prop_assert_eq!(error.code(), "code_too_long"),
        }
    }

    #[test]
    fn any_text_behind_the_address_is_a_code_or_an_error(
        raw in "[A-Za-z0-9_=é-]{1,40}", inside in "00[123]\n[12]\n(UCT|.{0,4})(\n.{0,30}){0,16}"
    ) {
        let inside = address(format!("BCD\n{inside}").as_bytes());
        let texts = [format!("{}{raw}", ADDRESSES[0]), inside];
        for text in texts {
            let result = NbuTransfer::recognise(&text).expect("claimed");
            let _ = result.map(|code| code.fields());
        }
    }
}

const ACCOUNT: &str = "UA223052990000026001234567890";

fn good() -> String {
    format!(
        "BCD\n003\n1\nXCT\n\nЧайна\n{ACCOUNT}\nUAH45.5\n12345678\n\
         GDDS/GDDS\n7\nУлун\nДякуємо\nFF00\n261231235959"
    )
}

#[test]
fn each_line_has_its_rule() {
    let result = NbuTransfer::recognise(&address(good().as_bytes())).expect("claimed");
    assert!(result.is_ok(), "{result:?}");
    for (number, line, code) in [
        (1, "BCE", "header_wrong"),
        (2, "001", "version_unsupported"),
        (3, "3", "encoding_unsupported"),
        (4, "SCT", "field_malformed"),
        (6, "", "field_missing"),
        (7, "UA233052990000026001234567890", "account_check_wrong"),
        (7, "DE02120300000000202051", "account_malformed"),
        (8, "EUR1", "currency_wrong"),
        (8, "UAH1,5", "amount_malformed"),
        (9, "12345678901", "field_too_long"),
        (10, "GDDS/GDDS1", "field_too_long"),
        (14, "FF0", "field_malformed"),
        (15, "2026-12-31", "field_malformed"),
    ] {
        let good = good();
        let mut lines: Vec<&str> = good.split('\n').collect();
        lines[number - 1] = line;
        let text = address(lines.join("\n").as_bytes());
        let error = NbuTransfer::recognise(&text).expect("claimed").expect_err(line);
        assert_eq!((error.code(), error.place()), (code, Place::line(number)), "{line}");
    }
}

#[test]
fn the_first_version_has_no_instant_transfers_and_fewer_lines() {
    let error = |text: &str| {
        NbuTransfer::recognise(&address(text.as_bytes())).expect("claimed").map_err(|e| e.code())
    };
    let earlier = good().replace("003", "002");
    assert_eq!(error(&earlier).expect_err("instant"), "field_malformed");
    assert_eq!(error(&earlier.replace("XCT", "UCT")).expect_err("mask"), "line_count_wrong");
    let short = format!("BCD\n002\n1\nUCT\n\nЧайна\n{ACCOUNT}\n\n\n\n\nУлун\n");
    assert!(error(&short).is_ok());
}

#[test]
fn bytes_are_of_the_set_that_the_code_names() {
    let text = good().replace("\n1\n", "\n2\n");
    let bytes = encoding::encode_windows_1251(&text).expect("Cyrillic");
    let code = NbuTransfer::recognise(&address(&bytes)).expect("claimed").expect("a code");
    assert_eq!(code.name, "Чайна");
    let as_utf_8: Vec<u8> = encoding::encode_windows_1251(&good()).expect("Cyrillic");
    let error =
        NbuTransfer::recognise(&address(&as_utf_8)).expect("claimed").expect_err("no UTF-8");
    assert_eq!(error.code(), "encoding_unsupported");
    assert_eq!(encoding::encode_windows_1251("茶"), None);
}

#[test]
fn the_bank_s_page_is_an_address_and_a_damaged_code_is_not() {
    assert!(NbuTransfer::recognise("https://bank.gov.ua/qr/").is_none());
    assert!(NbuTransfer::recognise("https://bank.gov.ua/ua/markets").is_none());
    let damaged = NbuTransfer::recognise("HTTPS://QR.BANK.GOV.UA/QkNE*").expect("claimed");
    assert_eq!(
        damaged.map_err(|error| error.to_string()).expect_err("damaged"),
        "fields are written and separated as the standard says (character 23)"
    );
    let long = address(good().replace("Улун", &"у".repeat(200)).as_bytes());
    let error = NbuTransfer::recognise(&long).expect("claimed").expect_err("long");
    assert_eq!(error.code(), "code_too_long");
}
