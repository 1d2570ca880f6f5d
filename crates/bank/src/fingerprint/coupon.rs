//! What makes two commands about coupons the same. Left out are the operator's zone, the
//! card that counts and the seed that a value is drawn from: a retry brings others, and gets what
//! was drawn first.

use crate::canonical::Bytes;
use crate::command::{ChangeStock, Discounting, LimitStock, OpenStock, ReceiveCoupon};
use crate::coupon::{limits_bytes, listing_bytes, rules_bytes};
use promotion::Change;

pub(super) fn open_stock(bytes: Bytes, command: &OpenStock) -> Bytes {
    let OpenStock { stock, account: _, title, rules, is_listed, zone: _ } = command;
    let bytes = rules_bytes(bytes.id(stock.0).text(title), rules);
    listing_bytes(limits_bytes(bytes, &rules.limits), *is_listed)
}

pub(super) fn change_stock(bytes: Bytes, command: &ChangeStock) -> Bytes {
    let ChangeStock { stock, change, movement: _ } = command;
    bytes.id(stock.0).tag(match change {
        Change::Activate => 1,
        Change::Pause => 2,
        Change::Resume => 3,
        Change::End => 4,
    })
}

pub(super) fn limit_stock(bytes: Bytes, command: &LimitStock) -> Bytes {
    let LimitStock { stock, was, limits, movement: _ } = command;
    limits_bytes(limits_bytes(bytes.id(stock.0), was), limits)
}

pub(super) fn receive(bytes: Bytes, command: &ReceiveCoupon) -> Bytes {
    let ReceiveCoupon { coupon, stock, person, card: _, zone: _, seed: _ } = command;
    bytes.id(coupon.0).id(stock.0).id(person.0)
}

pub(super) fn discounting(bytes: Bytes, discount: &Discounting) -> Bytes {
    let Discounting { total, coupons, zone: _ } = discount;
    let bytes = bytes.amount(*total).number(coupons.len() as u64);
    coupons.iter().fold(bytes, |bytes, coupon| bytes.id(coupon.0))
}
