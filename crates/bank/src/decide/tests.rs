//! Each command's rejections as a ladder: everything is wrong at first, each rung puts one thing
//! right, and the refusal must always be the first of what is still wrong.

mod campaign;
mod card;
mod card_top_up;
mod clock;
mod coupon;
mod envelope;
mod held;
mod money;
mod neutrality;
mod others;
mod payer_code;
mod program;
mod returned;
mod setting;
mod shift;
mod staff;

use crate::batch;
use crate::command::Envelope;
use crate::contract::town;
use crate::id::{PersonId, ReceiveCodeId};
use crate::key::Key;
use crate::memory::MemoryStore;
use crate::receipt::Outcome;
use crate::record::{
    Account, Device, Floor, Label, Merchant, Owner, Person, Pin, ReceiveCode, Record, State,
};
use crate::registered::Salt;
use crate::rejection::Rejection;
use ::money::{Balance, Currency};
use promotion::coupon::Basket;
use std::collections::BTreeSet;

/// A store and a command, both in the making.
struct Scene {
    store: MemoryStore,
    envelope: Envelope,
    /// Whether the nonce of the last request is used again.
    replays: bool,
    nonce: u128,
}

/// What is refused, and what puts it right.
type Rung = (Rejection, fn(&mut Scene));

impl Scene {
    fn new(envelope: Envelope) -> Self {
        Self { store: MemoryStore::default(), envelope, replays: false, nonce: 1 }
    }

    fn put(&mut self, record: Record) {
        self.store.tamper_records(|records| {
            records.insert(record.key(), record);
        });
    }

    fn remove(&mut self, key: &Key) {
        self.store.tamper_records(|records| {
            records.remove(key);
        });
    }

    fn ask(&mut self) -> Outcome {
        if !self.replays {
            self.nonce += 1;
        }
        if let Some(signed) = &mut self.envelope.nonce {
            signed.nonce = self.nonce;
        }
        let envelopes = [self.envelope.clone()];
        batch::run(&mut self.store, &envelopes).expect("memory works").remove(0)
    }

    /// Climbs all rungs; the command must be done at the end.
    fn climb(mut self, rungs: &[Rung]) {
        assert!(rungs.is_sorted_by(|a, b| a.0 < b.0), "in the order of the list");
        for (rejection, put_right) in rungs {
            let refusal = self.ask().expect_err("something is wrong");
            assert_eq!(refusal.rejection, *rejection);
            put_right(&mut self);
        }
        self.ask().expect("all is right");
    }
}

fn dollars() -> Currency {
    Currency::from_code("USD").expect("known")
}

fn person(n: u32, state: State, pin: Pin) -> Record {
    Record::Person(Person {
        id: town::person(n),
        name: format!("Person {n}"),
        account: town::account(n),
        receive_code: town::receive_code(n),
        state,
        pin,
        opened_at: town::AT,
        salt: Salt(1),
    })
}

fn account(n: u32, minor: i64, currency: Currency) -> Record {
    Record::Account(Account {
        id: town::account(n),
        owner: Owner::Person(town::person(n)),
        floor: Floor::Zero,
        balance: Balance::new(minor, currency).expect("in range"),
        held_minor: 0,
        version: 0,
        last_sequence: 0,
    })
}

fn receive_code(n: u32) -> Record {
    let (id, person): (ReceiveCodeId, PersonId) = (town::receive_code(n), town::person(n));
    Record::ReceiveCode(ReceiveCode { id, person })
}

/// Returns one tea for so much.
fn tea(minor: u64) -> Basket {
    town::goods::basket(vec![town::goods::line("Tea", 1, minor, &[])])
}

/// Returns goods whose name is none.
fn nameless() -> Basket {
    town::goods::basket(vec![town::goods::line("", 1, 1, &[])])
}

fn merchant(state: State) -> Record {
    Record::Merchant(Merchant {
        id: town::merchant(0),
        name: "Shop".to_owned(),
        city: "Suzhou".to_owned(),
        category: 5812,
        account: town::merchant_account(0),
        state,
        till_key_hash: town::till_key_hash(0),
        salt: Salt(1),
    })
}

fn merchant_account(minor: i64, currency: Currency) -> Record {
    Record::Account(Account {
        id: town::merchant_account(0),
        owner: Owner::Merchant(town::merchant(0)),
        floor: Floor::Zero,
        balance: Balance::new(minor, currency).expect("in range"),
        held_minor: 0,
        version: 0,
        last_sequence: 0,
    })
}

fn label(state: State) -> Record {
    Record::Label(Label { id: town::label(0), merchant: town::merchant(0), state })
}

fn device(n: u32, owner: u32, state: State) -> Record {
    Record::Device(Device {
        id: town::device(n),
        person: town::person(owner),
        public_key: town::public_key(n),
        state,
        enrolled_at: town::AT,
        revoked_at: None,
    })
}

fn pin_set() -> Pin {
    Pin { verifier: Some("v".to_owned()), ..Pin::default() }
}

#[test]
fn every_rejection_is_on_a_ladder() {
    let ladders = [
        money::ladders(),
        others::ladders(),
        vec![payer_code::ladder()],
        campaign::ladders(),
        card::ladders(),
        card_top_up::ladders(),
        coupon::ladders(),
        envelope::ladders(),
        program::ladders(),
        held::ladders(),
        neutrality::ladders(),
        returned::ladders(),
        vec![setting::ladder(), clock::ladder()],
        shift::ladders(),
        staff::ladders(),
    ]
    .concat();
    let climbed: BTreeSet<Rejection> =
        ladders.iter().flat_map(|rungs| rungs.iter().map(|rung| rung.0)).collect();
    let all: BTreeSet<Rejection> = Rejection::ALL.iter().copied().collect();
    assert_eq!(climbed, all);
    assert!(Rejection::ALL.is_sorted(), "the list is in the order of its numbers");
    for rejection in Rejection::ALL {
        assert_eq!(Rejection::from_number(rejection.number()), Some(*rejection));
    }
}
