//! Why a person gets no coupon of a batch: asked before he takes one, and decided by the same words
//! when he does.

use crate::id::TimeMs;
use crate::record::Stock;
use crate::rejection::Rejection;
use promotion::calendar::{self, Zone};
use promotion::coupon::{BudgetShort, IssueError};
use promotion::id::CouponId;
use promotion::{Seed, State};

/// Returns why a batch would give nothing to somebody who has got `received` of it; none where it
/// would. Of a drawn value it is asked whether the most could be given.
pub fn coupon_refusal(stock: &Stock, received: u32, now: TimeMs, zone: Zone) -> Option<Rejection> {
    if stock.state != State::Active {
        return Some(Rejection::StockNotActive);
    }
    let at = calendar::TimeMs(now.0);
    // What would be drawn is not told: any identifier and seed do.
    let (id, seed) = ((CouponId(0), stock.id), Seed::new([0; 32]));
    if let Err(error) = stock.rules.issue(id, u64::from(received), (at, zone), &seed) {
        return Some(by_rules(error));
    }
    let taken = stock.budget.take(stock.rules.kind.most_minor(), zone.local(at).day);
    taken.err().map(by_budget)
}

pub(super) const fn by_rules(error: IssueError) -> Rejection {
    match error {
        IssueError::TooEarly { .. } => Rejection::CouponTooEarly,
        IssueError::TooLate => Rejection::CouponTooLate,
        IssueError::PerPersonUsed { .. } => Rejection::CouponPersonUsed,
    }
}

pub(super) const fn by_budget(short: BudgetShort) -> Rejection {
    match short {
        BudgetShort::Money { .. } | BudgetShort::Pieces => Rejection::CouponsGone,
        BudgetShort::DayMoney { .. } | BudgetShort::DayPieces => Rejection::CouponsGoneToday,
    }
}
