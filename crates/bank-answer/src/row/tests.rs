//! Texts of rows read back as they were written, and no other text is one.

use super::{Detail, from_text, to_text};
use bank::TimeMs;
use bank::contract::town::{amount, coupon::limits};
use bank::id::{AccountId, CouponId, OrderId, PaymentId, StockId};
use bank::journal::{JournalEntry, Return};
use bank::setting::SettingKey;
use promotion::State;

#[test]
fn a_change_of_a_setting_is_kept_whole_and_no_other_text_is_one() {
    let changed = |from| JournalEntry::SettingChanged {
        key: SettingKey::PinFrom,
        was: 1,
        value: u64::MAX,
        from,
        author: "\0\"林\u{10FFFE}".to_owned(),
        reason: String::new(),
    };
    for entry in [changed(None), changed(Some(TimeMs(5)))] {
        let text = to_text(&entry).expect("a text");
        assert!(!text.contains('\0'));
        assert_eq!(from_text(&text).ok(), Some(Detail::Whole(entry)));
        for other in [text.replace("pin_from", "pin"), format!("{text}x"), text.replace("was", "w")]
        {
            assert!(from_text(&other).is_err(), "{other}");
        }
    }
    assert_eq!(to_text(&JournalEntry::OrderClosed { order: OrderId(1) }), None);
}

#[test]
fn a_row_about_coupons_is_kept_whole() {
    let (stock, coupon) = (StockId(u128::MAX), CouponId(7));
    let entries = [
        JournalEntry::StockOpened {
            stock,
            account: Some(AccountId(0)),
            rules_hash: [0x0F; 32],
            limits: limits(5),
            day: i32::MAX,
        },
        JournalEntry::StockChanged { stock, state: State::Paused },
        JournalEntry::CouponTakenBack {
            coupon,
            refund: PaymentId(1),
            saving_minor: u64::MAX,
            is_out_again: true,
        },
    ];
    for entry in entries {
        let text = to_text(&entry).expect("a text");
        assert!(from_text(&text.replace('}', ",\"x\":1}")).is_err());
        assert_eq!(from_text(&text).ok(), Some(Detail::Whole(entry)));
    }
    let opened = to_text(&JournalEntry::StockOpened {
        stock,
        account: None,
        rules_hash: [0xAB; 32],
        limits: limits(5),
        day: 0,
    });
    let opened = opened.expect("a text");
    for hash in ["ab", &"+a".repeat(32), &"zz".repeat(32)] {
        assert!(from_text(&opened.replace(&"ab".repeat(32), hash)).is_err(), "{hash}");
    }
}

#[test]
fn of_a_row_that_moved_money_only_what_is_besides_is_kept() {
    let (payment, debit, credit) = (PaymentId(1), AccountId(2), AccountId(3));
    let returned = |price| JournalEntry::Returned {
        payment,
        how: Return::Refunded,
        debit,
        credit,
        amount: amount(4),
        of: PaymentId(5),
        order: None,
        price,
    };
    let discounted = JournalEntry::Discounted {
        payment,
        debit,
        credit,
        amount: amount(4),
        total: amount(9),
        order: None,
        evidence_hash: [0; 32],
    };
    let moved = JournalEntry::BudgetMoved { payment, debit, credit, amount: amount(4), of: None };
    let read = |entry: JournalEntry| to_text(&entry).map(|text| from_text(&text).ok());
    assert_eq!(read(discounted), Some(Some(Detail::Total(amount(9)))));
    assert_eq!(read(returned(Some(amount(8)))), Some(Some(Detail::Price(amount(8)))));
    assert_eq!(read(moved), Some(Some(Detail::Budget)));
    assert_eq!(read(returned(None)), None);
}
