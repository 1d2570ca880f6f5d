//! Moves money of a merchant into its owner's own account.

use crate::command::Withdraw;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::payment::{Transfer, check_pin_always, transfer};
use crate::receipt::Receipt;
use crate::record::{PaymentKind, Role};
use crate::rejection::Rejection;
use crate::{merchant, person, staff};

pub(crate) fn withdraw(page: &Page, command: &Withdraw, effects: &mut Effects) -> Answer {
    let Withdraw { payment, merchant, by, amount, pin } = *command;
    let person = person::active(page, by)?;
    let member = staff::member(page, merchant, by)?;
    if member.role != Role::Owner {
        return Err(Rejection::StaffRoleInsufficient.into());
    }
    // What is pending has no money yet, and what was closed is the operator's to settle.
    let merchant = merchant::active(page, merchant)?;
    if page.payment(payment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    if amount.is_zero() {
        return Err(Rejection::AmountZero.into());
    }
    let debit = page.account(merchant.account)?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(person.account)?.ok_or(Rejection::AccountUnknown)?;
    if [debit, credit].iter().any(|held| held.balance.currency() != amount.currency()) {
        return Err(Rejection::CurrencyMismatch.into());
    }
    check_pin_always(person, pin, effects.at())?;
    let movement = Transfer {
        payment,
        kind: PaymentKind::Withdrawal(merchant.id),
        debit,
        credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: &merchant.name,
        payee_name: &person.name,
        note: None,
        evidence: None,
    };
    transfer(movement, effects).map(Receipt::Paid)
}
