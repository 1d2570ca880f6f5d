//! Draws for a payment that was just made, in the same decision: what could be won at most is there
//! or nothing is drawn, and what is won moves at once.

use super::seed;
use crate::command::Drawing;
use crate::effects::{Effects, Stop};
use crate::id::{CampaignId, PaymentId};
use crate::journal::JournalEntry;
use crate::page::Page;
use crate::payment::{Transfer, transfer};
use crate::record::{
    Account, Campaign, DrawEnd, Drawn, Entrant, Owner, Payment, PaymentKind, Person, Record,
};
use crate::rejection::Rejection;
use promotion::calendar::TimeMs;
use promotion::campaign::{Draw, NotDrawn, Standing, seed_hash};
use promotion::coupon::Payee;
use sha2::{Digest as _, Sha256};

/// A payment that may have a draw.
pub(crate) struct Drawable<'a> {
    pub(crate) payment: &'a Payment,
    pub(crate) payer: &'a Person,
    pub(crate) payee: Owner,
    /// What the payer's device signed or showed, as draws take it.
    pub(crate) evidence: [u8; 32],
}

/// Draws, unless a person was paid: transfers take no part, and nothing is remembered of them.
pub(crate) fn draw(
    page: &Page,
    drawing: &Drawing,
    of: &Drawable<'_>,
    effects: &mut Effects,
) -> Result<(), Stop> {
    let Owner::Merchant(merchant) = of.payee else { return Ok(()) };
    let Some(campaign) = page.campaign(drawing.campaign)? else { return Ok(()) };
    let terms = &campaign.terms;
    let at = TimeMs(effects.at().0);
    let today = terms.zone.local(at).day;
    let own = page.account(campaign.account)?.ok_or(Rejection::AccountUnknown)?;
    let entrant = page.entrant(campaign.id, of.payer.id)?;
    let standing = Standing {
        state: campaign.state,
        is_held_out: terms.holds_out(&campaign.anchor, of.payer.account.0),
        // A clock that runs backwards gives nobody a second draw.
        has_drawn_today: entrant.is_some_and(|entrant| entrant.last_day >= today),
        left_minor: u64::try_from(effects.account(own).available_minor()).unwrap_or_default(),
    };
    let payee = Payee::Merchant(promotion::id::MerchantId(merchant.0));
    let entry = terms.enter(standing, payee, at, of.payment.amount);
    // Without the right seed it does not run.
    let entry = entry.and_then(|entry| match seed::is_of(campaign, entry.day, &drawing.seed) {
        true => Ok(entry),
        false => Err(NotDrawn::NotRunning),
    });
    let (payment, account) = (of.payment.id, of.payer.account);
    let end = match entry {
        Err(reason) => {
            let campaign = campaign.id;
            effects.journal(JournalEntry::NotDrawn { payment, campaign, account, reason });
            DrawEnd::Not(reason)
        }
        Ok(entry) => {
            let draw = terms.draw(&drawing.seed, entry.day, of.evidence, of.payment.amount);
            effects.journal(JournalEntry::Drawn { payment, account, draw });
            pay(page, (campaign, own), of, &draw, effects)?;
            count(campaign, entrant, of, &draw, effects);
            note_seed(campaign, drawing, &draw, effects);
            DrawEnd::Drawn(draw)
        }
    };
    effects.write(Record::Drawn(Drawn { payment, campaign: campaign.id, end }));
    Ok(())
}

/// Moves what was won to the payer.
fn pay(
    page: &Page,
    (campaign, own): (&Campaign, &Account),
    of: &Drawable<'_>,
    draw: &Draw,
    effects: &mut Effects,
) -> Result<(), Stop> {
    if draw.won.is_zero() {
        return Ok(());
    }
    let credit = page.account(of.payer.account)?.ok_or(Rejection::AccountUnknown)?;
    let (debit, credit) = (effects.account(own).clone(), effects.account(credit).clone());
    let cash_back = Transfer {
        payment: part_of(of.payment.id, campaign.id),
        kind: PaymentKind::CashBack(of.payment.id),
        debit: &debit,
        credit: &credit,
        amount: draw.won,
        total: None,
        fee: None,
        released_minor: 0,
        order: None,
        payer_name: &campaign.title,
        payee_name: &of.payer.name,
        note: None,
        evidence: None,
    };
    transfer(cash_back, effects).map(drop)
}

/// Uses the person's draw of the day up.
fn count(
    campaign: &Campaign,
    entrant: Option<&Entrant>,
    of: &Drawable<'_>,
    draw: &Draw,
    effects: &mut Effects,
) {
    let before_minor = entrant.map_or(0, |entrant| entrant.won_minor);
    effects.write(Record::Entrant(Entrant {
        campaign: campaign.id,
        person: of.payer.id,
        last_day: draw.day,
        won_minor: before_minor.saturating_add(draw.won.minor()),
    }));
}

/// Keeps the hash of a new day's seed, so that the day's other draws cost one hash each.
fn note_seed(campaign: &Campaign, drawing: &Drawing, draw: &Draw, effects: &mut Effects) {
    if draw.day > campaign.checked.0 {
        let checked = (draw.day, seed_hash(campaign.id, &drawing.seed));
        effects.write(Record::Campaign(Box::new(Campaign { checked, ..campaign.clone() })));
    }
}

/// Returns the identifier of what moves for a campaign beside a payment or a refund: of both, so
/// that nobody has to bring one, and nobody can take it.
pub(super) fn part_of(payment: PaymentId, campaign: CampaignId) -> PaymentId {
    let hash: [u8; 32] = Sha256::new_with_prefix(b"tongbao cash-back")
        .chain_update(payment.0.to_be_bytes())
        .chain_update(campaign.0.to_be_bytes())
        .finalize()
        .into();
    PaymentId(hash.iter().take(16).fold(0, |id, byte| id << 8 | u128::from(*byte)))
}
