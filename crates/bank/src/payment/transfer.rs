//! Moves money between two accounts, with its journal row, payment and event.

use crate::effects::{Answer, Effects};
use crate::event::{Event, Happened};
use crate::id::{OrderId, PaymentId};
use crate::journal::JournalEntry;
use crate::receipt::Receipt;
use crate::record::{Account, Evidence, Floor, Payment, PaymentKind, Record};
use crate::rejection::Rejection;
use money::{Amount, AmountError, Balance};

/// One movement that all checks but the accounts' own have passed.
pub(crate) struct Transfer<'a> {
    pub(crate) payment: PaymentId,
    pub(crate) kind: PaymentKind,
    pub(crate) debit: &'a Account,
    pub(crate) credit: &'a Account,
    pub(crate) amount: Amount,
    pub(crate) payer_name: &'a str,
    pub(crate) payee_name: &'a str,
    pub(crate) note: Option<String>,
    pub(crate) evidence: Option<Evidence>,
}

pub(crate) fn transfer(transfer: Transfer<'_>, effects: &mut Effects) -> Answer {
    let Transfer { payment, kind, debit, credit, amount, .. } = transfer;
    let left = debit.balance.debit(amount).map_err(rejection)?;
    if debit.floor == Floor::Zero && left.minor() < 0 {
        return Err(Rejection::InsufficientFunds.into());
    }
    let held = credit.balance.credit(amount).map_err(rejection)?;
    let head = effects.journal(JournalEntry::Moved {
        payment,
        debit: debit.id,
        credit: credit.id,
        amount,
        order: order(kind),
        evidence_hash: transfer.evidence.as_ref().map_or([0; 32], Evidence::hash),
    });
    effects.write(moved(debit, left, head.sequence));
    effects.write(moved(credit, held, head.sequence));
    let payment = Payment {
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
    };
    effects.write(Record::Payment(payment.clone()));
    effects.event(Event {
        sequence: head.sequence,
        happened: Happened::Paid { payment: payment.id, debit: debit.id, credit: credit.id },
    });
    Ok(Receipt::Paid(Box::new(payment)))
}

fn moved(account: &Account, balance: Balance, last_sequence: u64) -> Record {
    let version = account.version + 1;
    Record::Account(Account { balance, version, last_sequence, ..account.clone() })
}

fn order(kind: PaymentKind) -> Option<OrderId> {
    match kind {
        PaymentKind::Order(order) => Some(order),
        PaymentKind::Label(_)
        | PaymentKind::Transfer(_)
        | PaymentKind::TopUp
        | PaymentKind::PayerCode(_) => None,
    }
}

fn rejection(error: AmountError) -> Rejection {
    match error {
        AmountError::CurrencyMismatch => Rejection::CurrencyMismatch,
        _ => Rejection::BalanceTooLarge,
    }
}
