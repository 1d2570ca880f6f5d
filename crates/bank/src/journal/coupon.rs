//! The bytes of rows about coupons; the layout is in the module above.

use super::JournalEntry;
use crate::canonical::Bytes;
use crate::coupon::limits_bytes;
use promotion::State;

pub(super) fn content(bytes: Bytes, entry: &JournalEntry) -> Bytes {
    match entry {
        JournalEntry::StockOpened { stock, account, rules_hash, limits, day } => {
            let account = account.map(|account| account.0);
            let bytes = bytes.tag(60).id(stock.0).optional_id(account).fixed(rules_hash);
            limits_bytes(bytes, limits).number(u64::try_from(*day).unwrap_or_default())
        }
        JournalEntry::StockChanged { stock, state } => bytes.tag(61).id(stock.0).tag(match state {
            State::Draft => 0,
            State::Active => 1,
            State::Paused => 2,
            State::Ended => 3,
        }),
        JournalEntry::StockLimited { stock, limits } => {
            limits_bytes(bytes.tag(62).id(stock.0), limits)
        }
        JournalEntry::CouponReceived {
            coupon,
            stock,
            account,
            reserved_minor,
            value_minor,
            from,
            until,
            day,
        } => bytes
            .tag(63)
            .id(coupon.0)
            .id(stock.0)
            .id(account.0)
            .number(*reserved_minor)
            .optional_number(*value_minor)
            .number(from.0)
            .number(until.0)
            .number(u64::try_from(*day).unwrap_or_default()),
        JournalEntry::CouponUsed { coupon, payment, saving_minor } => {
            bytes.tag(64).id(coupon.0).id(payment.0).number(*saving_minor)
        }
        JournalEntry::CouponLapsed { coupon } => bytes.tag(65).id(coupon.0),
        of_money => money(bytes, of_money),
    }
}

/// Rows about what coupons do to money, and taking them back.
fn money(bytes: Bytes, entry: &JournalEntry) -> Bytes {
    match entry {
        JournalEntry::CouponTakenBack { coupon, refund, saving_minor, is_out_again } => bytes
            .tag(66)
            .id(coupon.0)
            .id(refund.0)
            .number(*saving_minor)
            .tag(u8::from(*is_out_again)),
        JournalEntry::Discounted {
            payment,
            debit,
            credit,
            amount,
            total,
            order,
            evidence_hash,
        } => bytes
            .tag(67)
            .id(payment.0)
            .id(debit.0)
            .id(credit.0)
            .amount(*amount)
            .amount(*total)
            .optional_id(order.map(|order| order.0))
            .fixed(evidence_hash),
        JournalEntry::BudgetMoved { payment, debit, credit, amount, of } => bytes
            .tag(68)
            .id(payment.0)
            .id(debit.0)
            .id(credit.0)
            .amount(*amount)
            .optional_id(of.map(|of| of.0)),
        // Rows of the other kinds do not come here.
        _ => bytes,
    }
}
