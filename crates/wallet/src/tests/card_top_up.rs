//! Top-ups by card: asked for once whatever the network does, and looked after to their end.

use super::fake::card_top_up::CARD;
use super::fake::network::Fault;
use super::fake::{PIN, World, run};
use crate::WalletError;
use crate::card_top_up::{CardTopUp, CardTopUpEnd};
use wire::card_top_up::CardRefusal;
use wire::{Id, Secret};

fn ask(world: &World, digits: &str, pin: Option<&str>) -> Result<CardTopUp, WalletError> {
    run(world.wallet().top_up(CARD, digits, pin.map(Secret::new)))
}

fn unfinished(world: &World) -> Vec<Id> {
    world.wallet().state().unfinished_top_ups.iter().map(|known| known.top_up).collect()
}

fn world_with(word: Option<Result<(), CardRefusal>>) -> World {
    let world = World::enrolled();
    world.operator.inner().top_ups.word = word;
    world
}

#[test]
fn money_is_asked_for_once_however_often_the_answer_is_lost() {
    let world = world_with(Some(Ok(())));
    for fault in [Fault::Unreachable, Fault::AnswerLost, Fault::Garbled, Fault::None] {
        world.network.script(&[fault]);
        let asked = ask(&world, "12.50", Some(PIN));
        assert_eq!(asked.is_ok(), fault == Fault::None, "{asked:?}");
    }
    let asked = world.operator.inner().top_ups.asked.clone();
    assert_eq!(asked.iter().map(|one| one.amount.minor).collect::<Vec<_>>(), [1_250]);
    assert_eq!(unfinished(&world), []);
    let next = ask(&world, "12.50", Some(PIN)).expect("paid");
    assert_ne!(next.top_up, asked[0].top_up, "what has ended is not asked for again");
    assert!(matches!(next.end, CardTopUpEnd::Paid(_)));
}

#[test]
fn the_same_on_another_day_is_another_top_up_once_the_first_has_ended() {
    for (fault, asked) in [(Fault::AnswerLost, 2), (Fault::RequestLost, 1)] {
        let world = world_with(Some(Ok(())));
        world.network.script(&[fault]);
        assert!(ask(&world, "12.50", Some(PIN)).is_err());
        world.clock.advance(2 * 86_400_000);
        ask(&world, "12.50", Some(PIN)).expect("paid");
        assert_eq!(world.operator.inner().top_ups.asked.len(), asked, "{fault:?}");
    }
}

#[test]
fn what_waits_is_the_same_until_the_issuer_has_spoken() {
    let world = world_with(None);
    let waits = ask(&world, "12.50", Some(PIN)).expect("is kept");
    assert_eq!((waits.end, unfinished(&world)), (CardTopUpEnd::Waiting, vec![waits.top_up]));
    assert_eq!(ask(&world, "12.50", Some(PIN)).expect("is kept"), waits);
    let other = ask(&world, "20", Some(PIN)).expect("is kept");
    assert_ne!(other.top_up, waits.top_up, "another amount is another top-up");
    world.operator.inner().top_ups.word = Some(Err(CardRefusal::FundsShort));
    world.operator.ask_the_issuer();
    let refused = run(world.wallet().card_top_up(waits.top_up)).expect("is told");
    assert_eq!(refused.end, CardTopUpEnd::Refused(CardRefusal::FundsShort));
    assert_eq!(unfinished(&world), [other.top_up]);
    let listed = run(world.wallet().card_top_ups()).expect("is listed");
    assert_eq!(
        listed.top_ups.iter().map(|one| one.top_up).collect::<Vec<_>>(),
        [other.top_up, waits.top_up]
    );
    assert_eq!((listed.left.minor(), unfinished(&world)), (150_000, vec![]));
}

#[test]
fn a_wrong_pin_keeps_what_was_asked_and_a_refusal_ends_it() {
    let world = world_with(Some(Ok(())));
    let code = |asked: Result<_, WalletError>| asked.expect_err("refused").code();
    assert_eq!(code(ask(&world, "5", Some("000000"))), "pin_wrong");
    let kept = unfinished(&world);
    assert_eq!(code(ask(&world, "5", None)), "pin_missing");
    assert_eq!((kept.len(), unfinished(&world)), (1, kept.clone()));
    assert_eq!(ask(&world, "5", Some(PIN)).expect("paid").top_up, kept[0]);
    let other = run(world.wallet().top_up(Id(7), "5", Some(Secret::new(PIN))));
    assert_eq!(code(other), "card_unknown");
    assert_eq!(unfinished(&world), []);
    assert_eq!(ask(&world, "x", Some(PIN)), Err(WalletError::AmountMalformed));
    assert_eq!(code(ask(&world, "0", Some(PIN))), "amount_zero");
    let gone = run(world.wallet().card_top_up(Id(7)));
    assert_eq!(gone.expect_err("there is none").code(), "card_top_up_unknown");
}

#[test]
fn an_answer_that_contradicts_itself_is_not_believed() {
    let world = world_with(Some(Ok(())));
    let paid = ask(&world, "5", Some(PIN)).expect("paid");
    world.operator.inner().top_ups.asked[0].payment = None;
    let odd = run(world.wallet().card_top_up(paid.top_up));
    assert!(matches!(odd, Err(WalletError::AnswerMalformed(_))), "{odd:?}");
}
