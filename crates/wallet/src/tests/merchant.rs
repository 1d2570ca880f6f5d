//! Shops: opened once, joined by a code whose secret nobody else has, known without a network.

use super::fake::merchant::shop;
use super::fake::network::Fault;
use super::fake::{PIN, World, run, yuan};
use crate::WalletError;
use crate::code::Reading;
use crate::merchant::NewMerchant;
use wire::merchant::MerchantState;
use wire::staff::{StaffMember, StaffRole};
use wire::{ErrorCode, Id, Secret};

const NEW: NewMerchant<'_> = NewMerchant {
    name: " Lin's Noodles ",
    city: "Hangzhou",
    address: "3 Lake Road",
    category: "5812",
};

#[test]
fn a_shop_is_opened_once_however_often_the_answer_is_lost() {
    let world = World::enrolled();
    for fault in [Fault::AnswerLost, Fault::Gateway, Fault::Garbled] {
        world.network.script(&[fault]);
        assert!(run(world.wallet().open_merchant(NEW)).is_err(), "{fault:?}");
        assert_eq!(world.operator.inner().merchants.open.len(), 1, "{fault:?}");
    }
    let opened = run(world.wallet().open_merchant(NEW)).expect("opened");
    assert_eq!((opened.name.as_str(), opened.state), ("Lin's Noodles", MerchantState::Pending));
    assert_eq!(world.operator.inner().merchants.open.len(), 1);
    // What was answered is over: the same again is another shop.
    run(world.wallet().open_merchant(NEW)).expect("opened");
    assert_eq!(world.operator.inner().merchants.open.len(), 2);
}

#[test]
fn shops_are_known_without_a_network_but_not_what_they_hold() {
    let world = World::enrolled();
    let shops = [(1, StaffRole::Owner), (2, StaffRole::Cashier)];
    world.operator.inner().merchants.open =
        shops.map(|(id, role)| shop(Id(id), "Tea House", role)).to_vec();
    let online = run(world.wallet().merchants()).expect("read");
    let balances = online.merchants.iter().map(|one| one.balance).collect::<Vec<_>>();
    assert_eq!((online.online, balances), (true, vec![Some(yuan(5_000)), None]));
    world.network.script(&[Fault::Unreachable]);
    let wallet = world.wallet();
    let offline = run(wallet.merchants()).expect("known");
    assert!(!offline.online && offline.merchants.iter().all(|one| one.balance.is_none()));
    assert_eq!(offline.merchants.len(), 2);
    let unknown = run(wallet.merchant(Id(3)));
    assert_eq!(unknown, Err(WalletError::rule(ErrorCode::MerchantUnknown)));
}

#[test]
fn an_invitation_is_used_by_its_code_and_its_secret_is_not_told_before() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let made = run(wallet.invite_staff(Id(79), StaffRole::Cashier)).expect("made");
    let code = made.code.expose();
    let secret = code.split_once('#').expect("a secret").1;
    let told = format!("{:?}", world.operator.inner().merchants.invitations);
    assert!(!told.contains(secret), "{told}");
    let read = run(wallet.read_code(code)).expect("a code");
    assert!(matches!(read, Reading::Invitation { is_ours: true, .. }), "{read:?}");
    let joined = run(wallet.join_merchant(&made.code)).expect("joined");
    assert_eq!((joined.merchant, joined.role), (Id(79), StaffRole::Cashier));
    assert_eq!(world.wallet().known_merchants().len(), 1);
    let guessed = code.replace(secret, "0000000000000000000000000Z");
    let refused = run(wallet.join_merchant(&Secret::new(guessed)));
    assert_eq!(refused, Err(WalletError::rule(ErrorCode::InvitationUnknown)));
    let elsewhere = code.replace("http://127.0.0.1:7300", "https://pay.elsewhere.example");
    let refused = run(wallet.join_merchant(&Secret::new(elsewhere)));
    assert_eq!(refused, Err(WalletError::ForeignOperator("pay.elsewhere.example".to_owned())));
    let odd = run(wallet.join_merchant(&Secret::new("https://example.org/x")));
    assert_eq!(odd, Err(WalletError::NotAnInvitation));
}

#[test]
fn who_leaves_has_the_shop_no_more() {
    let world = World::enrolled();
    let member = |staff, is_me| StaffMember {
        staff: Id(staff),
        name: "Mei".to_owned(),
        role: StaffRole::Cashier,
        since_ms: 1,
        is_me,
    };
    world.operator.inner().merchants.staff = vec![member(1, true), member(2, false)];
    world.operator.inner().merchants.open = vec![shop(Id(79), "Tea House", StaffRole::Owner)];
    let wallet = world.wallet();
    run(wallet.merchants()).expect("read");
    let changed = run(wallet.change_role(Id(79), Id(2), StaffRole::Manager)).expect("changed");
    assert_eq!(changed[1].role, StaffRole::Manager);
    assert_eq!(run(wallet.remove_staff(Id(79), Id(2))).expect("removed").len(), 1);
    assert_eq!(wallet.known_merchants().len(), 1);
    assert_eq!(run(wallet.remove_staff(Id(79), Id(1))).expect("left"), []);
    assert_eq!(wallet.known_merchants(), []);
}

#[test]
fn money_is_taken_out_once_however_often_the_answer_is_lost() {
    let world = World::enrolled();
    for fault in [Fault::AnswerLost, Fault::Garbled, Fault::None] {
        world.network.script(&[fault]);
        let moved = run(world.wallet().withdraw(Id(79), "12.50", Some(Secret::new(PIN))));
        assert_eq!(moved.is_ok(), fault == Fault::None, "{moved:?}");
    }
    let withdrawn = world.operator.inner().merchants.withdrawn.clone();
    assert_eq!(withdrawn.values().copied().collect::<Vec<_>>(), [1_250]);
    assert_eq!(run(world.wallet().withdraw(Id(79), "x", None)), Err(WalletError::AmountMalformed));
}

#[test]
fn the_same_on_another_day_is_another_movement_once_the_first_is_known_to_be_done() {
    for (fault, moved) in [(Fault::AnswerLost, 2), (Fault::RequestLost, 1)] {
        let world = World::enrolled();
        world.network.script(&[fault]);
        let pin = || Some(Secret::new(PIN));
        assert!(run(world.wallet().withdraw(Id(79), "12.50", pin())).is_err());
        world.clock.advance(86_400_000);
        run(world.wallet().withdraw(Id(79), "12.50", pin())).expect("moved");
        assert_eq!(world.operator.inner().merchants.withdrawn.len(), moved, "{fault:?}");
        assert_eq!(world.wallet().state().unfinished_withdrawals, []);
    }
}

#[test]
fn a_wrong_pin_keeps_what_was_asked_so_that_the_next_try_is_the_same() {
    let world = World::enrolled();
    let withdraw =
        |pin: Option<&str>| run(world.wallet().withdraw(Id(79), "12.50", pin.map(Secret::new)));
    let code = |moved: Result<_, WalletError>| moved.expect_err("refused").code();
    // The first one is done, and its answer lost.
    world.network.script(&[Fault::AnswerLost]);
    assert!(withdraw(Some(PIN)).is_err());
    world.network.script(&[]);
    let kept = world.wallet().state().unfinished_withdrawals.clone();
    assert_eq!(kept.len(), 1);
    assert_eq!(code(withdraw(Some("000000"))), "pin_wrong");
    assert_eq!(code(withdraw(None)), "pin_missing");
    assert_eq!(world.wallet().state().unfinished_withdrawals, kept);
    assert_eq!(withdraw(Some(PIN)).expect("moved").payment, kept[0].payment);
    assert_eq!(world.wallet().state().unfinished_withdrawals, []);
    assert_eq!(world.operator.inner().merchants.withdrawn.len(), 1);
}
