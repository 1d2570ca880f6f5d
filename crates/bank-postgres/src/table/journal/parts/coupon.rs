//! Rows about coupons, in columns: those that moved money have them as payments do.

use super::Parts;
use crate::column::unreadable;
use bank::id::PaymentId;
use bank::journal::{CardEntry, CardTopUpEntry, JournalEntry, Return};
use bank::store::StoreError;
use bank_answer::row::{Detail, from_text};

impl Parts {
    /// Returns the columns of a row about coupons; kind 0, which no row has, for others.
    pub(super) fn of_coupons(entry: &JournalEntry) -> Self {
        let in_text = |kind| Self { kind, ..Self::default() };
        match entry {
            JournalEntry::Discounted { payment, debit, credit, amount, order, .. } => Self {
                payment: Some(*payment),
                order: *order,
                ..Self::between(67, Some(*debit), *credit, *amount)
            },
            JournalEntry::BudgetMoved { payment, debit, credit, amount, of } => Self {
                payment: Some(*payment),
                subject: of.map(|of| of.0),
                ..Self::between(68, Some(*debit), *credit, *amount)
            },
            JournalEntry::StockOpened { .. } => in_text(60),
            JournalEntry::StockChanged { .. } => in_text(61),
            JournalEntry::StockLimited { .. } => in_text(62),
            JournalEntry::CouponReceived { .. } => in_text(63),
            JournalEntry::CouponUsed { .. } => in_text(64),
            JournalEntry::CouponLapsed { .. } => in_text(65),
            JournalEntry::CouponTakenBack { .. } => in_text(66),
            JournalEntry::CampaignOpened { .. } => in_text(90),
            JournalEntry::CampaignChanged { .. } => in_text(91),
            JournalEntry::CampaignLimited { .. } => in_text(92),
            JournalEntry::Drawn { .. } => in_text(93),
            JournalEntry::NotDrawn { .. } => in_text(94),
            JournalEntry::SeedShown { .. } => in_text(95),
            JournalEntry::Card(CardEntry::Bound { .. }) => in_text(100),
            JournalEntry::Card(CardEntry::Unbound { .. }) => in_text(101),
            JournalEntry::Card(CardEntry::Counted { .. }) => in_text(102),
            JournalEntry::CardTopUp(CardTopUpEntry::Asked { .. }) => in_text(103),
            JournalEntry::CardTopUp(CardTopUpEntry::Refused { .. }) => in_text(104),
            JournalEntry::NeutralityEntered { .. } => in_text(130),
            _ => Self::default(),
        }
    }

    /// Returns what happened in a row with a detail; nothing where a part is missing, or the detail
    /// is of another kind.
    pub(super) fn detailed(
        &self,
        evidence_hash: [u8; 32],
        detail: Option<&str>,
    ) -> Result<Option<JournalEntry>, StoreError> {
        let Some(detail) = detail else { return Ok(None) };
        let detail = from_text(detail).map_err(|error| unreadable(error.to_string()))?;
        if let Detail::Whole(entry) = detail {
            return Ok((Self::of(&entry).kind == self.kind).then_some(entry));
        }
        let (Some(payment), Some(debit), Some(credit), Some(amount)) =
            (self.payment, self.debit, self.credit, self.amount()?)
        else {
            return Ok(None);
        };
        let (order, subject) = (self.order, self.subject.map(PaymentId));
        Ok(match (self.kind, detail, subject) {
            (67, Detail::Total(total), None) => Some(JournalEntry::Discounted {
                payment,
                debit,
                credit,
                amount,
                total,
                order,
                evidence_hash,
            }),
            (68, Detail::Budget, of) => {
                Some(JournalEntry::BudgetMoved { payment, debit, credit, amount, of })
            }
            (kind @ (69 | 70), Detail::Price(price), Some(of)) => {
                let how = if kind == 69 { Return::Refunded } else { Return::Reversed };
                let price = Some(price);
                Some(JournalEntry::Returned {
                    payment,
                    how,
                    debit,
                    credit,
                    amount,
                    of,
                    order,
                    price,
                })
            }
            _ => None,
        })
    }
}
