//! The teller over a store that can be held up, fail and panic.

use super::*;
use crate::command::desk_account;
use bank::bill::SignedBill;
use bank::command::OpenDesk;
use bank::head::SignedHead;
use bank::memory::MemoryStore;
use bank::store::Batch;
use bank::tree::TreeNode;
use bank::{Command, CommandKey, Scope};
use money::Currency;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc as std_mpsc;

/// What the store does at its next batches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mood {
    Fine,
    Failing,
    Panicking,
}

/// A store in memory with moods; counts its batches and how often it was opened.
struct Moody {
    inner: MemoryStore,
    mood: Arc<Mutex<Mood>>,
    batches: Arc<AtomicU32>,
    gate: Option<Arc<Mutex<std_mpsc::Receiver<()>>>>,
}

impl Store for Moody {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        if let Some(gate) = &self.gate {
            // A closed gate opens for good when the test lets go of it.
            let _ = gate.lock().expect("the gate").recv();
        }
        self.batches.fetch_add(1, Ordering::SeqCst);
        let mood = *self.mood.lock().expect("the mood");
        match mood {
            Mood::Fine => self.inner.begin(),
            Mood::Failing => Err(StoreError("the disk is full".to_owned())),
            Mood::Panicking => panic!("a broken command"),
        }
    }
}

impl Upkeep for Moody {
    fn forget_nonces(&mut self, expired_before: TimeMs) -> Result<u64, StoreError> {
        self.inner.forget_nonces(expired_before)
    }

    fn keep_tree(&mut self, nodes: &[TreeNode]) -> Result<(), StoreError> {
        self.inner.keep_tree(nodes)
    }

    fn keep_head(&mut self, head: &SignedHead) -> Result<(), StoreError> {
        self.inner.keep_head(head)
    }

    fn keep_bill(&mut self, bill: &SignedBill) -> Result<(), StoreError> {
        self.inner.keep_bill(bill)
    }
}

struct Bench {
    teller: Teller,
    thread: TellerThread,
    mood: Arc<Mutex<Mood>>,
    batches: Arc<AtomicU32>,
    opened: Arc<AtomicU32>,
    /// Lets one batch through; dropped, all.
    open_gate: Option<std_mpsc::Sender<()>>,
}

fn bench(queue: usize, is_gated: bool) -> Bench {
    let (inner, mood) = (MemoryStore::default(), Arc::new(Mutex::new(Mood::Fine)));
    let (batches, opened) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let (sender, receiver) = std_mpsc::channel();
    let gate = is_gated.then(|| Arc::new(Mutex::new(receiver)));
    let open = {
        let (mood, batches) = (Arc::clone(&mood), Arc::clone(&batches));
        let (opened, gate) = (Arc::clone(&opened), gate.clone());
        Box::new(move || {
            opened.fetch_add(1, Ordering::SeqCst);
            let (inner, mood) = (inner.clone(), Arc::clone(&mood));
            let (batches, gate) = (Arc::clone(&batches), gate.clone());
            Ok(Box::new(Moody { inner, mood, batches, gate }) as Box<dyn TellerStore>)
        })
    };
    let bounds = Bounds { all: queue, each: queue, target: Duration::from_secs(60) };
    let (teller, thread) = Teller::start(open, bounds, Arc::default()).expect("starts");
    Bench { teller, thread, mood, batches, opened, open_gate: is_gated.then_some(sender) }
}

fn open_desk(id: u128) -> Envelope {
    let currency = Currency::from_code("CNY").expect("a currency");
    Envelope {
        key: Some(CommandKey { scope: Scope::Operator, id }),
        nonce: None,
        at: TimeMs(1),
        command: Command::OpenDesk(OpenDesk { account: desk_account(currency), currency }),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_during_a_commit_goes_into_one_batch_and_a_full_queue_refuses() {
    let Bench { teller, thread, batches, open_gate, .. } = bench(8, true);
    // The first one is taken alone and held up at the gate; eight more fill the queue.
    let first = teller.enqueue(open_desk(0)).expect("accepted");
    while teller.waiting() != 0 {
        tokio::task::yield_now().await;
    }
    let waiting: Vec<_> =
        (1..=8).map(|id| teller.enqueue(open_desk(id)).expect("accepted")).collect();
    let refused = teller.decide(open_desk(9)).await;
    assert_eq!(refused, Err(TellerError::Overloaded));
    drop(open_gate);
    for answer in std::iter::once(first).chain(waiting) {
        assert!(matches!(answer.await, Ok(Ok(Ok(Receipt::DeskOpened(_))))));
    }
    assert_eq!(batches.load(Ordering::SeqCst), 2);
    tokio::task::spawn_blocking(move || thread.stop()).await.expect("stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_fails_or_panics_is_opened_again_and_the_teller_goes_on() {
    let Bench { teller, thread, mood, opened, .. } = bench(8, false);
    for bad in [Mood::Failing, Mood::Panicking] {
        *mood.lock().expect("the mood") = bad;
        assert_eq!(teller.decide(open_desk(1)).await, Err(TellerError::Unknown));
        *mood.lock().expect("the mood") = Mood::Fine;
        assert!(matches!(teller.decide(open_desk(1)).await, Ok(Ok(Receipt::DeskOpened(_)))));
    }
    assert_eq!(opened.load(Ordering::SeqCst), 3);
    tokio::task::spawn_blocking(move || thread.stop()).await.expect("stops");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_finishes_what_was_accepted_and_takes_no_more() {
    let Bench { teller, thread, open_gate, .. } = bench(8, true);
    let accepted: Vec<_> =
        (0..5).map(|id| teller.enqueue(open_desk(id)).expect("accepted")).collect();
    let stopping = tokio::task::spawn_blocking(move || thread.stop());
    drop(open_gate);
    stopping.await.expect("stops");
    for answer in accepted {
        assert!(matches!(answer.await, Ok(Ok(Ok(_)))));
    }
    assert_eq!(teller.decide(open_desk(9)).await, Err(TellerError::Overloaded));
}
