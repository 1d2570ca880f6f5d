//! Whose time is over, by the store in memory: those that were over first in front.

use super::MemoryStore;
use crate::id::{CouponId, EnvelopeId, HoldId, OrderId, TimeMs};
use crate::record::{Coupon, CouponState, EnvelopeState, HoldState, OrderState, Record};

fn first_due<Id: Ord>(mut due: Vec<(TimeMs, Id)>, limit: u32) -> Vec<Id> {
    due.sort_unstable();
    due.into_iter().map(|(_, id)| id).take(limit as usize).collect()
}

impl MemoryStore {
    pub(super) fn due_orders(&self, at: TimeMs, limit: u32) -> Vec<OrderId> {
        let due = self.kept(|record| match record {
            Record::Order(order) if order.state == OrderState::Open && order.expires_at <= at => {
                Some((order.expires_at, order.id))
            }
            _ => None,
        });
        first_due(due, limit)
    }

    pub(super) fn due_holds(&self, at: TimeMs, limit: u32) -> Vec<HoldId> {
        let due = self.kept(|record| match record {
            Record::Hold(hold) if hold.state == HoldState::Pending && hold.expires_at <= at => {
                Some((hold.expires_at, hold.id))
            }
            _ => None,
        });
        first_due(due, limit)
    }

    pub(super) fn due_coupons(&self, at: TimeMs, limit: u32) -> Vec<CouponId> {
        let due = self.kept(|record| match record {
            Record::Coupon(Coupon { coupon, state: CouponState::Held, .. })
                if coupon.until.0 <= at.0 =>
            {
                Some((TimeMs(coupon.until.0), coupon.id))
            }
            _ => None,
        });
        first_due(due, limit)
    }

    /// Returns open envelopes that were sent at a moment or before.
    pub(super) fn due_envelopes(&self, sent_at: TimeMs, limit: u32) -> Vec<EnvelopeId> {
        let due = self.kept(|record| match record {
            Record::Envelope(sent)
                if sent.state == EnvelopeState::Open && sent.sent_at <= sent_at =>
            {
                Some((sent.sent_at, sent.envelope.id))
            }
            _ => None,
        });
        first_due(due, limit)
    }
}
