//! Replays fees: each follows the payment of which it was taken, on the terms that held then; what
//! goes back of one comes just before the money itself, and in step with it.

use super::{Movement, Replay};
use crate::fee::{FeeTerms, returned_until};
use crate::id::{AccountId, PaymentId, TimeMs};
use crate::journal::{FeeMoved, JournalEntry, JournalRow};
use crate::key::Key;
use crate::record::{Owner, Payment, PaymentKind, Record};
use crate::setting::SettingKey;
use crate::store::StoreError;
use money::Amount;

/// What the rows before say of the next one.
#[derive(Default)]
pub(in crate::audit) struct Fees {
    /// What a person has just paid to a merchant.
    paid: Option<Paid>,
    /// What has just gone back of a fee.
    back: Option<FeeMoved>,
}

#[derive(Clone, Copy)]
struct Paid {
    payment: PaymentId,
    at: TimeMs,
    shop: AccountId,
    amount: Amount,
}

impl Replay<'_> {
    /// Returns whether a row may follow the one before it: after a payment comes its fee, if one
    /// was due, and after what goes back of a fee the money of which it is a part.
    pub(super) fn fee_follows(&mut self, row: &JournalRow) -> bool {
        // With the first fee its account is opened, behind the payment.
        if matches!(row.entry, JournalEntry::AccountOpened { owner: Owner::Fees, .. }) {
            return true;
        }
        let (paid, back) = (self.fees.paid.take(), self.fees.back.take());
        match row.entry {
            JournalEntry::Fee(fee @ FeeMoved { terms: Some(terms), .. }) => {
                let is_due = paid.is_some_and(|paid| self.is_fee(&fee, terms, paid, row.at));
                back.is_none() && is_due
            }
            JournalEntry::Fee(fee) => {
                self.fees.back = Some(fee);
                back.is_none() && paid.is_none_or(|paid| self.may_be_free(paid))
            }
            JournalEntry::Returned { payment, of, .. } => {
                self.fees.back = back;
                let is_its =
                    |fee: FeeMoved| (fee.of, fee.payment) == (of, PaymentId::of_fee(payment));
                back.is_none_or(is_its) && paid.is_none_or(|paid| self.may_be_free(paid))
            }
            _ => back.is_none() && paid.is_none_or(|paid| self.may_be_free(paid)),
        }
    }

    /// Notes a payment to a merchant, of which a fee may be due.
    pub(super) fn note_paid(&mut self, stored: &Payment, owners: [Option<Owner>; 2]) {
        let is_customers = matches!(
            stored.kind,
            PaymentKind::Label(_)
                | PaymentKind::Order(_)
                | PaymentKind::PayerCode(_)
                | PaymentKind::Held(_)
        );
        if is_customers && let [Some(Owner::Person(_)), Some(Owner::Merchant(_))] = owners {
            let Payment { id: payment, at, credit: shop, amount, .. } = *stored;
            self.fees.paid = Some(Paid { payment, at, shop, amount });
        }
    }

    /// Returns whether what has just gone back of a fee is in step with the money: `part_minor` of
    /// the price, with which `after_minor` of it are back.
    pub(super) fn fee_is_in_step(
        &mut self,
        paid: &Movement,
        part_minor: u64,
        after_minor: u64,
    ) -> Result<bool, StoreError> {
        let back = self.fees.back.take();
        let fee = match self.reader.record(&Key::Payment(PaymentId::of_fee(paid.payment)))? {
            Some(Record::Payment(fee)) => Some(fee),
            _ => None,
        };
        let fee_minor = fee.as_ref().map_or(0, |fee| fee.amount.minor());
        let price_minor = paid.price.unwrap_or(paid.amount).minor();
        let until = |minor| returned_until(fee_minor, price_minor, minor);
        let before_minor = after_minor.saturating_sub(part_minor);
        let expected = until(after_minor).saturating_sub(until(before_minor));
        Ok(match (back, fee) {
            (None, _) => expected == 0,
            (Some(back), Some(fee)) => {
                back.amount.minor() == expected
                    && (back.debit, back.credit) == (fee.credit, fee.debit)
            }
            (Some(_), None) => false,
        })
    }

    fn is_fee(&self, fee: &FeeMoved, terms: FeeTerms, paid: Paid, at: TimeMs) -> bool {
        let FeeMoved { payment, debit, credit, amount, of, terms: _ } = *fee;
        let [rate, band] = self.known_terms(at);
        let holds = rate.is_none_or(|rate| rate == u64::from(terms.rate_bp))
            && band.is_none_or(|band| band == terms.free_below_minor);
        holds
            && (at, of, payment) == (paid.at, paid.payment, PaymentId::of_fee(paid.payment))
            && (debit, credit) == (paid.shop, AccountId::of_fees(amount.currency()))
            && amount.minor() == terms.of(paid.amount.minor())
    }

    /// Returns whether it can be that nothing was due: what the configuration said is not in the
    /// journal, but what a command set is.
    fn may_be_free(&self, paid: Paid) -> bool {
        let [Some(rate), Some(free_below_minor)] = self.known_terms(paid.at) else {
            return true;
        };
        let rate_bp = u32::try_from(rate).unwrap_or(u32::MAX);
        FeeTerms { rate_bp, free_below_minor }.of(paid.amount.minor()) == 0
    }

    fn known_terms(&self, at: TimeMs) -> [Option<u64>; 2] {
        [SettingKey::FeeRate, SettingKey::FeeFreeBelow]
            .map(|key| self.settings.get(&key).and_then(|setting| setting.known_at(at)))
    }
}
