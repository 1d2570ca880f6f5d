//! Labels of every profile with ours added: what others read is unchanged, and ours is whole.

use super::super::testing::tongbao_code;
use super::*;
use crate::code::read;
use crate::describe::testing::json;
use crate::describe::{Description, Value};
use crate::error::rule;
use crate::family::merchant_presented::testing::merchant_presented;
use crate::{Code, describe};
use money::Currency;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Returns a label of ours in this currency and country.
fn ours(currency: &str, country: &str) -> TongbaoCode {
    TongbaoCode {
        operator: "pay.example".parse().expect("a name"),
        payee: Payee::Label("01JD9Z3N8Q4T7V0W2X5Y6Z7A8B".parse().expect("canonical")),
        amount: None,
        currency: Currency::from_code(currency).expect("known"),
        name: "Tea House".to_owned(),
        city: "Hangzhou".to_owned(),
        country: country.parse().expect("letters"),
        note: None,
        expires_at_s: None,
        page_host: None,
    }
}

/// Returns a label of ours that fits to a code.
fn ours_beside(code: &MerchantPresented) -> TongbaoCode {
    let ours = ours("CNY", code.country().unwrap_or("CN"));
    TongbaoCode { currency: code.currency().unwrap_or(ours.currency), ..ours }
}

/// Returns the valid codes of our own vectors of merchant-presented codes.
fn vectors() -> Vec<MerchantPresented> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut codes = Vec::new();
    for entry in std::fs::read_dir(folder).expect("vectors") {
        let path = entry.expect("entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if name.starts_with("merchant_presented") {
            let text = std::fs::read_to_string(&path).expect("a file");
            let list: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
            let texts = list.iter().filter(|line| line["reject"].is_null());
            let read = |text: &str| MerchantPresented::read(text).expect("valid");
            codes.extend(texts.map(|line| read(line["text"].as_str().expect("text"))));
        }
    }
    codes
}

/// Returns what a code says to others, without what a new network changes for all.
fn said(code: &MerchantPresented) -> Vec<(&'static str, Value)> {
    let Description { fields, .. } = Description::of(code);
    fields.into_iter().filter(|(name, _)| !matches!(*name, "guids" | "networks")).collect()
}

#[test]
fn a_label_of_any_profile_is_read_by_both() {
    let mut words = BTreeSet::new();
    for existing in vectors() {
        let ours = ours_beside(&existing);
        let Ok(text) = combine(&existing.write(), &ours) else { continue };
        let combined = MerchantPresented::read(&text).expect("of the standard");
        assert!(text.len() <= LABEL_BYTES_MAX);
        assert_eq!(combined.profile(), existing.profile(), "{text}");
        let found = said(&combined);
        for field in said(&existing) {
            assert!(found.contains(&field), "{field:?} in {text}");
        }
        let networks = combined.networks();
        assert!(existing.networks().iter().all(|network| networks.contains(network)), "{text}");
        assert!(networks.iter().any(|network| network.scheme == Some("Tongbao")), "{text}");
        let Ok(Code::Tongbao(read)) = read(&text) else { panic!("{text}") };
        assert_eq!((&read.operator, &read.payee), (&ours.operator, &ours.payee));
        assert_eq!((read.currency, read.country, read.amount), (ours.currency, ours.country, None));
        assert_eq!(read.name, existing.name().unwrap_or("Tea House"));
        assert_eq!(read.city, existing.city().unwrap_or("Hangzhou"));
        assert_eq!(combine(&text, &ours), Ok(text), "twice is once");
        words.insert(existing.profile().word());
    }
    let expected = [
        "bharatqr",
        "duitnow",
        "emv-ar",
        "emv-co",
        "emv-la",
        "emv-mpm",
        "fps-hk",
        "jpqr",
        "khqr",
        "lankaqr",
        "mmqr",
        "nepalpay",
        "paynow-sgqr",
        "pix",
        "promptpay",
        "qris",
        "qrph",
        "vietqr",
    ];
    assert_eq!(words, BTreeSet::from(expected));
}

#[test]
fn no_field_is_told_twice() {
    for code in vectors() {
        let Description { fields, .. } = Description::of(&code);
        let names: BTreeSet<_> = fields.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), fields.len(), "{fields:?}");
    }
}

fn of(objects: &[(u8, &str)]) -> String {
    let objects = objects.iter().map(|(id, value)| Object::new(*id, *value)).collect();
    MerchantPresented::from_objects(objects).expect("allowed").write()
}

/// A label of another scheme, with more objects.
fn label(more: &[(u8, &str)]) -> String {
    let given = |id: u8| more.iter().any(|(other, _)| *other == id);
    let usual = [(0, "01"), (1, "11"), (26, "0011org.example010117"), (53, "156"), (58, "CN")];
    let usual = usual.into_iter().filter(|(id, _)| !given(*id));
    let mut objects: Vec<_> = usual.chain(more.iter().copied()).collect();
    objects.sort_unstable_by_key(|(id, _)| *id);
    of(&objects)
}

fn refused(existing: &str) -> &'static str {
    combine(existing, &ours("CNY", "CN")).expect_err(existing).code()
}

#[test]
fn what_makes_no_label_is_refused_with_its_reason() {
    assert!(combine(&label(&[]), &ours("CNY", "CN")).is_ok());
    assert_eq!(refused("https://shop.example"), "not_merchant_presented");
    let mut broken = label(&[]);
    broken.replace_range(broken.len() - 4.., "0000");
    assert_eq!(refused(&broken), "existing_broken");
    assert_eq!(refused(&label(&[(1, "12")])), "one_payment");
    assert_eq!(refused(&label(&[(1, "99")])), "one_payment");
    assert_eq!(refused(&label(&[(26, "0014br.gov.bcb.pix2503a.b")])), "one_payment");
    assert_eq!(refused(&label(&[(29, "0016A00000067701011401041234")])), "one_payment");
    let khqr = [(29, "0006a@bank"), (53, "116"), (58, "KH"), (99, "0001101012")];
    assert_eq!(refused(&label(&khqr)), "one_payment");
    assert_eq!(refused(&label(&[(54, "1")])), "amount_stated");
    assert_eq!(refused(&label(&[(54, "0.00")])), "amount_stated");
    assert_eq!(refused(&label(&[(53, "978")])), "currency_differs");
    assert_eq!(refused(&label(&[(53, "000")])), "currency_differs");
    assert_eq!(refused(&label(&[(58, "TH")])), "country_differs");
    assert_eq!(refused(&label(&[(0, "02"), (26, "0014A0000006150001")])), "format_indicator");
    assert_eq!(refused(&label(&[(53, "032"), (58, "AR"), (81, "abc")])), "signed");
    assert_eq!(refused(&label(&[(26, "0014A0000006150001"), (82, "abc")])), "signed");
    let colombian = [(49, "0014CO.COM.RBM.RED"), (91, "0014CO.COM.RBM.SEC0103abc")];
    assert_eq!(refused(&label(&colombian)), "signed");
    let by_byte = "0002012605abcde5905café6304";
    let by_byte = format!(
        "{by_byte}{:04X}",
        crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740).checksum(by_byte.as_bytes())
    );
    assert_eq!(refused(&by_byte), "lengths_in_bytes");
    let full: Vec<_> = (26..=51).map(|id| (id, "x")).collect();
    assert_eq!(refused(&label(&full)), "no_free_id");
    let long = "x".repeat(99);
    let long: Vec<_> = (80..=84).map(|id| (id, long.as_str())).collect();
    assert_eq!(refused(&label(&long)), "too_long");
}

#[test]
fn what_a_tongbao_wallet_would_refuse_is_not_written() {
    let rule_of = |more: &[(u8, &str)]| match combine(&label(more), &ours("CNY", "CN")) {
        Err(CombineError::Combined(error)) => error.rule(),
        other => panic!("{other:?}"),
    };
    assert_eq!(rule_of(&[(59, "a name of far more than 25 characters")]), rule::NAME_MALFORMED);
    assert_eq!(rule_of(&[(60, "a city of more than 15")]), rule::CITY_MALFORMED);
    assert_eq!(rule_of(&[(55, "01")]), rule::TIP_UNSUPPORTED);
    assert_eq!(rule_of(&[(62, "no template")]), rule::TEMPLATE_MALFORMED);
}

#[test]
fn a_code_of_ours_for_one_payment_or_of_another_label_is_refused() {
    let label = label(&[]);
    let receive = Payee::Receive("01JD9Z3N8Q4T7V0W2X5Y6Z7A8B".parse().expect("canonical"));
    let amount = money::Amount::new(5, ours("CNY", "CN").currency).ok();
    let order = Payee::Order(receive.id().clone());
    let refused = |code: &TongbaoCode| combine(&label, code).expect_err("refused");
    let not_a_label = [
        TongbaoCode { payee: order, amount, ..ours("CNY", "CN") },
        TongbaoCode { payee: receive.clone(), amount, ..ours("CNY", "CN") },
    ];
    assert!(not_a_label.iter().all(|code| refused(code) == CombineError::NotALabel));
    let person = TongbaoCode { payee: receive, ..ours("CNY", "CN") };
    assert!(combine(&label, &person).is_ok(), "a person's own code is paid many times");
    let unfit = TongbaoCode { note: Some(" ".into()), ..ours("CNY", "CN") };
    assert_eq!(refused(&unfit), CombineError::Added(WriteError::Note));
    let combined = combine(&label, &ours("CNY", "CN")).expect("fits");
    assert_eq!(combine(&combined, &person), Err(CombineError::OtherLabel));
}

#[test]
fn ours_stands_where_readers_of_the_other_scheme_do_not_look() {
    let id_of_ours = |existing: &str, currency, country| {
        let text = combine(existing, &ours(currency, country)).expect("fits");
        let code = MerchantPresented::read(&text).expect("of the standard");
        let is_ours = |template: &Template| template.is_of(GUID);
        let mut accounts = code.accounts().iter();
        accounts.find(|a| a.template.as_ref().is_some_and(is_ours)).expect("ours").id
    };
    assert_eq!(id_of_ours(&label(&[]), "CNY", "CN"), 27);
    let qris = label(&[(26, "0010ID.EXAMPLE01069360aa"), (53, "360"), (58, "ID")]);
    assert_eq!(id_of_ours(&qris, "IDR", "ID"), 46);
    let thai = "0016A000000677010111011300668000000175802TH5303764";
    let thai = of(&[(0, "01"), (29, &thai[..37]), (53, "764"), (58, "TH")]);
    assert_eq!(id_of_ours(&thai, "THB", "TH"), 26);
    let alone = ours("CNY", "CN").write().expect("fits");
    assert_eq!(combine(&alone, &ours("CNY", "CN")), Ok(alone), "nobody else's label is ours alone");
}

#[test]
fn the_order_of_a_label_stays_and_what_it_lacks_is_added() {
    let existing =
        of(&[(0, "01"), (58, "TH"), (29, "0016A000000677010111"), (53, "764"), (59, "")]);
    let note = Some("upstairs".to_owned());
    let page_host = "pay.example".parse().ok();
    let ours = TongbaoCode { note, page_host, ..ours("THB", "TH") };
    let text = combine(&existing, &ours).expect("fits");
    let code = MerchantPresented::read(&text).expect("of the standard");
    let ids: Vec<_> = code.objects().iter().map(|object| object.id).collect();
    assert_eq!(ids, [0, 26, 52, 58, 29, 53, 59, 60, 80, 81]);
    let Ok(Code::Tongbao(read)) = read(&text) else { panic!("{text}") };
    assert_eq!(read, ours, "all of ours, since the label names nobody");
}

proptest! {
    #[test]
    fn what_is_combined_holds_both(
        existing in merchant_presented(),
        ours in tongbao_code(),
    ) {
        let ours = TongbaoCode {
            currency: existing.currency().expect("generated"),
            country: existing.country().and_then(|c| c.parse().ok()).unwrap_or(ours.country),
            amount: None,
            ..ours
        };
        if let Ok(text) = combine(&existing.write(), &ours) {
            let combined = MerchantPresented::read(&text).expect("of the standard");
            let mut rest = combined.objects().iter();
            for object in existing.objects() {
                prop_assert!(rest.any(|other| other == object), "{object:?} in its order");
            }
            let Ok(code) = read(&text) else { panic!("{text}") };
            let described = describe(&code);
            prop_assert_eq!(described.family, "tongbao");
            prop_assert_eq!(described.text("operator"), Some(ours.operator.as_str()));
            prop_assert_eq!(described.text("payee_id"), Some(ours.payee.id().as_str()));
            prop_assert_eq!(described.get("currency").map(json), Some(ours.currency.code().into()));
        }
    }

    #[test]
    fn any_two_are_a_label_or_a_reason(
        text in "(000201[0-9]{0,40}|\\PC{0,60})",
        ours in tongbao_code(),
    ) {
        let _ = combine(&text, &ours).map_err(|error| error.code());
    }
}
