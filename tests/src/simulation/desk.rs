//! The operator's desk: pays money in, holds and moves it, and links movements.

use super::network::until_definite;
use super::node::Cluster;
use super::oracle::{Payer, Told};
use super::town::{SHOPS, Town};
use bank::command::{Book, Hold, Leg, Link, PostHold, TopUp, VoidHold};
use bank::contract::town as numbers;
use bank::id::{AccountId, HoldId, PaymentId, PersonId};
use bank::record::{Owner, Record};
use bank::store::Reader as _;
use bank::{Command, CommandKey, Key, Scope};
use promotion::Change;
use promotion::coupon::Limits;
use std::sync::Arc;

/// The desk and what it remembers.
pub struct Desk {
    town: Arc<Town>,
    holds: Vec<(HoldId, u64, AccountId)>,
}

fn key(id: u128) -> CommandKey {
    CommandKey { scope: Scope::Operator, id }
}

impl Desk {
    pub fn new(town: Arc<Town>) -> Self {
        Self { town, holds: Vec::new() }
    }

    pub async fn open_all_day(mut self) {
        let sim = self.town.cluster.sim.clone();
        loop {
            sim.sleep(sim.between(300, 5_000)).await;
            let Some((person, account)) = self.somebody() else { continue };
            if !self.town.take_act() {
                sim.sleep(60_000).await;
                continue;
            }
            match sim.below(100) {
                0..50 => self.top_up(person).await,
                50..65 => self.hold(account).await,
                65..75 => self.link(account).await,
                75..85 => self.change_promise().await,
                _ => self.end_hold().await,
            }
        }
    }

    fn new_id(&self) -> u128 {
        self.town.cluster.sim.number() >> 1
    }

    fn somebody(&self) -> Option<(PersonId, AccountId)> {
        let accounts = self.town.cluster.database.contents.accounts(None, u32::MAX);
        let accounts = accounts.expect("memory works").into_iter();
        let people: Vec<_> = accounts
            .filter_map(|account| match account.owner {
                Owner::Person(person) => Some((person, account.id)),
                Owner::Desk
                | Owner::Fees
                | Owner::Issuer
                | Owner::Merchant(_)
                | Owner::Stock(_)
                | Owner::Envelope(_)
                | Owner::Campaign(_) => None,
            })
            .collect();
        (!people.is_empty()).then(|| self.town.cluster.sim.one_of(&people))
    }

    async fn paid(&self, id: PaymentId, payer: AccountId, minor: u64, command: Command) {
        let cluster = &self.town.cluster;
        cluster.oracle.intend(id, Payer::Account(payer), Some(minor));
        match until_definite(cluster, move |door| door.paid(key(id.0), command.clone())).await {
            Some(Ok(payment)) => cluster.oracle.told_done(id, Told::of(&payment)),
            Some(Err(code)) => cluster.oracle.told_over(id, code),
            None => {}
        }
    }

    async fn top_up(&self, person: PersonId) {
        let (id, minor) = (PaymentId(self.new_id()), self.town.cluster.sim.between(3_000, 40_000));
        let amount = numbers::amount(minor);
        let top_up = TopUp { payment: id, desk: numbers::desk(), person, amount, note: None };
        self.paid(id, numbers::desk(), minor, Command::TopUp(top_up)).await;
    }

    async fn hold(&mut self, debit: AccountId) {
        let sim = &self.town.cluster.sim;
        let minor = sim.one_of(&[1, 500, 3_000, 8_000]);
        let shop = u32::try_from(sim.below(u64::from(SHOPS))).expect("a shop");
        let hold = Hold {
            hold: HoldId(self.new_id()),
            debit,
            credit: numbers::merchant_account(shop),
            amount: numbers::amount(minor),
            note: None,
            open_for_s: sim.one_of(&[5, 60, 600]),
        };
        let id = hold.hold;
        self.holds.push((id, minor, debit));
        let command = Command::Hold(hold);
        until_definite(&self.town.cluster, move |door| door.done(Some(key(id.0)), command.clone()))
            .await;
    }

    /// Posts a hold, whole or in part, or voids it; that may come too late.
    async fn end_hold(&mut self) {
        let sim = &self.town.cluster.sim;
        if self.holds.is_empty() {
            return;
        }
        let (hold, minor, debit) = sim.one_of(&self.holds);
        if sim.happens(400) {
            let command = Command::VoidHold(VoidHold { hold });
            until_definite(&self.town.cluster, move |door| door.done(None, command.clone())).await;
            return;
        }
        let minor = sim.one_of(&[1, minor, minor.div_ceil(2)]);
        let (payment, amount) = (PaymentId(self.new_id()), numbers::amount(minor));
        let command = Command::PostHold(PostHold {
            hold,
            payment,
            amount,
            fee: self.town.cluster.config.fee,
        });
        self.paid(payment, debit, minor, command).await;
    }

    /// Pauses or resumes what is promised, or changes how much of it there is.
    async fn change_promise(&self) {
        let Cluster { sim, database, .. } = &*self.town.cluster;
        let (id, contents) = (self.new_id(), &database.contents);
        let change = if sim.happens(350) { Change::Pause } else { Change::Resume };
        let stock = contents.stocks().expect("memory works").remove(0);
        let campaign = contents.campaigns().expect("memory works").remove(0);
        let was = stock.budget.limits;
        let pieces = sim.between(12, 24);
        let limits = Limits { pieces, money_minor: 300 * sim.between(12, 24), ..was };
        let envelope = match sim.below(4) {
            0 => numbers::coupon::change_stock(id, 0, change),
            1 => numbers::coupon::limit_stock(id, 0, was, limits),
            2 => numbers::campaign::change_campaign(id, 0, change),
            _ => {
                let to = sim.between(1_000, 6_000);
                numbers::campaign::limit_campaign(id, 0, campaign.budget_minor, to)
            }
        };
        self.town.cluster.oracle.intend_budget(PaymentId(id));
        let done = until_definite(&self.town.cluster, move |door| {
            door.done(envelope.key, envelope.command.clone())
        });
        if let Some(Ok(())) = done.await {
            self.town.cluster.oracle.count("promises changed", 1);
        }
    }

    /// Pays in and on in one go: both movements or none.
    async fn link(&self, account: AccountId) {
        let cluster = &self.town.cluster;
        let (first, second) = (PaymentId(self.new_id()), PaymentId(self.new_id()));
        let (paid_in, paid_on) = (400, cluster.sim.one_of(&[300, 400, 30_000]));
        let book = |payment, debit, credit, minor| {
            Leg::Book(Book { payment, debit, credit, amount: numbers::amount(minor), note: None })
        };
        let legs = vec![
            book(first, numbers::desk(), account, paid_in),
            book(second, account, numbers::merchant_account(0), paid_on),
        ];
        cluster.oracle.intend(first, Payer::Account(numbers::desk()), Some(paid_in));
        cluster.oracle.intend(second, Payer::Account(account), Some(paid_on));
        let id = first.0;
        let command = Command::Link(Link { legs });
        let answer =
            until_definite(cluster, move |door| door.done(Some(key(id)), command.clone())).await;
        match answer {
            Some(Ok(())) => {
                for payment in [first, second] {
                    match cluster.database.contents.record(&Key::Payment(payment)) {
                        Ok(Some(Record::Payment(one))) => {
                            cluster.oracle.told_done(payment, Told::of(&one));
                        }
                        other => cluster.oracle.violated(format!("linked, and is {other:?}")),
                    }
                }
            }
            Some(Err(code)) => {
                cluster.oracle.told_over(first, code);
                cluster.oracle.told_over(second, code);
            }
            None => {}
        }
    }
}
