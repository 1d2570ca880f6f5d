//! What happened, in columns.

mod coupon;
mod envelope;
mod fee;

use crate::column::{self as columns, floor_number, owner_columns, state_number};
use bank::TimeMs;
use bank::id::{AccountId, HoldId, OrderId, PaymentId};
use bank::journal::{GoodsListed, JournalEntry, Return};
use bank::registered::{Registered, RegisteredKind};
use bank::store::StoreError;
use money::{Amount, Currency};

/// The columns of an entry; which of them are there depends on the kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub(super) kind: i16,
    pub(super) account: Option<AccountId>,
    pub(super) owner: Option<i16>,
    pub(super) owner_id: Option<u128>,
    pub(super) floor: Option<i16>,
    pub(super) currency: Option<Currency>,
    pub(super) payment: Option<PaymentId>,
    /// The payer who was asked, where one was.
    pub(super) debit: Option<AccountId>,
    pub(super) credit: Option<AccountId>,
    pub(super) minor: Option<u64>,
    pub(super) order: Option<OrderId>,
    pub(super) expires_at: Option<TimeMs>,
    /// The payment of which money went back, the hold, or what is registered.
    pub(super) subject: Option<u128>,
    /// Whether what is registered can be used.
    pub(super) state: Option<i16>,
}

impl Parts {
    pub(super) fn of(entry: &JournalEntry) -> Self {
        match entry {
            JournalEntry::AccountOpened { account, owner, floor, currency } => {
                let (owner, owner_id) = owner_columns(*owner);
                Self {
                    kind: 1,
                    account: Some(*account),
                    owner: Some(owner),
                    owner_id: owner_id.map(|id| id.0),
                    floor: Some(floor_number(*floor)),
                    currency: Some(*currency),
                    ..Self::default()
                }
            }
            JournalEntry::Moved { payment, debit, credit, amount, order, .. } => Self {
                payment: Some(*payment),
                order: *order,
                ..Self::between(2, Some(*debit), *credit, *amount)
            },
            JournalEntry::OrderOpened { order, credit, amount, expires_at } => Self {
                order: Some(*order),
                expires_at: Some(*expires_at),
                ..Self::between(3, None, *credit, *amount)
            },
            JournalEntry::OrderClosed { order } => Self::of_order(4, *order),
            JournalEntry::PayerAsked { order, credit, amount, expires_at, payer } => Self {
                order: Some(*order),
                expires_at: Some(*expires_at),
                ..Self::between(5, Some(*payer), *credit, *amount)
            },
            JournalEntry::OrderReversed { order } => Self::of_order(6, *order),
            JournalEntry::Returned { payment, how, debit, credit, amount, of, order, price } => {
                Self {
                    payment: Some(*payment),
                    subject: Some(of.0),
                    order: *order,
                    ..Self::between(
                        return_number(*how, price.is_some()),
                        Some(*debit),
                        *credit,
                        *amount,
                    )
                }
            }
            JournalEntry::Held { hold, debit, credit, amount, expires_at } => Self {
                subject: Some(hold.0),
                expires_at: Some(*expires_at),
                ..Self::between(9, Some(*debit), *credit, *amount)
            },
            JournalEntry::HoldPosted { hold, payment, debit, credit, amount } => Self {
                subject: Some(hold.0),
                payment: Some(*payment),
                ..Self::between(10, Some(*debit), *credit, *amount)
            },
            JournalEntry::HoldVoided { hold } => Self::of_hold(11, *hold),
            JournalEntry::HoldExpired { hold } => Self::of_hold(12, *hold),
            JournalEntry::Registered(Registered { kind, id, owner, state, .. }) => Self {
                kind: kind.number().into(),
                subject: Some(*id),
                owner_id: Some(*owner),
                state: Some(state_number(*state)),
                ..Self::default()
            },
            JournalEntry::Fee(moved) => Self::of_fee(moved),
            JournalEntry::GoodsListed(listed) => Self::of_order(160, listed.order),
            // All of it is in its text.
            JournalEntry::SettingChanged { .. } => Self { kind: 40, ..Self::default() },
            other => Self::of_envelopes(other).unwrap_or_else(|| Self::of_coupons(other)),
        }
    }

    pub(super) fn between(
        kind: i16,
        debit: Option<AccountId>,
        credit: AccountId,
        amount: Amount,
    ) -> Self {
        let (minor, currency) = (Some(amount.minor()), Some(amount.currency()));
        Self { kind, debit, credit: Some(credit), minor, currency, ..Self::default() }
    }

    fn of_order(kind: i16, order: OrderId) -> Self {
        Self { kind, order: Some(order), ..Self::default() }
    }

    fn of_hold(kind: i16, hold: HoldId) -> Self {
        Self { kind, subject: Some(hold.0), ..Self::default() }
    }

    /// Returns what happened; nothing where a part is missing.
    pub(super) fn into_entry(
        self,
        evidence_hash: [u8; 32],
        detail: Option<&str>,
    ) -> Result<Option<JournalEntry>, StoreError> {
        let amount = self.amount()?;
        Ok(match self.kind {
            1 => self.opened()?,
            2..=8 => amount.map_or_else(|| self.ended(), |it| self.moved(it, evidence_hash)),
            9..=12 => self.held(amount),
            20..=25 | 110..=113 | 120 | 121 | 150 | 151 => self.registered(evidence_hash)?,
            81 => self.envelope_moved(evidence_hash)?,
            140 | 141 => self.fee_moved(detail)?,
            160 => self.order.map(|order| {
                JournalEntry::GoodsListed(GoodsListed { order, digest: evidence_hash })
            }),
            40 | 60..=70 | 80 | 82 | 83 | 90..=95 | 100..=104 | 130 => {
                self.detailed(evidence_hash, detail)?
            }
            other => return Err(columns::out_of_range(other.into())),
        })
    }

    fn amount(&self) -> Result<Option<Amount>, StoreError> {
        match (self.minor, self.currency) {
            (Some(minor), Some(currency)) => columns::amount(minor, currency).map(Some),
            _ => Ok(None),
        }
    }

    fn opened(&self) -> Result<Option<JournalEntry>, StoreError> {
        let (Some(account), Some(owner), Some(floor), Some(currency)) =
            (self.account, self.owner, self.floor, self.currency)
        else {
            return Ok(None);
        };
        let owner = columns::owner(columns::small(owner)?, self.owner_id)?;
        let floor = columns::floor(columns::small(floor)?)?;
        Ok(Some(JournalEntry::AccountOpened { account, owner, floor, currency }))
    }

    fn registered(&self, digest: [u8; 32]) -> Result<Option<JournalEntry>, StoreError> {
        let mut kinds = RegisteredKind::ALL.into_iter();
        let kind = kinds.find(|kind| i16::from(kind.number()) == self.kind);
        let (Some(kind), Some(id), Some(owner), Some(state)) =
            (kind, self.subject, self.owner_id, self.state)
        else {
            return Ok(None);
        };
        let state = columns::state(columns::small(state)?)?;
        Ok(Some(JournalEntry::Registered(Registered { kind, id, owner, state, digest })))
    }

    fn moved(&self, amount: Amount, evidence_hash: [u8; 32]) -> Option<JournalEntry> {
        let Self { kind, payment, debit, order, expires_at, subject, .. } = *self;
        let credit = self.credit?;
        Some(match kind {
            2 => {
                let (payment, debit) = (payment?, debit?);
                JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash }
            }
            3 => {
                let (order, expires_at) = (order?, expires_at?);
                JournalEntry::OrderOpened { order, credit, amount, expires_at }
            }
            5 => {
                let (order, expires_at, payer) = (order?, expires_at?, debit?);
                JournalEntry::PayerAsked { order, credit, amount, expires_at, payer }
            }
            7 | 8 => {
                let how = if kind == 7 { Return::Refunded } else { Return::Reversed };
                let (payment, debit, of) = (payment?, debit?, PaymentId(subject?));
                let price = None;
                JournalEntry::Returned { payment, how, debit, credit, amount, of, order, price }
            }
            _ => return None,
        })
    }

    fn ended(&self) -> Option<JournalEntry> {
        let order = self.order?;
        match self.kind {
            4 => Some(JournalEntry::OrderClosed { order }),
            6 => Some(JournalEntry::OrderReversed { order }),
            _ => None,
        }
    }

    fn held(&self, amount: Option<Amount>) -> Option<JournalEntry> {
        let Self { payment, debit, credit, expires_at, .. } = *self;
        let hold = HoldId(self.subject?);
        Some(match self.kind {
            9 => {
                let (debit, credit, amount, expires_at) = (debit?, credit?, amount?, expires_at?);
                JournalEntry::Held { hold, debit, credit, amount, expires_at }
            }
            10 => {
                let (payment, debit, credit, amount) = (payment?, debit?, credit?, amount?);
                JournalEntry::HoldPosted { hold, payment, debit, credit, amount }
            }
            11 => JournalEntry::HoldVoided { hold },
            12 => JournalEntry::HoldExpired { hold },
            _ => return None,
        })
    }
}

/// Returns the kind of money that went back, of a payment with coupons or without.
fn return_number(how: Return, is_discounted: bool) -> i16 {
    match (how, is_discounted) {
        (Return::Refunded, false) => 7,
        (Return::Reversed, false) => 8,
        (Return::Refunded, true) => 69,
        (Return::Reversed, true) => 70,
    }
}
