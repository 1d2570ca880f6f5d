//! Campaigns and draws as the wire tells them.

use crate::hex;
use crate::service::Service;
use bank::Key;
use bank::id::PaymentId;
use bank::record::{Campaign, DrawEnd, Drawn, Payment, Record};
use bank::store::StoreError;
use promotion::State;
use promotion::calendar::TimeMs;
use promotion::campaign::{Draw, EventKind, Reward, Terms};
use promotion::coupon::Merchants;
use wire::Id;
use wire::campaign::{
    self, CampaignMerchants, CampaignResponse, CampaignState, DrawResponse, EventDays,
    MerchantsKind, PaymentDraw, PrizeKind, PrizeResponse, ShownSeed, TermsResponse,
};

impl Service {
    /// Returns what a campaign made of a payment; none where none was asked.
    ///
    /// # Errors
    /// When the store fails.
    pub fn draw_of(&self, payment: &Payment) -> Result<Option<Box<PaymentDraw>>, StoreError> {
        if !self.campaigns.are_there() {
            return Ok(None);
        }
        let Some(drawn) = self.drawn(payment.id)? else { return Ok(None) };
        let campaign = match self.reader.record(&Key::Campaign(drawn.campaign))? {
            Some(Record::Campaign(campaign)) => campaign,
            _ => return Err(StoreError("a draw without its campaign".to_owned())),
        };
        let day = campaign.terms.zone.local(TimeMs(payment.at.0)).day;
        let event = campaign.terms.event_on(day).map(|event| match event {
            EventKind::Double => campaign::EventKind::Double,
            EventKind::Waive { .. } => campaign::EventKind::Waive,
        });
        let is_seed_shown = campaign.shown.is_some_and(|(last, _)| day <= last);
        let (reason, draw) = match &drawn.end {
            DrawEnd::Drawn(draw) => (None, Some(response(draw))),
            DrawEnd::Not(reason) => (Some(reason.code().to_owned()), None),
        };
        let (campaign, title, day) = (Id(drawn.campaign.0), campaign.title, day.0);
        let draw = PaymentDraw { campaign, title, day, event, is_seed_shown, reason, draw };
        Ok(Some(Box::new(draw)))
    }

    /// Reads what a campaign made of a payment.
    ///
    /// # Errors
    /// When the store fails.
    pub fn drawn(&self, payment: PaymentId) -> Result<Option<Drawn>, StoreError> {
        match self.reader.record(&Key::Drawn(payment))? {
            Some(Record::Drawn(drawn)) => Ok(Some(drawn)),
            _ => Ok(None),
        }
    }
}

/// Returns a draw as it is published.
pub fn response(draw: &Draw) -> DrawResponse {
    let Draw { campaign, day, evidence, paid, ticket, prize, won } = draw;
    DrawResponse {
        campaign: hex::encode(&campaign.0.to_be_bytes()),
        day: day.0,
        evidence: hex::encode(evidence),
        currency: paid.currency().code().to_owned(),
        paid_minor: paid.minor(),
        ticket: *ticket,
        prize: *prize,
        won_minor: won.minor(),
    }
}

/// Returns a campaign as it is published; none for a draft, which has begun nothing.
pub fn published(campaign: &Campaign, merchant_names: Vec<String>) -> Option<CampaignResponse> {
    let state = match campaign.state {
        State::Draft => return None,
        State::Active => CampaignState::Active,
        State::Paused => CampaignState::Paused,
        State::Ended => CampaignState::Ended,
    };
    Some(CampaignResponse {
        campaign: Id(campaign.id.0),
        title: campaign.title.clone(),
        state,
        commitment: hex::encode(&campaign.commitment()),
        anchor: hex::encode(&campaign.anchor),
        terms: terms(&campaign.terms),
        merchant_names,
        shown: campaign.shown.map(|(day, seed)| ShownSeed { day: day.0, seed: hex::encode(&seed) }),
    })
}

/// Returns terms as they are published.
pub fn terms(terms: &Terms) -> TermsResponse {
    let prizes = terms.odds.prizes.iter().map(|prize| {
        let (kind, number) = match prize.reward {
            Reward::Fixed { minor } => (PrizeKind::Fixed, minor),
            Reward::Share { basis_points } => (PrizeKind::Share, u64::from(basis_points)),
        };
        PrizeResponse { tickets: prize.tickets, kind, number }
    });
    let events = terms.events.iter().map(|event| {
        let (kind, cap_minor) = match event.kind {
            EventKind::Double => (campaign::EventKind::Double, 0),
            EventKind::Waive { cap_minor } => (campaign::EventKind::Waive, cap_minor),
        };
        EventDays { first_day: event.first.0, last_day: event.last.0, kind, cap_minor }
    });
    let (kind, listed) = match &terms.merchants {
        Merchants::All => (MerchantsKind::All, None),
        Merchants::Only(listed) => (MerchantsKind::Only, Some(listed)),
        Merchants::Except(listed) => (MerchantsKind::Except, Some(listed)),
    };
    let listed = listed.into_iter().flatten().map(|id| hex::encode(&id.0.to_be_bytes()));
    TermsResponse {
        campaign: hex::encode(&terms.id.0.to_be_bytes()),
        currency: terms.currency.code().to_owned(),
        ahead_min: terms.zone.ahead_min(),
        first_day: terms.period.first.0,
        last_day: terms.period.last.0,
        least_minor: terms.least_minor,
        cap_minor: terms.cap_minor,
        one_in: terms.odds.one_in,
        prizes: prizes.collect(),
        events: events.collect(),
        merchants: CampaignMerchants { kind, listed: listed.collect() },
        hold_out_basis_points: terms.hold_out_basis_points,
    }
}
