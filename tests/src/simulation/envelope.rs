//! Envelopes that go round in the town: somebody sends one, others claim it, several times too, and
//! what nobody claims goes back. Asked of any node, again and again until the answer is definite.

use super::network::until_definite;
use super::oracle::{Payer, Told};
use super::town::Town;
use bank::command::{ClaimEnvelope, SendEnvelope};
use bank::contract::town as numbers;
use bank::id::{AccountId, EnvelopeId, PaymentId, PersonId};
use bank::record::Owner;
use bank::store::Reader as _;
use bank::{Command, CommandKey, Scope};
use promotion::Seed;
use promotion::envelope::Split;
use std::sync::Arc;

/// Those who send and claim, and what they remember.
pub struct Round {
    town: Arc<Town>,
    sent: Vec<EnvelopeId>,
}

impl Round {
    pub fn new(town: Arc<Town>) -> Self {
        Self { town, sent: Vec::new() }
    }

    pub async fn go_on(mut self) {
        let sim = self.town.cluster.sim.clone();
        loop {
            sim.sleep(sim.between(1_000, 12_000)).await;
            let Some((person, account)) = self.somebody() else { continue };
            if !self.town.take_act() {
                sim.sleep(60_000).await;
                continue;
            }
            match sim.below(100) {
                0..35 => self.send(person, account).await,
                _ => self.claim(person).await,
            }
        }
    }

    fn somebody(&self) -> Option<(PersonId, AccountId)> {
        let accounts = self.town.cluster.database.contents.accounts(None, u32::MAX);
        let people = accounts.expect("memory works").into_iter().filter_map(|account| {
            let Owner::Person(person) = account.owner else { return None };
            Some((person, account.id))
        });
        let people: Vec<_> = people.collect();
        (!people.is_empty()).then(|| self.town.cluster.sim.one_of(&people))
    }

    async fn send(&mut self, sender: PersonId, account: AccountId) {
        let sim = &self.town.cluster.sim;
        let (id, minor) = (sim.number() >> 1, sim.one_of(&[1, 100, 999, 2_000]));
        let shares = u16::try_from(sim.between(1, 5)).expect("few");
        let split = if sim.happens(500) { Split::Lucky } else { Split::Equal };
        self.sent.push(EnvelopeId(id));
        let send = SendEnvelope {
            sender,
            split,
            seed: Seed::new([sim.number().to_be_bytes()[15]; 32]),
            order_expires_at: bank::TimeMs(u64::MAX),
            ..numbers::envelope::to_send(id, 0, minor, shares)
        };
        let command = Command::SendEnvelope(Box::new(send));
        self.paid(PaymentId(id), (sender, Payer::Account(account)), Some(minor), command).await;
    }

    async fn claim(&self, person: PersonId) {
        let sim = &self.town.cluster.sim;
        if self.sent.is_empty() {
            return;
        }
        let envelope = sim.one_of(&self.sent);
        let claim = PaymentId(sim.number() >> 1);
        let secret_hash = Some(numbers::envelope::secret_hash());
        let command =
            Command::ClaimEnvelope(ClaimEnvelope { envelope, claim, person, secret_hash });
        let payer = Payer::Account(AccountId::of_envelope(envelope));
        self.paid(claim, (person, payer), None, command).await;
    }

    async fn paid(
        &self,
        id: PaymentId,
        (person, payer): (PersonId, Payer),
        minor: Option<u64>,
        command: Command,
    ) {
        let cluster = &self.town.cluster;
        cluster.oracle.intend(id, payer, minor);
        let key = CommandKey { scope: Scope::Person(person), id: id.0 };
        match until_definite(cluster, move |door| door.paid(key, command.clone())).await {
            Some(Ok(payment)) => cluster.oracle.told_done(id, Told::of(&payment)),
            Some(Err(code)) => cluster.oracle.told_over(id, code),
            None => {}
        }
    }
}
