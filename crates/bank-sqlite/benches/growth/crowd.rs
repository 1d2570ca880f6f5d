//! People who pay each other, as many rows as a bench needs: the same in every run.

use bank::command::Payee;
use bank::contract::town;
use bank::id::{PaymentId, TimeMs};
use bank::store::Store as _;
use bank::{Envelope, batch};
use bank_sqlite::SqliteStore;

/// Rows that are made at once: only the filling is done in such steps.
const AT_ONCE: u64 = 8_192;

/// The people, and where their payments have got to.
pub struct Crowd {
    people: u32,
    rows: u64,
    at: TimeMs,
    random: u64,
}

impl Crowd {
    /// Opens the desk, and accounts with money and a device each.
    pub fn found(store: &mut SqliteStore, people: u32) -> Self {
        let founding = town::founded_with_devices(people, 1, 100_000_000);
        let outcomes = batch::run(store, &founding).expect("the store works");
        assert!(outcomes.iter().all(Result::is_ok));
        let mut batch = store.begin().expect("begins");
        let rows = batch.chain_head().expect("reads").sequence;
        drop(batch);
        Self { people, rows, at: town::AT, random: 0x2545_F491_4F6C_DD1D }
    }

    /// Pays until the journal has so many rows, without keys, nonces and long texts: what fills a
    /// bank in years is to be made in minutes.
    pub fn fill(&mut self, store: &mut SqliteStore, rows: u64) {
        while self.rows < rows {
            let count = AT_ONCE.min(rows - self.rows);
            let bare = |envelope: Envelope| Envelope { key: None, nonce: None, ..envelope };
            let envelopes: Vec<_> = (0..count).map(|_| bare(self.unsigned(""))).collect();
            let outcomes = batch::run(store, &envelopes).expect("the store works");
            assert!(outcomes.iter().all(Result::is_ok));
        }
    }

    /// Returns a signed payment, as big as real ones are.
    pub fn payment(&mut self) -> Envelope {
        let text = "x".repeat(300);
        let envelope = self.unsigned(&text);
        let bank::Command::Pay(pay) = &envelope.command else { unreachable!("it is a payment") };
        let (device, nonce) = (pay.evidence.device, self.wide());
        town::signed(device, nonce, envelope)
    }

    fn unsigned(&mut self, text: &str) -> Envelope {
        self.rows += 1;
        self.at = self.at.plus_ms(1);
        let payer = self.below(self.people);
        let payee = (payer + 1 + self.below(self.people - 1)) % self.people;
        // 48 bits of time, 80 random bits: the identifiers that wallets make.
        let id = u128::from(self.at.0) << 80 | self.wide() >> 48;
        let payee = Payee::Receive(town::receive_code(payee));
        let mut pay = town::order_to_pay(id, payer, payee, u64::from(self.below(99)) + 1);
        pay.payment = PaymentId(id);
        pay.order_expires_at = self.at.plus_ms(60_000);
        pay.evidence.device = town::device(payer);
        pay.evidence.signed_text.push_str(text);
        Envelope { at: self.at, ..town::pay_with(pay) }
    }

    /// A small generator: xorshift64*.
    fn next(&mut self) -> u64 {
        self.random ^= self.random >> 12;
        self.random ^= self.random << 25;
        self.random ^= self.random >> 27;
        self.random.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn wide(&mut self) -> u128 {
        u128::from(self.next()) << 64 | u128::from(self.next())
    }

    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }
}
