//! Finds who is paid by a label, an order or a receive code.

use crate::command::{Pay, Payee};
use crate::effects::Stop;
use crate::id::{MerchantId, TimeMs};
use crate::page::Page;
use crate::record::{Account, Merchant, Order, OrderState, Owner, PaymentKind, State};
use crate::rejection::Rejection;

/// Who is paid.
pub(crate) struct Found<'a> {
    pub(crate) kind: PaymentKind,
    pub(crate) account: &'a Account,
    pub(crate) name: &'a str,
    /// The order that this settles.
    pub(crate) order: Option<&'a Order>,
    /// Whether the payee may take something new.
    pub(crate) state: State,
}

pub(crate) fn find<'a>(page: &'a Page, at: TimeMs, pay: &Pay) -> Result<Found<'a>, Stop> {
    let found = match pay.payee {
        Payee::Label(id) => {
            let label = page.label(id)?.ok_or(Rejection::LabelUnknown)?;
            if label.state == State::Closed {
                return Err(Rejection::LabelClosed.into());
            }
            let (account, name, state) = merchant(page, label.merchant)?;
            Found { kind: PaymentKind::Label(id), account, name, order: None, state }
        }
        Payee::Order(id) => {
            let order = page.order(id)?.ok_or(Rejection::OrderUnknown)?;
            check_order(page, order, at, pay)?;
            let (account, name, state) = merchant(page, order.merchant)?;
            Found { kind: PaymentKind::Order(id), account, name, order: Some(order), state }
        }
        Payee::Receive(id) => {
            let code = page.receive_code(id)?.ok_or(Rejection::ReceiveCodeUnknown)?;
            let person = page.person(code.person)?.filter(|it| it.state == State::Active);
            let person = person.ok_or(Rejection::PayeeClosed)?;
            let account = page.account(person.account)?.ok_or(Rejection::PayeeClosed)?;
            let (kind, name, state) = (PaymentKind::Transfer(id), &person.name, person.state);
            Found { kind, account, name, order: None, state }
        }
    };
    if found.account.owner == Owner::Person(pay.payer) {
        return Err(Rejection::PayeeIsPayer.into());
    }
    Ok(found)
}

fn check_order(page: &Page, order: &Order, at: TimeMs, pay: &Pay) -> Result<(), Stop> {
    match order.state {
        OrderState::Reversed { .. } => return Err(Rejection::OrderReversed.into()),
        OrderState::Paid { payment, .. } | OrderState::Refunded { payment, .. } => {
            let payer = page.person(pay.payer)?.map(|payer| payer.account);
            let is_other = page.payment(payment)?.is_some_and(|paid| Some(paid.debit) != payer);
            let is = if is_other { Rejection::OrderPaidByOther } else { Rejection::OrderPaid };
            return Err(is.into());
        }
        OrderState::Closed if at < order.expires_at => return Err(Rejection::OrderClosed.into()),
        // The same is told before and after the sweeper has come by.
        OrderState::Closed => return Err(Rejection::OrderExpired.into()),
        OrderState::Open => {}
    }
    if at >= order.expires_at {
        return Err(Rejection::OrderExpired.into());
    }
    let total = pay.total();
    if order.amount.currency() == total.currency() && total.minor() < order.amount.minor() {
        return Err(Rejection::OrderInParts.into());
    }
    if order.amount != total {
        return Err(Rejection::OrderAmountDiffers.into());
    }
    Ok(())
}

fn merchant(page: &Page, id: MerchantId) -> Result<(&Account, &str, State), Stop> {
    // Who is limited is known, and told apart.
    let can_be_told =
        |merchant: &&Merchant| matches!(merchant.state, State::Active | State::Limited);
    let merchant = page.merchant(id)?.filter(can_be_told);
    let merchant = merchant.ok_or(Rejection::PayeeClosed)?;
    let account = page.account(merchant.account)?.ok_or(Rejection::PayeeClosed)?;
    Ok((account, &merchant.name, merchant.state))
}
