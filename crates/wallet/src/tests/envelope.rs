//! Envelopes: sent once whatever the network does, claimed by their code, and believed only as far
//! as they can be recomputed.

use super::fake::network::Fault;
use super::fake::operator::LABEL;
use super::fake::{PIN, World, run};
use super::payment::code_for;
use crate::envelope::{EnvelopeFit, SeenEnvelope};
use crate::state::PaymentStep;
use crate::{Reading, Wallet, WalletError};
use promotion::envelope::Split;
use wire::envelope::EnvelopeState;
use wire::{ErrorCode, Id, Secret};

fn pin() -> Option<Secret> {
    Some(Secret::new(PIN))
}

fn prepared(wallet: &Wallet<World>, total: &str, shares: u16) -> Id {
    let greeting = Some("恭喜发财".to_owned());
    let prepared = run(wallet.prepare_envelope(total, shares, Split::Lucky, None, greeting));
    prepared.expect("prepared").unfinished.envelope
}

fn sent(wallet: &Wallet<World>) -> SeenEnvelope {
    let envelope = prepared(wallet, "10.00", 2);
    run(wallet.confirm_envelope(envelope, pin())).expect("sent")
}

fn refused<T: std::fmt::Debug>(result: Result<T, WalletError>) -> ErrorCode {
    match result {
        Err(WalletError::Api(problem)) => problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn what_may_be_sent_is_known_while_it_is_typed() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let check = |digits, shares| wallet.check_envelope(digits, shares, Split::Lucky);
    let fit = |digits, shares| check(digits, shares).expect("checked").fit;
    assert_eq!(fit("", 3), EnvelopeFit::None);
    assert_eq!(fit("0.02", 3), EnvelopeFit::TooLittle);
    assert_eq!(fit("0.03", 3), EnvelopeFit::Fits);
    assert_eq!(fit("600.01", 3), EnvelopeFit::TooMuch);
    assert_eq!(check("x", 3), Err(WalletError::AmountMalformed));
    assert_eq!(refused(check("1", 0)), ErrorCode::EnvelopeSharesInvalid);
    let prepare = |total, shares, payee| {
        run(wallet.prepare_envelope(total, shares, Split::Lucky, payee, None))
    };
    assert_eq!(refused(prepare("0.02", 3, None)), ErrorCode::EnvelopeTooSmall);
    assert_eq!(refused(prepare("600.01", 3, None)), ErrorCode::EnvelopeTooLarge);
    let label = code_for(LABEL);
    assert_eq!(refused(prepare("6", 3, Some(&label))), ErrorCode::EnvelopeSharesInvalid);
    assert_eq!(prepare("6", 1, Some(&label)), Err(WalletError::CodeNotPayable));
    assert_eq!(world.operator.inner().envelopes_sent, 0, "nothing has left the device");
}

#[test]
fn an_envelope_is_sent_once_whatever_the_network_does() {
    for first in Fault::ALL {
        for second in Fault::ALL {
            let world = World::enrolled();
            let wallet = world.wallet();
            let envelope = prepared(&wallet, "10.00", 2);
            world.network.script(&[first, second]);
            let mut end = run(wallet.confirm_envelope(envelope, pin()));
            if end.is_err() {
                end = run(wallet.confirm_envelope(envelope, pin()));
            }
            let seen = end.unwrap_or_else(|error| panic!("{first:?} {second:?}: {error:?}"));
            assert_eq!(seen.envelope, envelope);
            assert_eq!(world.operator.inner().envelopes_sent, 1, "{first:?} {second:?}");
            assert!(seen.code.expect("a code").contains("/e/"));
            assert!(wallet.state().unfinished_envelopes.is_empty());
        }
    }
}

#[test]
fn a_wrong_pin_leaves_the_envelope_to_be_confirmed_again() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let envelope = prepared(&wallet, "10.00", 2);
    let wrong = run(wallet.confirm_envelope(envelope, Some(Secret::new("000000"))));
    assert_eq!(refused(wrong), ErrorCode::PinWrong);
    assert_eq!(wallet.state().unfinished_envelopes[0].step, PaymentStep::Prepared);
    run(wallet.confirm_envelope(envelope, pin())).expect("sent");
    let again = run(wallet.confirm_envelope(envelope, pin()));
    assert_eq!(refused(again), ErrorCode::EnvelopeUnknown, "it waits for nothing any more");
    let much = prepared(&wallet, "200.00", 2);
    let poor = run(wallet.confirm_envelope(much, pin()));
    assert_eq!(refused(poor), ErrorCode::InsufficientFunds);
    assert!(wallet.state().unfinished_envelopes.is_empty());
}

#[test]
fn a_code_is_read_and_claimed_once_and_the_share_proven_at_once() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let code = sent(&wallet).code.expect("a code");
    let read = run(wallet.read_code(&code)).expect("read");
    assert!(matches!(read, Reading::Envelope { is_ours: true, .. }), "{read:?}");
    world.network.script(&[Fault::AnswerLost]);
    let claimed = run(wallet.claim_envelope(&code)).expect("claimed");
    let proof = claimed.proof.clone().expect("a proof");
    assert!(claimed.mine.is_some() && proof.holds && !proof.is_whole);
    let again = run(wallet.claim_envelope(&code)).expect("shown again");
    assert_eq!(again.mine, claimed.mine);
    let (listed, _) = run(wallet.envelopes()).expect("listed");
    assert_eq!((listed.len(), &listed[0].proof), (1, &None));
    let foreign = code.replace("http://127.0.0.1:7300", "https://other.example");
    let foreign = run(wallet.claim_envelope(&foreign));
    assert!(matches!(foreign, Err(WalletError::ForeignOperator(_))), "{foreign:?}");
    assert_eq!(run(wallet.claim_envelope(&code_for(LABEL))), Err(WalletError::CodeNotPayable));
}

#[test]
fn an_operator_that_does_not_keep_to_its_commitment_is_found_out() {
    let world = World::enrolled();
    let wallet = world.wallet();
    let seen = sent(&wallet);
    let code = seen.code.expect("a code");
    run(wallet.claim_envelope(&code)).expect("claimed");
    let lie = |change: fn(&mut super::fake::envelope::FakeEnvelope)| {
        change(world.operator.inner().envelope.as_mut().expect("sent"));
        let seen = run(wallet.envelope(seen.envelope)).expect("read");
        let proof = seen.proof.expect("a proof");
        (seen.state, proof.holds, proof.is_whole)
    };
    let (open, finished) = (EnvelopeState::Open, EnvelopeState::Finished);
    assert_eq!(lie(|sent| sent.told_more = 1), (open, false, false), "another share");
    assert_eq!(lie(|sent| sent.told_more = 0), (open, true, false));
    assert_eq!(lie(|sent| sent.claimed = 2), (finished, true, true), "the seed is shown");
    assert_eq!(lie(|sent| sent.told_seed = [1; 32]), (finished, false, true), "another seed");
    // Another commitment than at first, that fits what is said now.
    assert_eq!(lie(|sent| sent.order.total.minor = 999), (finished, false, true));
}
