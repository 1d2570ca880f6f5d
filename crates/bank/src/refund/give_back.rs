//! Moves money of a payment back to its payer's account, and remembers how much went back.

use crate::effects::{Effects, Stop};
use crate::id::{OrderId, PaymentId};
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{Payment, PaymentKind, Record, Returned};
use crate::rejection::Rejection;
use money::Amount;

/// What goes back; all checks but the accounts' own have passed.
pub(crate) struct GiveBack<'a> {
    pub(crate) movement: PaymentId,
    /// A refund or a reversal.
    pub(crate) kind: PaymentKind,
    pub(crate) payment: &'a Payment,
    pub(crate) returned: Option<&'a Returned>,
    pub(crate) amount: Amount,
    pub(crate) order: Option<OrderId>,
    pub(crate) note: Option<String>,
}

pub(crate) fn give_back(
    page: &Page,
    give: GiveBack<'_>,
    effects: &mut Effects,
) -> Result<Box<Payment>, Stop> {
    let GiveBack { movement, kind, payment, returned, amount, order, note } = give;
    let debit = page.account(payment.credit)?.ok_or(Rejection::AccountUnknown)?;
    let credit = page.account(payment.debit)?.ok_or(Rejection::AccountUnknown)?;
    let returning = Transfer {
        payment: movement,
        kind,
        debit,
        credit,
        amount,
        released_minor: 0,
        order,
        payer_name: &payment.payee_name,
        payee_name: &payment.payer_name,
        note,
        evidence: None,
    };
    let moved = transfer(returning, effects)?;
    let (minor, count) = returned.map_or((0, 0), |returned| (returned.minor, returned.count));
    effects.write(Record::Returned(Returned {
        payment: payment.id,
        minor: minor + amount.minor(),
        count: count + 1,
        last_at: effects.at(),
        reversal: matches!(kind, PaymentKind::Reversal(_)).then_some(movement),
    }));
    Ok(moved)
}
