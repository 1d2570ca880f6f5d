//! Coupons: what a stock promises, what one person holds, when it may be used, and the stock's
//! budget. What a coupon saves beside others is decided in [`crate::combination`].

mod basket;
mod budget;
mod check;
mod cut;
mod goods;
mod issue;
mod kind;
mod merchants;
mod rules;
mod usable;
mod written;

#[cfg(test)]
pub(crate) mod testing;

pub use crate::state::{Change, State, StateRefusal};
pub use basket::{Basket, BasketError, GoodsLine};
pub use budget::{Budget, BudgetShort, Limits, LimitsError, Taken};
pub use check::{
    AMOUNT_MAJOR_MAX, HOURS_MAX, LISTED_MAX, PER_PERSON_MAX, RulesError, START_AHEAD_DAYS_MAX,
    WINDOW_DAYS_MAX,
};
pub use cut::Cut;
pub use goods::{Goods, Tag, TagError};
pub use issue::{Coupon, IssueError};
pub use kind::{AmountOff, FixedPrice, Kind, PercentOff, RandomValue};
pub use merchants::Merchants;
pub use rules::{Funder, Funding, Rules, Scope, Validity, Window};
pub use usable::{Line, Order, OrderError, Payee, Place, Refusal, usable};
pub use written::GOODS_FORM;
