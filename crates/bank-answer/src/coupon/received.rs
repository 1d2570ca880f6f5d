//! The stored form of a person's coupon in an answer.

use crate::StoredId;
use bank::TimeMs;
use bank::id::{CouponId, PaymentId, PersonId, StockId};
use bank::record::{Coupon, CouponState};
use promotion::calendar;
use promotion::coupon::Taken;
use serde::{Deserialize, Serialize};

/// A coupon as it was then.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredCoupon {
    id: StoredId,
    stock: StoredId,
    person: StoredId,
    value_minor: Option<u64>,
    from_ms: u64,
    until_ms: u64,
    reserved_minor: u64,
    received_at_ms: u64,
    state: StoredCouponState,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredCouponState {
    Held,
    Used(StoredId),
    Lapsed,
}

impl StoredCoupon {
    pub(crate) fn from_coupon(received: &Coupon) -> Self {
        let Coupon { coupon, person, taken, received_at, state } = *received;
        let promotion::coupon::Coupon { id, stock, value_minor, from, until } = coupon;
        let Taken { reserved_minor } = taken;
        Self {
            id: StoredId(id.0),
            stock: StoredId(stock.0),
            person: StoredId(person.0),
            value_minor,
            from_ms: from.0,
            until_ms: until.0,
            reserved_minor,
            received_at_ms: received_at.0,
            state: match state {
                CouponState::Held => StoredCouponState::Held,
                CouponState::Used(payment) => StoredCouponState::Used(StoredId(payment.0)),
                CouponState::Lapsed => StoredCouponState::Lapsed,
            },
        }
    }

    pub(crate) fn into_coupon(self) -> Coupon {
        Coupon {
            coupon: promotion::coupon::Coupon {
                id: CouponId(self.id.0),
                stock: StockId(self.stock.0),
                value_minor: self.value_minor,
                from: calendar::TimeMs(self.from_ms),
                until: calendar::TimeMs(self.until_ms),
            },
            person: PersonId(self.person.0),
            taken: Taken { reserved_minor: self.reserved_minor },
            received_at: TimeMs(self.received_at_ms),
            state: match self.state {
                StoredCouponState::Held => CouponState::Held,
                StoredCouponState::Used(payment) => CouponState::Used(PaymentId(payment.0)),
                StoredCouponState::Lapsed => CouponState::Lapsed,
            },
        }
    }
}
