//! A charge is made once, and what became of it stays so; cards for tests decline as they say.

use super::*;
use crate::bind::{begin, confirm, forget};
use crate::book::Book;

fn asked(request: &str) -> Asked<'_> {
    Asked { operator: "town", request, now_ms: 0 }
}

/// Asks a new book in which the card with a number is bound by token `t1`.
fn with_card(number: &str, ask: impl FnOnce(&mut Pages)) {
    let folder = tempfile::tempdir().expect("a folder");
    let book = Book::open(folder.path()).expect("begins");
    let holder = CARDS.iter().find(|card| card.number == number).expect("a card").holder;
    book.change(|pages| {
        let code = begin(pages, asked("r1"), number, holder).expect("is sent").code;
        drop(confirm(pages, asked("r1"), &code, "t1".to_owned()));
        ask(pages);
    })
    .expect("writes");
    Book::open(folder.path()).expect("what was written is read");
}

fn pay(pages: &mut Pages, request: &str, minor: u64) -> Result<End, Refusal> {
    charge(pages, asked(request), "t1", (minor, "CNY")).map(|charged| charged.end)
}

#[test]
fn a_charge_needs_no_code_and_is_made_once() {
    with_card("9000000000001017", |pages| {
        for _ in 0..3 {
            assert_eq!(pay(pages, "c1", 200_000), Ok(Ok(())), "a lost answer is told again");
        }
        assert_eq!(pay(pages, "c1", 1), Err(Refusal::RequestConflict));
        let dollars = charge(pages, asked("c1"), "t1", (200_000, "USD"));
        assert_eq!(dollars, Err(Refusal::RequestConflict));
        assert_eq!(pay(pages, "c2", 200_000), Ok(Ok(())));
        assert_eq!(pay(pages, "c3", 100_001), Ok(Err(Declined::FundsShort)));
        assert_eq!(pay(pages, "c4", 100_000), Ok(Ok(())), "to the last of it");
        assert_eq!(pay(pages, "c3", 100_001), Ok(Err(Declined::FundsShort)), "it stays declined");
        assert_eq!(charged(pages, asked("c1")), Ok(Ok(())));
        assert_eq!(charged(pages, asked("c3")), Ok(Err(Declined::FundsShort)));
        assert_eq!(charged(pages, asked("c9")), Err(Refusal::ChargeUnknown));
        assert_eq!(pay(pages, "c5", 0), Err(Refusal::RequestMalformed));
        forget(pages, "town", "t1");
        assert_eq!(pay(pages, "c6", 1), Err(Refusal::TokenUnknown));
        assert_eq!(pay(pages, "c1", 200_000), Ok(Ok(())), "what was charged is told all the same");
    });
}

#[test]
fn a_card_is_not_charged_more_at_once_than_its_limit() {
    with_card("9000000000001017", |pages| {
        assert_eq!(pay(pages, "c1", 200_001), Ok(Err(Declined::LimitReached)));
        assert_eq!(pay(pages, "c2", u64::MAX), Ok(Err(Declined::LimitReached)));
        assert_eq!(pay(pages, "c3", 200_000), Ok(Ok(())));
    });
}

#[test]
fn cards_for_tests_do_as_they_say() {
    with_card("9000000000009010", |pages| {
        assert_eq!(pay(pages, "c1", 1), Ok(Err(Declined::FundsShort)));
    });
    with_card("9000000000009028", |pages| {
        assert_eq!(pay(pages, "c1", 1), Ok(Err(Declined::CardBlocked)));
    });
    with_card("9000000000009036", |pages| {
        let slow = |pages: &mut Pages| charge(pages, asked("c1"), "t1", (1, "CNY"));
        assert_eq!(slow(pages), Ok(Charged { end: Ok(()), is_slow: true }));
        assert_eq!(slow(pages), Ok(Charged { end: Ok(()), is_slow: false }), "told at once");
    });
}
