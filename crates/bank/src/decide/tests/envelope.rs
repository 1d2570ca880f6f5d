//! The ladders of sending an envelope and of claiming a share.

use super::*;
use crate::command::{ClaimEnvelope, Command, SendEnvelope};
use crate::contract::town::envelope as town_envelope;
use crate::id::{AccountId, EnvelopeId, PaymentId};
use crate::record::{Claim, EnvelopeState, SentEnvelope};
use promotion::envelope::{Envelope, OPEN_MS};

pub(super) fn ladders() -> Vec<Vec<Rung>> {
    vec![SEND.to_vec(), CLAIM.to_vec()]
}

fn send(scene: &mut Scene) -> &mut SendEnvelope {
    match &mut scene.envelope.command {
        Command::SendEnvelope(command) => command,
        other => panic!("another command: {other:?}"),
    }
}

fn claim(scene: &mut Scene) -> &mut ClaimEnvelope {
    match &mut scene.envelope.command {
        Command::ClaimEnvelope(command) => command,
        other => panic!("another command: {other:?}"),
    }
}

fn envelope_account(minor: i64) -> Record {
    let id = EnvelopeId(1);
    Record::Account(Account {
        id: AccountId::of_envelope(id),
        owner: Owner::Envelope(id),
        floor: Floor::Zero,
        balance: Balance::new(minor, town::yuan()).expect("in range"),
        held_minor: 0,
        version: 0,
        last_sequence: 0,
    })
}

fn sent(change: impl FnOnce(&mut SentEnvelope)) -> Record {
    let SendEnvelope { envelope: id, sender, total, shares, split, claim_hash, seed, .. } =
        town_envelope::to_send(1, 1, 100, 2);
    let mut sent = SentEnvelope {
        envelope: Envelope { id, total, shares, split },
        sender,
        payee: None,
        claim_hash,
        seed,
        sent_at: town::AT,
        claimed: 0,
        state: EnvelopeState::Open,
    };
    change(&mut sent);
    Record::Envelope(Box::new(sent))
}

const SEND: [Rung; 16] = [
    (Rejection::PersonUnknown, |scene| {
        scene.put(account(0, 0, town::yuan()));
        scene.put(person(0, State::Closed, Pin::default()));
    }),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::NoteMalformed, |scene| send(scene).greeting = None),
    (Rejection::IdentifierTaken, |scene| {
        scene.remove(&Key::Envelope(EnvelopeId(1)));
        assert_eq!(scene.ask(), Err(Rejection::IdentifierTaken.into()), "its account is taken");
        scene.remove(&Key::Account(AccountId::of_envelope(EnvelopeId(1))));
    }),
    (Rejection::PaymentOrderExpired, |scene| send(scene).order_expires_at = town::AT),
    (Rejection::AmountZero, |scene| send(scene).total = town::amount(60_000)),
    (Rejection::AmountTooLarge, |scene| send(scene).payment_max_minor = 60_000),
    (Rejection::ReceiveCodeUnknown, |scene| {
        scene.put(receive_code(0));
        scene.put(receive_code(1));
    }),
    (Rejection::PayeeClosed, |scene| {
        scene.put(account(1, 0, dollars()));
        scene.put(person(1, State::Active, Pin::default()));
        send(scene).payee = Some(town::receive_code(0));
    }),
    (Rejection::PayeeIsPayer, |scene| send(scene).payee = Some(town::receive_code(1))),
    (Rejection::CurrencyMismatch, |scene| scene.put(account(1, 0, town::yuan()))),
    (Rejection::PinNotSet, |scene| send(scene).pin_from_minor = u64::MAX),
    (Rejection::InsufficientFunds, |scene| scene.put(account(0, 60_000, town::yuan()))),
    (Rejection::EnvelopeSharesInvalid, |scene| {
        send(scene).payee = None;
        assert_eq!(scene.ask(), Err(Rejection::EnvelopeSharesInvalid.into()), "101 shares");
        send(scene).shares = 2;
        send(scene).total = town::amount(1);
    }),
    (Rejection::EnvelopeTooSmall, |scene| send(scene).total = town::amount(40_001)),
    (Rejection::EnvelopeTooLarge, |scene| send(scene).total = town::amount(40_000)),
];

#[test]
fn sending_an_envelope_climbs_its_ladder() {
    let mut scene = Scene::new(town_envelope::send(1, 0, 0, 101));
    let command = send(&mut scene);
    command.greeting = Some("x".repeat(65));
    command.order_expires_at = crate::TimeMs(town::AT.0 - 1);
    (command.pin_from_minor, command.payment_max_minor) = (0, 1);
    command.payee = Some(town::receive_code(1));
    scene.envelope.key = None;
    scene.put(sent(|_| ()));
    scene.put(envelope_account(0));
    scene.climb(&SEND);
}

fn claimed(n: u32) -> Record {
    let (envelope, payment) = (EnvelopeId(1), PaymentId(9));
    Record::Claim(Claim { envelope, person: town::person(n), place: 0, payment, at: town::AT })
}

const CLAIM: [Rung; 8] = [
    (Rejection::PersonUnknown, |scene| scene.put(person(0, State::Closed, Pin::default()))),
    (Rejection::PersonClosed, |scene| scene.put(person(0, State::Active, Pin::default()))),
    (Rejection::IdentifierTaken, |scene| claim(scene).claim = PaymentId(6)),
    (Rejection::EnvelopeUnknown, |scene| {
        scene.put(sent(|_| ()));
        assert_eq!(scene.ask(), Err(Rejection::EnvelopeUnknown.into()), "a wrong secret");
        scene.put(sent(|sent| sent.payee = Some(town::person(1))));
    }),
    (Rejection::EnvelopeNotForYou, |scene| {
        claim(scene).secret_hash = Some(town_envelope::secret_hash());
        scene.put(sent(|sent| sent.state = EnvelopeState::Finished));
        scene.put(claimed(0));
    }),
    (Rejection::EnvelopeClaimed, |scene| {
        scene.remove(&Key::Claim(EnvelopeId(1), town::person(0)));
    }),
    (Rejection::EnvelopeEmpty, |scene| {
        scene.put(sent(|sent| sent.state = EnvelopeState::Returned));
    }),
    (Rejection::EnvelopeOver, |scene| {
        scene.put(sent(|_| ()));
        scene.envelope.at = town::AT.plus_ms(OPEN_MS);
        assert_eq!(scene.ask(), Err(Rejection::EnvelopeOver.into()), "not swept yet");
        scene.envelope.at = town::AT;
    }),
];

#[test]
fn claiming_a_share_climbs_its_ladder() {
    let mut scene = Scene::new(town_envelope::claim_with(5, 1, 0, None));
    scene.envelope.key = None;
    let mut founding = town::founded(1, 0, 0);
    founding.push(town::top_up(5, 0, 1));
    batch::run(&mut scene.store, &founding).expect("memory works");
    scene.remove(&Key::Person(town::person(0)));
    scene.put(person(1, State::Active, Pin::default()));
    scene.put(envelope_account(100));
    scene.climb(&CLAIM);
}
