//! The rules of the standard, one by one, and the round trip.

use super::testing::merchant_presented;
use super::*;
use proptest::prelude::*;

/// Returns a code with a right check value after `body`.
fn with_crc(body: &str) -> String {
    let body = format!("{body}6304");
    format!("{body}{:04X}", crc::check_value(&body))
}

fn broken(body: &str) -> (&'static str, String) {
    let error = MerchantPresented::read(&with_crc(body)).expect_err(body);
    (error.code(), error.place().to_string())
}

fn read(body: &str) -> MerchantPresented {
    MerchantPresented::read(&with_crc(body)).expect(body)
}

proptest! {
    #[test]
    fn what_is_written_reads_back(code in merchant_presented()) {
        prop_assert_eq!(MerchantPresented::read(&code.write()), Ok(code));
    }

    #[test]
    fn one_changed_character_is_noticed(
        code in merchant_presented(),
        at in any::<proptest::sample::Index>(),
        by in proptest::char::range('!', '~'),
    ) {
        let text = code.write();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        prop_assume!(characters[at] != by && !characters[at].eq_ignore_ascii_case(&by));
        characters[at] = by;
        let changed: String = characters.into_iter().collect();
        // 16 bits catch every burst of 16: an ASCII character for another, wherever it is.
        prop_assume!(changed.len() == text.len());
        prop_assert!(MerchantPresented::read(&changed).is_err());
    }

    #[test]
    fn any_objects_are_a_code_or_an_error(
        objects in proptest::collection::vec((0..=120u8, ".{0,110}"), 0..12)
    ) {
        let objects = objects.into_iter().map(|(id, value)| Object::new(id, value)).collect();
        if let Ok(code) = MerchantPresented::from_objects(objects) {
            prop_assert_eq!(MerchantPresented::read(&code.write()), Ok(code));
        }
    }
}

#[test]
fn the_structure_is_checked_with_its_place() {
    assert_eq!(broken("0002010x01"), ("object_malformed", "character 6".into()));
    assert_eq!(broken("0002012699ab"), ("object_overrun", "ID 26, character 6".into()));
    let twice = "0002012605abcde53031565901a5901b";
    assert_eq!(broken(twice), ("id_twice", "ID 59, character 27".into()));
    assert_eq!(broken("2605abcde000201").0, "format_indicator_wrong");
    assert_eq!(broken("0002022605abcde"), ("format_indicator_wrong", "ID 00, character 0".into()));
    assert_eq!(broken("0002015303156"), ("account_missing", "character 13".into()));
    assert_eq!(
        broken("0002012605abcde53031x6"),
        ("currency_malformed", "ID 53, character 15".into())
    );
    assert_eq!(broken("0002012605abcde54041,00").0, "amount_malformed");
    assert_eq!(broken("0002012605abcde530315654051.234").0, "amount_decimals");
}

#[test]
fn the_check_value_is_there_last_well_formed_and_right() {
    let error = |text: &str| MerchantPresented::read(text).expect_err(text).code();
    assert_eq!(error("0002012605abcde"), "crc_missing");
    assert_eq!(error(&format!("{}5901a", with_crc("0002012605abcde"))), "crc_not_last");
    assert_eq!(error("0002012605abcde6302AB"), "crc_malformed");
    assert_eq!(error("0002012605abcde6304XXXX"), "crc_malformed");
    assert_eq!(error("0002012605abcde6304+123"), "crc_malformed");
    assert_eq!(error("0002012605abcde63040000"), "crc_wrong");
    let lower = with_crc("0002012605abcde5303156").to_lowercase();
    assert!(MerchantPresented::read(&lower).is_ok(), "lower-case digits are read");
}

#[test]
fn fees_follow_their_indicator() {
    let tip = |body: &str| read(&format!("0002012605abcde5303156{body}")).tip().clone();
    assert_eq!(tip(""), Tip::None);
    assert_eq!(tip("550201"), Tip::Ask);
    assert!(matches!(tip("5502025604 1.50".replace(' ', "").as_str()),
        Tip::Fixed(fee) if fee.amount.is_some_and(|amount| amount.minor() == 150)));
    assert!(matches!(tip("55020357013"), Tip::Percent { basis_points: 300, .. }));
    for (fee, code) in [
        ("550202", "fee_missing"),
        ("550203", "fee_missing"),
        ("55020256040.00", "fee_malformed"),
        ("5502035703100", "fee_malformed"),
        ("5601x", "amount_malformed"),
    ] {
        assert_eq!(broken(&format!("0002012605abcde5303156{fee}")).0, code, "{fee}");
    }
}

#[test]
fn lengths_in_bytes_are_read_only_where_characters_fail_and_are_marked() {
    let by_character = read("0002012605abcde5904café");
    assert_eq!(by_character.name(), Some("café"));
    assert_eq!(by_character.length_unit(), LengthUnit::Character);
    let by_byte = read("0002012605abcde5905café");
    assert_eq!((by_byte.name(), by_byte.length_unit()), (Some("café"), LengthUnit::Byte));
    // Neither reading comes out: the error is that of the standard's reading.
    let place = "ID 59, character 15".to_owned();
    assert_eq!(broken("0002012605abcde5920café"), ("object_overrun", place));
}

#[test]
fn a_template_is_found_raw_or_opened() {
    let code = read("0002010204abcd2607hello26");
    assert_eq!(code.accounts().len(), 2);
    assert!(code.accounts().iter().all(|account| account.template.is_none()));
    let code = read("00020126190003a.b0108deep0000");
    let template = code.accounts()[0].template.as_ref().expect("objects");
    assert_eq!((template.guid(), template.get(1)), (Some("a.b"), Some("deep0000")));
    assert!(template.is_of("A.B") && !template.has_id_twice());
}

#[test]
fn a_writer_is_told_what_it_got_wrong() {
    let account = || Object::new(2, "4111");
    let pfi = || Object::new(0, "01");
    let error = |objects| MerchantPresented::from_objects(objects).expect_err("broken").code();
    assert_eq!(error(vec![pfi(), account(), Object::new(100, "x")]), "object_malformed");
    assert_eq!(error(vec![pfi(), account(), Object::new(59, "x".repeat(100))]), "object_overrun");
    assert_eq!(error(vec![pfi(), account(), Object::new(63, "ABCD")]), "crc_not_last");
    assert_eq!(error(vec![account(), pfi()]), "format_indicator_wrong");
    let mut long = vec![pfi(), account()];
    long.extend((3..=45).map(|id| Object::new(id, "x".repeat(99))));
    assert_eq!(error(long), "too_long");
}
