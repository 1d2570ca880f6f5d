//! Campaigns and draws at the edges of what they can hold.

use super::{AT, HIGH, TEXT};
use crate::contract::town::{amount, campaign as town_campaign};
use crate::id::{AccountId, CampaignId, PaymentId, PersonId};
use crate::journal::JournalEntry;
use crate::receipt::Receipt;
use crate::record::{Campaign, DrawEnd, Drawn, Entrant, Record};
use ::money::Amount;
use promotion::State;
use promotion::calendar::{LocalDay, TimeMs};
use promotion::campaign::{Draw, Event, EventKind, NotDrawn, Odds, Prize, Reward, Terms};
use promotion::coupon::{Funder, Merchants};
use promotion::id::MerchantId;

const MOST: u64 = Amount::MINOR_MAX;

fn odd_terms(id: u128) -> Terms {
    let (first, last) = (LocalDay(i32::MIN), LocalDay(i32::MAX));
    Terms {
        id: CampaignId(id),
        odds: Odds {
            one_in: MOST,
            prizes: vec![
                Prize { tickets: MOST, reward: Reward::Share { basis_points: u16::MAX } },
                Prize { tickets: 0, reward: Reward::Fixed { minor: MOST } },
            ],
        },
        events: vec![
            Event { first, last: LocalDay(-1), kind: EventKind::Double },
            Event { first: LocalDay(0), last, kind: EventKind::Waive { cap_minor: MOST } },
        ],
        merchants: Merchants::Except([MerchantId(0), MerchantId(HIGH)].into()),
        hold_out_basis_points: u16::MAX,
        ..town_campaign::terms(0)
    }
}

fn campaign(terms: Terms, state: State, shown: Option<(LocalDay, [u8; 32])>) -> Record {
    let funder = match state {
        State::Draft => Funder::Operator,
        _ => Funder::Merchant(MerchantId(HIGH)),
    };
    Record::Campaign(Box::new(Campaign {
        id: terms.id,
        title: TEXT.to_owned(),
        terms,
        anchor: [0xFB; 32],
        funder,
        account: AccountId(HIGH),
        budget_minor: MOST,
        state,
        checked: (LocalDay(i32::MAX), [0xFA; 32]),
        shown,
        opened_at: AT,
    }))
}

fn draw(prize: Option<u16>) -> Draw {
    Draw {
        campaign: CampaignId(HIGH),
        day: LocalDay(i32::MIN),
        evidence: [0xF9; 32],
        paid: amount(MOST),
        ticket: u64::MAX,
        prize,
        won: amount(if prize.is_some() { MOST } else { 0 }),
    }
}

fn reasons() -> Vec<NotDrawn> {
    vec![
        NotDrawn::PersonPaid,
        NotDrawn::NotRunning,
        NotDrawn::TooEarly { from: TimeMs(AT.0) },
        NotDrawn::Over { until: TimeMs(0) },
        NotDrawn::WrongMerchant,
        NotDrawn::WrongCurrency,
        NotDrawn::BelowLeast { short_minor: MOST },
        NotDrawn::HeldOut,
        NotDrawn::DrawnToday,
        NotDrawn::BudgetShort { worst_minor: MOST },
    ]
}

fn entrant(last_day: i32, won_minor: u64) -> Record {
    let (campaign, person, last_day) = (CampaignId(HIGH), PersonId(HIGH), LocalDay(last_day));
    Record::Entrant(Entrant { campaign, person, last_day, won_minor })
}

pub(super) fn records() -> Vec<Record> {
    let ends = reasons().into_iter().map(DrawEnd::Not);
    let ends = ends.chain([None, Some(u16::MAX)].map(|prize| DrawEnd::Drawn(draw(prize))));
    let draws = (1..).zip(ends).map(|(id, end)| {
        Record::Drawn(Drawn { payment: PaymentId(id), campaign: CampaignId(HIGH), end })
    });
    let others = [
        campaign(Terms { id: CampaignId(1), ..town_campaign::terms(0) }, State::Draft, None),
        campaign(odd_terms(HIGH), State::Paused, None),
        entrant(i32::MIN, 0),
    ];
    draws.chain(others).collect()
}

pub(super) fn later_records() -> Vec<Record> {
    vec![
        campaign(odd_terms(1), State::Active, Some((LocalDay(i32::MIN), [0xF8; 32]))),
        campaign(odd_terms(HIGH), State::Ended, Some((LocalDay(0), [0; 32]))),
        entrant(i32::MAX, MOST),
    ]
}

pub(super) fn answers() -> Vec<Receipt> {
    let states = [State::Draft, State::Active, State::Paused, State::Ended];
    states.into_iter().map(|state| Receipt::Campaign(CampaignId(HIGH), state)).collect()
}

pub(super) fn journal() -> Vec<JournalEntry> {
    let (campaign, payment, account) = (CampaignId(HIGH), PaymentId(HIGH), AccountId(HIGH));
    let opened = |funder| JournalEntry::CampaignOpened {
        campaign,
        account,
        title: TEXT.to_owned(),
        commitment: [0xF7; 32],
        anchor: [0xF6; 32],
        funder,
        budget_minor: MOST,
    };
    let mut entries = vec![
        opened(Funder::Operator),
        opened(Funder::Merchant(MerchantId(HIGH))),
        JournalEntry::CampaignLimited { campaign, budget_minor: MOST },
        JournalEntry::Drawn { payment, account, draw: draw(None) },
        JournalEntry::Drawn { payment, account, draw: draw(Some(0)) },
        JournalEntry::SeedShown { campaign, day: LocalDay(i32::MIN), seed: [0xF5; 32] },
    ];
    let states = [State::Draft, State::Active, State::Paused, State::Ended];
    entries.extend(states.map(|state| JournalEntry::CampaignChanged { campaign, state }));
    let not = reasons().into_iter();
    entries.extend(not.map(|reason| JournalEntry::NotDrawn { payment, campaign, account, reason }));
    entries
}
