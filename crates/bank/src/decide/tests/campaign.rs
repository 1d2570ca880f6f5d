//! The ladders of campaigns.

use super::*;
use crate::command::{ChangeCampaign, Command, LimitCampaign, OpenCampaign, ShowSeed};
use crate::contract::town::campaign as town_campaign;
use crate::id::PaymentId;
use crate::record::Campaign;
use promotion::campaign::Terms;
use promotion::coupon::Funder;
use promotion::id::MerchantId;
use promotion::{Change, Seed, State as CampaignState};
use town_campaign::{campaign_account, change_campaign, day_of, limit_campaign, terms};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![OPEN.to_vec(), CHANGE.to_vec(), LIMIT.to_vec(), SHOW.to_vec()]
}

macro_rules! inside {
    ($name:ident, $command:ident) => {
        fn $name(scene: &mut Scene) -> &mut $command {
            match &mut scene.envelope.command {
                Command::$command(command) => command,
                other => panic!("another command: {other:?}"),
            }
        }
    };
}
inside!(open, OpenCampaign);
inside!(limit, LimitCampaign);
inside!(show, ShowSeed);
inside!(change, ChangeCampaign);

fn funder() -> Funder {
    Funder::Merchant(MerchantId(town::merchant(0).0))
}

fn campaign(terms: Terms, state: CampaignState) -> Record {
    let anchor = town_campaign::seeds(&terms).anchor();
    Record::Campaign(Box::new(Campaign {
        id: terms.id,
        title: "Pay and win".to_owned(),
        checked: (terms.period.first, anchor),
        terms,
        anchor,
        funder: funder(),
        account: campaign_account(0),
        budget_minor: 200,
        state,
        shown: None,
        opened_at: town::AT,
    }))
}

fn account(minor: i64) -> Record {
    Record::Account(Account {
        id: campaign_account(0),
        owner: Owner::Campaign(town_campaign::campaign(0)),
        floor: Floor::Zero,
        balance: Balance::new(minor, town::yuan()).expect("in range"),
        held_minor: 0,
        version: 0,
        last_sequence: 0,
    })
}

fn unsound() -> Terms {
    Terms { cap_minor: 0, ..terms(0) }
}

/// A payment that has the identifier already.
fn taken(scene: &mut Scene, id: u128) {
    let mut founding = town::founded(1, 0, 0);
    founding.push(town::top_up(id, 0, 1));
    batch::run(&mut scene.store, &founding).expect("memory works");
}

const OPEN: [Rung; 4] = [
    (Rejection::IdentifierTaken, |scene| {
        scene.remove(&Key::Campaign(town_campaign::campaign(0)));
    }),
    (Rejection::CampaignTitleMalformed, |scene| open(scene).title = "Pay and win".to_owned()),
    (Rejection::CampaignTermsUnsound, |scene| open(scene).terms = terms(0)),
    (Rejection::CampaignFunderUnknown, |scene| {
        scene.put(merchant(State::Active));
        scene.put(merchant_account(0, dollars()));
        assert_eq!(scene.ask(), Err(Rejection::CampaignFunderUnknown.into()), "other currency");
        scene.put(merchant_account(0, town::yuan()));
    }),
];

#[test]
fn writing_a_campaign_climbs_its_ladder() {
    let mut scene = Scene::new(town_campaign::open_campaign(0, unsound(), 200));
    open(&mut scene).title = "two\nlines".to_owned();
    open(&mut scene).funder = funder();
    scene.envelope.key = None;
    scene.put(campaign(terms(0), CampaignState::Draft));
    scene.climb(&OPEN);
}

const CHANGE: [Rung; 6] = [
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::Payment(PaymentId(1)))),
    (Rejection::CampaignUnknown, |scene| scene.put(campaign(unsound(), CampaignState::Ended))),
    (Rejection::CampaignTermsUnsound, |scene| {
        scene.put(campaign(terms(0), CampaignState::Ended));
    }),
    (Rejection::CampaignStateDiffers, |scene| {
        scene.put(campaign(terms(0), CampaignState::Draft));
        scene.put(account(0));
        scene.put(merchant(State::Active));
        scene.put(merchant_account(199, town::yuan()));
    }),
    (Rejection::CampaignFundsShort, |scene| scene.put(merchant_account(200, town::yuan()))),
    (Rejection::CampaignOverlaps, |scene| {
        scene.put(campaign(terms(1), CampaignState::Active));
        assert_eq!(scene.ask(), Err(Rejection::CampaignOverlaps.into()), "paused or not");
        scene.put(campaign(terms(1), CampaignState::Ended));
    }),
];

#[test]
fn starting_a_campaign_climbs_its_ladder() {
    let mut scene = Scene::new(change_campaign(1, 0, Change::Activate));
    assert_eq!(change(&mut scene).change, Change::Activate);
    scene.envelope.key = None;
    taken(&mut scene, 1);
    scene.put(campaign(terms(1), CampaignState::Paused));
    scene.climb(&CHANGE);
}

const LIMIT: [Rung; 6] = [
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::Payment(PaymentId(1)))),
    (Rejection::CampaignUnknown, |scene| scene.put(campaign(terms(0), CampaignState::Ended))),
    (Rejection::CampaignTermsUnsound, |scene| limit(scene).budget_minor = 150),
    (Rejection::CampaignStateDiffers, |scene| {
        scene.put(campaign(terms(0), CampaignState::Paused));
        scene.put(account(49));
        scene.put(merchant(State::Active));
        scene.put(merchant_account(0, town::yuan()));
    }),
    (Rejection::CampaignBudgetStale, |scene| limit(scene).was_minor = 200),
    (Rejection::CampaignBudgetSpent, |scene| scene.put(account(50))),
];

#[test]
fn changing_a_campaigns_budget_climbs_its_ladder() {
    let mut scene = Scene::new(limit_campaign(1, 0, 199, 0));
    scene.envelope.key = None;
    taken(&mut scene, 1);
    scene.climb(&LIMIT);
}

const SHOW: [Rung; 3] = [
    (Rejection::CampaignUnknown, |scene| scene.put(campaign(terms(0), CampaignState::Active))),
    (Rejection::SeedWrong, |scene| {
        let seeds = town_campaign::seeds(&terms(0));
        show(scene).seed = seeds.of(day_of(town::AT)).cloned().expect("a day of it");
    }),
    (Rejection::SeedTooEarly, |scene| {
        let over = terms(0).zone.begins_at(day_of(town::AT).plus_days(1));
        scene.envelope.at = crate::TimeMs(over.0);
    }),
];

#[test]
fn showing_a_seed_climbs_its_ladder() {
    let mut scene = Scene::new(town_campaign::show_seed(town::AT, &terms(0), day_of(town::AT)));
    show(&mut scene).seed = Seed::new([1; 32]);
    scene.climb(&SHOW);
}
