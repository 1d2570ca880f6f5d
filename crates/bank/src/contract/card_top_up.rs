//! Top-ups by card: kept before the issuer is asked, and ended by its word, once.

mod lost;

use crate::card_top_up::CARD_TOP_UP_DAY_MS;
use crate::command::CardWord;
use crate::contract::race::contend;
use crate::contract::town::card::{bind, unbind};
use crate::contract::town::card_top_up::{ask as to_ask, charged, refused as to_refuse, settle};
use crate::contract::town::{self, later};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::id::{AccountId, CardTopUpId, PaymentId};
use crate::key::{Key, Kind};
use crate::receipt::{Outcome, Receipt};
use crate::record::{CardRefusal, CardTopUp, CardTopUpState, PaymentKind, Record};
use crate::rejection::Rejection;
use crate::setting::SettingKey;

fn refusal(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

/// Two people who hold 5.00, each with a card of their own, 0 and 1.
fn founded(subject: &dyn Subject) {
    done(subject, &town::founded(2, 1, 500));
    done(subject, &[bind(1, 0, 0), bind(2, 1, 1)]);
}

fn balance(subject: &dyn Subject, account: AccountId) -> Option<i64> {
    match subject.reader().record(&Key::Account(account)) {
        Ok(Some(Record::Account(account))) => Some(account.balance.minor()),
        _ => None,
    }
}

/// What person 0 holds, and what the issuer owes.
fn held(subject: &dyn Subject) -> [Option<i64>; 2] {
    [town::account(0), AccountId::of_issuer(town::yuan())].map(|id| balance(subject, id))
}

fn find(subject: &dyn Subject, id: u128) -> CardTopUp {
    match subject.reader().record(&Key::CardTopUp(CardTopUpId(id))) {
        Ok(Some(Record::CardTopUp(top_up))) => top_up,
        other => panic!("a top-up, not {other:?}"),
    }
}

fn asked(subject: &dyn Subject) -> Vec<u128> {
    let asked = subject.reader().card_top_ups_asked(None, 99).expect("works");
    asked.into_iter().map(|top_up| top_up.id.0).collect()
}

/// Nothing moves before the issuer's word; with it the money is there once, however often the word
/// is brought and the person asks again.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_top_up_by_card_is_kept_first_and_paid_once(subject: &dyn Subject) {
    founded(subject);
    let receipt = Receipt::CardTopUp(CardTopUpId(10));
    assert_eq!(ask(subject, to_ask(10, 0, 0, 900)), Ok(receipt.clone()));
    assert_eq!((held(subject), asked(subject)), ([Some(500), None], vec![10]));
    assert_eq!(find(subject, 10).state, CardTopUpState::Asked);
    assert_audit_clean(subject);
    for at in [5, 6, 7] {
        assert_eq!(ask(subject, later(at, charged(10))), Ok(receipt.clone()));
        assert_eq!(ask(subject, later(at, to_ask(10, 0, 0, 900))), Ok(receipt.clone()));
        assert_eq!(held(subject), [Some(1_400), Some(-900)]);
    }
    assert_eq!(find(subject, 10).state, CardTopUpState::Paid { at: town::AT.plus_ms(5) });
    assert_eq!(asked(subject), [0; 0]);
    let paid = PaymentId::of_card_top_up(CardTopUpId(10));
    let history = subject.reader().payments(town::account(0), None, 9).expect("works");
    assert_eq!(history.len(), 2, "with what was paid in at the desk");
    assert_eq!((history[0].id, history[0].kind), (paid, PaymentKind::CardTopUp(CardTopUpId(10))));
    assert_eq!(history[0].note.as_deref(), Some("Harbour Bank ····4242"));
    assert_eq!(refusal(&ask(subject, to_refuse(10))), Some(Rejection::CardTopUpEnded));
    let other = ask(subject, to_ask(10, 0, 0, 901));
    assert_eq!(refusal(&other), Some(Rejection::IdempotencyConflict));
    let others = ask(subject, to_ask(10, 1, 1, 900));
    assert_eq!(refusal(&others), Some(Rejection::IdentifierTaken));
    assert_eq!(refusal(&ask(subject, charged(99))), Some(Rejection::CardTopUpUnknown));
    assert_audit_clean(subject);
}

/// What the issuer refuses moves nothing, and is never paid after all.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_refused_top_up_by_card_moves_nothing(subject: &dyn Subject) {
    founded(subject);
    for (id, reason) in (10..).zip(CardRefusal::ALL.iter().copied()) {
        let word = CardWord::Refused(reason);
        done(subject, &[to_ask(id, 0, 0, 900), settle(id, word), settle(id, word)]);
        assert_eq!(find(subject, id).state, CardTopUpState::Refused { reason, at: town::AT });
        assert_eq!(refusal(&ask(subject, charged(id))), Some(Rejection::CardTopUpEnded));
    }
    let other = CardWord::Refused(CardRefusal::CardGone);
    assert_eq!(refusal(&ask(subject, settle(10, other))), Some(Rejection::CardTopUpEnded));
    assert_eq!((held(subject), asked(subject)), ([Some(500), None], vec![]));
    assert_audit_clean(subject);
}

/// A batch that is lost after its writes leaves the top-up as it was, so the word is brought again.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_top_up_by_card_goes_on_after_every_lost_batch(subject: &dyn Subject) {
    founded(subject);
    let lose = |envelope| lost::lose(subject.store(), envelope);
    lose(to_ask(10, 0, 0, 900));
    assert_eq!(asked(subject), [0; 0], "nobody asks the issuer for what is not kept");
    done(subject, &[to_ask(10, 0, 0, 900)]);
    lose(charged(10));
    assert_eq!((held(subject), asked(subject)), ([Some(500), None], vec![10]));
    done(subject, &[charged(10)]);
    done(subject, &[to_ask(11, 0, 0, 800)]);
    lose(to_refuse(11));
    assert_eq!(asked(subject), [11]);
    done(subject, &[to_refuse(11)]);
    assert_eq!((held(subject), asked(subject)), ([Some(1_400), Some(-900)], vec![]));
    assert_audit_clean(subject);
}

/// Nodes that bring the same word at the same moment move the money once; of two words that differ,
/// one holds.
///
/// # Panics
/// When the store breaks the contract.
pub fn nodes_that_settle_a_top_up_by_card_at_once_move_it_once(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[to_ask(10, 0, 0, 900), to_ask(11, 0, 0, 900)]);
    let same = contend(subject, vec![vec![charged(10)], vec![charged(10)], vec![charged(10)]]);
    assert!(same.concat().iter().all(Result::is_ok));
    assert_eq!(held(subject), [Some(1_400), Some(-900)]);
    let both = contend(subject, vec![vec![charged(11)], vec![to_refuse(11)]]).concat();
    let losers: Vec<_> = both.iter().filter_map(refusal).collect();
    assert_eq!(losers, [Rejection::CardTopUpEnded]);
    let is_paid = matches!(find(subject, 11).state, CardTopUpState::Paid { .. });
    let minor = if is_paid { 1_800 } else { 900 };
    assert_eq!(held(subject), [Some(500 + minor), Some(-minor)]);
    assert_audit_clean(subject);
}

/// A card that is taken off, or bound anew, while the issuer is asked changes nothing of what it is
/// asked; without a card of one's own nothing is asked for.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_card_taken_off_while_asked_still_pays(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[to_ask(10, 0, 0, 900)]);
    let token = find(subject, 10).token;
    done(subject, &[unbind(0, 0)]);
    assert_eq!(find(subject, 10).token, token);
    let unbound = ask(subject, to_ask(11, 0, 0, 900));
    assert_eq!(refusal(&unbound), Some(Rejection::CardUnknown));
    let anothers = ask(subject, to_ask(12, 0, 1, 900));
    assert_eq!(refusal(&anothers), Some(Rejection::CardUnknown));
    done(subject, &[charged(10)]);
    assert_eq!(held(subject), [Some(1_400), Some(-900)]);
    assert_audit_clean(subject);
}

/// Each limit is kept to the last minor unit, also by a rush of requests; what was refused is free
/// again, what is in the air is not, and after 24 hours all of it is.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_top_ups_by_card_at_once_keep_within_the_day(subject: &dyn Subject) {
    founded(subject);
    let refusals = [(99, Rejection::CardTopUpTooSmall), (50_001, Rejection::CardTopUpTooLarge)];
    for (id, (minor, rejection)) in (10..).zip(refusals) {
        assert_eq!(refusal(&ask(subject, to_ask(id, 0, 0, minor))), Some(rejection));
    }
    let rush = (20..23).map(|id| vec![to_ask(id, 0, 0, 40_000)]).collect();
    let outcomes = contend(subject, rush).concat();
    let losers: Vec<_> = outcomes.iter().filter_map(refusal).collect();
    assert_eq!(losers, [Rejection::CardTopUpDayFull]);
    let first = asked(subject)[0];
    done(subject, &[to_refuse(first), to_ask(30, 0, 0, 40_000)]);
    // In one batch each sees what the one before it did.
    let together = run(subject, &[to_refuse(30), to_ask(31, 0, 0, 100), to_ask(32, 0, 0, 100)]);
    assert_eq!(together.iter().map(refusal).collect::<Vec<_>>(), [None, None, None]);
    let many = ask(subject, to_ask(33, 0, 0, 100));
    assert_eq!(refusal(&many), Some(Rejection::CardTopUpsTooMany), "refused ones count");
    let day = |ms, envelope| later(CARD_TOP_UP_DAY_MS + ms, envelope);
    let early = ask(subject, later(CARD_TOP_UP_DAY_MS - 1, to_ask(34, 0, 0, 100)));
    assert_eq!(refusal(&early), Some(Rejection::CardTopUpsTooMany));
    done(subject, &[day(0, to_ask(35, 0, 0, 50_000))]);
    assert_eq!(refusal(&ask(subject, to_ask(40, 1, 1, 100))), None, "another person is another");
    assert_audit_clean(subject);
}

/// Each limit counts from its change on.
///
/// # Panics
/// When the store breaks the contract.
pub fn every_limit_of_top_ups_by_card_is_changed_by_command(subject: &dyn Subject) {
    founded(subject);
    done(subject, &[to_ask(10, 0, 0, 1_000)]);
    let changes = [
        (SettingKey::CardTopUpDayUsesMax, 1, Rejection::CardTopUpsTooMany),
        (SettingKey::CardTopUpDayMax, 1_999, Rejection::CardTopUpDayFull),
        (SettingKey::CardTopUpMax, 0, Rejection::CardTopUpTooLarge),
        (SettingKey::CardTopUpMin, 1_001, Rejection::CardTopUpTooSmall),
        (SettingKey::PinFrom, 0, Rejection::PinNotSet),
    ];
    for (id, (key, value, rejection)) in (20..).zip(changes) {
        let was = town::configured(key);
        done(subject, &[town::change_setting(100 + id, key, was, value)]);
        assert_eq!(refusal(&ask(subject, to_ask(id, 0, 0, 1_000))), Some(rejection));
    }
    assert_audit_clean(subject);
}

/// Those that wait for the issuer are paged from the oldest on, so that none that waits for ever
/// keeps the others from being asked; a person's own are those of a day, and those that wait.
///
/// # Panics
/// When the store breaks the contract.
pub fn top_ups_by_card_that_wait_are_paged(subject: &dyn Subject) {
    founded(subject);
    let asked_at = [(10, 3, 0), (11, 1, 1), (12, 2, 0), (13, 2, 1)];
    for (id, ms, n) in asked_at {
        done(subject, &[later(ms, to_ask(id, n, n, 100))]);
    }
    let reader = subject.reader();
    let (mut after, mut pages) = (None, Vec::new());
    loop {
        let page = reader.card_top_ups_asked(after, 2).expect("works");
        let Some(last) = page.last() else { break };
        after = Some((last.asked_at, last.id));
        pages.extend(page.into_iter().map(|top_up| top_up.id.0));
    }
    assert_eq!(pages, [11, 12, 13, 10]);
    let own = |since| {
        let own = reader.card_top_ups_of(town::person(0), town::AT.plus_ms(since)).expect("works");
        own.into_iter().map(|top_up| top_up.id.0).collect::<Vec<_>>()
    };
    assert_eq!(own(3), [10, 12]);
    done(subject, &[charged(12)]);
    assert_eq!((own(1), own(2), own(3)), (vec![10, 12], vec![10], vec![10]));
    let kept = reader.records(Kind::CardTopUp, None, 9).expect("works");
    let keys: Vec<Key> = (10..14).map(|id| Key::CardTopUp(CardTopUpId(id))).collect();
    assert_eq!(kept.iter().map(Record::key).collect::<Vec<_>>(), keys);
    assert_audit_clean(subject);
}
