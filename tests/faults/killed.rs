//! The operator is killed in the middle of a load of payments and started again.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tests::device::{Device, Failure, http, new_id};
use tests::operator_process::{OperatorProcess, free_port};
use tests::town::{self, OPERATOR, Townsperson};
use wire::payment::{PayRequest, PaymentResponse};
use wire::{Id, Money};

const PEOPLE: usize = 24;
const OPENING_MINOR: u64 = 1_000_000;
const KILLS: usize = 4;

/// What the payers know: which orders were sent, and which were acknowledged.
#[derive(Default)]
struct Ledger {
    sent: BTreeMap<Id, (usize, usize, u64)>,
    acknowledged: BTreeMap<Id, u64>,
}

/// One payer: pays others, and asks again with the same order until the answer is definite.
async fn payer(
    people: Arc<Vec<Townsperson>>,
    me: usize,
    known: Arc<Mutex<Ledger>>,
    stop: Arc<AtomicBool>,
) {
    for round in 0_u64.. {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let payee = (me + 1 + usize::try_from(round).expect("few rounds") % (PEOPLE - 1)) % PEOPLE;
        let minor = 1 + round % 97;
        let payment = new_id();
        let amount = Money { minor, currency: "CNY".to_owned() };
        let order = people[me].device.order(OPERATOR, payment, people[payee].receive, amount);
        known.lock().expect("no panic").sent.insert(payment, (me, payee, minor));
        let receipt = pay_until_definite(&people[me].device, &order).await;
        assert_eq!(receipt.payment, payment);
        known.lock().expect("no panic").acknowledged.insert(payment, receipt.sequence);
    }
}

async fn pay_until_definite(device: &Device, order: &PayRequest) -> PaymentResponse {
    loop {
        match device.pay(order, None).await {
            Ok(receipt) => return receipt,
            Err(Failure::Lost(_)) => tokio::time::sleep(Duration::from_millis(30)).await,
            Err(Failure::Refused(problem)) if problem.status >= 500 => {
                tokio::time::sleep(Duration::from_millis(30)).await;
            }
            Err(Failure::Refused(problem)) => panic!("refused under load: {problem:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_payment_is_lost_and_none_is_made_twice() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    town::found(folder.path(), &operator.url());
    let client = http();
    let device = |_| Device::with_client(&operator.url(), client.clone());
    let devices = (0..PEOPLE).map(device).collect();
    let currency = money::Currency::from_code("CNY").expect("a currency");
    let people = town::settle(&mut town::store(folder.path()), devices, currency, OPENING_MINOR);
    let people = Arc::new(people);

    operator.start();
    let known = Arc::new(Mutex::new(Ledger::default()));
    let stop = Arc::new(AtomicBool::new(false));
    let payers: Vec<_> = (0..PEOPLE)
        .map(|me| {
            let (people, known, stop) = (people.clone(), known.clone(), stop.clone());
            tokio::spawn(payer(people, me, known, stop))
        })
        .collect();
    for _ in 0..KILLS {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let before = known.lock().expect("no panic").acknowledged.len();
        operator.kill();
        tokio::time::sleep(Duration::from_millis(50)).await;
        operator.start();
        assert!(before > 0, "the load was running when the operator was killed");
    }
    stop.store(true, Ordering::SeqCst);
    for payer in payers {
        payer.await.expect("a payer ends well");
    }
    check(&people, &known.lock().expect("no panic"), folder.path());
    operator.kill();
    eprintln!("{}", operator.audit());
}

/// Compares what the payers know with what the bank holds.
fn check(people: &[Townsperson], known: &Ledger, data: &std::path::Path) {
    use bank::store::Reader as _;
    let reader = bank_sqlite::SqliteReader::open(&data.join("bank.sqlite")).expect("a reader");
    assert_eq!(known.sent.len(), known.acknowledged.len(), "every order came to a definite end");
    eprintln!("{} payments over {KILLS} kills", known.acknowledged.len());
    let mut expected: Vec<i64> = vec![OPENING_MINOR.try_into().expect("small"); people.len()];
    for (payment, (payer, payee, minor)) in &known.sent {
        let key = bank::Key::Payment(bank::id::PaymentId(payment.0));
        let record = reader.record(&key).expect("readable");
        let Some(bank::Record::Payment(record)) = record else {
            panic!("the acknowledged payment {payment} is lost");
        };
        assert_eq!(record.sequence, known.acknowledged[payment]);
        let minor = i64::try_from(*minor).expect("small");
        expected[*payer] -= minor;
        expected[*payee] += minor;
    }
    for (person, expected) in people.iter().zip(expected) {
        let account = reader.record(&bank::Key::Account(person.account)).expect("readable");
        let Some(bank::Record::Account(account)) = account else { panic!("an account is lost") };
        assert_eq!(account.balance.minor(), expected, "each payment moved money exactly once");
    }
}
