//! Who took what in a shop, ready to be printed.

use super::{AmountView, NetView, StaffRole, SumsView};
use serde::Serialize;
use ts_rs::TS;
use wallet::merchant::{Taker, TakerName, Takers, Tips};
use wire::taker;

/// What kind of taker it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TakerKind {
    /// A member of the staff, in the app.
    Staff,
    /// The shop's till key or a key of its programs.
    Key,
    /// Nobody: the payer scanned a label.
    Label,
}

impl From<taker::TakerKind> for TakerKind {
    fn from(kind: taker::TakerKind) -> Self {
        match kind {
            taker::TakerKind::Staff => Self::Staff,
            taker::TakerKind::Key => Self::Key,
            taker::TakerKind::Label => Self::Label,
        }
    }
}

/// Who takes a shop's money: takes a payment, opens or closes a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakerNameView {
    /// A member of the staff, or a key.
    pub kind: TakerKind,
    /// The name of the member or of the program's key; null for the shop's own till key.
    pub name: Option<String>,
    /// The member's role, where it is known.
    pub role: Option<StaffRole>,
}

impl From<TakerName> for TakerNameView {
    fn from(taker: TakerName) -> Self {
        let TakerName { kind, name, role } = taker;
        Self { kind: kind.into(), name, role: role.map(StaffRole::from) }
    }
}

/// The numbers of the first and the last payment, as their receipts have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NumbersView {
    /// The first.
    pub first: u64,
    /// The last.
    pub last: u64,
}

/// The tips in what somebody took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakerTipsView {
    /// How many payments had one.
    pub count: u64,
    /// What customers gave with these payments.
    pub given: AmountView,
    /// What went back of tips with these refunds and reversals; null where nothing did.
    pub back: Option<AmountView>,
}

impl From<Tips> for TakerTipsView {
    fn from(tips: Tips) -> Self {
        let Tips { count, given, back } = tips;
        Self { count, given: given.into(), back: (!back.is_zero()).then(|| back.into()) }
    }
}

/// What one of them took and gave back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakerView {
    /// What kind of taker it is.
    pub kind: TakerKind,
    /// The member's name; null for the others.
    pub name: Option<String>,
    /// The member's role.
    pub role: Option<StaffRole>,
    /// Payments.
    pub payments: SumsView,
    /// Refunds.
    pub refunds: SumsView,
    /// Reversals.
    pub reversals: SumsView,
    /// The tips in them; null where there were none.
    pub tips: Option<TakerTipsView>,
    /// What all of them changed the account by.
    pub net: NetView,
    /// The numbers of its payments; null where there were none.
    pub numbers: Option<NumbersView>,
}

impl From<Taker> for TakerView {
    fn from(taker: Taker) -> Self {
        let Taker { kind, name, role, payments, refunds, reversals, tips, net, numbers } = taker;
        Self {
            kind: kind.into(),
            name,
            role: role.map(StaffRole::from),
            payments: payments.into(),
            refunds: refunds.into(),
            reversals: reversals.into(),
            tips: tips.map(TakerTipsView::from),
            net: net.into(),
            numbers: numbers.map(|(first, last)| NumbersView { first, last }),
        }
    }
}

/// Who took what within some days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TakersView {
    /// The first day, `2028-02-29`.
    pub from: String,
    /// The last day, included.
    pub until: String,
    /// When this was made, in Unix milliseconds.
    pub as_of_ms: u64,
    /// Whether these are all takers; a cashier is told of their own takings only.
    pub is_whole: bool,
    /// The takers: the staff by name, then keys, then labels.
    pub takers: Vec<TakerView>,
    /// All of them together.
    pub payments: SumsView,
    /// See `payments`.
    pub refunds: SumsView,
    /// See `payments`.
    pub reversals: SumsView,
    /// See `payments`.
    pub tips: Option<TakerTipsView>,
    /// What all of them changed the account by.
    pub net: NetView,
}

impl From<Takers> for TakersView {
    fn from(told: Takers) -> Self {
        let Takers { from, until, as_of_ms, zone: _, is_whole, takers, .. } = told;
        Self {
            from: from.to_string(),
            until: until.to_string(),
            as_of_ms,
            is_whole,
            takers: takers.into_iter().map(TakerView::from).collect(),
            payments: told.payments.into(),
            refunds: told.refunds.into(),
            reversals: told.reversals.into(),
            tips: told.tips.map(TakerTipsView::from),
            net: told.net.into(),
        }
    }
}
