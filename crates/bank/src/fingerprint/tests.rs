//! What makes two commands the same, and what does not.

use super::*;
use crate::command::Leg;
use crate::contract::town;
use crate::id::{LabelId, OrderId, PaymentId, ReceiveCodeId, TimeMs};
use crate::registered::Salt;
use crate::setting::SettingKey;
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
        salt: Salt(5),
        handle_salt: Salt(6),
        ..open.clone()
    };
    assert_eq!(fingerprint(&first), fingerprint(&Command::OpenAccount(ids)));
    let name = OpenAccount { name: "Other".to_owned(), ..open };
    assert_ne!(fingerprint(&first), fingerprint(&Command::OpenAccount(name)));
}

#[test]
fn a_reversal_may_come_on_another_days_count_and_a_refund_is_number_amount_and_reason() {
    let reverse = |day_began_at, reversal| {
        let (order, merchant) = (OrderId(1), town::merchant(0));
        let reversal = PaymentId(reversal);
        fingerprint(&Command::ReverseOrder(ReverseOrder {
            order,
            merchant,
            reversal,
            day_began_at,
        }))
    };
    assert_eq!(reverse(TimeMs(1), 1), reverse(TimeMs(2), 1));
    assert_ne!(reverse(TimeMs(1), 1), reverse(TimeMs(1), 2));
    let refund = |id, payment, minor| fingerprint(&town::refund(id, payment, 0, minor).command);
    let all = [refund(1, 2, 3), refund(9, 2, 3), refund(1, 9, 3), refund(1, 2, 9)];
    for (n, one) in all.iter().enumerate() {
        assert!(!all[..n].contains(one));
    }
}

#[test]
fn linked_movements_are_their_legs_in_their_order() {
    let (one, other) = (town::account(0), town::account(1));
    let book = |id| town::book(id, one, other, 5);
    let hold = Leg::Hold(town::held(1, 0, 5));
    let link = |legs: Vec<Leg>| fingerprint(&town::link(1, legs).command);
    let all = [
        link(vec![book(1), book(2)]),
        link(vec![book(2), book(1)]),
        link(vec![book(1)]),
        link(vec![hold.clone()]),
        link(vec![hold, book(1)]),
    ];
    for (n, one) in all.iter().enumerate() {
        assert!(!all[..n].contains(one));
    }
}

#[test]
fn a_change_of_a_setting_is_all_but_what_the_configuration_says() {
    let change = |change: fn(&mut ChangeSetting)| {
        let envelope = town::change_setting(1, SettingKey::PaymentMax, 5, 6);
        let Command::ChangeSetting(mut command) = envelope.command else { panic!("a change") };
        change(&mut command);
        fingerprint(&Command::ChangeSetting(command))
    };
    let same = change(|_| {});
    assert_eq!(same, change(|it| it.configured = 7));
    let others = [
        change(|it| it.key = SettingKey::PinFrom),
        change(|it| it.was = 7),
        change(|it| it.value = 7),
        change(|it| it.from = Some(TimeMs(7))),
        change(|it| it.author = "Eve".to_owned()),
        change(|it| it.reason = String::new()),
    ];
    for (n, other) in others.iter().enumerate() {
        assert_ne!(same, *other);
        assert!(!others[..n].contains(other));
    }
}

#[test]
fn a_till_command_is_the_same_whoever_works_the_till() {
    use crate::contract::town::staff as town_staff;
    let till = town::open_order(1, 10, 500).command;
    let [cashier, manager] =
        [2, 1].map(|person| town_staff::act(10, person, town::open_order(1, 10, 500)).command);
    assert_eq!(fingerprint(&till), fingerprint(&cashier));
    assert_eq!(fingerprint(&cashier), fingerprint(&manager));
    let other = town_staff::act(10, 2, town::open_order(1, 10, 501)).command;
    assert_ne!(fingerprint(&till), fingerprint(&other));
}

#[test]
fn opening_a_shop_again_may_bring_other_identifiers() {
    use crate::command::FoundMerchant;
    use crate::contract::town::staff as town_staff;
    let print = |found| fingerprint(&Command::FoundMerchant(Box::new(found)));
    let again = FoundMerchant {
        account: town::account(9),
        label: LabelId(9),
        is_approved: false,
        till_key_hash: [9; 32],
        salt: Salt(9),
        profile_salt: Salt(8),
        ..town_staff::to_found(10, 0)
    };
    assert_eq!(print(town_staff::to_found(10, 0)), print(again.clone()));
    assert_ne!(print(again.clone()), print(FoundMerchant { address: String::new(), ..again }));
}
