//! Shifts of those who take a shop's money, ready to be printed.

use super::{AmountView, NetView, NumbersView, SumsView, TakerNameView};
use serde::Serialize;
use ts_rs::TS;
use wallet::merchant::{Shift, ShiftClosed, ShiftFigures, Shifts};

/// What was taken in a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShiftFiguresView {
    /// Payments.
    pub payments: SumsView,
    /// Those of order codes.
    pub orders: SumsView,
    /// Those of payer codes.
    pub codes: SumsView,
    /// Refunds.
    pub refunds: SumsView,
    /// Reversals.
    pub reversals: SumsView,
    /// The tips in the payments; null where there were none.
    pub tips: Option<TipsView>,
    /// What all of them changed the account by: what the till expects.
    pub net: NetView,
    /// The numbers of its payments; null where there were none.
    pub numbers: Option<NumbersView>,
}

/// Tips.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TipsView {
    /// How many payments had one.
    pub count: u64,
    /// What they came to.
    pub sum: AmountView,
}

impl From<ShiftFigures> for ShiftFiguresView {
    fn from(figures: ShiftFigures) -> Self {
        let ShiftFigures { payments, orders, codes, refunds, reversals, tips, net, numbers } =
            figures;
        Self {
            payments: payments.into(),
            orders: orders.into(),
            codes: codes.into(),
            refunds: refunds.into(),
            reversals: reversals.into(),
            tips: tips.map(|(count, sum)| TipsView { count, sum: sum.into() }),
            net: net.into(),
            numbers: numbers.map(|(first, last)| NumbersView { first, last }),
        }
    }
}

/// How a shift ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShiftClosedView {
    /// When, in Unix milliseconds.
    pub at_ms: u64,
    /// Its report's number at the shop.
    pub number: u64,
    /// Who closed it.
    pub by: TakerNameView,
    /// The report as the operator signed it; null in a list where it was never asked for.
    pub note: Option<String>,
}

/// A shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShiftView {
    /// The shift.
    pub shift: String,
    /// Whose it is.
    pub taker: TakerNameView,
    /// Whether it is the person's own.
    pub is_own: bool,
    /// When it was opened, in Unix milliseconds.
    pub opened_at_ms: u64,
    /// How it ended; null while it is open.
    pub closed: Option<ShiftClosedView>,
    /// What was taken in it; null where that was not asked for.
    pub figures: Option<ShiftFiguresView>,
    /// When this was told, in Unix milliseconds.
    pub as_of_ms: u64,
}

impl From<Shift> for ShiftView {
    fn from(shift: Shift) -> Self {
        let Shift { shift, taker, is_own, opened_at_ms, closed, figures, as_of_ms, zone: _ } =
            shift;
        Self {
            shift: shift.to_string(),
            taker: taker.into(),
            is_own,
            opened_at_ms,
            closed: closed.map(|closed| {
                let ShiftClosed { at_ms, number, by, note } = closed;
                ShiftClosedView { at_ms, number, by: by.into(), note }
            }),
            figures: figures.map(ShiftFiguresView::from),
            as_of_ms,
        }
    }
}

/// A page of a shop's shifts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShiftsView {
    /// Those that are open; on the first page only.
    pub open: Vec<ShiftView>,
    /// Those that are closed, the highest numbers in front.
    pub closed: Vec<ShiftView>,
    /// What to ask for as `before` to go on; null at the end.
    pub next_before: Option<u64>,
    /// Whether these are the shifts of all; a cashier is told of their own.
    pub is_whole: bool,
}

impl From<Shifts> for ShiftsView {
    fn from(shifts: Shifts) -> Self {
        let Shifts { open, closed, next_before, is_whole } = shifts;
        let views = |shifts: Vec<Shift>| shifts.into_iter().map(ShiftView::from).collect();
        Self { open: views(open), closed: views(closed), next_before, is_whole }
    }
}
