//! Moves money between two accounts, with its journal row, payment and event.

use crate::effects::{Effects, Stop};
use crate::event::{Event, Happened};
use crate::fee::FeeTerms;
use crate::id::{OrderId, PaymentId};
use crate::journal::{FeeMoved, JournalEntry, Return};
use crate::record::{Account, Evidence, Floor, Payment, PaymentKind, Record};
use crate::rejection::Rejection;
use money::{Amount, AmountError, Balance};
use std::sync::Arc;

/// One movement that all checks but the accounts' own have passed.
pub(crate) struct Transfer<'a> {
    pub(crate) payment: PaymentId,
    pub(crate) kind: PaymentKind,
    pub(crate) debit: &'a Account,
    pub(crate) credit: &'a Account,
    pub(crate) amount: Amount,
    /// What is paid for, or given back of it, where coupons save some of it.
    pub(crate) total: Option<Amount>,
    /// On which terms it is taken, where it is a fee.
    pub(crate) fee: Option<FeeTerms>,
    /// What a hold that this ends had held of the debited account, in minor units.
    pub(crate) released_minor: u64,
    /// The order whose state changes with it.
    pub(crate) order: Option<OrderId>,
    pub(crate) payer_name: &'a str,
    pub(crate) payee_name: &'a str,
    pub(crate) note: Option<String>,
    pub(crate) evidence: Option<Evidence>,
}

/// Moves the money; returns the payment that it is.
pub(crate) fn transfer(
    transfer: Transfer<'_>,
    effects: &mut Effects,
) -> Result<Arc<Payment>, Stop> {
    let Transfer { payment, kind, debit, credit, amount, .. } = transfer;
    let balance = debit.balance.debit(amount).map_err(rejection)?;
    let held_minor = debit.held_minor.saturating_sub(transfer.released_minor);
    let debited = Account { balance, held_minor, ..debit.clone() };
    require_available(&debited)?;
    let left = balance;
    let balance = credit.balance.credit(amount).map_err(rejection)?;
    require_payable(credit.floor, balance)?;
    let head = effects.journal(entry(&transfer));
    effects.write(moved(&debited, left, head.sequence));
    effects.write(moved(credit, balance, head.sequence));
    let payment = Arc::new(Payment {
        id: payment,
        kind,
        debit: debit.id,
        credit: credit.id,
        amount,
        payer_name: transfer.payer_name.to_owned(),
        payee_name: transfer.payee_name.to_owned(),
        note: transfer.note,
        at: effects.at(),
        sequence: head.sequence,
        journal_hash: head.hash,
        debit_previous: debit.last_sequence,
        credit_previous: credit.last_sequence,
        evidence: transfer.evidence,
    });
    effects.write(Record::Payment(Arc::clone(&payment)));
    effects.event(Event {
        sequence: head.sequence,
        happened: Happened::Paid { payment: payment.id, debit: debit.id, credit: credit.id },
    });
    Ok(payment)
}

/// Refuses an account whose balance without what is held is below its floor.
pub(crate) fn require_available(account: &Account) -> Result<(), Rejection> {
    match account.floor {
        Floor::Zero if account.available_minor() < 0 => Err(Rejection::InsufficientFunds),
        Floor::Zero | Floor::None => Ok(()),
    }
}

/// Refuses a holder's balance that is more than one amount can say: nobody could be shown it, or
/// pay it out.
pub(crate) fn require_payable(floor: Floor, balance: Balance) -> Result<(), Rejection> {
    match floor {
        Floor::Zero if balance.minor() > 0 && balance.amount().is_err() => {
            Err(Rejection::BalanceTooLarge)
        }
        Floor::Zero | Floor::None => Ok(()),
    }
}

fn moved(account: &Account, balance: Balance, last_sequence: u64) -> Record {
    let version = account.version + 1;
    Record::Account(Account { balance, version, last_sequence, ..account.clone() })
}

fn entry(transfer: &Transfer<'_>) -> JournalEntry {
    let Transfer { payment, kind, debit, credit, amount, total, order, .. } = *transfer;
    let (debit, credit) = (debit.id, credit.id);
    let evidence_hash = transfer.evidence.as_ref().map_or([0; 32], Evidence::hash);
    let returned = |how, of| JournalEntry::Returned {
        payment,
        how,
        debit,
        credit,
        amount,
        of,
        order,
        price: total,
    };
    match kind {
        PaymentKind::Refund(of) => returned(Return::Refunded, of),
        PaymentKind::Reversal(of) => returned(Return::Reversed, of),
        PaymentKind::Subsidy(of)
        | PaymentKind::SubsidyReturned(of)
        | PaymentKind::CashBack(of)
        | PaymentKind::CashBackReturned(of) => {
            JournalEntry::BudgetMoved { payment, debit, credit, amount, of: Some(of) }
        }
        PaymentKind::Fee(of) | PaymentKind::FeeReturned(of) => {
            let terms = transfer.fee;
            JournalEntry::Fee(FeeMoved { payment, debit, credit, amount, of, terms })
        }
        PaymentKind::Budget(_) | PaymentKind::CampaignBudget(_) => {
            JournalEntry::BudgetMoved { payment, debit, credit, amount, of: None }
        }
        PaymentKind::Envelope(envelope)
        | PaymentKind::Share(envelope)
        | PaymentKind::EnvelopeReturned(envelope) => {
            JournalEntry::EnvelopeMoved { payment, debit, credit, amount, envelope, evidence_hash }
        }
        PaymentKind::Held(hold) => {
            JournalEntry::HoldPosted { hold, payment, debit, credit, amount }
        }
        PaymentKind::Label(_)
        | PaymentKind::Order(_)
        | PaymentKind::Transfer(_)
        | PaymentKind::TopUp
        | PaymentKind::PayerCode(_)
        | PaymentKind::Withdrawal(_)
        | PaymentKind::CardTopUp(_)
        | PaymentKind::Booking => match total {
            None => JournalEntry::Moved { payment, debit, credit, amount, order, evidence_hash },
            Some(total) => JournalEntry::Discounted {
                payment,
                debit,
                credit,
                amount,
                total,
                order,
                evidence_hash,
            },
        },
    }
}

fn rejection(error: AmountError) -> Rejection {
    match error {
        AmountError::CurrencyMismatch => Rejection::CurrencyMismatch,
        _ => Rejection::BalanceTooLarge,
    }
}
