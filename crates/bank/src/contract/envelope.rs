//! Envelopes: sent with money that is there, claimed share by share, each once and by one person,
//! and given back as exactly as they were sent.

use crate::command::{Command, PinCheck, SendEnvelope};
use crate::contract::race::contend;
use crate::contract::town::{self, envelope as town_envelope};
use crate::contract::{Subject, ask, assert_audit_clean, done, run};
use crate::event::{Event, Happened};
use crate::id::{AccountId, EnvelopeId, PaymentId, TimeMs};
use crate::key::Key;
use crate::receipt::{Outcome, Receipt};
use crate::record::{Claim, EnvelopeState, PaymentKind, Record, SentEnvelope};
use crate::rejection::Rejection;
use promotion::envelope::{OPEN_MS, Split};
use town_envelope::{claim, claim_with, give_back, send, send_to, send_with, to_send};

fn refused(outcome: &Outcome) -> Option<Rejection> {
    outcome.as_ref().err().map(|refusal| refusal.rejection)
}

fn balance(subject: &dyn Subject, account: AccountId) -> i64 {
    match subject.reader().record(&Key::Account(account)) {
        Ok(Some(Record::Account(account))) => account.balance.minor(),
        other => panic!("an account, not {other:?}"),
    }
}

fn sent(subject: &dyn Subject, id: u128) -> SentEnvelope {
    match subject.reader().record(&Key::Envelope(EnvelopeId(id))) {
        Ok(Some(Record::Envelope(sent))) => *sent,
        other => panic!("an envelope, not {other:?}"),
    }
}

fn left(subject: &dyn Subject, id: u128) -> i64 {
    balance(subject, AccountId::of_envelope(EnvelopeId(id)))
}

/// Returns what an outcome paid, in minor units.
fn paid(outcome: &Outcome) -> Option<u64> {
    match outcome {
        Ok(Receipt::Paid(payment)) => Some(payment.amount.minor()),
        _ => None,
    }
}

/// The first to claim gets the first share, all shares come to the total, and the sender may claim
/// one as everybody.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_group_claims_shares_that_add_up(subject: &dyn Subject) {
    done(subject, &town::founded(4, 0, 500));
    let Receipt::Paid(filled) = done(subject, &[send(1, 0, 400, 4)]).remove(0) else {
        panic!("an envelope is filled by a payment")
    };
    assert_eq!(filled.kind, PaymentKind::Envelope(EnvelopeId(1)));
    assert_eq!(filled.note.as_deref(), Some("恭喜发财"));
    assert_eq!((balance(subject, town::account(0)), left(subject, 1)), (100, 400));
    let shares = sent(subject, 1).sealed().expect("it was sent").shares;
    let claims: Vec<_> = (0..4).map(|n| claim(10 + u128::from(n), 1, n)).collect();
    for (outcome, share) in run(subject, &claims).iter().zip(&shares) {
        assert_eq!(paid(outcome), Some(share.minor));
    }
    assert_eq!(left(subject, 1), 0);
    let state = (sent(subject, 1).claimed, sent(subject, 1).state);
    assert_eq!(state, (4, EnvelopeState::Finished));
    let late = claim_with(20, 1, 0, Some(town_envelope::secret_hash()));
    assert_eq!(refused(&ask(subject, late)), Some(Rejection::EnvelopeClaimed));
    done(subject, &[give_back(OPEN_MS, 1)]);
    assert_eq!(sent(subject, 1).state, EnvelopeState::Finished);
    assert_audit_clean(subject);
}

/// An envelope for one person is opened by no other one, and needs no secret.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_envelope_for_one_person_is_theirs_alone(subject: &dyn Subject) {
    done(subject, &town::founded(3, 0, 500));
    let two = SendEnvelope { shares: 2, ..to_person() };
    assert_eq!(refused(&ask(subject, send_with(two))), Some(Rejection::EnvelopeSharesInvalid));
    let own = SendEnvelope { payee: Some(town::receive_code(0)), ..to_send(3, 0, 50, 1) };
    assert_eq!(refused(&ask(subject, send_with(own))), Some(Rejection::PayeeIsPayer));
    done(subject, &[send_to(1, 0, 50, 1)]);
    for (id, person) in [(10, 0), (11, 2)] {
        let other = ask(subject, claim(id, 1, person));
        assert_eq!(refused(&other), Some(Rejection::EnvelopeNotForYou));
    }
    let own = ask(subject, claim_with(12, 1, 1, None));
    assert_eq!(paid(&own), Some(50));
    assert_eq!(balance(subject, town::account(1)), 550);
    assert_audit_clean(subject);
}

fn to_person() -> SendEnvelope {
    SendEnvelope { payee: Some(town::receive_code(1)), claim_hash: None, ..to_send(2, 0, 50, 1) }
}

/// One person, one share: under another identifier too, from another device, at once or later.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_share_is_claimed_once_by_each(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 500));
    done(subject, &[send(1, 0, 400, 9)]);
    let attempts = (0..6).map(|n| vec![claim(10 + n, 1, 1)]).collect();
    let outcomes = contend(subject, attempts).concat();
    assert_eq!(outcomes.iter().filter_map(paid).count(), 1);
    let others = outcomes.iter().filter_map(refused);
    assert!(others.clone().count() == 5 && others.into_iter().all(|why| why == CLAIMED));
    assert_eq!(sent(subject, 1).claimed, 1);
    let taken = ask(subject, claim(1, 1, 0));
    assert_eq!(refused(&taken), Some(Rejection::IdempotencyConflict), "the sender's own key");
    assert_audit_clean(subject);
}

const CLAIMED: Rejection = Rejection::EnvelopeClaimed;

/// Without the secret there is no envelope, and none can be told from one that is not there.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_wrong_secret_opens_nothing(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 500));
    done(subject, &[send(1, 0, 400, 9)]);
    let mut close = town_envelope::secret_hash();
    close[31] ^= 1;
    let shown = [(1, None), (1, Some(close)), (1, Some([0; 32])), (2, Some(close))];
    for (id, (envelope, secret_hash)) in (10..).zip(shown) {
        let outcome = ask(subject, claim_with(id, envelope, 1, secret_hash));
        assert_eq!(outcome, Err(Rejection::EnvelopeUnknown.into()));
    }
    assert_eq!(left(subject, 1), 400);
    assert_audit_clean(subject);
}

/// What nobody claimed goes back from its moment on, once, and nobody claims from then on.
///
/// # Panics
/// When the store breaks the contract.
pub fn what_is_left_goes_back_after_a_day(subject: &dyn Subject) {
    done(subject, &town::founded(3, 0, 500));
    done(subject, &[send(1, 0, 400, 4), claim(10, 1, 1)]);
    let claimed = 400 - left(subject, 1);
    let early = done(subject, &[give_back(OPEN_MS - 1, 1)]);
    assert_eq!(early, [Receipt::Envelope(EnvelopeId(1), EnvelopeState::Open)]);
    let late = ask(subject, town::later(OPEN_MS, claim(11, 1, 2)));
    assert_eq!(refused(&late), Some(Rejection::EnvelopeOver), "also before it was swept");
    let last = ask(subject, town::later(OPEN_MS - 1, claim(12, 1, 2)));
    assert!(paid(&last).is_some());
    for _ in 0..2 {
        let back = done(subject, &[give_back(OPEN_MS, 1)]);
        assert_eq!(back, [Receipt::Envelope(EnvelopeId(1), EnvelopeState::Returned)]);
        assert_eq!(left(subject, 1), 0);
    }
    let both = claimed + i64::try_from(paid(&last).unwrap_or(0)).expect("small");
    assert_eq!(balance(subject, town::account(0)), 500 - both);
    let late = ask(subject, town::later(OPEN_MS, claim(13, 1, 0)));
    assert_eq!(refused(&late), Some(Rejection::EnvelopeOver));
    let of_sender = subject.reader().payments(town::account(0), None, 1).expect("works");
    assert_eq!(of_sender[0].kind, PaymentKind::EnvelopeReturned(EnvelopeId(1)));
    assert_audit_clean(subject);
}

/// Sending and claiming asked again are the same answers, also with another seed and after the end.
///
/// # Panics
/// When the store breaks the contract.
pub fn the_same_claim_gets_the_same_share(subject: &dyn Subject) {
    done(subject, &town::founded(3, 0, 500));
    let first = run(subject, &[send(1, 0, 400, 2), claim(10, 1, 1)]);
    let reseeded = SendEnvelope { seed: promotion::Seed::new([9; 32]), ..to_send(1, 0, 400, 2) };
    let again = [send_with(reseeded), claim(10, 1, 1)];
    assert_eq!(run(subject, &again), first);
    done(subject, &[claim(11, 1, 2)]);
    assert_eq!(run(subject, &again), first);
    assert_eq!(balance(subject, town::account(0)), 100);
    let other = ask(subject, send(1, 0, 399, 2));
    assert_eq!(refused(&other), Some(Rejection::IdempotencyConflict));
    let stolen = ask(subject, send(1, 1, 400, 2));
    assert_eq!(refused(&stolen), Some(Rejection::IdentifierTaken));
    assert_audit_clean(subject);
}

/// Ten thousand claim an envelope of a hundred shares: a hundred get one, and all of it is gone.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_rush_of_ten_thousand_gives_out_a_hundred_shares(subject: &dyn Subject) {
    const PEOPLE: u32 = 10_000;
    const AT_ONCE: usize = 500;
    let mut founding = town::founded(1, 0, 1_000_000);
    founding.extend((1..PEOPLE).map(town::open_account));
    for part in founding.chunks(AT_ONCE) {
        done(subject, part);
    }
    done(subject, &[send(1, 0, 1_000_000, 100)]);
    let claims: Vec<_> = (0..PEOPLE).map(|n| claim(u128::from(n) + 10, 1, n)).collect();
    let outcomes: Vec<Outcome> =
        claims.chunks(AT_ONCE).flat_map(|part| run(subject, part)).collect();
    let shares: Vec<u64> = outcomes.iter().filter_map(paid).collect();
    assert_eq!((shares.len(), shares.iter().sum::<u64>()), (100, 1_000_000));
    let late = outcomes.iter().filter_map(refused);
    assert_eq!(late.filter(|why| *why == Rejection::EnvelopeEmpty).count(), 9_900);
    assert_eq!(left(subject, 1), 0);
    let claims = subject.reader().claims(EnvelopeId(1)).expect("works");
    assert_eq!(claims.len(), 100);
    assert_audit_clean(subject);
}

/// Two at once for the last share: one has it.
///
/// # Panics
/// When the store breaks the contract.
pub fn two_race_for_the_last_share(subject: &dyn Subject) {
    done(subject, &town::founded(4, 0, 500));
    done(subject, &[send(1, 0, 400, 2), claim(10, 1, 1)]);
    let outcomes = contend(subject, vec![vec![claim(11, 1, 2)], vec![claim(12, 1, 3)]]).concat();
    assert_eq!(outcomes.iter().filter_map(paid).count(), 1);
    let lost: Vec<Rejection> = outcomes.iter().filter_map(refused).collect();
    assert_eq!(lost, [Rejection::EnvelopeEmpty]);
    assert_eq!((left(subject, 1), sent(subject, 1).claimed), (0, 2));
    assert_audit_clean(subject);
}

/// A claim of the last moment and the return race: each share goes one way, and all money is there.
///
/// # Panics
/// When the store breaks the contract.
pub fn a_claim_races_the_return(subject: &dyn Subject) {
    done(subject, &town::founded(3, 0, 1000));
    done(subject, &(1..9).map(|id| send(id, 0, 100, 3)).collect::<Vec<_>>());
    let claims = |n: u32| {
        let claims = (1..9).map(|id| claim(100 * u128::from(n) + id, id, n));
        claims.map(|envelope| town::later(OPEN_MS - 1, envelope)).collect::<Vec<_>>()
    };
    let returns: Vec<_> = (1..9).map(|id| give_back(OPEN_MS, id)).collect();
    let outcomes = contend(subject, vec![claims(1), returns, claims(2)]);
    for outcome in outcomes[0].iter().chain(&outcomes[2]) {
        assert!(paid(outcome).is_some() || refused(outcome) == Some(Rejection::EnvelopeOver));
    }
    for id in 1..9 {
        assert_eq!((left(subject, id), sent(subject, id).state), (0, EnvelopeState::Returned));
    }
    let all: i64 = (0..3).map(|n| balance(subject, town::account(n))).sum();
    assert_eq!(all, 3000);
    assert_audit_clean(subject);
}

/// Sending holds to what a payment holds to: the account, the limit, the PIN; and each share to its
/// bounds. Nothing moves when it is refused.
///
/// # Panics
/// When the store breaks the contract.
pub fn an_envelope_needs_the_senders_money_and_pin(subject: &dyn Subject) {
    done(subject, &town::founded(2, 0, 50_000));
    let good = |id| to_send(id, 0, 20_000, 2);
    let cases = [
        (SendEnvelope { total: town::amount(50_001), ..good(1) }, Rejection::InsufficientFunds),
        (SendEnvelope { payment_max_minor: 19_999, ..good(2) }, Rejection::AmountTooLarge),
        (SendEnvelope { pin_from_minor: 20_000, ..good(3) }, Rejection::PinNotSet),
        (SendEnvelope { total: town::amount(0), ..good(4) }, Rejection::AmountZero),
        (SendEnvelope { total: town::amount(1), ..good(5) }, Rejection::EnvelopeTooSmall),
        (SendEnvelope { total: town::amount(40_001), ..good(6) }, Rejection::EnvelopeTooLarge),
        (SendEnvelope { shares: 101, ..good(7) }, Rejection::EnvelopeSharesInvalid),
        (SendEnvelope { greeting: Some("a\nb".to_owned()), ..good(8) }, Rejection::NoteMalformed),
        (SendEnvelope { order_expires_at: TimeMs(1), ..good(9) }, Rejection::PaymentOrderExpired),
    ];
    for (send, why) in cases {
        assert_eq!(refused(&ask(subject, send_with(send))), Some(why));
    }
    assert_eq!(balance(subject, town::account(0)), 50_000);
    done(subject, &[town::start_enrolment(0), town::confirm_enrolment(0, town::CODE_HASH)]);
    let foreign = town::signed(town::device(0), 1, send_with(to_send(10, 1, 100, 1)));
    assert_eq!(refused(&ask(subject, foreign)), Some(Rejection::DeviceUnknown));
    let equal = SendEnvelope { split: Split::Equal, pin: PinCheck::Right, ..good(11) };
    done(subject, &[town::signed(town::device(0), 2, send_with(equal)), claim(12, 11, 1)]);
    assert_eq!(balance(subject, town::account(1)), 60_000);
    assert_audit_clean(subject);
}

/// Who sent, may claim or claimed an envelope finds it; what is due is found in its order.
///
/// # Panics
/// When the store breaks the contract.
pub fn envelopes_are_listed(subject: &dyn Subject) {
    done(subject, &town::founded(3, 0, 500));
    let later = |by_ms, mut envelope: crate::command::Envelope| {
        if let Command::SendEnvelope(send) = &mut envelope.command {
            send.order_expires_at = send.order_expires_at.plus_ms(by_ms);
        }
        town::later(by_ms, envelope)
    };
    let (first, second) = (later(2, send(1, 0, 40, 2)), later(1, send_to(2, 0, 50, 1)));
    done(subject, &[first, second, claim(10, 1, 2), claim(11, 1, 0)]);
    let reader = subject.reader();
    let ids = |n, limit| -> Vec<u128> {
        let found = reader.envelopes_of(town::person(n), limit).expect("works");
        found.into_iter().map(|sent| sent.envelope.id.0).collect()
    };
    assert_eq!((ids(0, 9), ids(0, 1)), (vec![1, 2], vec![1]));
    assert_eq!((ids(1, 9), ids(2, 9)), (vec![2], vec![1]));
    let claim = |n, place, payment| Claim {
        envelope: EnvelopeId(1),
        person: town::person(n),
        place,
        payment: PaymentId(payment),
        at: town::AT,
    };
    assert_eq!(reader.claims(EnvelopeId(1)), Ok(vec![claim(2, 0, 10), claim(0, 1, 11)]));
    assert_eq!(reader.claims(EnvelopeId(2)), Ok(Vec::new()));
    let due = |at, limit| reader.envelopes_due(town::AT.plus_ms(at), limit).expect("works");
    assert_eq!(due(2, 9), [EnvelopeId(2)], "the first is finished");
    assert_eq!((due(0, 9), due(1, 0)), (Vec::new(), Vec::new()));
}

/// The sender hears of what is sent and claimed, the person for whom it is of what is sent, and
/// whoever moves money of that.
///
/// # Panics
/// When the store breaks the contract.
pub fn who_hears_of_an_envelope(subject: &dyn Subject) {
    done(subject, &town::founded(3, 0, 500));
    let start = subject.reader().last_event().expect("works");
    done(subject, &[send_to(1, 0, 50, 1), claim_with(10, 1, 1, None)]);
    let heard = |n| {
        let events = subject.reader().events_of(town::account(n), start, 9).expect("works");
        let changed = |event: Event| match event.happened {
            Happened::EnvelopeChanged { envelope, sender, payee } => {
                Some((envelope, sender, payee))
            }
            _ => None,
        };
        events.expect("few").into_iter().map(changed).collect::<Vec<_>>()
    };
    let envelope = EnvelopeId(1);
    let of_sending = Some((envelope, town::account(0), Some(town::account(1))));
    let of_claim = Some((envelope, town::account(0), None));
    assert_eq!(heard(0), [of_sending, None, of_claim]);
    assert_eq!(heard(1), [of_sending, None]);
    assert_eq!(heard(2), []);
    assert_audit_clean(subject);
}
