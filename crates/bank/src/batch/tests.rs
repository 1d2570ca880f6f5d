//! How a batch reads and writes, seen through a store that counts.

use super::*;
use crate::command::{Command, Payee};
use crate::contract::town;
use crate::id::{CampaignId, CardId, CardTopUpId, PersonId, TimeMs};
use crate::journal::ChainHead;
use crate::memory::MemoryStore;
use crate::record::Record;

/// Notes how often a batch reads, and what it writes.
#[derive(Default)]
struct Counting {
    store: MemoryStore,
    reads: Vec<usize>,
    written: Vec<Writes>,
    commits: usize,
}

struct CountingBatch<'a> {
    batch: Box<dyn Batch + 'a>,
    reads: &'a mut Vec<usize>,
    written: &'a mut Vec<Writes>,
    commits: &'a mut usize,
}

impl Store for Counting {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        let Self { store, reads, written, commits } = self;
        Ok(Box::new(CountingBatch { batch: store.begin()?, reads, written, commits }))
    }
}

impl Batch for CountingBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        self.reads.push(keys.len());
        self.batch.read(keys)
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        self.batch.campaigns()
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        self.batch.cards_of(person)
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        self.batch.card_top_ups_of(person, since)
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.batch.chain_head()
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        self.written.push(writes.clone());
        self.batch.write(writes)
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        *self.commits += 1;
        self.batch.commit()
    }
}

fn founded() -> Counting {
    let mut counting = Counting::default();
    let outcomes = run(&mut counting, &town::founded(20, 1, 500)).expect("works");
    assert!(outcomes.iter().all(Result::is_ok));
    Counting { store: counting.store, ..Counting::default() }
}

fn pay_shop(id: u128, payer: u32) -> Envelope {
    town::pay(id, payer, Payee::Label(town::label(0)), 5)
}

#[test]
fn a_batch_needs_three_reads_whatever_its_size_and_writes_a_hot_account_once() {
    let mut counting = founded();
    let envelopes: Vec<_> = (0..20).map(|n| pay_shop(u128::from(n), n)).collect();
    run(&mut counting, &envelopes).expect("works");
    assert_eq!(counting.reads.len(), 3, "{:?}", counting.reads);
    assert_eq!((counting.written.len(), counting.commits), (1, 1));
    let writes = &counting.written[0];
    let shop = |record: &&Record| record.key() == Key::Account(town::merchant_account(0));
    assert_eq!(writes.records.iter().filter(shop).count(), 1);
    assert!(writes.records.is_sorted_by_key(Record::key));
    assert_eq!((writes.journal.len(), writes.events.len()), (20, 20));
}

#[test]
fn coupons_and_draws_are_read_ahead_with_the_rest() {
    let terms = town::campaign::terms(0);
    let mut counting = founded();
    let mut promised = town::coupon::given_out(0, town::coupon::rules()).to_vec();
    promised.extend(town::campaign::running(0, terms.clone(), 200));
    promised.extend((0..20).map(|n| town::coupon::receive(100 + u128::from(n), 0, n)));
    let outcomes = run(&mut counting, &promised).expect("works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    counting.reads.clear();
    let payments = (0..20).map(|n| {
        let (id, shop) = (u128::from(n), Payee::Label(town::label(0)));
        let mut pay = town::coupon::pay_less(id, n, shop, (100, 90), &[100 + id]);
        if let Command::Pay(pay) = &mut pay.command {
            pay.drawing = Some(town::campaign::drawing(&terms, town::AT));
        }
        pay
    });
    let payments: Vec<Envelope> = payments.collect();
    let outcomes = run(&mut counting, &payments).expect("works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(counting.reads.len(), 3, "{:?}", counting.reads);
    counting.reads.clear();
    let refunds: Vec<Envelope> = (0..20).map(|n| town::refund(200 + n, n, 0, 40)).collect();
    let outcomes = run(&mut counting, &refunds).expect("works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    // Whose draw it was is known from the payment alone: one more read for each.
    assert!(counting.reads.len() <= 5 + 20, "{:?}", counting.reads);
}

#[test]
fn a_batch_that_changes_nothing_is_not_committed() {
    let mut counting = founded();
    run(&mut counting, &[pay_shop(1, 1)]).expect("works");
    run(&mut counting, &[pay_shop(1, 1), pay_shop(1, 1)]).expect("works");
    run(&mut counting, &[]).expect("works");
    assert_eq!((counting.written.len(), counting.commits), (1, 1));
}

#[test]
fn what_is_opened_in_a_batch_can_be_used_in_it() {
    let mut counting = Counting::default();
    let mut envelopes = town::founded(1, 1, 500);
    envelopes.push(pay_shop(1, 0));
    let code = town::start_enrolment(5);
    envelopes.extend([code, town::confirm_enrolment(5, town::CODE_HASH)]);
    let nonce = town::signed(town::device(5), 1, town::plain(Command::UseNonce));
    envelopes.push(nonce);
    let outcomes = run(&mut counting, &envelopes).expect("works");
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
}
