//! Batches and coupons at the edges of what they can hold.

use super::{AT, HIGH, TEXT};
use crate::contract::town::{amount, coupon as town_coupon};
use crate::id::{AccountId, CouponId, PaymentId, PersonId, StockId};
use crate::journal::JournalEntry;
use crate::receipt::Receipt;
use crate::record::{Coupon, CouponState, Discount, Receiver, Record, Stock, UsedCoupon};
use ::money::Amount;
use promotion::State;
use promotion::calendar::{Hours, LocalDay, TimeMs, Weekdays};
use promotion::coupon::{
    Budget, FixedPrice, Funder, Funding, Goods, Kind, Limits, Merchants, PercentOff, RandomValue,
    Rules, Scope, Tag, Taken, Validity,
};
use promotion::id::MerchantId;

const MOST: u64 = Amount::MINOR_MAX;

fn limits() -> Limits {
    Limits { money_minor: MOST, pieces: MOST, money_a_day_minor: Some(MOST), pieces_a_day: Some(0) }
}

fn tags() -> Goods {
    let tag = |text| Tag::new(text).expect("a tag");
    Goods::Except([tag("tea"), tag("ice-cream_2")].into())
}

fn odd_rules() -> Rules {
    let merchants = [MerchantId(0), MerchantId(HIGH)].into();
    Rules {
        kind: Kind::PercentOff(PercentOff {
            threshold_minor: MOST,
            basis_points: 9_999,
            cap_minor: MOST,
        }),
        scope: Scope::Item(tags()),
        merchants: Merchants::Except(merchants),
        validity: Validity {
            wait_days: u8::MAX,
            days: Some(0),
            weekdays: Weekdays::from_bits(0b101_0101),
            hours: vec![
                Hours { from_min: 0, until_min: 1 },
                Hours { from_min: 600, until_min: 1440 },
            ],
        },
        stackable: false,
        funding: Funding::Funded(Funder::Merchant(MerchantId(HIGH))),
        per_person_max: u8::MAX,
        needs_card: true,
        limits: limits(),
        ..town_coupon::rules()
    }
}

fn stock(id: u128, rules: Rules, state: State) -> Record {
    let minor = if state == State::Draft { 0 } else { MOST };
    let budget = Budget {
        limits: rules.limits,
        reserved_minor: minor,
        used_minor: minor,
        pieces: minor,
        day: LocalDay(20_000),
        day_minor: minor,
        day_pieces: minor,
    };
    let account = (id > 1).then_some(AccountId(id));
    let (title, opened_at) = (TEXT.to_owned(), AT);
    let id = StockId(id);
    let is_listed = id.0.is_multiple_of(2);
    Record::Stock(Box::new(Stock {
        id,
        title,
        rules,
        is_listed,
        state,
        budget,
        account,
        opened_at,
    }))
}

fn coupon(id: u128, value_minor: Option<u64>, state: CouponState) -> Record {
    let (id, stock) = (CouponId(id), StockId(HIGH));
    let (from, until) = (TimeMs(0), TimeMs(AT.0));
    Record::Coupon(Coupon {
        coupon: promotion::coupon::Coupon { id, stock, value_minor, from, until },
        person: PersonId(HIGH),
        taken: Taken { reserved_minor: MOST },
        received_at: AT,
        state,
    })
}

fn used(count: u128) -> Vec<UsedCoupon> {
    let one = |n: u128| UsedCoupon {
        coupon: CouponId(HIGH - n),
        saving_minor: MOST,
        is_funded: n.is_multiple_of(2),
    };
    (0..count).map(one).collect()
}

pub(super) fn records() -> Vec<Record> {
    let random = RandomValue { threshold_minor: 3, least_minor: 1, most_minor: 2 };
    let price = FixedPrice { price_minor: MOST, saves_max_minor: 1 };
    let only = Scope::Order(Goods::Only([Tag::new("a").expect("a tag")].into()));
    let kinds = [
        (1, town_coupon::rules()),
        (2, Rules { kind: Kind::RandomValue(random), scope: only, ..town_coupon::rules() }),
        (3, Rules { kind: Kind::FixedPrice(price), ..town_coupon::given_up_by(0) }),
        (HIGH, odd_rules()),
    ];
    let mut records: Vec<Record> =
        kinds.into_iter().map(|(id, rules)| stock(id, rules, State::Draft)).collect();
    let receiver = |count| Receiver { stock: StockId(HIGH), person: PersonId(HIGH), count };
    records.extend([
        coupon(1, None, CouponState::Held),
        coupon(HIGH, Some(MOST), CouponState::Held),
        Record::Receiver(receiver(1)),
        Record::Discount(Discount { payment: PaymentId(1), total: amount(MOST), used: used(28) }),
    ]);
    records
}

pub(super) fn later_records() -> Vec<Record> {
    let receiver = Receiver { stock: StockId(HIGH), person: PersonId(HIGH), count: 60 };
    vec![
        stock(1, town_coupon::rules(), State::Active),
        stock(2, Rules { limits: limits(), ..town_coupon::rules() }, State::Paused),
        stock(HIGH, odd_rules(), State::Ended),
        coupon(1, None, CouponState::Used(PaymentId(HIGH))),
        coupon(HIGH, Some(0), CouponState::Lapsed),
        Record::Receiver(receiver),
    ]
}

pub(super) fn answers() -> Vec<Receipt> {
    let states = [State::Draft, State::Active, State::Paused, State::Ended];
    let coupons = [records(), later_records()].concat().into_iter();
    let coupons = coupons.filter_map(|record| match record {
        Record::Coupon(coupon) => Some(Receipt::Coupon(coupon)),
        _ => None,
    });
    states.into_iter().map(|state| Receipt::Stock(StockId(HIGH), state)).chain(coupons).collect()
}

pub(super) fn journal() -> Vec<JournalEntry> {
    let (stock, coupon) = (StockId(HIGH), CouponId(HIGH));
    let (payment, debit, credit) = (PaymentId(HIGH), AccountId(HIGH), AccountId(0));
    let received = |value_minor| JournalEntry::CouponReceived {
        coupon,
        stock,
        account: debit,
        reserved_minor: MOST,
        value_minor,
        from: crate::TimeMs(0),
        until: AT,
        day: i32::MAX,
    };
    let states = [State::Draft, State::Active, State::Paused, State::Ended];
    let opened = |account| JournalEntry::StockOpened {
        stock,
        account,
        rules_hash: [0xFD; 32],
        limits: limits(),
        day: 0,
    };
    let discounted = |order| JournalEntry::Discounted {
        payment,
        debit,
        credit,
        amount: amount(1),
        total: amount(MOST),
        order,
        evidence_hash: [0xFC; 32],
    };
    let moved = |of| JournalEntry::BudgetMoved { payment, debit, credit, amount: amount(MOST), of };
    let mut entries = vec![
        opened(None),
        opened(Some(AccountId(HIGH))),
        JournalEntry::StockLimited { stock, limits: limits() },
        received(None),
        received(Some(MOST)),
        JournalEntry::CouponUsed { coupon, payment, saving_minor: MOST },
        JournalEntry::CouponLapsed { coupon },
        discounted(None),
        discounted(Some(crate::id::OrderId(HIGH))),
        moved(None),
        moved(Some(PaymentId(0))),
    ];
    entries.extend(states.map(|state| JournalEntry::StockChanged { stock, state }));
    entries.extend([false, true].map(|is_out_again| JournalEntry::CouponTakenBack {
        coupon,
        refund: payment,
        saving_minor: MOST,
        is_out_again,
    }));
    entries
}
