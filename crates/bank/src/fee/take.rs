//! Takes the fee of a payment that was just made, in the same decision.

use crate::account::open_account;
use crate::effects::{Effects, Stop};
use crate::fee::FeeTerms;
use crate::id::{AccountId, PaymentId};
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{Account, Floor, Owner, Payment, PaymentKind};
use crate::rejection::Rejection;
use crate::setting;
use money::{Amount, Currency};

/// Moves what the terms that hold take of what a person paid to a merchant. What coupons' funders
/// add is not counted: it is a gift, and the operator takes no part of its own gift back.
pub(crate) fn take(
    page: &Page,
    configured: FeeTerms,
    paid: &Payment,
    effects: &mut Effects,
) -> Result<(), Stop> {
    let payer = page.account(paid.debit)?.ok_or(Rejection::AccountUnknown)?;
    let shop = page.account(paid.credit)?.ok_or(Rejection::AccountUnknown)?;
    if !matches!((payer.owner, shop.owner), (Owner::Person(_), Owner::Merchant(_))) {
        return Ok(());
    }
    let terms = setting::fee(page, configured, effects.at())?;
    let minor = terms.of(paid.amount.minor());
    if minor == 0 {
        return Ok(());
    }
    let currency = paid.amount.currency();
    let amount = Amount::new(minor, currency).map_err(|_| Rejection::BalanceTooLarge)?;
    let credit = income(page, currency, effects)?;
    let debit = effects.account(shop).clone();
    let fee = Transfer {
        payment: PaymentId::of_fee(paid.id),
        kind: PaymentKind::Fee(paid.id),
        debit: &debit,
        credit: &credit,
        amount,
        total: None,
        fee: Some(terms),
        released_minor: 0,
        order: None,
        payer_name: &paid.payee_name,
        payee_name: "",
        note: None,
        evidence: None,
    };
    transfer(fee, effects).map(drop)
}

/// Returns the account of what was taken, which is opened with the first fee. It has no floor: what
/// the operator has drawn from it must not keep a merchant from giving money back.
fn income(page: &Page, currency: Currency, effects: &mut Effects) -> Result<Account, Stop> {
    let id = AccountId::of_fees(currency);
    Ok(match page.account(id)? {
        Some(known) => effects.account(known).clone(),
        None => open_account(id, Owner::Fees, Floor::None, currency, effects),
    })
}
