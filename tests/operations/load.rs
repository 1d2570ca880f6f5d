//! People who pay each other for as long as a test lets them, and remember what was acknowledged.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tests::device::{Device, Failure, http, new_id};
use tests::town::{OPERATOR, Townsperson};
use wire::{ErrorCode, Id, Money};

pub const PEOPLE: usize = 12;
pub const OPENING_MINOR: u64 = 1_000_000;

/// People with devices, and what they were told.
pub struct Load {
    people: Arc<Vec<Townsperson>>,
    acknowledged: Arc<Mutex<Vec<Id>>>,
    stop: Arc<AtomicBool>,
    payers: Vec<tokio::task::JoinHandle<()>>,
}

/// Returns devices for the people, speaking to an operator.
pub fn devices(url: &str) -> Vec<Device> {
    let client = http();
    (0..PEOPLE).map(|_| Device::with_client(url, client.clone())).collect()
}

impl Load {
    /// Returns people who do not pay yet.
    pub fn new(people: Vec<Townsperson>) -> Self {
        let (people, payers) = (Arc::new(people), Vec::new());
        Self { people, acknowledged: Arc::default(), stop: Arc::default(), payers }
    }

    /// Lets everybody pay at the operator at `url` from now on.
    pub fn begin(&mut self, url: &str) {
        self.stop = Arc::default();
        self.payers = (0..PEOPLE)
            .map(|me| {
                let (people, stop) = (self.people.clone(), self.stop.clone());
                let (acknowledged, url) = (self.acknowledged.clone(), url.to_owned());
                tokio::spawn(async move {
                    let device = people[me].device.at(&url);
                    while !stop.load(Ordering::SeqCst) {
                        let payment = pay(&device, &people, me).await;
                        acknowledged.lock().expect("no panic").push(payment);
                    }
                })
            })
            .collect();
    }

    /// Returns the payments that were acknowledged so far.
    pub fn acknowledged(&self) -> Vec<Id> {
        self.acknowledged.lock().expect("no panic").clone()
    }

    /// Waits until so many more payments were acknowledged.
    pub async fn wait_for(&self, more: usize) {
        let wanted = self.acknowledged().len() + more;
        while self.acknowledged().len() < wanted {
            assert!(!self.payers.iter().any(|payer| payer.is_finished()), "a payer gave up");
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    /// Lets everybody finish the payment that is under way, and no more.
    pub async fn end(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for payer in self.payers.drain(..) {
            payer.await.expect("a payer ends well");
        }
    }
}

/// Pays the next one; asks again until the answer is definite.
async fn pay(device: &Device, people: &[Townsperson], me: usize) -> Id {
    let payment = new_id();
    let payee = people[(me + 1) % PEOPLE].receive;
    let amount = Money { minor: 1, currency: "CNY".to_owned() };
    let order = device.order(OPERATOR, payment, payee, amount);
    loop {
        match device.pay(&order, None).await {
            Ok(receipt) => return receipt.payment,
            Err(Failure::Refused(problem))
                if problem.status < 500 && problem.code != ErrorCode::RequestTimeout =>
            {
                panic!("refused under load: {problem:?}")
            }
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(20)).await,
        }
    }
}

/// Returns how many of these payments a database holds.
pub fn held(reader: &dyn bank::store::Reader, payments: &[Id]) -> usize {
    let is_there = |payment: &&Id| {
        let key = bank::Key::Payment(bank::id::PaymentId(payment.0));
        reader.record(&key).expect("readable").is_some()
    };
    payments.iter().filter(is_there).count()
}
