//! The town's campaigns: their terms, seeds, and the commands that concern them.

use super::coupon::zone;
use super::{AT, at_desk, charge, charged, label, order_to_pay, pay_with, yuan};
use crate::command::{
    ChangeCampaign, Command, Drawing, Envelope, LimitCampaign, OpenCampaign, Payee, ShowSeed,
};
use crate::id::{AccountId, CampaignId, PaymentId, TimeMs};
use promotion::calendar::{self, LocalDay};
use promotion::campaign::{Odds, Period, Prize, Reward, SeedChain, Terms, evidence_of_payer_code};
use promotion::coupon::{Funder, Merchants};
use promotion::{Change, Seed};

/// Returns a campaign.
pub fn campaign(n: u32) -> CampaignId {
    CampaignId(0x9_0000_0000 + u128::from(n))
}

/// Returns where a campaign's money lies.
pub fn campaign_account(n: u32) -> AccountId {
    AccountId(0xA_0000_0000 + u128::from(n))
}

/// Returns the local day of a moment.
pub fn day_of(at: TimeMs) -> LocalDay {
    zone().local(calendar::TimeMs(at.0)).day
}

/// Returns terms by which every payment from 5 on wins 10: ten days long, and at most 10.
pub fn terms(n: u32) -> Terms {
    let first = day_of(AT);
    let prizes = vec![Prize { tickets: 1, reward: Reward::Fixed { minor: 10 } }];
    Terms {
        id: campaign(n),
        currency: yuan(),
        zone: zone(),
        period: Period { first, last: first.plus_days(9) },
        least_minor: 5,
        cap_minor: 10,
        odds: Odds { one_in: 1, prizes },
        events: Vec::new(),
        merchants: Merchants::All,
        hold_out_basis_points: 0,
    }
}

/// Returns the seeds of a campaign.
pub fn seeds(terms: &Terms) -> SeedChain {
    SeedChain::new(terms.id, terms.period, Seed::new([7; 32]))
}

/// Returns what draws at a moment; a wrong seed on a day that the campaign does not have.
pub fn drawing(terms: &Terms, at: TimeMs) -> Drawing {
    let seed = seeds(terms).of(day_of(at)).cloned();
    Drawing { campaign: terms.id, seed: seed.unwrap_or(Seed::new([0; 32])) }
}

/// Writes a campaign that the operator pays, with a budget in minor units.
pub fn open_campaign(n: u32, terms: Terms, budget_minor: u64) -> Envelope {
    let anchor = seeds(&terms).anchor();
    let open = OpenCampaign {
        account: campaign_account(n),
        title: format!("Pay and win {n}"),
        terms,
        anchor,
        funder: Funder::Operator,
        budget_minor,
    };
    at_desk(0xC000_0000 + u128::from(n), Command::OpenCampaign(Box::new(open)))
}

/// Starts, pauses, resumes or ends a campaign.
pub fn change_campaign(id: u128, n: u32, change: Change) -> Envelope {
    let (campaign, movement) = (campaign(n), PaymentId(id));
    at_desk(id, Command::ChangeCampaign(ChangeCampaign { campaign, change, movement }))
}

/// Changes a campaign's budget.
pub fn limit_campaign(id: u128, n: u32, was_minor: u64, budget_minor: u64) -> Envelope {
    let (campaign, movement) = (campaign(n), PaymentId(id));
    let limit = LimitCampaign { campaign, was_minor, budget_minor, movement };
    at_desk(id, Command::LimitCampaign(limit))
}

/// Writes and starts a campaign.
pub fn running(n: u32, terms: Terms, budget_minor: u64) -> [Envelope; 2] {
    let started = change_campaign(0xD000_0000 + u128::from(n), n, Change::Activate);
    [open_campaign(n, terms, budget_minor), started]
}

/// Pays somebody while a campaign runs.
pub fn pay_drawn(id: u128, payer: u32, payee: Payee, minor: u64, terms: &Terms) -> Envelope {
    pay_drawn_at(AT, (id, payer), payee, minor, terms)
}

/// Pays somebody at a moment at which a campaign runs.
pub fn pay_drawn_at(
    at: TimeMs,
    (id, payer): (u128, u32),
    payee: Payee,
    minor: u64,
    terms: &Terms,
) -> Envelope {
    let mut pay = order_to_pay(id, payer, payee, minor);
    pay.drawing = Some(drawing(terms, at));
    pay.order_expires_at = at.plus_ms(60_000);
    pay.evidence.signed_text = format!("pay {id}");
    Envelope { at, ..pay_with(pay) }
}

/// Charges a payer's code for shop 0 while a campaign runs.
pub fn charge_drawn(id: u128, payer: u32, step: u64, minor: u64, terms: &Terms) -> Envelope {
    let mut envelope = charge(id, 0, payer, step, minor);
    let command = charged(&mut envelope);
    command.drawing = Some(drawing(terms, AT));
    command.draw_evidence = evidence_of_payer_code("281234567890123456");
    envelope
}

/// Shows a day's seed at a moment.
pub fn show_seed(at: TimeMs, terms: &Terms, day: LocalDay) -> Envelope {
    let seed = seeds(terms).of(day).cloned().unwrap_or(Seed::new([0; 32]));
    let show = Command::ShowSeed(ShowSeed { campaign: terms.id, day, seed });
    Envelope { at, ..super::plain(show) }
}

/// Returns all that can happen to campaigns.
pub fn lived_in() -> Vec<Envelope> {
    let terms = terms(0);
    let shop = Payee::Label(label(0));
    let over = TimeMs(zone().begins_at(day_of(AT).plus_days(1)).0);
    let mut envelopes = running(0, terms.clone(), 25).to_vec();
    envelopes.extend([
        limit_campaign(0x600, 0, 25, 30),
        pay_drawn(0x601, 0, shop, 20, &terms),
        pay_drawn(0x602, 1, shop, 8, &terms),
        pay_drawn(0x603, 1, shop, 8, &terms),
        super::refund(0x604, 0x601, 0, 10),
        change_campaign(0x605, 0, Change::Pause),
        change_campaign(0x606, 0, Change::Resume),
        show_seed(over, &terms, day_of(AT)),
    ]);
    envelopes
}
