//! The ladders of a top-up by card: asking for it, and the issuer's word.

use super::*;
use crate::command::{AskCardTopUp, CardWord, Command, PinCheck};
use crate::contract::town::{card as town_card, card_top_up as town_top_up};
use crate::id::CardTopUpId;
use crate::record::{Card, CardRefusal, CardToken, CardTopUp, CardTopUpState};
use ::money::Amount;

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![ASK.to_vec(), SETTLE.to_vec()]
}

fn command(scene: &mut Scene) -> &mut AskCardTopUp {
    match &mut scene.envelope.command {
        Command::AskCardTopUp(command) => command,
        other => panic!("another command: {other:?}"),
    }
}

fn top_up(id: u128, minor: u64, state: CardTopUpState) -> Record {
    Record::CardTopUp(CardTopUp {
        id: CardTopUpId(id),
        person: town::person(0),
        card: town_card::card(0),
        brand: "Harbour Bank".to_owned(),
        last_four: 4242,
        token: CardToken::new("token".to_owned()),
        amount: town::amount(minor),
        asked_at: town::AT,
        state,
    })
}

fn card(state: State) -> Record {
    let bind = town_card::to_bind(0, 0);
    Record::Card(Card {
        person: bind.person,
        id: bind.card,
        brand: bind.brand,
        last_four: bind.last_four,
        token: bind.token,
        bound_at: town::AT,
        state,
    })
}

const ASK: [Rung; 14] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::IdentifierTaken, |scene| scene.remove(&Key::CardTopUp(CardTopUpId(1)))),
    (Rejection::AmountZero, |scene| command(scene).amount = town::amount(1_000)),
    (Rejection::AccountUnknown, |scene| scene.put(account(0, 0, dollars()))),
    (Rejection::CurrencyMismatch, |scene| {
        let most = i64::try_from(Amount::MINOR_MAX).expect("fits");
        scene.put(account(0, most, town::yuan()));
    }),
    (Rejection::PinNotSet, |scene| scene.put(person(0, State::Active, pin_set()))),
    (Rejection::PinMissing, |scene| command(scene).pin = PinCheck::Right),
    (Rejection::BalanceTooLarge, |scene| scene.put(account(0, 0, town::yuan()))),
    (Rejection::CardUnknown, |scene| {
        scene.put(card(State::Closed));
        assert_eq!(scene.ask(), Err(Rejection::CardUnknown.into()), "it was taken off");
        scene.put(card(State::Active));
    }),
    (Rejection::CardTopUpTooSmall, |scene| command(scene).limits.min_minor = 1_000),
    (Rejection::CardTopUpTooLarge, |scene| command(scene).limits.max_minor = 1_000),
    (Rejection::CardTopUpDayFull, |scene| command(scene).limits.day_max_minor = 3_000),
    (Rejection::CardTopUpsTooMany, |scene| {
        command(scene).limits.day_uses_max = 2;
        assert_eq!(scene.ask(), Err(Rejection::CardTopUpsTooMany.into()));
        command(scene).limits.day_uses_max = 3;
    }),
];

#[test]
fn asking_for_a_top_up_by_card_climbs_its_ladder() {
    let mut scene = Scene::new(town_top_up::ask(1, 0, 0, 0));
    scene.envelope.key = None;
    let ask = command(&mut scene);
    ask.pin_from_minor = 0;
    ask.limits.min_minor = 1_001;
    ask.limits.max_minor = 999;
    ask.limits.day_max_minor = 2_999;
    ask.limits.day_uses_max = 0;
    for id in 1..=3 {
        scene.put(top_up(id, 1_000, CardTopUpState::Asked));
    }
    scene.climb(&ASK);
}

const SETTLE: [Rung; 2] = [
    (Rejection::CardTopUpUnknown, |scene| {
        let reason = CardRefusal::CardGone;
        scene.put(top_up(1, 1_000, CardTopUpState::Refused { reason, at: town::AT }));
    }),
    (Rejection::CardTopUpEnded, |scene| scene.put(top_up(1, 1_000, CardTopUpState::Asked))),
];

#[test]
fn settling_a_top_up_by_card_climbs_its_ladder() {
    let mut scene = Scene::new(town_top_up::settle(1, CardWord::Charged));
    scene.put(person(0, State::Closed, Pin::default()));
    scene.put(account(0, 0, town::yuan()));
    scene.climb(&SETTLE);
}
