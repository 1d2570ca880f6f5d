//! Keys and webhooks of merchants' programs: opened, found, changed, and never another's.

use crate::command::{Command, WebhookChange};
use crate::contract::race::contend;
use crate::contract::town::{self, program};
use crate::contract::{Subject, ask, assert_audit_clean, done};
use crate::id::{ApiKeyId, WebhookId};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{ApiKey, Record, State, Webhook};
use crate::rejection::Rejection;
use program::{change_webhook, note_webhook, open_key, open_webhook, revoke_key};

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn webhook(subject: &dyn Subject, id: u128) -> Webhook {
    match subject.reader().record(&Key::Webhook(WebhookId(id))) {
        Ok(Some(Record::Webhook(webhook))) => webhook,
        other => panic!("no webhook: {other:?}"),
    }
}

fn found(subject: &dyn Subject, n: u32) -> Option<ApiKey> {
    subject.reader().api_key_by_hash(&program::secret_hash(n)).expect("works")
}

/// A key is found by its hash, listed at its merchant, and stays revoked.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_key_is_opened_found_and_revoked(subject: &dyn Subject) {
    done(subject, &town::founded(1, 2, 500));
    assert_eq!(found(subject, 1), None);
    let opened = done(subject, &[open_key(2, 0), open_key(1, 0), open_key(3, 1)]);
    assert_eq!(opened[1], Receipt::ApiKey(ApiKeyId(1)));
    let key = found(subject, 1).expect("is there");
    assert_eq!((key.merchant, key.state), (town::merchant(0), State::Active));
    let listed = subject.reader().api_keys_of(town::merchant(0)).expect("works");
    assert_eq!(listed.iter().map(|key| key.id.0).collect::<Vec<_>>(), [1, 2]);
    done(subject, &[revoke_key(1, 0), revoke_key(1, 0)]);
    assert_eq!(found(subject, 1).map(|key| key.state), Some(State::Closed));
    assert_eq!(found(subject, 2).map(|key| key.state), Some(State::Active));
    assert_audit_clean(subject);
}

/// A key that is opened again, after its answer was lost, is the first one.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_key_asked_again_keeps_its_first_hash(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    done(subject, &[open_key(1, 0)]);
    let mut again = open_key(1, 0);
    let Command::OpenApiKey(open) = &mut again.command else { panic!("opens a key") };
    open.secret_hash = program::secret_hash(9);
    assert_eq!(done(subject, &[again]), [Receipt::ApiKey(ApiKeyId(1))]);
    assert!(found(subject, 1).is_some() && found(subject, 9).is_none());
}

/// An address gets the next secret once, whoever asks again, and nothing is noted after its end.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_webhook_is_opened_rotated_noted_and_closed(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    let before = subject.reader().chain_head().expect("works").sequence;
    done(subject, &[open_webhook(5, 0)]);
    assert_eq!(webhook(subject, 5).opened_after, before);
    let rotate = |was| change_webhook(5, 0, WebhookChange::Rotate { was });
    done(subject, &[town::later(9, rotate(0)), rotate(0)]);
    let rotated = webhook(subject, 5);
    assert_eq!((rotated.secret, rotated.changed_at), (1, town::AT.plus_ms(9)));
    assert_eq!(refused(&ask(subject, rotate(7))), Some(Rejection::WebhookStale));
    done(subject, &[note_webhook(5, 0, "one"), note_webhook(5, 1, "two")]);
    let noted = webhook(subject, 5);
    assert_eq!((noted.version, noted.progress.as_str(), noted.secret), (2, "two", 1));
    let close = change_webhook(5, 0, WebhookChange::Close);
    done(subject, &[close.clone(), close]);
    assert_eq!(refused(&ask(subject, note_webhook(5, 2, ""))), Some(Rejection::WebhookUnknown));
    assert_eq!(refused(&ask(subject, rotate(1))), Some(Rejection::WebhookUnknown));
    let listed = subject.reader().webhooks_of(town::merchant(0)).expect("works");
    let closed = Webhook { state: State::Closed, changed_at: town::AT, ..noted };
    assert_eq!(listed, [closed]);
    assert_audit_clean(subject);
}

/// What two nodes note of one address at once is not mixed.
///
/// # Panics
/// When the store breaks the contract.
pub fn of_two_notes_at_once_one_holds(subject: &dyn Subject) {
    done(subject, &town::founded(1, 1, 500));
    done(subject, &[open_webhook(5, 0)]);
    let notes = (0..6_u32).map(|n| vec![note_webhook(5, 0, &n.to_string())]).collect();
    let outcomes = contend(subject, notes).concat();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let mut others = outcomes.iter().filter(|outcome| outcome.is_err());
    assert!(others.all(|other| refused(other) == Some(Rejection::WebhookStale)));
    assert_eq!(webhook(subject, 5).version, 1);
}

/// A merchant changes no key and no address of another one.
///
/// # Panics
/// When the store breaks the contract.
pub fn nobody_changes_what_is_anothers(subject: &dyn Subject) {
    done(subject, &town::founded(1, 2, 500));
    done(subject, &[open_key(1, 0), open_webhook(5, 0)]);
    assert_eq!(refused(&ask(subject, revoke_key(1, 1))), Some(Rejection::ApiKeyUnknown));
    for change in [WebhookChange::Close, WebhookChange::Rotate { was: 0 }] {
        let outcome = ask(subject, change_webhook(5, 1, change));
        assert_eq!(refused(&outcome), Some(Rejection::WebhookUnknown));
    }
    assert_eq!(refused(&ask(subject, open_key(1, 1))), Some(Rejection::IdentifierTaken));
    assert_eq!(refused(&ask(subject, open_webhook(5, 1))), Some(Rejection::IdentifierTaken));
    let key = found(subject, 1).expect("is there");
    assert_eq!((key.state, key.merchant), (State::Active, town::merchant(0)));
    assert_eq!(webhook(subject, 5).merchant, town::merchant(0));
}
