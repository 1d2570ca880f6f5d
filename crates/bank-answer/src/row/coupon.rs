//! Rows about coupons, and what rows that moved money with coupons have besides.

use super::digits::{bytes, digits};
use super::{StoredAmount, StoredEntry};
use crate::StoredId;
use crate::coupon::{StoredLimits, StoredState};
use bank::TimeMs;
use bank::id::{AccountId, CouponId, PaymentId, StockId};
use bank::journal::JournalEntry;

/// Returns what a row's text is to say; none for kinds that are all in columns, and for others.
pub(super) fn stored(entry: &JournalEntry) -> Option<StoredEntry> {
    Some(match *entry {
        JournalEntry::StockOpened { stock, account, rules_hash, limits, day } => {
            StoredEntry::StockOpened {
                stock: StoredId(stock.0),
                account: account.map(|account| StoredId(account.0)),
                rules_hash: digits(&rules_hash),
                limits: StoredLimits::from_limits(&limits),
                day,
            }
        }
        JournalEntry::StockChanged { stock, state } => StoredEntry::StockChanged {
            stock: StoredId(stock.0),
            state: StoredState::from_state(state),
        },
        JournalEntry::StockLimited { stock, limits } => StoredEntry::StockLimited {
            stock: StoredId(stock.0),
            limits: StoredLimits::from_limits(&limits),
        },
        JournalEntry::CouponReceived {
            coupon,
            stock,
            account,
            reserved_minor,
            value_minor,
            from,
            until,
            day,
        } => StoredEntry::CouponReceived {
            coupon: StoredId(coupon.0),
            stock: StoredId(stock.0),
            account: StoredId(account.0),
            reserved_minor,
            value_minor,
            from_ms: from.0,
            until_ms: until.0,
            day,
        },
        JournalEntry::CouponUsed { coupon, payment, saving_minor } => {
            let (coupon, payment) = (StoredId(coupon.0), StoredId(payment.0));
            StoredEntry::CouponUsed { coupon, payment, saving_minor }
        }
        JournalEntry::CouponLapsed { coupon } => {
            StoredEntry::CouponLapsed { coupon: StoredId(coupon.0) }
        }
        JournalEntry::CouponTakenBack { coupon, refund, saving_minor, is_out_again } => {
            let (coupon, refund) = (StoredId(coupon.0), StoredId(refund.0));
            StoredEntry::CouponTakenBack { coupon, refund, saving_minor, is_out_again }
        }
        JournalEntry::Discounted { total, .. } => {
            StoredEntry::Total(StoredAmount::from_amount(total))
        }
        JournalEntry::Returned { price, .. } => {
            StoredEntry::Price(StoredAmount::from_amount(price?))
        }
        JournalEntry::BudgetMoved { .. } => StoredEntry::Budget,
        _ => return None,
    })
}

/// Returns what happened; none for what is no row about coupons, or has a part that is unknown.
pub(super) fn entry(stored: StoredEntry) -> Option<JournalEntry> {
    Some(match stored {
        StoredEntry::StockOpened { stock, account, rules_hash, limits, day } => {
            JournalEntry::StockOpened {
                stock: StockId(stock.0),
                account: account.map(|account| AccountId(account.0)),
                rules_hash: bytes(&rules_hash)?,
                limits: limits.into_limits(),
                day,
            }
        }
        StoredEntry::StockChanged { stock, state } => {
            JournalEntry::StockChanged { stock: StockId(stock.0), state: state.into_state() }
        }
        StoredEntry::StockLimited { stock, limits } => {
            JournalEntry::StockLimited { stock: StockId(stock.0), limits: limits.into_limits() }
        }
        StoredEntry::CouponReceived {
            coupon,
            stock,
            account,
            reserved_minor,
            value_minor,
            from_ms,
            until_ms,
            day,
        } => JournalEntry::CouponReceived {
            coupon: CouponId(coupon.0),
            stock: StockId(stock.0),
            account: AccountId(account.0),
            reserved_minor,
            value_minor,
            from: TimeMs(from_ms),
            until: TimeMs(until_ms),
            day,
        },
        StoredEntry::CouponUsed { coupon, payment, saving_minor } => {
            let (coupon, payment) = (CouponId(coupon.0), PaymentId(payment.0));
            JournalEntry::CouponUsed { coupon, payment, saving_minor }
        }
        StoredEntry::CouponLapsed { coupon } => {
            JournalEntry::CouponLapsed { coupon: CouponId(coupon.0) }
        }
        StoredEntry::CouponTakenBack { coupon, refund, saving_minor, is_out_again } => {
            let (coupon, refund) = (CouponId(coupon.0), PaymentId(refund.0));
            JournalEntry::CouponTakenBack { coupon, refund, saving_minor, is_out_again }
        }
        _ => return None,
    })
}
