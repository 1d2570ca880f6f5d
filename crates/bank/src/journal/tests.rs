//! The byte layout of the journal, spelled out by hand once: it must never change.

mod campaign;
mod card_top_up;
mod envelope;
mod fee;
mod goods;

use super::*;
use crate::contract::town::{self, account, amount, person};
use crate::id::CardId;
use crate::record::Evidence;
use sha2::{Digest as _, Sha256};

fn by_hand(previous: [u8; 32], sequence: u64, at: u64, rest: &[&[u8]]) -> [u8; 32] {
    let mut bytes = previous.to_vec();
    bytes.push(1);
    bytes.extend(sequence.to_be_bytes());
    bytes.extend(at.to_be_bytes());
    bytes.extend(rest.concat());
    Sha256::digest(bytes).into()
}

#[test]
fn rows_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let opened = JournalEntry::AccountOpened {
        account: account(1),
        owner: Owner::Person(person(2)),
        floor: Floor::Zero,
        currency: amount(0).currency(),
    };
    let first = ChainHead::default().append(TimeMs(9), opened);
    let rest: [&[u8]; 6] = [&[1], &id(account(1).0), &[1], &id(person(2).0), &[0], b"CNY"];
    assert_eq!(first.hash, by_hand([0; 32], 1, 9, &rest));
    let moved = JournalEntry::Moved {
        payment: PaymentId(3),
        debit: account(1),
        credit: account(4),
        amount: amount(5),
        order: Some(OrderId(6)),
        evidence_hash: [7; 32],
    };
    let second = first.head().append(TimeMs(10), moved);
    let money = 5u64.to_be_bytes();
    let ids = [3, account(1).0, account(4).0].map(id).concat();
    let rest: [&[u8]; 7] = [&[2], &ids, &money, b"CNY", &[1], &id(6), &[7; 32]];
    assert_eq!(second.hash, by_hand(first.hash, 2, 10, &rest));
    let third = second.head().append(TimeMs(11), JournalEntry::OrderClosed { order: OrderId(6) });
    assert_eq!(third.hash, by_hand(second.hash, 3, 11, &[&[4], &id(6)]));
    assert_eq!(third.sequence, 3);
}

#[test]
fn rows_of_what_is_asked_held_and_returned_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let number = |number: u64| number.to_be_bytes();
    let money = |minor: u64| [number(minor).as_slice(), b"CNY"].concat();
    let (order, hold, payment, of) = (OrderId(1), HoldId(2), PaymentId(3), PaymentId(4));
    let (debit, credit, payer) = (account(5), account(6), account(7));
    let (amount, expires_at) = (amount(8), TimeMs(9));
    let accounts = [id(debit.0), id(credit.0)].concat();
    let asked = [id(1).as_slice(), &id(credit.0), &money(8), &number(9), &id(payer.0)].concat();
    let refunded = [id(3).as_slice(), &accounts, &money(8), &id(4), &[0]].concat();
    let reversed = [id(3).as_slice(), &accounts, &money(8), &id(4), &[1], &id(1)].concat();
    let held = [id(2).as_slice(), &accounts, &money(8), &number(9)].concat();
    let posted = [id(2).as_slice(), &id(3), &accounts, &money(8)].concat();
    let returned = |how, order, price| JournalEntry::Returned {
        payment,
        how,
        debit,
        credit,
        amount,
        of,
        order,
        price,
    };
    let of_price = [reversed.as_slice(), &money(10)].concat();
    let rows = [
        (5, JournalEntry::PayerAsked { order, credit, amount, expires_at, payer }, asked),
        (6, JournalEntry::OrderReversed { order }, id(1).to_vec()),
        (7, returned(Return::Refunded, None, None), refunded),
        (8, returned(Return::Reversed, Some(order), None), reversed),
        (69, returned(Return::Refunded, Some(order), Some(town::amount(10))), of_price.clone()),
        (70, returned(Return::Reversed, Some(order), Some(town::amount(10))), of_price),
        (9, JournalEntry::Held { hold, debit, credit, amount, expires_at }, held),
        (10, JournalEntry::HoldPosted { hold, payment, debit, credit, amount }, posted),
        (11, JournalEntry::HoldVoided { hold }, id(2).to_vec()),
        (12, JournalEntry::HoldExpired { hold }, id(2).to_vec()),
    ];
    for (kind, entry, bytes) in rows {
        let row = ChainHead::default().append(TimeMs(10), entry);
        assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[kind], &bytes]), "kind {kind}");
    }
}

#[test]
fn changes_of_settings_hash_as_documented() {
    let changed = |from| JournalEntry::SettingChanged {
        key: SettingKey::PinFrom,
        was: 3,
        value: 4,
        from,
        author: "Ada".to_owned(),
        reason: "\u{96EA}".to_owned(),
    };
    let number = |number: u64| number.to_be_bytes();
    let words = [&number(3)[..], b"Ada", &number(3), "\u{96EA}".as_bytes()].concat();
    let head = [[40, 2].as_slice(), &number(3), &number(4)].concat();
    let row = |from| ChainHead::default().append(TimeMs(10), changed(from)).hash;
    assert_eq!(row(None), by_hand([0; 32], 1, 10, &[&head, &[0], &words]));
    let planned = by_hand([0; 32], 1, 10, &[&head, &[1], &number(9), &words]);
    assert_eq!(row(Some(TimeMs(9))), planned);
}

#[test]
fn evidence_hashes_text_and_signature() {
    let evidence = Evidence {
        device: crate::id::DeviceId(1),
        signed_text: "pay 5".to_owned(),
        signature: [9; 64],
    };
    let by_hand: [u8; 32] = Sha256::digest([b"pay 5".as_slice(), &[9; 64]].concat()).into();
    assert_eq!(evidence.hash(), by_hand);
}

#[test]
fn rows_of_coupons_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let number = |number: u64| number.to_be_bytes();
    let money = |minor: u64| [number(minor).as_slice(), b"CNY"].concat();
    let (stock, coupon, payment, refund) = (StockId(1), CouponId(2), PaymentId(3), PaymentId(4));
    let (debit, credit) = (account(5), account(6));
    let limits =
        Limits { money_minor: 7, pieces: 8, money_a_day_minor: Some(9), pieces_a_day: None };
    let of_limits = [&number(7)[..], &number(8), &[1], &number(9), &[0]].concat();
    let (value_minor, until) = (Some(11), TimeMs(13));
    let received = JournalEntry::CouponReceived {
        coupon,
        stock,
        account: debit,
        reserved_minor: 10,
        value_minor,
        from: TimeMs(12),
        until,
        day: 14,
    };
    let ids = [id(2), id(1), id(debit.0)].concat();
    let of_received =
        [&ids[..], &number(10), &[1], &number(11), &number(12), &number(13), &number(14)].concat();
    let paid = [id(3), id(debit.0), id(credit.0)].concat();
    let opened = |account, rules_hash| JournalEntry::StockOpened {
        stock,
        account,
        rules_hash,
        limits,
        day: 15,
    };
    let of_opened = [&id(1)[..], &[0], &[16; 32], &of_limits, &number(15)].concat();
    let (state, saving_minor, is_out_again) = (State::Paused, 17, true);
    let back = JournalEntry::CouponTakenBack { coupon, refund, saving_minor, is_out_again };
    let (amount, total, evidence_hash) = (amount(18), amount(19), [20; 32]);
    let (order, of) = (Some(OrderId(21)), Some(PaymentId(22)));
    let discounted =
        JournalEntry::Discounted { payment, debit, credit, amount, total, order, evidence_hash };
    let of_discounted = [&paid[..], &money(18), &money(19), &[1], &id(21), &evidence_hash].concat();
    let rows = [
        (60, opened(None, [16; 32]), of_opened),
        (61, JournalEntry::StockChanged { stock, state }, [&id(1)[..], &[2]].concat()),
        (62, JournalEntry::StockLimited { stock, limits }, [&id(1)[..], &of_limits].concat()),
        (63, received, of_received),
        (
            64,
            JournalEntry::CouponUsed { coupon, payment, saving_minor },
            [&id(2)[..], &id(3), &number(17)].concat(),
        ),
        (65, JournalEntry::CouponLapsed { coupon }, id(2).to_vec()),
        (66, back, [&id(2)[..], &id(4), &number(17), &[1]].concat()),
        (67, discounted, of_discounted),
        (
            68,
            JournalEntry::BudgetMoved { payment, debit, credit, amount, of },
            [&paid[..], &money(18), &[1], &id(22)].concat(),
        ),
    ];
    for (kind, entry, bytes) in rows {
        let row = ChainHead::default().append(TimeMs(10), entry);
        assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[kind], &bytes]), "kind {kind}");
    }
}

#[test]
fn rows_of_the_neutrality_log_hash_as_documented() {
    let (number, merchant, action, hash) = (7, MerchantId(8), Action::Removed, [9; 32]);
    let entered = JournalEntry::NeutralityEntered { number, merchant, action, hash };
    let row = ChainHead::default().append(TimeMs(9), entered);
    let rest: [&[u8]; 5] = [&[130], &7u64.to_be_bytes(), &8u128.to_be_bytes(), &[2], &[9; 32]];
    assert_eq!(row.hash, by_hand([0; 32], 1, 9, &rest));
}

#[test]
fn rows_of_cards_hash_as_documented() {
    let id = |id: u128| id.to_be_bytes();
    let (card, stock, coupon) = (CardId(1), StockId(2), CouponId(3));
    let bound = JournalEntry::Card(CardEntry::Bound { card, account: account(4), hash: [5; 32] });
    let rows = [
        (100, bound, [&id(1)[..], &id(account(4).0), &[5; 32]].concat()),
        (
            101,
            JournalEntry::Card(CardEntry::Unbound { card, account: account(4) }),
            [id(1), id(account(4).0)].concat(),
        ),
        (
            102,
            JournalEntry::Card(CardEntry::Counted { stock, card, coupon }),
            [id(2), id(1), id(3)].concat(),
        ),
    ];
    for (kind, entry, bytes) in rows {
        let row = ChainHead::default().append(TimeMs(10), entry);
        assert_eq!(row.hash, by_hand([0; 32], 1, 10, &[&[kind], &bytes]), "kind {kind}");
    }
}
