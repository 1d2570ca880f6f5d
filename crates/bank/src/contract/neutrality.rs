//! What holds merchants back: nothing does without an entry that everybody can read, and no entry
//! is lost, doubled or put between.

use super::race::contend;
use super::town::{self, neutrality as log};
use super::{Subject, ask, assert_audit_clean, done, run};
use crate::command::{Command, Envelope, LimitStep, Payee};
use crate::id::OrderId;
use crate::key::{Key, Kind};
use crate::receipt::{Outcome, Receipt};
use crate::record::{NeutralityEntry, Record, State};
use crate::rejection::Rejection;
use log::{answer, appeal, close_label, lift, limit, limit_for, remove};
use proof::neutrality::{ANSWER_WITHIN_MS, Action, Chain, Reason};

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn state(subject: &dyn Subject, n: u32) -> State {
    match subject.reader().record(&Key::Merchant(town::merchant(n))) {
        Ok(Some(Record::Merchant(merchant))) => merchant.state,
        other => panic!("a shop, not {other:?}"),
    }
}

fn entries(subject: &dyn Subject) -> Vec<NeutralityEntry> {
    let mut entries = subject.reader().neutrality(None, 100).expect("the store works");
    entries.reverse();
    entries
}

/// A limited merchant takes no new payment by any way, gives back what was paid, and goes on after
/// it is lifted.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_limited_merchant_takes_nothing_new_and_gives_back(subject: &dyn Subject) {
    done(subject, &town::founded(2, 2, 50_000));
    let label = Payee::Label(town::label(0));
    done(subject, &[town::pay(1, 0, label, 100), town::open_order(20, 0, 50)]);
    assert_eq!(done(subject, &[limit(1, 0)]), [Receipt::NeutralityEntered(1)]);
    assert_eq!(state(subject, 0), State::Limited);
    let new = [
        town::pay(2, 0, label, 100),
        town::pay(3, 0, Payee::Order(OrderId(20)), 50),
        town::open_order(21, 0, 50),
    ];
    for outcome in run(subject, &new) {
        assert_eq!(refused(&outcome), Some(Rejection::MerchantLimited));
    }
    done(subject, &[town::refund(4, 1, 0, 30), town::close_order(20, 0)]);
    done(subject, &[town::pay(5, 0, Payee::Label(town::label(1)), 100)]);
    done(subject, &[lift(2, 0, 1), town::pay(6, 0, label, 100)]);
    assert_eq!(state(subject, 0), State::Active);
    done(subject, &[remove(3, 0, None)]);
    assert_eq!(refused(&ask(subject, town::pay(7, 0, label, 1))), Some(Rejection::PayeeClosed));
    let order = ask(subject, town::open_order(22, 0, 50));
    assert_eq!(refused(&order), Some(Rejection::MerchantClosed));
    done(subject, &[town::refund(8, 6, 0, 30)]);
    assert_audit_clean(subject);
}

/// Each entry goes on from the one before, stays as it was, and is found by number and in pages.
///
/// # Panics
/// When the store breaks the contract.
pub fn entries_are_a_chain_and_are_listed(subject: &dyn Subject) {
    done(subject, &town::founded(1, 2, 0));
    done(subject, &log::lived_in());
    let kept = entries(subject);
    let mut chain = Chain::default();
    for one in &kept {
        chain.push(&one.entry, &one.entry.hash()).expect("each goes on from the one before");
    }
    assert_eq!((chain.number(), chain.held_back()), (11, 1));
    let due = town::AT.0 + ANSWER_WITHIN_MS;
    assert_eq!(chain.open_appeals().collect::<Vec<_>>(), [(11, due)]);
    let ended: Vec<_> = kept.iter().map(|one| (one.ended_by, one.appealed_by)).collect();
    assert_eq!(ended[0], (Some(3), Some(2)), "a granted appeal ends what it is about");
    assert_eq!(ended[1], (Some(3), None));
    assert_eq!(ended[3], (Some(5), None));
    assert_eq!(ended[5], (Some(9), Some(7)));
    assert_eq!(ended[9], (None, Some(11)));
    let numbers = |before, limit| -> Vec<u64> {
        let page = subject.reader().neutrality(before, limit).expect("the store works");
        page.iter().map(|one| one.entry.number).collect()
    };
    assert_eq!(numbers(None, 3), [11, 10, 9]);
    assert_eq!(numbers(Some(3), 9), [2, 1]);
    assert_eq!(numbers(Some(1), 9), [0; 0]);
    let page = subject.reader().records(Kind::Neutrality, Some(&Key::Neutrality(9)), 9);
    assert_eq!(page, Ok(kept[9..].iter().cloned().map(Record::Neutrality).collect()));
    assert_eq!(subject.reader().record(&Key::Neutrality(12)), Ok(None));
    assert_eq!(state(subject, 1), State::Limited);
    let closed = ask(subject, town::pay(1, 0, Payee::Label(town::label(1)), 1));
    assert_eq!(refused(&closed), Some(Rejection::LabelClosed));
    assert_eq!(done(subject, &[close_label(1)]), [Receipt::LabelClosed(town::label(1))]);
    assert_audit_clean(subject);
}

/// The same command again is the same entry, whatever number it asks for then.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_entry_asked_again_is_written_once(subject: &dyn Subject) {
    done(subject, &town::founded(1, 2, 0));
    done(subject, &[limit(1, 0)]);
    let numbered = |number| {
        let mut again = limit(1, 0);
        if let Command::LimitMerchant(limit) = &mut again.command {
            limit.number = number;
        }
        again
    };
    assert_eq!(done(subject, &[numbered(2), numbered(9)]), [1, 1].map(Receipt::NeutralityEntered));
    // A number that was too old is no answer: the same command with the next one is done.
    let mut other = limit(1, 1);
    other.key = limit(77, 1).key;
    assert_eq!(refused(&ask(subject, other.clone())), Some(Rejection::NeutralityStale));
    if let Command::LimitMerchant(limit) = &mut other.command {
        limit.number = 2;
    }
    assert_eq!(done(subject, &[other]), [Receipt::NeutralityEntered(2)]);
    assert_eq!(entries(subject).len(), 2);
    assert_audit_clean(subject);
}

/// Whatever is said too late, too long, for no reason or about something else, changes nothing.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_neutrality_nobody_is_limited_without_a_reason_or_behind_the_log(
    subject: &dyn Subject,
) {
    done(subject, &town::founded(1, 2, 0));
    let said = |text: &str| {
        let mut envelope = limit(1, 0);
        if let Command::LimitMerchant(limit) = &mut envelope.command {
            limit.text = text.to_owned();
        }
        envelope
    };
    for text in ["", "  ", "two\nlines", "turned \u{202E}around", &"x".repeat(281)] {
        let outcome = ask(subject, keyless(said(text)));
        assert_eq!(refused(&outcome), Some(Rejection::NeutralityTextMalformed), "{text:?}");
    }
    let cases = [
        (limit(0, 0), Rejection::NeutralityStale),
        (limit(2, 0), Rejection::NeutralityStale),
        (limit(u64::MAX, 0), Rejection::NeutralityStale),
        (limit(1, 9), Rejection::MerchantUnknown),
        (
            limit_for(1, 0, LimitStep::Remove, None, Reason::FraudSuspected),
            Rejection::NeutralityReasonUnfit,
        ),
        (
            limit_for(1, 0, LimitStep::Limit, None, Reason::Mistake),
            Rejection::NeutralityReasonUnfit,
        ),
        (lift(1, 0, 1), Rejection::NeutralityEntryUnknown),
        (limit_for(1, 0, LimitStep::Lift, None, Reason::Mistake), Rejection::MerchantStateDiffers),
    ];
    for (envelope, rejection) in cases {
        assert_eq!(refused(&ask(subject, keyless(envelope))), Some(rejection));
    }
    assert_eq!(entries(subject), []);
    done(subject, &[limit(1, 0), limit(2, 1)]);
    let cases = [
        (limit(2, 0), Rejection::NeutralityStale),
        (limit(3, 0), Rejection::MerchantStateDiffers),
        (remove(3, 0, None), Rejection::MerchantStateDiffers),
        (lift(3, 0, 2), Rejection::NeutralityEntryUnknown),
        (appeal(3, 0, 2), Rejection::NeutralityEntryUnknown),
        (appeal(3, 9, 2), Rejection::MerchantUnknown),
        (answer(3, 1, true), Rejection::NeutralityEntryUnknown),
    ];
    for (envelope, rejection) in cases {
        assert_eq!(refused(&ask(subject, keyless(envelope))), Some(rejection));
    }
    done(subject, &[appeal(3, 0, 1), answer(4, 3, false)]);
    let cases = [
        (appeal(5, 0, 1), Rejection::NeutralityAppealed),
        (appeal(5, 0, 3), Rejection::NeutralityEntryUnknown),
        (answer(5, 3, true), Rejection::AppealAnswered),
    ];
    for (envelope, rejection) in cases {
        assert_eq!(refused(&ask(subject, keyless(envelope))), Some(rejection));
    }
    assert_eq!((entries(subject).len(), state(subject, 0)), (4, State::Limited));
    assert_audit_clean(subject);
}

fn keyless(envelope: Envelope) -> Envelope {
    Envelope { key: None, ..envelope }
}

/// Several who write at the same moment write one entry each number.
///
/// # Panics
/// When the store breaks the contract.
pub fn attack_neutrality_a_rush_of_entries_leaves_no_gap_and_no_second(subject: &dyn Subject) {
    done(subject, &town::founded(1, 4, 0));
    let attempts = (0..4).map(|n| vec![keyless(limit(1, n))]).collect();
    let outcomes = contend(subject, attempts).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let others = outcomes.iter().filter_map(refused);
    assert_eq!(others.collect::<Vec<_>>(), [Rejection::NeutralityStale; 3]);
    assert_eq!(entries(subject).len(), 1);
    assert_audit_clean(subject);
}

/// An appeal that is granted frees the merchant, unless something else holds them back since.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_granted_appeal_takes_back_what_was_appealed_and_no_more(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 0));
    done(subject, &[limit(1, 0), appeal(2, 0, 1), remove(3, 0, Some(1)), answer(4, 2, true)]);
    assert_eq!(state(subject, 0), State::Closed, "what came later holds");
    done(subject, &[appeal(5, 0, 3), answer(6, 5, true)]);
    assert_eq!(state(subject, 0), State::Active);
    let kept = entries(subject);
    assert_eq!((kept[0].ended_by, kept[2].ended_by), (Some(3), Some(6)));
    assert_eq!(kept[5].entry.action, Action::Granted);
    let evidence = |at: usize| kept[at].entry.evidence;
    assert_eq!((evidence(1), evidence(5)), (Some([0xE; 32]), None));
    assert_audit_clean(subject);
}
