//! The money of a campaign: out of its funder's account and back.

use crate::effects::{Effects, Stop};
use crate::id::{AccountId, MerchantId, PaymentId};
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{Account, Campaign, PaymentKind};
use crate::rejection::Rejection;
use ::money::{Amount, Currency};
use promotion::coupon::Funder;

/// Which way a campaign's money goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From the funder: laid aside.
    Aside,
    /// Back to the funder.
    Back,
}

/// Returns the account of a funder, and its name: the operator pays at its own desk.
pub(super) fn funder(
    page: &Page,
    funder: Funder,
    currency: Currency,
) -> Result<(&Account, &str), Stop> {
    let (id, name) = match funder {
        Funder::Operator => (AccountId::of_desk(currency), ""),
        Funder::Merchant(merchant) => {
            let merchant = page.merchant(MerchantId(merchant.0))?;
            let merchant = merchant.ok_or(Rejection::CampaignFunderUnknown)?;
            (merchant.account, merchant.name.as_str())
        }
    };
    let account = page.account(id)?.filter(|found| found.balance.currency() == currency);
    Ok((account.ok_or(Rejection::CampaignFunderUnknown)?, name))
}

/// Moves money between a campaign's account and its funder's; nothing for nothing.
pub(super) fn settle(
    page: &Page,
    campaign: &Campaign,
    (way, minor): (Way, u64),
    movement: PaymentId,
    effects: &mut Effects,
) -> Result<(), Stop> {
    if minor == 0 {
        return Ok(());
    }
    let currency = campaign.terms.currency;
    let (funder, name) = funder(page, campaign.funder, currency)?;
    let own = page.account(campaign.account)?.ok_or(Rejection::AccountUnknown)?;
    let amount = Amount::new(minor, currency).map_err(|_| Rejection::BalanceTooLarge)?;
    let (debit, credit, payer_name, payee_name) = match way {
        Way::Aside => (funder, own, name, campaign.title.as_str()),
        Way::Back => (own, funder, campaign.title.as_str(), name),
    };
    let moved = Transfer {
        payment: movement,
        kind: PaymentKind::CampaignBudget(campaign.id),
        debit,
        credit,
        amount,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name,
        payee_name,
        note: None,
        evidence: None,
    };
    match transfer(moved, effects) {
        Ok(_) => Ok(()),
        Err(Stop::Refused(refusal)) if refusal.rejection == Rejection::InsufficientFunds => {
            Err(Rejection::CampaignFundsShort.into())
        }
        Err(stop) => Err(stop),
    }
}
