//! What is written, reads back; what a till must refuse; lengths that lie.

use super::testing::consumer_presented;
use super::tlv::{read_objects, write_objects};
use super::*;
use crate::error::rule;
use crate::{Code, read};
use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_written_reads_back(code in consumer_presented()) {
        let text = code.write();
        prop_assert!(text.starts_with(MAGIC) && text.len() <= CONSUMER_TEXT_BYTES_MAX);
        prop_assert_eq!(read(&text), Ok(Code::ConsumerPresented(code)));
    }

    #[test]
    fn any_bytes_behind_the_indicator_are_a_code_or_an_error(
        bytes in proptest::collection::vec(any::<u8>(), 0..200)
    ) {
        if let Ok(code) = read(&text(&bytes)) {
            prop_assert_eq!(read(&text_of(&code)), Ok(code));
        }
    }

    #[test]
    fn any_text_behind_the_magic_is_a_code_or_an_error(rest in "[A-Za-z0-9+/=é]{0,80}") {
        let _ = read(&format!("{MAGIC}{rest}"));
    }

    #[test]
    fn objects_come_out_or_are_none(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        if let Some(objects) = read_objects(&bytes) {
            let written = write_objects(&objects).expect("short");
            prop_assert!(written.len() <= bytes.len(), "lengths are as short as can be");
            prop_assert_eq!(read_objects(&written), Some(objects));
        }
    }
}

/// Returns the text of the format indicator and these bytes.
fn text(bytes: &[u8]) -> String {
    STANDARD.encode([b"\x85\x05CPV01", bytes].concat())
}

fn text_of(code: &Code) -> String {
    let Code::ConsumerPresented(code) = code else { panic!("another family") };
    code.write()
}

fn refused(bytes: &[u8]) -> (&'static str, String) {
    let error = read(&text(bytes)).expect_err("refused");
    (error.code(), error.place().to_string())
}

const AID: &[u8] = b"\x4F\x05\xA0\0\0\x09\x99";

fn template(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let value = parts.concat();
    [&[tag, u8::try_from(value.len()).expect("short")], value.as_slice()].concat()
}

#[test]
fn what_a_till_cannot_be_sure_of_is_refused() {
    let good = template(0x61, &[AID, b"\x5A\x02\x12\x3F"]);
    assert!(read(&text(&good)).is_ok());
    assert_eq!(refused(b""), ("application_missing", "field 61".into()));
    assert_eq!(refused(&template(0x61, &[b"\x5A\x01\x12"])).0, "application_missing");
    assert_eq!(refused(&template(0x61, &[b"\x4F\x04ABCD"])).0, "application_missing");
    assert_eq!(refused(&template(0x61, &[AID, AID])), ("field_twice", "field 61".into()));
    let common = template(0x62, &[b"\x5A\x01\x12"]);
    assert_eq!(
        refused(&[common.as_slice(), &good].concat()),
        ("syntax_wrong", "field root".into())
    );
    assert_eq!(
        refused(&[good.as_slice(), &common, &common].concat()),
        ("field_twice", "field root".into())
    );
    let broken = template(0x62, &[b"\x5A\x09\x12"]);
    assert_eq!(refused(&[good.as_slice(), &broken].concat()), ("tlv_malformed", "field 62".into()));
    let error = |text: &str| read(text).expect_err("refused").code();
    assert_eq!(error("hQVDUFYwMmEA"), "version_unsupported");
    assert_eq!(error("hQVDUFYwMQ"), "base64_malformed");
}

#[test]
fn an_application_that_cannot_be_used_is_passed_over() {
    let bad = template(0x61, &[b"\x5A\x09\x12"]);
    let good = template(0x61, &[AID]);
    let Ok(Code::ConsumerPresented(code)) = read(&text(&[bad, good].concat())) else {
        panic!("read")
    };
    assert_eq!((code.applications().len(), code.objects().len()), (1, 2));
}

#[test]
fn lengths_that_lie_are_refused_and_take_no_memory() {
    for bytes in [
        &b"\x61"[..],
        b"\x61\x05\x4F",
        b"\x61\x81",
        b"\x61\x82\xFF",
        b"\x61\x82\xFF\xFF",
        b"\x61\x83\x01\0\0",
        b"\x61\x84\xFF\xFF\xFF\xFF",
        b"\x61\x80\0\0",
        b"\x5F",
        b"\x5F\x80\x01\0",
        b"\0\0",
    ] {
        assert_eq!(refused(bytes), ("tlv_malformed", "field root".into()), "{bytes:?}");
    }
}

#[test]
fn a_code_that_cannot_pay_is_not_made() {
    use ConsumerWriteError as Error;
    let aid = || DataObject::new(0x4F, *b"\xA0\0\0\x09\x99");
    let pan = || DataObject::of_digits(0x5A, "9999990000000017").expect("digits");
    let of = |objects: Vec<DataObject>| vec![Application::new(objects)];
    let make = |applications, common| {
        ConsumerPresented::from_applications(applications, common).map(|_| ())
    };
    assert_eq!(make(of(vec![aid(), pan()]), vec![]), Ok(()));
    assert_eq!(make(vec![], vec![]), Err(Error::ApplicationCount));
    assert_eq!(
        make(vec![of(vec![aid(), pan()]); 3].concat(), vec![]),
        Err(Error::ApplicationCount)
    );
    assert_eq!(make(of(vec![pan()]), vec![]), Err(Error::AidMissing));
    let short = DataObject::new(0x4F, *b"ABCD");
    assert_eq!(make(of(vec![short, pan()]), vec![]), Err(Error::AidMissing));
    assert_eq!(make(of(vec![aid()]), vec![]), Err(Error::AccountMissing));
    let two = || vec![of(vec![aid()]); 2].concat();
    assert_eq!(make(two(), vec![pan()]), Ok(()), "the common data hold the number");
    assert_eq!(make(two(), vec![pan(), aid()]), Err(Error::TagTwice));
    assert_eq!(make(of(vec![aid()]), vec![pan()]), Err(Error::CommonAlone));
    assert_eq!(make(of(vec![aid(), pan(), pan()]), vec![]), Err(Error::TagTwice));
    let long = DataObject::new(0x5A, [0x12; 11]);
    assert_eq!(make(of(vec![aid(), long]), vec![]), Err(Error::AccountMalformed));
    let long = |count| DataObject::new(0x63, vec![7; count]);
    assert_eq!(make(of(vec![aid(), pan(), long(400)]), vec![]), Err(Error::TooLong));
    assert_eq!(make(of(vec![aid(), pan(), long(70_000)]), vec![]), Err(Error::TooLong));
    for tag in [0, 0x1F, 0x5F, 0x5F80, 0x4F01] {
        let odd = DataObject::new(tag, *b"x");
        assert_eq!(make(of(vec![aid(), pan(), odd]), vec![]), Err(Error::TagMalformed), "{tag:X}");
    }
    for bad in ["", "12x", "é", "12F", "ABC"] {
        assert_eq!(DataObject::of_digits(0x5A, bad), None, "{bad}");
    }
}

#[test]
fn nothing_of_a_value_is_printed() {
    let code = read(&text(&template(0x61, &[AID, b"\x5A\x03\x99\x99\x17"]))).expect("read");
    let printed = format!("{code:?}");
    assert!(printed.contains("5A (3 bytes)"), "{printed}");
    assert!(!printed.contains("153") && !printed.contains("9917"), "{printed}");
}

#[test]
fn the_words_of_the_rules_are_nobody_elses() {
    let shared: Vec<_> = rule::ALL.iter().map(|rule| rule.code()).collect();
    assert!(read::broken::ALL.iter().all(|rule| !shared.contains(&rule.code())));
}
