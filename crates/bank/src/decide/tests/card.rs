//! The ladders of binding a card, of taking it off, and of a gift for it.

use super::*;
use crate::command::{Command, ReceiveCoupon};
use crate::contract::town::{card as town_card, coupon as town_coupon};
use crate::id::CouponId;
use crate::record::{Card, CardGift, CardToken, Stock};
use promotion::State as StockState;
use promotion::calendar::TimeMs;
use promotion::coupon::Budget;
use town_card::{card, gift};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![BIND.to_vec(), UNBIND.to_vec(), GIFT.to_vec()]
}

fn bound(state: State) -> Record {
    let town_card = town_card::to_bind(0, 0);
    Record::Card(Card {
        person: town_card.person,
        id: town_card.card,
        brand: town_card.brand,
        last_four: town_card.last_four,
        token: town_card.token,
        bound_at: town::AT,
        state,
    })
}

fn receive(scene: &mut Scene) -> &mut ReceiveCoupon {
    match &mut scene.envelope.command {
        Command::ReceiveCoupon(command) => command,
        other => panic!("another command: {other:?}"),
    }
}

const BIND: [Rung; 4] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::CardMalformed, |scene| match &mut scene.envelope.command {
        Command::BindCard(bind) => bind.token = CardToken::new("token".to_owned()),
        other => panic!("another command: {other:?}"),
    }),
    (Rejection::CardsFull, |scene| scene.remove(&Key::Card(town::person(0), card(1)))),
];

#[test]
fn binding_a_card_climbs_its_ladder() {
    let mut bind = town_card::to_bind(0, 0);
    bind.token = CardToken::new(String::new());
    let mut scene = Scene::new(town_card::bind_with(1, bind));
    scene.envelope.key = None;
    for n in 1..=10 {
        let Record::Card(other) = bound(State::Active) else { panic!("a card") };
        scene.put(Record::Card(Card { id: card(n), ..other }));
    }
    scene.climb(&BIND);
}

const UNBIND: [Rung; 3] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::CardUnknown, |scene| scene.put(bound(State::Active))),
];

#[test]
fn taking_a_card_off_climbs_its_ladder() {
    Scene::new(town_card::unbind(0, 0)).climb(&UNBIND);
}

const GIFT: [Rung; 3] = [
    (Rejection::CardNeeded, |scene| receive(scene).card = Some(card(0))),
    (Rejection::CardUnknown, |scene| {
        scene.put(bound(State::Closed));
        assert_eq!(scene.ask(), Err(Rejection::CardUnknown.into()), "it was taken off");
        scene.put(bound(State::Active));
    }),
    (Rejection::CardGiftTaken, |scene| {
        scene.remove(&Key::CardGift(town_coupon::stock(0), card(0)));
    }),
];

#[test]
fn receiving_a_gift_for_a_card_climbs_its_ladder() {
    let mut scene = Scene::new(town_coupon::receive(1, 0, 0));
    scene.envelope.key = None;
    let (stock, rules) = (town_coupon::stock(0), gift());
    scene.put(person(0, State::Active, Pin::default()));
    scene.put(Record::CardGift(CardGift { stock, card: card(0), coupon: CouponId(9) }));
    scene.put(Record::Stock(Box::new(Stock {
        id: stock,
        title: "For your card".to_owned(),
        budget: Budget::new(rules.limits, town_coupon::zone().local(TimeMs(town::AT.0)).day),
        account: Some(town_coupon::stock_account(0)),
        rules,
        is_listed: true,
        state: StockState::Active,
        opened_at: town::AT,
    })));
    scene.climb(&GIFT);
}
