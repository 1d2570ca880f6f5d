//! Cards: bound and taken off, and a gift for each: once a card and once a person.

use crate::command::BindCard;
use crate::contract::race::contend;
use crate::contract::town::{self, card as town_card, coupon as town_coupon};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::CouponId;
use crate::key::{Key, Kind};
use crate::receipt::{Outcome, Receipt};
use crate::record::{CardGift, CardToken, Record, State};
use crate::rejection::Rejection;
use town_card::{bind, bind_with, card, gift, receive_for, to_bind, unbind};

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// Three people, a shop, and batch 0 that needs a card.
fn founded(subject: &dyn Subject) {
    done(subject, &town::founded(3, 1, 500));
    done(subject, &town_coupon::given_out(0, gift()));
}

fn states(subject: &dyn Subject, person: u32) -> Vec<(u128, State)> {
    let cards = subject.reader().cards_of(town::person(person)).expect("works");
    cards.iter().map(|one| (one.id.0, one.state)).collect()
}

/// A card is bound, bound anew with another token, and taken off, once and for all askers.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_card_is_bound_listed_and_taken_off(subject: &dyn Subject) {
    founded(subject);
    let bound = done(subject, &[bind(1, 0, 0), bind(2, 0, 1), bind(3, 1, 0)]);
    assert_eq!(bound[0], Receipt::CardBound(card(0)));
    let both = vec![(card(0).0, State::Active), (card(1).0, State::Active)];
    assert_eq!(states(subject, 0), both);
    let anew = BindCard { token: CardToken::new("another".to_owned()), ..to_bind(0, 0) };
    done(subject, &[town::later(5, bind_with(4, anew))]);
    let kept = subject.reader().cards_of(town::person(0)).expect("works");
    assert_eq!((kept[0].token.expose(), kept[0].bound_at), ("another", town::AT.plus_ms(5)));
    let off = done(subject, &[unbind(0, 0), unbind(0, 0)]);
    assert_eq!(off, [Receipt::CardUnbound(card(0)), Receipt::CardUnbound(card(0))]);
    assert_eq!(states(subject, 0)[0].1, State::Closed);
    assert_eq!(states(subject, 1), [(card(0).0, State::Active)], "the other holder keeps it");
    assert_eq!(refused(&ask(subject, unbind(2, 0))), Some(Rejection::CardUnknown));
    let keys = |kind, after: Option<Key>| -> Vec<Key> {
        let page = subject.reader().records(kind, after.as_ref(), 9).expect("works");
        page.iter().map(Record::key).collect()
    };
    let all = [(0, 0), (0, 1), (1, 0)].map(|(n, c)| Key::Card(town::person(n), card(c)));
    assert_eq!(keys(Kind::Card, None), all);
    assert_eq!(keys(Kind::Card, Some(all[0].clone())), all[1..]);
    assert_audit_clean(subject);
}

/// Who binds a card that has had its gift gets none for it.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_farm_a_card_in_many_hands_gets_one_gift(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[bind(1, 0, 0), bind(2, 1, 0), receive_for(10, 0, 0, 0)]);
    let farmed = ask(subject, receive_for(11, 0, 1, 0));
    assert_eq!(refused(&farmed), Some(Rejection::CardGiftTaken));
    assert_eq!(ask(subject, receive_for(11, 0, 1, 0)), farmed, "however often it is asked");
    let gift = Key::CardGift(town_coupon::stock(0), card(0));
    let kept = CardGift { stock: town_coupon::stock(0), card: card(0), coupon: CouponId(10) };
    let kept = Record::CardGift(kept);
    assert_eq!(subject.reader().record(&gift), Ok(Some(kept.clone())));
    assert_eq!(subject.reader().records(Kind::CardGift, None, 9), Ok(vec![kept]));
    assert_eq!(subject.reader().records(Kind::CardGift, Some(&gift), 9), Ok(Vec::new()));
    done(subject, &town_coupon::given_out(1, town_card::gift()));
    done(subject, &[receive_for(12, 1, 1, 0)]);
    assert_audit_clean(subject);
}

/// A person gets the gift once, with however many cards.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_farm_many_cards_of_one_person_get_one_gift(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[bind(1, 0, 0), bind(2, 0, 1), receive_for(10, 0, 0, 0)]);
    let second = ask(subject, receive_for(11, 0, 0, 1));
    assert_eq!(refused(&second), Some(Rejection::CouponPersonUsed));
    done(subject, &[bind(3, 1, 1), receive_for(12, 0, 1, 1)]);
    assert_audit_clean(subject);
}

/// What a card got stays counted when it is taken off, also for who binds it next.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_farm_a_card_taken_off_and_bound_again_gets_no_second_gift(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[bind(1, 0, 0), receive_for(10, 0, 0, 0), unbind(0, 0), bind(2, 0, 0)]);
    let again = ask(subject, receive_for(11, 0, 0, 0));
    assert_eq!(refused(&again), Some(Rejection::CouponPersonUsed));
    done(subject, &[unbind(0, 0), bind(3, 1, 0)]);
    let next = ask(subject, receive_for(12, 0, 1, 0));
    assert_eq!(refused(&next), Some(Rejection::CardGiftTaken));
    assert_audit_clean(subject);
}

/// Three people take the gift with one card at the same moment: one gets it.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_farm_a_rush_with_one_card_gets_one_gift(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[bind(1, 0, 0), bind(2, 1, 0), bind(3, 2, 0)]);
    let attempts = (0..3).map(|n| vec![receive_for(10 + u128::from(n), 0, n, 0)]).collect();
    let outcomes = contend(subject, attempts).concat();
    let (got, others): (Vec<&Outcome>, Vec<&Outcome>) =
        outcomes.iter().partition(|outcome| outcome.is_ok());
    assert_eq!((got.len(), others.len()), (1, 2));
    assert!(others.iter().all(|other| refused(other) == Some(Rejection::CardGiftTaken)));
    assert_audit_clean(subject);
}

/// Without a card, with another's or with one that was taken off, there is no gift; with one that
/// is bound there is, and a batch that needs none counts none.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_gift_needs_a_card_that_is_bound(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[bind(1, 0, 0), bind(2, 0, 1), unbind(0, 1)]);
    let none = ask(subject, town_coupon::receive(10, 0, 0));
    assert_eq!(refused(&none), Some(Rejection::CardNeeded));
    for (id, person, n) in [(11, 1, 0), (12, 0, 1), (13, 0, 2)] {
        let other = ask(subject, receive_for(id, 0, person, n));
        assert_eq!(refused(&other), Some(Rejection::CardUnknown), "{person} {n}");
    }
    done(subject, &[receive_for(14, 0, 0, 0)]);
    let later = ask(subject, town_coupon::receive(14, 0, 0));
    assert!(matches!(later, Ok(Receipt::Coupon(_))), "a retry finds what it got: {later:?}");
    done(subject, &town_coupon::given_out(1, town_coupon::rules()));
    done(subject, &[receive_for(15, 1, 0, 0)]);
    let gifts = subject.reader().records(Kind::CardGift, None, 9).expect("works");
    assert_eq!(gifts.len(), 1);
    assert_audit_clean(subject);
}

/// A request that comes again after the card was taken off gets its answer and binds nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_late_repeat_of_a_binding_binds_nothing_again(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[bind(1, 0, 0), unbind(0, 0)]);
    assert_eq!(ask(subject, bind(1, 0, 0)), Ok(Receipt::CardBound(card(0))));
    assert_eq!(states(subject, 0), [(card(0).0, State::Closed)]);
    let other = ask(subject, bind(1, 0, 1));
    assert_eq!(refused(&other), Some(Rejection::IdempotencyConflict));
    assert_audit_clean(subject);
}

/// Two bindings at once, with nine cards bound, come to ten; a card that is bound anew counts once,
/// and one that was taken off leaves its place.
///
/// # Panics
/// When the store breaks the contract.
pub fn of_bindings_at_once_no_more_than_ten_cards_come(subject: &dyn Subject) {
    founded(subject);
    let nine: Vec<_> = (0..9).map(|n| bind(1 + u128::from(n), 0, n)).collect();
    done(subject, &nine);
    let outcomes = contend(subject, (10..14).map(|n| vec![bind(u128::from(n), 0, n)]).collect());
    let refusals: Vec<_> = outcomes.concat().iter().map(refused).collect();
    assert_eq!(refusals.iter().filter(|one| one.is_none()).count(), 1, "{refusals:?}");
    let full = Some(Rejection::CardsFull);
    assert_eq!(refusals.iter().filter(|one| **one == full).count(), 3);
    done(subject, &[bind(20, 0, 0), unbind(0, 1), bind(21, 0, 20)]);
    assert_eq!(refused(&ask(subject, bind(22, 0, 21))), full);
    // In one batch each sees what the one before it did.
    let (off, on) = (unbind(0, 2), [bind(23, 0, 30), bind(24, 0, 31)]);
    let together = run(subject, &[off, on[0].clone(), on[1].clone()]);
    assert_eq!(together.iter().map(refused).collect::<Vec<_>>(), [None, None, full]);
    assert_eq!(states(subject, 0).iter().filter(|(_, it)| *it == State::Active).count(), 10);
    assert_audit_clean(subject);
}

/// What an issuer says of a card is bounded.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_malformed_card_is_refused(subject: &dyn Subject) {
    founded(subject);
    let token = |text: &str| CardToken::new(text.to_owned());
    let cards = [
        BindCard { brand: String::new(), ..to_bind(0, 0) },
        BindCard { brand: "x".repeat(25), ..to_bind(0, 0) },
        BindCard { brand: "two\nlines".to_owned(), ..to_bind(0, 0) },
        BindCard { last_four: 10_000, ..to_bind(0, 0) },
        BindCard { token: token(" "), ..to_bind(0, 0) },
        BindCard { token: token(&"x".repeat(129)), ..to_bind(0, 0) },
    ];
    let asked: Vec<_> = (1..).zip(cards).map(|(id, card)| bind_with(id, card)).collect();
    for outcome in run(subject, &asked) {
        assert_eq!(refused(&outcome), Some(Rejection::CardMalformed));
    }
    assert_eq!(states(subject, 0), []);
    let unknown = ask(subject, bind(20, 9, 0));
    assert_eq!(refused(&unknown), Some(Rejection::PersonUnknown));
    assert_audit_clean(subject);
}
