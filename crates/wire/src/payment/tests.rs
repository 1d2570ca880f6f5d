//! The signed text of an order: written out, and different for orders that differ.

use super::*;
use crate::coupon::OrderDiscount;
use crate::payee::{Payee, PayeeKind};
use proptest::prelude::*;

fn sample() -> PaymentOrder {
    PaymentOrder {
        payment: Id(1),
        payee: Payee { kind: PayeeKind::Label, id: Id(2) },
        amount: Money { minor: 1250, currency: "CNY".to_owned() },
        discount: None,
        note: Some("两碗面".to_owned()),
        expires_at_ms: 1_700_000_000_000,
    }
}

fn with_coupons(total_minor: u64, coupons: &[u128]) -> PaymentOrder {
    let total = Money { minor: total_minor, currency: "CNY".to_owned() };
    let coupons = coupons.iter().map(|coupon| Id(*coupon)).collect();
    PaymentOrder { discount: Some(OrderDiscount { total, coupons }), ..sample() }
}

fn any_order() -> impl Strategy<Value = PaymentOrder> {
    let kinds = prop::sample::select(vec![PayeeKind::Label, PayeeKind::Order, PayeeKind::Receive]);
    // Few values for each field, so that orders often differ in one field only.
    let note = prop::option::of("|note: |\nnote: a|[ab:\\n\u{2028}]{0,3}|\\PC{0,66}");
    let currency = "[AB]{3}|CNY|A\nexpires: 1|\\PC{0,4}";
    let coupons = prop::option::of((0_u64..3, prop::collection::vec(0_u128..3, 0..3)));
    (0_u128..3, kinds, 0_u128..3, 0_u64..3, currency, (note, coupons), 0_u64..3).prop_map(
        |(payment, kind, payee, minor, currency, (note, coupons), expires_at_ms)| {
            let total = |minor| Money { minor, currency: currency.clone() };
            let discount = coupons.map(|(minor, coupons)| OrderDiscount {
                total: total(minor),
                coupons: coupons.into_iter().map(Id).collect(),
            });
            PaymentOrder {
                payment: Id(payment),
                payee: Payee { kind, id: Id(payee) },
                amount: total(minor),
                discount,
                note,
                expires_at_ms,
            }
        },
    )
}

#[test]
fn the_signed_text_is_written_out() {
    assert_eq!(sample().validate(), Ok(()));
    assert_eq!(
        sample().signed_text("demo.tongbao"),
        "tongbao-payment-order-1\noperator: demo.tongbao\npayment: 00000000000000000000000001\n\
         payee: label 00000000000000000000000002\namount: 1250 CNY\nexpires: 1700000000000\n\
         note: 两碗面"
    );
}

#[test]
fn coupons_are_signed_with_the_order() {
    let order = with_coupons(2000, &[7, 8]);
    assert_eq!(order.validate(), Ok(()));
    assert_eq!(
        order.signed_text("demo.tongbao"),
        "tongbao-payment-order-2\noperator: demo.tongbao\npayment: 00000000000000000000000001\n\
         payee: label 00000000000000000000000002\namount: 1250 CNY\ntotal: 2000 CNY\n\
         coupons: 00000000000000000000000007 00000000000000000000000008\n\
         expires: 1700000000000\nnote: 两碗面"
    );
    let many: Vec<u128> = (0..29).collect();
    for wrong in [with_coupons(1, &[]), with_coupons(1, &[7, 7]), with_coupons(1, &many)] {
        assert_eq!(wrong.validate(), Err(PaymentOrderError::CouponsMalformed), "{wrong:?}");
    }
    let mut foreign = with_coupons(1, &[7]);
    foreign.amount.currency = "EUR".to_owned();
    assert_eq!(foreign.validate(), Err(PaymentOrderError::CouponsMalformed));
    assert_eq!(PaymentOrderError::CouponsMalformed.code(), ErrorCode::RequestMalformed);
    let plain = serde_json::to_value(sample()).expect("JSON");
    assert!(plain.get("discount").is_none(), "an order without is as it was before");
}

#[test]
fn every_field_changes_the_signed_text() {
    let text = sample().signed_text("a");
    assert_ne!(sample().signed_text("b"), text);
    let others = [
        PaymentOrder { payment: Id(9), ..sample() },
        PaymentOrder { payee: Payee { kind: PayeeKind::Order, id: Id(2) }, ..sample() },
        PaymentOrder { payee: Payee { kind: PayeeKind::Label, id: Id(9) }, ..sample() },
        PaymentOrder { amount: Money { minor: 1, currency: "CNY".to_owned() }, ..sample() },
        PaymentOrder { amount: Money { minor: 1250, currency: "EUR".to_owned() }, ..sample() },
        PaymentOrder { note: None, ..sample() },
        PaymentOrder { expires_at_ms: 1, ..sample() },
        with_coupons(1250, &[7]),
    ];
    for other in others {
        assert_ne!(other.signed_text("a"), text, "{other:?}");
    }
}

#[test]
fn an_order_with_a_bent_text_is_refused() {
    let noted = |note: &str| PaymentOrder { note: Some(note.to_owned()), ..sample() }.validate();
    assert_eq!(noted(""), Ok(()));
    assert_eq!(noted("a\nexpires: 1"), Err(PaymentOrderError::NoteMalformed));
    for currency in ["", "cny", "CNYX", "C Y", "元", "CNY\nexpires: 1"] {
        let amount = Money { minor: 1, currency: currency.to_owned() };
        let order = PaymentOrder { amount, ..sample() };
        assert_eq!(order.validate(), Err(PaymentOrderError::CurrencyMalformed), "{currency}");
    }
    assert_eq!(PaymentOrderError::NoteMalformed.code(), ErrorCode::NoteMalformed);
    assert_eq!(PaymentOrderError::CurrencyMalformed.code(), ErrorCode::RequestMalformed);
}

#[test]
fn an_order_signature_reads_back_or_is_refused() {
    let request = |text: String| PayRequest { order: sample(), order_signature: text, pin: None };
    let bytes = std::array::from_fn(|place| u8::try_from(place).expect("below 64"));
    let text = order_signature_text(&bytes);
    assert_eq!(text.len(), 86);
    assert_eq!(request(text.clone()).order_signature_bytes(), Ok(bytes));
    for odd in [String::new(), format!("{text}=="), text[1..].to_owned(), text.replace('A', "+")] {
        assert_eq!(request(odd).order_signature_bytes(), Err(OrderSignatureError));
    }
    assert_eq!(OrderSignatureError.code(), ErrorCode::SignatureInvalid);
}

proptest! {
    #[test]
    fn two_orders_that_differ_never_have_one_text(one in any_order(), other in any_order()) {
        let bare = |order: &PaymentOrder| PaymentOrder {
            note: order.note.clone().filter(|note| !note.is_empty()),
            ..order.clone()
        };
        if one.validate().is_ok() && other.validate().is_ok() && bare(&one) != bare(&other) {
            prop_assert_ne!(one.signed_text("demo"), other.signed_text("demo"));
        }
    }

    #[test]
    fn a_sound_order_is_seven_lines_and_two_with_coupons(order in any_order()) {
        if order.validate().is_ok() {
            let lines = if order.discount.is_some() { 9 } else { 7 };
            prop_assert_eq!(order.signed_text("demo").split('\n').count(), lines);
        }
    }
}
