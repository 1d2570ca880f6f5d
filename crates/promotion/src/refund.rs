//! What a refund gives back to whom when an order was paid with coupons or won a cash-back. A
//! preview and a refund are the same function.
//!
//! Everything goes by running totals: once `c` of an order's price is refunded, the cash that has
//! gone back is `c * cash / price`, rounded half up, and a refund is the step from one total to the
//! next. So no sequence of parts gives back more than the whole, and a full refund gives back
//! exactly what each one paid. The last minor unit of the cash goes back with the last part,
//! however the totals round: no rest is left that would bring nothing. What is not cash is divided
//! among the coupons in the same way, one after the other, so that the parts of each refund add up
//! to it. A part that is kept keeps its share of the discount, also when it would not have reached
//! the threshold by itself: never more than the share of the whole that was promised.

use crate::calendar::TimeMs;
use crate::combination::Settlement;
use crate::coupon::Funder;
use crate::id::CouponId;
use crate::state::State;
use money::{Amount, AmountError};
use std::fmt;

/// How an order was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// What the payer paid; at least one minor unit.
    pub cash: Amount,
    /// What funders paid, by coupon.
    pub funded: Vec<(CouponId, Funder, Amount)>,
    /// What the merchant gave up, by coupon.
    pub given_up: Vec<(CouponId, Amount)>,
    /// What the payer got back from a campaign, at most what was paid.
    pub won: Option<Amount>,
}

impl Paid {
    /// Returns how an order was paid that was settled so and won this.
    pub fn of(settlement: &Settlement, won: Option<Amount>) -> Self {
        Self {
            cash: settlement.payer_pays,
            funded: settlement.funded.clone(),
            given_up: settlement.given_up.clone(),
            won,
        }
    }

    /// Returns the price of the order: what all parts come to.
    pub fn price(&self) -> Result<Amount, AmountError> {
        let funded = self.funded.iter().map(|(.., amount)| *amount);
        let mut others = funded.chain(self.given_up.iter().map(|(_, amount)| *amount));
        others.try_fold(self.cash, Amount::checked_add)
    }
}

/// A coupon that was used for the order, as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedCoupon {
    /// Which.
    pub id: CouponId,
    /// Until before when it is good.
    pub until: TimeMs,
    /// Its stock's state.
    pub stock: State,
}

/// What becomes of a used coupon when the whole order has been refunded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouponBack {
    /// The payer has it again.
    Returned,
    /// It has lapsed in the meantime.
    Lapsed,
    /// Its stock has ended in the meantime.
    StockEnded,
}

/// What a refund gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// What of the order's price is refunded.
    pub amount: Amount,
    /// What the merchant gives back for the payer's cash.
    pub cash: Amount,
    /// What of that goes back to the campaign, for the cash-back.
    pub clawed_back: Amount,
    /// What the payer gets: the cash less what is clawed back.
    pub payer_gets: Amount,
    /// What the merchant gives back to funders, by coupon.
    pub funded: Vec<(CouponId, Funder, Amount)>,
    /// What the merchant had given up: it comes back from nobody.
    pub given_up: Amount,
    /// What the merchant pays in all: the cash, and what goes back to funders.
    pub merchant_pays: Amount,
    /// What of the price could still be refunded afterwards.
    pub left: Amount,
    /// What becomes of the coupons; nothing before all of the price is refunded.
    pub coupons: Vec<(CouponId, CouponBack)>,
}

/// Why nothing is refunded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundError {
    /// The amount is zero.
    Nothing,
    /// It is more than is left of the price.
    TooMuch {
        /// What is left, in minor units.
        left_minor: u64,
    },
    /// It is in another currency than the order.
    WrongCurrency,
    /// The parts of the payment do not fit together.
    Unsound,
}

impl fmt::Display for RefundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "the amount is zero",
            Self::TooMuch { .. } => "less than that is left to refund",
            Self::WrongCurrency => "the order was paid in another currency",
            Self::Unsound => "the parts of the payment do not fit together",
        })
    }
}

impl std::error::Error for RefundError {}

/// Returns what a refund of `amount` of the order's price gives back after `before` of it was
/// refunded. `used` are the order's coupons as they stand now.
///
/// # Errors
/// Why nothing is refunded. How often and how late may be refunded is the bank's rule.
pub fn refund(
    paid: &Paid,
    before: Amount,
    amount: Amount,
    used: &[UsedCoupon],
    now: TimeMs,
) -> Result<Refund, RefundError> {
    let currency = paid.cash.currency();
    if amount.currency() != currency || before.currency() != currency {
        return Err(RefundError::WrongCurrency);
    }
    let price = paid.price().map_err(|_| RefundError::Unsound)?;
    let won = paid.won.unwrap_or(Amount::zero(currency));
    if paid.cash.is_zero() || won.currency() != currency || won.minor() > paid.cash.minor() {
        return Err(RefundError::Unsound);
    }
    if amount.is_zero() {
        return Err(RefundError::Nothing);
    }
    let left_minor = price.minor().checked_sub(before.minor()).ok_or(RefundError::Unsound)?;
    if amount.minor() > left_minor {
        return Err(RefundError::TooMuch { left_minor });
    }
    let from = Totals::at(paid, price.minor(), before.minor());
    let to = Totals::at(paid, price.minor(), before.minor() + amount.minor());
    let step = |to: u64, from: u64| {
        let minor = to.checked_sub(from).ok_or(RefundError::Unsound)?;
        Amount::new(minor, currency).map_err(|_| RefundError::Unsound)
    };
    let cash = step(to.cash_minor, from.cash_minor)?;
    let clawed_back = step(to.clawed_back_minor, from.clawed_back_minor)?;
    let mut funded = Vec::with_capacity(paid.funded.len());
    let mut merchant_minor = cash.minor();
    for ((id, funder, _), (to, from)) in paid.funded.iter().zip(to.others.iter().zip(&from.others))
    {
        let back = step(*to, *from)?;
        merchant_minor += back.minor();
        funded.push((*id, *funder, back));
    }
    let is_last = amount.minor() == left_minor;
    Ok(Refund {
        amount,
        cash,
        clawed_back,
        payer_gets: step(cash.minor(), clawed_back.minor())?,
        funded,
        given_up: step(amount.minor(), merchant_minor)?,
        merchant_pays: step(merchant_minor, 0)?,
        left: step(left_minor, amount.minor())?,
        coupons: if is_last {
            used.iter().map(|used| used.back(now)).collect()
        } else {
            Vec::new()
        },
    })
}

impl UsedCoupon {
    fn back(&self, now: TimeMs) -> (CouponId, CouponBack) {
        let back = match self.stock {
            State::Ended | State::Draft => CouponBack::StockEnded,
            State::Active | State::Paused if now >= self.until => CouponBack::Lapsed,
            State::Active | State::Paused => CouponBack::Returned,
        };
        (self.id, back)
    }
}

/// What has gone back once some of the price is refunded, in minor units.
struct Totals {
    cash_minor: u64,
    clawed_back_minor: u64,
    /// By coupon: the funded ones, then those that the merchant bore.
    others: Vec<u64>,
}

impl Totals {
    fn at(paid: &Paid, price_minor: u64, refunded_minor: u64) -> Self {
        let (cash, won) = (paid.cash.minor(), paid.won.map_or(0, |won| won.minor()));
        let rounded_minor = part(refunded_minor, cash, price_minor);
        let is_whole = refunded_minor == price_minor;
        let cash_minor = if is_whole { cash } else { rounded_minor.min(cash.saturating_sub(1)) };
        // Of the cash that has gone back, not of the price: so no step claws back more than it
        // gives.
        let clawed_back_minor = part(cash_minor, won, cash);
        let mut rest_minor = refunded_minor - cash_minor;
        let mut rest_whole_minor = price_minor - cash;
        let funded = paid.funded.iter().map(|(.., amount)| amount.minor());
        let others = funded.chain(paid.given_up.iter().map(|(_, amount)| amount.minor()));
        let others = others
            .map(|whole_minor| {
                let minor = part(rest_minor, whole_minor, rest_whole_minor);
                rest_minor -= minor;
                rest_whole_minor -= whole_minor;
                minor
            })
            .collect();
        Self { cash_minor, clawed_back_minor, others }
    }
}

/// Returns `of * numerator / denominator`, rounded half up; nothing of nothing. With a numerator
/// up to the denominator it never rises by more than `of` does.
fn part(of: u64, numerator: u64, denominator: u64) -> u64 {
    if denominator == 0 {
        return 0;
    }
    let (of, numerator) = (u128::from(of), u128::from(numerator));
    let denominator = u128::from(denominator);
    let rounded = (2 * of * numerator + denominator) / (2 * denominator);
    u64::try_from(rounded).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
