//! The ports of the tests: a model of an operator, a network that fails by a script, a store that
//! crashes, and a clock that only sleeping moves.

pub mod card;
pub mod card_top_up;
pub mod device;
pub mod envelope;
pub mod merchant;
pub mod network;
pub mod office;
pub mod operator;
pub mod store;
pub mod till;

use crate::port::{Clock, KeyVault, Ports, Random, VaultError};
use crate::state::{Profile, SavedState};
use crate::{Standing, Wallet};
use money::{Amount, Currency};
use network::Network;
use operator::Operator;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::task::Poll;
use store::Store;
use wire::Id;

/// When every test begins.
pub const START_MS: u64 = 1_790_000_000_000;
pub const PIN: &str = "271828";

/// A world that outlives the wallet in it.
#[derive(Clone)]
pub struct World {
    pub operator: Arc<Operator>,
    pub network: Arc<Network>,
    pub store: Arc<Store>,
    pub clock: Arc<Watch>,
    pub signatures: Arc<AtomicU64>,
}

#[derive(Default)]
pub struct Watch {
    now_ms: AtomicU64,
    offset_ms: AtomicI64,
    ahead_ms: AtomicI64,
}

impl Watch {
    /// Sets the device's own clock so far ahead of the operator's.
    pub fn set_ahead(&self, ms: i64) {
        self.ahead_ms.store(ms, Ordering::SeqCst);
    }

    /// Learns the operator's time, as the date of an answer tells it.
    pub fn learn(&self) {
        self.offset_ms.store(-self.ahead_ms.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    pub fn now_ms(&self) -> u64 {
        self.now_ms.load(Ordering::SeqCst)
    }

    pub fn advance(&self, ms: u64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for Watch {
    fn now_ms(&self) -> u64 {
        let ahead_ms = self.ahead_ms.load(Ordering::SeqCst) + self.offset_ms();
        Watch::now_ms(self).saturating_add_signed(ahead_ms)
    }

    fn offset_ms(&self) -> i64 {
        self.offset_ms.load(Ordering::SeqCst)
    }

    fn set_offset_ms(&self, offset_ms: i64) {
        self.offset_ms.store(offset_ms, Ordering::SeqCst);
    }

    async fn sleep_ms(&self, ms: u64) {
        self.advance(ms);
        pause().await;
    }
}

/// Comes back once, so that a test can stop a flow in between.
pub async fn pause() {
    let mut was_here = false;
    std::future::poll_fn(|context| {
        context.waker().wake_by_ref();
        if std::mem::replace(&mut was_here, true) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

impl World {
    /// A world with an operator and a wallet that is new to it.
    pub fn new() -> Self {
        let clock = Arc::new(Watch { now_ms: AtomicU64::new(START_MS), ..Watch::default() });
        let operator = Arc::new(Operator::new(Arc::clone(&clock)));
        let store = Arc::new(Store::default());
        let network =
            Arc::new(Network::new(Arc::clone(&operator), Arc::clone(&store), Arc::clone(&clock)));
        Self { operator, network, store, clock, signatures: Arc::default() }
    }

    /// A world whose wallet is enrolled.
    pub fn enrolled() -> Self {
        let world = Self::new();
        world.store.put(SavedState { profile: Some(profile()), ..SavedState::default() });
        world.operator.enrol();
        world
    }

    /// Starts the wallet: what a crash left behind is what it knows.
    pub fn wallet(&self) -> Arc<Wallet<World>> {
        self.store.revive();
        Arc::new(Wallet::new(self.clone()).expect("a state"))
    }
}

impl Ports for World {
    type Store = Store;
    type Api = Network;
    type Vault = Self;
    type Clock = Watch;
    type Random = Self;

    fn store(&self) -> &Store {
        &self.store
    }

    fn api(&self) -> &Network {
        &self.network
    }

    fn vault(&self) -> &Self {
        self
    }

    fn clock(&self) -> &Watch {
        &self.clock
    }

    fn random(&self) -> &Self {
        self
    }
}

impl KeyVault for World {
    fn public_key(&self) -> Result<[u8; 65], VaultError> {
        let mut key = [7; 65];
        key[0] = 4;
        Ok(key)
    }

    /// No two signatures are alike, so that a test sees which one was sent.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], VaultError> {
        let mut signature = [0; 64];
        signature[0] = message[0];
        let count = self.signatures.fetch_add(1, Ordering::SeqCst);
        signature[56..].copy_from_slice(&count.to_be_bytes());
        Ok(signature)
    }
}

impl Random for World {
    fn number(&self) -> u128 {
        u128::from(self.signatures.fetch_add(1, Ordering::SeqCst))
    }
}

pub fn yuan(minor: u64) -> Amount {
    Amount::new(minor, Currency::from_code("CNY").expect("known")).expect("small")
}

pub fn profile() -> Profile {
    Profile {
        operator_url: "http://127.0.0.1:7300".to_owned(),
        operator: "demo.tongbao".to_owned(),
        operator_name: "Demo Town".to_owned(),
        currency: yuan(1).currency(),
        payment_max: yuan(operator::PAYMENT_MAX),
        person: operator::PERSON,
        device: Id(9),
        name: "Lin".to_owned(),
        receive_code: operator::RECEIVE,
        has_pin: true,
        sandbox: false,
    }
}

/// Runs to the end.
pub fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(work)
}

/// Runs for so many steps; `None` when the program was killed before the end.
pub fn run_steps<T>(work: impl Future<Output = T>, steps: usize) -> Option<T> {
    run(async {
        let mut work = pin!(work);
        for _ in 0..steps {
            if let Poll::Ready(ended) = futures_util::poll!(work.as_mut()) {
                return Some(ended);
            }
        }
        None
    })
}

pub fn is_enrolled(wallet: &Wallet<World>) -> bool {
    matches!(wallet.standing(), Standing::Enrolled(_))
}
