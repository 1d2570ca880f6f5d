//! What Tongbao writes, reads back and refuses.

use super::testing::tongbao_code;
use super::*;
use crate::family::merchant_presented::{MerchantPresented, Object, write_objects};
use crate::{Code, read};
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_written_reads_back(code in tongbao_code()) {
        prop_assert_eq!(read(&code.write().expect("fits")), Ok(Code::Tongbao(code)));
    }

    #[test]
    fn unknown_objects_beside_ours_change_nothing(code in tongbao_code(), value in "[ -~]{1,40}") {
        let Ok(Code::Tongbao(ours)) = read(&code.write().expect("fits")) else { panic!("ours") };
        let mut objects = objects_of(&code);
        objects.push(Object::new(27, &value));
        objects.push(Object::new(70, &value));
        objects.push(Object::new(99, "no template"));
        let text = MerchantPresented::from_objects(objects).expect("allowed").write();
        prop_assert_eq!(read(&text), Ok(Code::Tongbao(ours)));
    }
}

fn objects_of(code: &TongbaoCode) -> Vec<Object> {
    let text = code.write().expect("fits");
    MerchantPresented::read(&text).expect("well formed").objects().to_vec()
}

fn order() -> TongbaoCode {
    let currency = Currency::from_code("CNY").expect("known");
    TongbaoCode {
        operator: "pay.example".parse().expect("a name"),
        payee: Payee::Order("01JD9Z3N8Q4T7V0W2X5Y6Z7A8B".parse().expect("canonical")),
        amount: Some(Amount::new(1250, currency).expect("small")),
        currency,
        name: "老王面馆".to_owned(),
        city: "北京".to_owned(),
        country: "CN".parse().expect("letters"),
        note: None,
        expires_at_s: Some(1_800_000_000),
        page_host: None,
    }
}

/// Returns the error of the order code with one root object replaced.
fn refused(id: u8, value: &str) -> String {
    let mut objects = objects_of(&order());
    objects.retain(|object| object.id != id);
    if !value.is_empty() {
        objects.push(Object::new(id, value));
    }
    let text = MerchantPresented::from_objects(objects).expect("keeps the standard").write();
    read(&text).expect_err("refused").code().to_owned()
}

#[test]
fn a_code_of_ours_that_is_uncertain_is_refused() {
    assert_eq!(refused(53, ""), "currency_unknown");
    assert_eq!(refused(53, "999"), "currency_unknown");
    assert_eq!(refused(54, ""), "order_amount_missing");
    assert_eq!(refused(54, "0.00"), "amount_zero");
    assert_eq!(refused(55, "01"), "tip_unsupported");
    assert_eq!(refused(55, "99"), "tip_unsupported");
    assert_eq!(refused(58, "cn"), "country_malformed");
    assert_eq!(refused(59, "Shop\u{202e}"), "name_malformed");
    assert_eq!(refused(59, "a name of far more than 25 characters"), "name_malformed");
    assert_eq!(refused(60, ""), "city_malformed");
    assert_eq!(refused(62, "no template"), "template_malformed");
    assert_eq!(refused(62, "0801a0801b"), "template_malformed");
    assert_eq!(refused(62, "0803a\u{200b}b"), "note_malformed");
}

/// Returns the error of the order code with another account template.
fn account_refused(objects: &[(u8, &str)]) -> (String, String) {
    let objects: Vec<_> = objects.iter().map(|(id, value)| Object::new(*id, *value)).collect();
    let mut root = objects_of(&order());
    root[2] = Object::new(26, write_objects(&objects));
    let text = MerchantPresented::from_objects(root).expect("keeps the standard").write();
    let error = read(&text).expect_err("refused");
    (error.code().to_owned(), error.place().to_string())
}

#[test]
fn the_account_template_is_exact() {
    const ID: &str = "O01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";
    let refused = |objects: &[(u8, &str)]| account_refused(objects).0;
    assert_eq!(
        account_refused(&[(0, "app.tongbao"), (2, ID)]),
        ("operator_malformed".into(), "ID 26-01, character 12".into())
    );
    assert_eq!(refused(&[(0, "APP.Tongbao"), (1, "Pay"), (2, ID)]), "operator_malformed");
    assert_eq!(refused(&[(0, "app.tongbao"), (1, "pay")]), "payee_malformed");
    for payee in ["X01JD9Z3N8Q4T7V0W2X5Y6Z7A8B", "O91JD9Z3N8Q4T7V0W2X5Y6Z7A8B", "é", "Oé"] {
        assert_eq!(refused(&[(0, "app.tongbao"), (1, "pay"), (2, payee)]), "payee_malformed");
    }
    for expiry in ["+1", "01", "1e3", "-5", "1000000000000", "x"] {
        let objects = [(0, "app.tongbao"), (1, "pay"), (2, ID), (3, expiry)];
        assert_eq!(refused(&objects), "expiry_malformed", "{expiry}");
    }
    let label = "L01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";
    let objects = [(0, "app.tongbao"), (1, "pay"), (2, label), (3, "1800000000")];
    assert_eq!(refused(&objects), "expiry_malformed");
    let objects = [(0, "app.tongbao"), (1, "pay"), (2, ID), (2, ID)];
    assert_eq!(refused(&objects), "template_malformed");
}

#[test]
fn two_templates_of_ours_are_refused_and_one_may_stand_elsewhere() {
    let mut objects = objects_of(&order());
    let ours = objects[2].value.clone();
    objects.push(Object::new(40, ours));
    let text = MerchantPresented::from_objects(objects.clone()).expect("allowed").write();
    assert_eq!(read(&text).expect_err("twice").code(), "template_twice");
    objects.remove(2);
    let text = MerchantPresented::from_objects(objects).expect("allowed").write();
    assert_eq!(read(&text), Ok(Code::Tongbao(order())));
}

#[test]
fn a_note_stands_where_it_fits_and_is_never_cut() {
    let written = |note: &str| {
        let code = TongbaoCode { note: Some(note.to_owned()), ..order() };
        assert_eq!(read(&code.write().expect("fits")), Ok(Code::Tongbao(code.clone())));
        objects_of(&code).last().expect("objects").id
    };
    assert_eq!(written(&"茶".repeat(25)), 62);
    assert_eq!(written(&"茶".repeat(26)), 80);
    assert_eq!(written(&"茶".repeat(64)), 80);
    assert_eq!(written("***"), 80);
}

#[test]
fn what_does_not_fit_is_not_written() {
    let refused = |code: TongbaoCode| code.write().expect_err("refused");
    let label = Payee::Label(order().payee.id().clone());
    let yen = Currency::from_code("JPY").expect("known");
    assert_eq!(refused(TongbaoCode { name: " x".into(), ..order() }), WriteError::Name);
    assert_eq!(refused(TongbaoCode { city: "x".repeat(16), ..order() }), WriteError::City);
    assert_eq!(refused(TongbaoCode { note: Some(String::new()), ..order() }), WriteError::Note);
    assert_eq!(refused(TongbaoCode { note: Some("a\nb".into()), ..order() }), WriteError::Note);
    assert_eq!(refused(TongbaoCode { amount: None, ..order() }), WriteError::OrderAmountMissing);
    assert_eq!(refused(TongbaoCode { currency: yen, ..order() }), WriteError::CurrencyMismatch);
    assert_eq!(refused(TongbaoCode { payee: label, ..order() }), WriteError::Expiry);
    assert_eq!(
        refused(TongbaoCode { expires_at_s: Some(u64::MAX), ..order() }),
        WriteError::Expiry
    );
    let amount = |minor| Some(Amount::new(minor, order().currency).expect("allowed"));
    assert_eq!(refused(TongbaoCode { amount: amount(0), ..order() }), WriteError::AmountZero);
    assert_eq!(
        refused(TongbaoCode { amount: amount(Amount::MINOR_MAX), ..order() }),
        WriteError::AmountTooLarge
    );
}
