//! From what an operator publishes of a campaign to the rules that repeat its draws.

use crate::WalletError;
use money::{Amount, Currency};
use promotion::Seed;
use promotion::calendar::{LocalDay, Zone};
use promotion::campaign::{
    Draw, Event, EventKind, Odds, Period, Prize, Published, Reward, SeedChain, Terms,
};
use promotion::coupon::Merchants;
use promotion::id::{CampaignId, MerchantId};
use proof::hex;
use std::collections::BTreeSet;
use wire::campaign::{
    CampaignMerchants, CampaignResponse, DrawResponse, EventDays, MerchantsKind, PrizeKind,
    PrizeResponse, ShownSeed, TermsResponse,
};

fn odd(what: &str) -> WalletError {
    WalletError::AnswerMalformed(format!("a campaign: {what}"))
}

fn number(text: &str, what: &str) -> Result<u128, WalletError> {
    hex::decode(text).map(u128::from_be_bytes).ok_or_else(|| odd(what))
}

/// Reads what is published before a campaign starts.
pub(super) fn published(response: &CampaignResponse) -> Result<Published, WalletError> {
    let terms = terms(&response.terms)?;
    if terms.id.0 != response.campaign.0 {
        return Err(odd("terms of another"));
    }
    let hash = |text: &str, what| hex::decode(text).ok_or_else(|| odd(what));
    Ok(Published {
        terms,
        anchor: hash(&response.anchor, "the anchor")?,
        commitment: hash(&response.commitment, "the commitment")?,
    })
}

/// Reads terms, which must be such as a campaign may start with: so they are also bounded.
fn terms(response: &TermsResponse) -> Result<Terms, WalletError> {
    let TermsResponse {
        campaign,
        currency,
        ahead_min,
        first_day,
        last_day,
        least_minor,
        cap_minor,
        one_in,
        prizes,
        events,
        merchants,
        hold_out_basis_points,
    } = response;
    let period = Period { first: LocalDay(*first_day), last: LocalDay(*last_day) };
    let terms = Terms {
        id: CampaignId(number(campaign, "its identifier")?),
        currency: Currency::from_code(currency).map_err(|_| odd("the currency"))?,
        zone: Zone::new(*ahead_min).map_err(|_| odd("the zone"))?,
        period,
        least_minor: *least_minor,
        cap_minor: *cap_minor,
        odds: Odds { one_in: *one_in, prizes: prizes.iter().map(prize).collect::<Result<_, _>>()? },
        events: events.iter().map(event).collect(),
        merchants: self::merchants(merchants)?,
        hold_out_basis_points: *hold_out_basis_points,
    };
    terms.check(period.first).map_err(|error| odd(&error.to_string()))?;
    Ok(terms)
}

fn prize(response: &PrizeResponse) -> Result<Prize, WalletError> {
    let PrizeResponse { tickets, kind, number } = *response;
    let reward = match kind {
        PrizeKind::Fixed => Reward::Fixed { minor: number },
        PrizeKind::Share => {
            let basis_points = u16::try_from(number).map_err(|_| odd("a share"))?;
            Reward::Share { basis_points }
        }
    };
    Ok(Prize { tickets, reward })
}

fn event(days: &EventDays) -> Event {
    let EventDays { first_day, last_day, kind, cap_minor } = *days;
    let kind = match kind {
        wire::campaign::EventKind::Double => EventKind::Double,
        wire::campaign::EventKind::Waive => EventKind::Waive { cap_minor },
    };
    Event { first: LocalDay(first_day), last: LocalDay(last_day), kind }
}

fn merchants(response: &CampaignMerchants) -> Result<Merchants, WalletError> {
    let CampaignMerchants { kind, listed } = response;
    let ids = listed.iter().map(|id| number(id, "a merchant").map(MerchantId));
    let ids: BTreeSet<MerchantId> = ids.collect::<Result<_, _>>()?;
    Ok(match kind {
        MerchantsKind::All => Merchants::All,
        MerchantsKind::Only => Merchants::Only(ids),
        MerchantsKind::Except => Merchants::Except(ids),
    })
}

/// Reads a draw.
pub(super) fn draw(response: &DrawResponse) -> Result<Draw, WalletError> {
    let DrawResponse { campaign, day, evidence, currency, paid_minor, ticket, prize, won_minor } =
        response;
    let currency = Currency::from_code(currency).map_err(|_| odd("a draw's currency"))?;
    let amount = |minor: &u64| Amount::new(*minor, currency).map_err(|_| odd("a draw's amount"));
    Ok(Draw {
        campaign: CampaignId(number(campaign, "a draw's campaign")?),
        day: LocalDay(*day),
        evidence: hex::decode(evidence).ok_or_else(|| odd("a draw's evidence"))?,
        paid: amount(paid_minor)?,
        ticket: *ticket,
        prize: *prize,
        won: amount(won_minor)?,
    })
}

/// Returns the seed of a day, hashed down from the last one that was shown; none while the day's
/// is not shown.
pub(super) fn seed(
    shown: Option<&ShownSeed>,
    terms: &Terms,
    day: LocalDay,
) -> Result<Option<Seed>, WalletError> {
    let Some(ShownSeed { day: last, seed }) = shown else { return Ok(None) };
    let last = LocalDay(*last);
    if terms.period.number_of(last).is_none() {
        return Err(odd("a seed of a day outside"));
    }
    let seed = hex::decode(seed).ok_or_else(|| odd("a seed"))?;
    if day > last || terms.period.number_of(day).is_none() {
        return Ok(None);
    }
    let days = Period { first: day, last };
    Ok(SeedChain::new(terms.id, days, Seed::new(seed)).of(day).cloned())
}
