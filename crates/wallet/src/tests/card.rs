//! Cards: bound once whatever the network does, and never kept with their number.

use super::fake::card::NUMBER;
use super::fake::network::Fault;
use super::fake::operator::CODE;
use super::fake::{World, run};
use crate::WalletError;
use wire::{ErrorCode, Id, Secret};

fn refused<T: std::fmt::Debug>(result: Result<T, WalletError>) -> ErrorCode {
    match result {
        Err(WalletError::Api(problem)) => problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text)
}

#[test]
fn a_card_is_bound_with_its_code_and_taken_off() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let none = run(wallet.cards()).expect("read");
    assert_eq!((none.cards.len(), none.can_bind), (0, true));
    let wrong = refused(run(wallet.bind_card(secret(NUMBER), "Mei")));
    assert_eq!(wrong, ErrorCode::CardRefused);
    let sent = run(wallet.bind_card(secret(NUMBER), " Lin ")).expect("sent");
    assert_eq!(sent.sent_to, "+86···01");
    let mistyped = run(wallet.confirm_card(sent.binding, secret("654321")));
    assert_eq!(refused(mistyped), ErrorCode::CodeWrong);
    let card = run(wallet.confirm_card(sent.binding, secret(CODE))).expect("bound");
    let listed = run(wallet.cards()).expect("read").cards;
    assert_eq!(listed, std::slice::from_ref(&card));
    assert!(run(wallet.unbind_card(card.card)).expect("taken off").cards.is_empty());
    let again = refused(run(wallet.unbind_card(card.card)));
    assert_eq!(again, ErrorCode::CardUnknown);
}

#[test]
fn a_lost_answer_binds_the_card_once() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let sent = run(wallet.bind_card(secret(NUMBER), "Lin")).expect("sent");
    world.network.script(&[Fault::AnswerLost]);
    let lost = run(wallet.confirm_card(sent.binding, secret(CODE)));
    assert!(lost.is_err(), "{lost:?}");
    let card = run(wallet.confirm_card(sent.binding, secret(CODE))).expect("bound");
    assert_eq!(card.card, Id(600));
    assert_eq!(world.operator.inner().cards.times, 1);
}

#[test]
fn an_answer_that_shows_more_than_four_digits_is_not_believed() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let sent = run(wallet.bind_card(secret(NUMBER), "Lin")).expect("sent");
    run(wallet.confirm_card(sent.binding, secret(CODE))).expect("bound");
    world.operator.inner().cards.bound[0].last_four = "9000000000001017".to_owned();
    let odd = run(wallet.cards());
    assert!(matches!(odd, Err(WalletError::AnswerMalformed(_))), "{odd:?}");
}
