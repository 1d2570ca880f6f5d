//! The stored form of one coupon of a payment.

use crate::StoredId;
use bank::id::CouponId;
use bank::record::UsedCoupon;
use serde::{Deserialize, Serialize};

/// One coupon of a payment.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoredUse {
    coupon: StoredId,
    saving_minor: u64,
    is_funded: bool,
}

impl StoredUse {
    pub(super) fn from_used(used: &UsedCoupon) -> Self {
        let UsedCoupon { coupon, saving_minor, is_funded } = *used;
        Self { coupon: StoredId(coupon.0), saving_minor, is_funded }
    }

    pub(super) fn into_used(self) -> UsedCoupon {
        let Self { coupon, saving_minor, is_funded } = self;
        UsedCoupon { coupon: CouponId(coupon.0), saving_minor, is_funded }
    }
}
