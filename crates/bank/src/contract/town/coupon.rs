//! The town's coupons: batches by number, their rules, and the commands that concern them.

use super::{
    AT, amount, at_desk, label, later, merchant, order_to_pay, pay_with, person, refund, yuan,
};
use crate::command::{
    ChangeStock, Command, Discounting, Envelope, LapseCoupon, LimitStock, OpenStock, Payee,
    ReceiveCoupon,
};
use crate::id::{AccountId, CouponId, PaymentId, StockId};
use promotion::calendar::{DAY_MS, TimeMs, Zone};
use promotion::coupon::{
    AmountOff, Funder, Funding, Goods, Kind, Limits, Merchants, RandomValue, Rules, Scope,
    Validity, Window,
};
use promotion::{Change, Seed};

/// Returns a batch of coupons.
pub fn stock(n: u32) -> StockId {
    StockId(0x7_0000_0000 + u128::from(n))
}

/// Returns where a batch's money lies.
pub fn stock_account(n: u32) -> AccountId {
    AccountId(0x8_0000_0000 + u128::from(n))
}

/// Returns the operator's zone: eight hours ahead.
///
/// # Panics
/// Never: the offset is one.
pub fn zone() -> Zone {
    Zone::new(480).expect("an offset")
}

/// Returns a budget of so many pieces of 10 each.
pub fn limits(pieces: u64) -> Limits {
    let money_minor = pieces * 10;
    Limits { money_minor, pieces, money_a_day_minor: None, pieces_a_day: None }
}

/// Returns the rules of coupons of 10 off from 50 on, 20 pieces, two a person, stackable, for a
/// month, paid by the operator.
pub fn rules() -> Rules {
    Rules {
        currency: yuan(),
        kind: Kind::AmountOff(AmountOff { threshold_minor: 50, off_minor: 10 }),
        scope: Scope::Order(Goods::All),
        merchants: Merchants::All,
        window: Window { from: TimeMs(AT.0), until: TimeMs(AT.0 + 30 * DAY_MS) },
        validity: Validity::ALWAYS,
        stackable: true,
        funding: Funding::Funded(Funder::Operator),
        per_person_max: 2,
        needs_card: false,
        limits: limits(20),
    }
}

/// Returns the rules with a merchant as the funder.
pub fn funded_by(n: u32) -> Rules {
    let funder = Funder::Merchant(promotion::id::MerchantId(merchant(n).0));
    Rules { funding: Funding::Funded(funder), ..rules() }
}

/// Returns the rules with nobody as the funder: the shop gives it up.
pub fn given_up_by(n: u32) -> Rules {
    let only = [promotion::id::MerchantId(merchant(n).0)].into();
    Rules { funding: Funding::Unfunded, merchants: Merchants::Only(only), ..rules() }
}

/// Writes a batch.
pub fn open_stock(n: u32, rules: Rules) -> Envelope {
    let open = OpenStock {
        stock: stock(n),
        account: stock_account(n),
        title: format!("Ten off {n}"),
        rules,
        is_listed: n.is_multiple_of(2),
        zone: zone(),
    };
    at_desk(0xA000_0000 + u128::from(n), Command::OpenStock(open))
}

/// Starts, pauses, resumes or ends a batch.
pub fn change_stock(id: u128, n: u32, change: Change) -> Envelope {
    let movement = PaymentId(id);
    at_desk(id, Command::ChangeStock(ChangeStock { stock: stock(n), change, movement }))
}

/// Changes a batch's budget.
pub fn limit_stock(id: u128, n: u32, was: Limits, limits: Limits) -> Envelope {
    let movement = PaymentId(id);
    at_desk(id, Command::LimitStock(LimitStock { stock: stock(n), was, limits, movement }))
}

/// Writes and starts a batch.
pub fn given_out(n: u32, rules: Rules) -> [Envelope; 2] {
    let started = change_stock(0xB000_0000 + u128::from(n), n, Change::Activate);
    [open_stock(n, rules), started]
}

/// Gives a person a coupon of a batch.
pub fn receive(id: u128, n: u32, person_n: u32) -> Envelope {
    let receive = ReceiveCoupon {
        coupon: CouponId(id),
        stock: stock(n),
        person: person(person_n),
        card: None,
        zone: zone(),
        seed: Seed::new([7; 32]),
    };
    at_desk(id, Command::ReceiveCoupon(receive))
}

/// Ends a coupon so much later than the town's moment.
pub fn lapse(by_ms: u64, id: u128) -> Envelope {
    let lapse = Command::LapseCoupon(LapseCoupon { coupon: CouponId(id) });
    later(by_ms, super::plain(lapse))
}

/// Pays a price with coupons, of which the payer has signed what is left.
pub fn pay_less(
    id: u128,
    payer: u32,
    payee: Payee,
    (total, left): (u64, u64),
    coupons: &[u128],
) -> Envelope {
    let coupons = coupons.iter().map(|coupon| CouponId(*coupon)).collect();
    let discount = Discounting { total: amount(total), coupons, zone: zone() };
    let mut pay = order_to_pay(id, payer, payee, left);
    pay.discount = Some(discount);
    pay_with(pay)
}

/// Returns all that can happen to batches and coupons.
pub fn lived_in() -> Vec<Envelope> {
    let label = Payee::Label(label(0));
    let random = RandomValue { threshold_minor: 50, least_minor: 1, most_minor: 9 };
    let drawn = Rules { kind: Kind::RandomValue(random), ..rules() };
    let mut envelopes = Vec::new();
    envelopes.extend(given_out(0, rules()));
    envelopes.extend(given_out(1, given_up_by(0)));
    envelopes.extend(given_out(2, drawn));
    envelopes.extend([
        limit_stock(200, 0, limits(20), limits(30)),
        receive(201, 0, 0),
        receive(202, 0, 0),
        receive(203, 1, 0),
        receive(204, 2, 1),
        receive(205, 0, 2),
        pay_less(210, 0, label, (100, 80), &[201, 203]),
        pay_less(211, 0, label, (100, 90), &[202]),
        refund(212, 210, 0, 40),
        change_stock(213, 2, Change::Pause),
        lapse(30 * DAY_MS, 205),
    ]);
    envelopes
}
