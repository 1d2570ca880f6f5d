//! Fees in every shape: rows and payments.

use super::{HIGH, amount};
use crate::fee::FeeTerms;
use crate::id::{AccountId, PaymentId};
use crate::journal::{FeeMoved, JournalEntry};
use crate::record::{Floor, Owner};
use money::Amount;

/// Returns one row of each kind.
pub(super) fn journal() -> Vec<JournalEntry> {
    let moved = |terms| {
        JournalEntry::Fee(FeeMoved {
            payment: PaymentId(HIGH),
            debit: AccountId(0),
            credit: AccountId(HIGH),
            amount: amount(Amount::MINOR_MAX),
            of: PaymentId(0),
            terms,
        })
    };
    let most = FeeTerms { rate_bp: u32::MAX, free_below_minor: Amount::MINOR_MAX };
    let opened = JournalEntry::AccountOpened {
        account: AccountId(6),
        owner: Owner::Fees,
        floor: Floor::None,
        currency: amount(0).currency(),
    };
    vec![opened, moved(Some(FeeTerms::NONE)), moved(Some(most)), moved(None)]
}
