//! Takes back what a payment has won, because it is refunded or reversed: in step with the cash,
//! out of what just came back to the payer, so that who pays and refunds has nothing.

use super::draw::part_of;
use super::money::funder;
use crate::effects::{Effects, Stop};
use crate::id::PaymentId;
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{Campaign, Entrant, Owner, Payment, PaymentKind, Record};
use crate::rejection::Rejection;
use ::money::Amount;
use promotion::State;

/// Moves it to the campaign; to its funder, once the campaign has ended.
pub(crate) fn claw_back(
    page: &Page,
    payment: &Payment,
    refund: PaymentId,
    amount: Amount,
    effects: &mut Effects,
) -> Result<(), Stop> {
    if amount.is_zero() {
        return Ok(());
    }
    let drawn = page.drawn(payment.id)?.ok_or(Rejection::CampaignUnknown)?;
    let campaign = page.campaign(drawn.campaign)?.ok_or(Rejection::CampaignUnknown)?;
    let (credit, name) = match campaign.state {
        State::Ended => funder(page, campaign.funder, campaign.terms.currency)?,
        State::Draft | State::Active | State::Paused => {
            let own = page.account(campaign.account)?.ok_or(Rejection::AccountUnknown)?;
            (own, campaign.title.as_str())
        }
    };
    let debit = page.account(payment.debit)?.ok_or(Rejection::AccountUnknown)?;
    let (debit, credit) = (effects.account(debit).clone(), effects.account(credit).clone());
    let returned = Transfer {
        payment: part_of(refund, campaign.id),
        kind: PaymentKind::CashBackReturned(payment.id),
        debit: &debit,
        credit: &credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: &payment.payer_name,
        payee_name: name,
        note: None,
        evidence: None,
    };
    transfer(returned, effects)?;
    uncount(page, campaign, debit.owner, amount, effects)
}

/// Takes it off what the person has won; the draw stays used up.
fn uncount(
    page: &Page,
    campaign: &Campaign,
    payer: Owner,
    amount: Amount,
    effects: &mut Effects,
) -> Result<(), Stop> {
    let Owner::Person(person) = payer else { return Ok(()) };
    if let Some(entrant) = page.entrant(campaign.id, person)? {
        let won_minor = entrant.won_minor.saturating_sub(amount.minor());
        effects.write(Record::Entrant(Entrant { won_minor, ..*entrant }));
    }
    Ok(())
}
