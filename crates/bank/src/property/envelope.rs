//! Whatever people do with envelopes: shares come to what was sent, each person has one, nothing is
//! lost, and what is asked again is answered as before.

use crate::audit::audit;
use crate::batch;
use crate::command::Envelope;
use crate::contract::town::{self, envelope as town_envelope};
use crate::memory::MemoryStore;
use crate::receipt::Outcome;
use crate::record::{EnvelopeState, Record};
use crate::store::Reader as _;
use promotion::Seed;
use promotion::envelope::{OPEN_MS, Split};
use proptest::prelude::*;

/// One step; small numbers choose among what there is.
#[derive(Clone, Copy, Debug)]
enum Step {
    Send { sender: u32, minor: u64, shares: u16, is_lucky: bool, payee: Option<u32> },
    Claim { envelope: u8, person: u32, is_right: bool },
    Return { envelope: u8 },
    Again { which: u8 },
    Later { by_h: u8 },
}

fn step() -> impl Strategy<Value = Step> {
    let people = 0_u32..5;
    prop_oneof![
        3 => (people.clone(), 0_u64..1_200, 0_u16..7, any::<bool>(), prop::option::of(0_u32..5))
            .prop_map(|(sender, minor, shares, is_lucky, payee)| {
                Step::Send { sender, minor, shares, is_lucky, payee }
            }),
        8 => (any::<u8>(), people, prop::bool::weighted(0.9))
            .prop_map(|(envelope, person, is_right)| Step::Claim { envelope, person, is_right }),
        2 => any::<u8>().prop_map(|envelope| Step::Return { envelope }),
        2 => any::<u8>().prop_map(|which| Step::Again { which }),
        1 => (0_u8..30).prop_map(|by_h| Step::Later { by_h }),
    ]
}

#[derive(Default)]
struct World {
    asked: Vec<Envelope>,
    sent: Vec<u128>,
    next: u128,
    late_ms: u64,
}

impl World {
    fn envelope(&mut self, step: Step) -> Option<Envelope> {
        self.next += 1;
        let id = 1_000 + self.next;
        let chosen = |sent: &[u128], which: u8| match sent.len() {
            0 => 1,
            count => sent[usize::from(which) % count],
        };
        let envelope = match step {
            Step::Send { sender, minor, shares, is_lucky, payee } => {
                self.sent.push(id);
                let mut send = town_envelope::to_send(id, sender, minor, shares);
                send.split = if is_lucky { Split::Lucky } else { Split::Equal };
                send.seed = Seed::new([id.to_be_bytes()[15]; 32]);
                send.order_expires_at = town::AT.plus_ms(self.late_ms + 1);
                send.payee = payee.filter(|_| shares == 1).map(town::receive_code);
                town_envelope::send_with(send)
            }
            Step::Claim { envelope, person, is_right } => {
                let hash = is_right.then(town_envelope::secret_hash);
                town_envelope::claim_with(id, chosen(&self.sent, envelope), person, hash)
            }
            Step::Return { envelope } => town_envelope::give_back(0, chosen(&self.sent, envelope)),
            Step::Again { which } => {
                let count = self.asked.len();
                return self.asked.get(usize::from(which) % count.max(1)).cloned();
            }
            Step::Later { by_h } => {
                self.late_ms += u64::from(by_h) * OPEN_MS / 24;
                return None;
            }
        };
        let envelope = Envelope { at: town::AT.plus_ms(self.late_ms), ..envelope };
        self.asked.push(envelope.clone());
        Some(envelope)
    }
}

fn check(store: &MemoryStore) {
    assert_eq!(audit(store).expect("memory works").findings, []);
    let mut all = 0;
    for record in store.records() {
        match record {
            Record::Account(account) if account.id != town::desk() => {
                assert!(account.balance.minor() >= 0, "{account:?}");
                all += account.balance.minor();
            }
            Record::Envelope(sent) => {
                let claims = store.claims(sent.envelope.id).expect("memory works");
                assert_eq!(claims.len(), usize::from(sent.claimed));
                let sealed = sent.sealed().expect("it was sent");
                let claimed: u64 =
                    claims.iter().map(|one| sealed.shares[usize::from(one.place)].minor).sum();
                let left = sealed.unclaimed(claims.len()).minor();
                assert_eq!(claimed + left, sent.envelope.total.minor());
                let whole = claims.len() == sealed.shares.len();
                assert_eq!(sent.state == EnvelopeState::Finished, whole);
                let people: std::collections::BTreeSet<_> =
                    claims.iter().map(|one| one.person).collect();
                assert_eq!(people.len(), claims.len(), "one share each");
            }
            _ => {}
        }
    }
    assert_eq!(all, 4_000, "nothing is lost");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_of_envelopes_shares_add_up(
        batches in prop::collection::vec(prop::collection::vec(step(), 1..12), 1..6),
    ) {
        let (mut together, mut apart) = (MemoryStore::default(), MemoryStore::default());
        let founding = town::founded(4, 0, 1_000);
        batch::run(&mut together, &founding).expect("memory works");
        batch::run(&mut apart, &founding).expect("memory works");
        let mut world = World::default();
        let mut answers: Vec<(Envelope, Outcome)> = Vec::new();
        for steps in batches {
            let envelopes: Vec<Envelope> =
                steps.into_iter().filter_map(|step| world.envelope(step)).collect();
            let outcomes = batch::run(&mut together, &envelopes).expect("memory works");
            for (envelope, outcome) in envelopes.iter().zip(&outcomes) {
                let alone = batch::run(&mut apart, std::slice::from_ref(envelope));
                prop_assert_eq!(&alone.expect("memory works")[0], outcome);
            }
            prop_assert_eq!(together.records(), apart.records());
            check(&together);
            answers.extend(envelopes.into_iter().zip(outcomes));
        }
        for (envelope, first) in answers.iter().filter(|(envelope, _)| envelope.key.is_some()) {
            let again = batch::run(&mut together, std::slice::from_ref(envelope));
            prop_assert_eq!(&again.expect("memory works")[0], first);
        }
        check(&together);
    }
}
