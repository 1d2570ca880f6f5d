//! What a shop took, and its daily bills, ready to be printed and drawn.

use super::AmountView;
use money::Amount;
use serde::Serialize;
use ts_rs::TS;
use wallet::merchant::{Bar, BillsPage, DayBill, Figures, Net, TradeSums};
use wire::bill::CustomerFigures;

/// What one kind of trade came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SumsView {
    /// How many.
    pub count: u64,
    /// What the goods cost before discounts.
    pub price: AmountView,
    /// What payers gave, or got back.
    pub cash: AmountView,
    /// What the operator paid of it by coupons, or got back; null for nothing.
    pub by_operator: Option<AmountView>,
    /// The same of shops that fund coupons.
    pub by_shops: Option<AmountView>,
    /// What the shop gave up by coupons that nobody funds; null for nothing.
    pub given_up: Option<AmountView>,
    /// What the operator took of it as its fee, or gave back; null for nothing.
    pub fee: Option<AmountView>,
}

/// Returns an amount unless it is nothing.
fn some(amount: Amount) -> Option<AmountView> {
    (!amount.is_zero()).then(|| amount.into())
}

impl From<TradeSums> for SumsView {
    fn from(sums: TradeSums) -> Self {
        let TradeSums { count, price, cash, by_operator, by_shops, given_up, fee } = sums;
        Self {
            count,
            price: price.into(),
            cash: cash.into(),
            by_operator: some(by_operator),
            by_shops: some(by_shops),
            given_up: some(given_up),
            fee: some(fee),
        }
    }
}

/// An amount that may be less than nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NetView {
    /// How much.
    pub amount: AmountView,
    /// Whether it is missing.
    pub is_negative: bool,
}

impl From<Net> for NetView {
    fn from(net: Net) -> Self {
        let Net { amount, is_negative } = net;
        Self { amount: amount.into(), is_negative }
    }
}

/// What an hour, a day or a month took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BarView {
    /// The hour (`09`), the day (`2028-02-29`) or the month (`2028-02`).
    pub name: String,
    /// How many payments.
    pub count: u64,
    /// What they cost before discounts.
    pub price: AmountView,
    /// How much that is of the highest bar, in thousandths.
    pub share: u16,
}

impl From<Bar> for BarView {
    fn from(bar: Bar) -> Self {
        let Bar { name, count, price, share } = bar;
        Self { name, count, price: price.into(), share }
    }
}

/// Who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CustomersView {
    /// How many different payers.
    pub count: u64,
    /// Those of them who had paid on another day too.
    pub returning: u64,
}

/// Figures of a shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FiguresView {
    /// The first day, `2028-02-29`.
    pub from: String,
    /// The last day, included.
    pub until: String,
    /// When these figures were made, in Unix milliseconds.
    pub as_of_ms: u64,
    /// Whether nothing was taken and nothing went back.
    pub is_empty: bool,
    /// Payments.
    pub payments: SumsView,
    /// Refunds.
    pub refunds: SumsView,
    /// Reversals.
    pub reversals: SumsView,
    /// What all of them changed the account by.
    pub net: NetView,
    /// Payments by hour of the day, all 24.
    pub hours: Vec<BarView>,
    /// The hour of the most payments; null where there were none.
    pub busiest: Option<String>,
    /// Payments by day, or by month where that would be too many days.
    pub days: Vec<BarView>,
    /// Who came; null where that is too much to look through.
    pub customers: Option<CustomersView>,
}

impl FiguresView {
    pub(crate) fn of(figures: Figures) -> Self {
        let Figures { from, until, as_of_ms, payments, refunds, reversals, .. } = figures;
        let Figures { net, hours, days, customers, .. } = figures;
        // Of hours with as many payments the first.
        let most = hours.iter().rev().max_by_key(|hour| hour.count);
        let busiest = most.filter(|hour| hour.count > 0).map(|hour| hour.name.clone());
        let bars = |bars: Vec<Bar>| bars.into_iter().map(BarView::from).collect();
        Self {
            from: from.to_string(),
            until: until.to_string(),
            as_of_ms,
            is_empty: payments.count + refunds.count + reversals.count == 0,
            payments: payments.into(),
            refunds: refunds.into(),
            reversals: reversals.into(),
            net: net.into(),
            hours: bars(hours),
            busiest,
            days: bars(days),
            customers: customers
                .map(|CustomerFigures { count, returning }| CustomersView { count, returning }),
        }
    }
}

/// A day's bill, as the operator signed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BillView {
    /// The local day, `2028-02-29`.
    pub date: String,
    /// What the account held before.
    pub opening: NetView,
    /// What it held afterwards.
    pub closing: NetView,
    /// Payments.
    pub payments: SumsView,
    /// Refunds.
    pub refunds: SumsView,
    /// Reversals.
    pub reversals: SumsView,
    /// What the trade came to.
    pub net: NetView,
    /// What else came in; null for nothing.
    pub other_in: Option<AmountView>,
    /// What else went out; null for nothing.
    pub other_out: Option<AmountView>,
    /// What its owners moved into their own accounts; null for nothing.
    pub withdrawn: Option<AmountView>,
    /// When it was made, in Unix milliseconds.
    pub at_ms: u64,
}

impl From<DayBill> for BillView {
    fn from(bill: DayBill) -> Self {
        let DayBill { date, opening, closing, payments, refunds, reversals, .. } = bill;
        let DayBill { net, other_in, other_out, withdrawn, at_ms, .. } = bill;
        Self {
            date,
            opening: opening.into(),
            closing: closing.into(),
            payments: payments.into(),
            refunds: refunds.into(),
            reversals: reversals.into(),
            net: net.into(),
            other_in: some(other_in),
            other_out: some(other_out),
            withdrawn: some(withdrawn),
            at_ms,
        }
    }
}

/// Bills, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BillsView {
    /// The bills.
    pub bills: Vec<BillView>,
    /// What to ask for as `before` to go on; null at the end.
    pub next_before: Option<String>,
}

impl BillsView {
    pub(crate) fn of(page: BillsPage) -> Self {
        let BillsPage { bills, next_before } = page;
        Self { bills: bills.into_iter().map(BillView::from).collect(), next_before }
    }
}
