//! What makes two commands the same, and what does not.

use super::*;
use crate::contract::town;
use crate::id::{LabelId, OrderId, PaymentId, ReceiveCodeId, TimeMs};
use crate::{PIN_TRIES_MAX, command::PinCheck};

fn pay(change: impl FnOnce(&mut Pay)) -> [u8; 32] {
    let mut pay = town::order_to_pay(1, 0, Payee::Label(LabelId(7)), 500);
    change(&mut pay);
    fingerprint(&Command::Pay(pay))
}

#[test]
fn a_payment_is_its_content_and_not_its_proof() {
    let same = pay(|_| {});
    assert_eq!(same, pay(|pay| pay.pin = PinCheck::Right));
    assert_eq!(same, pay(|pay| (pay.pin_from_minor, pay.payment_max_minor) = (1, 2)));
    assert_eq!(same, pay(|pay| pay.evidence.signature = [PIN_TRIES_MAX; 64]));
    let others = [
        pay(|pay| pay.payment = PaymentId(2)),
        pay(|pay| pay.payer = town::person(1)),
        pay(|pay| pay.payee = Payee::Label(LabelId(8))),
        pay(|pay| pay.payee = Payee::Order(OrderId(7))),
        pay(|pay| pay.payee = Payee::Receive(ReceiveCodeId(7))),
        pay(|pay| pay.amount = town::amount(501)),
        pay(|pay| pay.note = Some(String::new())),
        pay(|pay| pay.order_expires_at = TimeMs(1)),
    ];
    for (n, other) in others.iter().enumerate() {
        assert_ne!(same, *other);
        assert!(!others[..n].contains(other));
    }
}

#[test]
fn opening_an_account_again_may_bring_other_identifiers() {
    let first = town::open_account(0).command;
    let Command::OpenAccount(open) = first.clone() else { panic!("opens an account") };
    let ids = OpenAccount {
        person: town::person(5),
        account: town::account(5),
        receive_code: town::receive_code(5),
        ..open.clone()
    };
    assert_eq!(fingerprint(&first), fingerprint(&Command::OpenAccount(ids)));
    let name = OpenAccount { name: "Other".to_owned(), ..open };
    assert_ne!(fingerprint(&first), fingerprint(&Command::OpenAccount(name)));
}
