//! Two payments race for the same last money: one is paid, one is refused.

use tests::device::{Device, Failure, new_id};
use tests::operator_process::{OperatorProcess, free_port};
use tests::town::{self, OPERATOR};
use wire::Money;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_payments_for_the_last_money_one_is_paid() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    town::found(folder.path(), &operator.url());
    let devices = (0..3).map(|_| Device::new(&operator.url())).collect();
    let currency = money::Currency::from_code("CNY").expect("a currency");
    let mut people = town::settle(&mut town::store(folder.path()), devices, currency, 10_000);
    operator.start();
    let payees = people.split_off(1);
    let payer = &people[0];
    for round in 0..20_u64 {
        let all = Money { minor: 10_000, currency: "CNY".to_owned() };
        let orders: Vec<_> = payees
            .iter()
            .map(|payee| payer.device.order(OPERATOR, new_id(), payee.receive, all.clone()))
            .collect();
        let (first, second) =
            tokio::join!(payer.device.pay(&orders[0], None), payer.device.pay(&orders[1], None));
        let (winner, paid, refused) = match (first, second) {
            (Ok(paid), Err(refused)) => (0, paid, refused),
            (Err(refused), Ok(paid)) => (1, paid, refused),
            both => panic!("round {round}: not exactly one was paid: {both:?}"),
        };
        assert_eq!(refused.code(), "insufficient_funds");
        // The winner's repeated request has the same answer and moves nothing.
        let again = payer.device.pay(&orders[winner], None).await.expect("the same receipt");
        assert_eq!(again, paid);
        // The refused one stays refused, even when money is there again.
        let back = payees[winner].device.order(OPERATOR, new_id(), payer.receive, all.clone());
        payees[winner].device.pay(&back, None).await.expect("the money goes back");
        let late = payer.device.pay(&orders[1 - winner], None).await;
        assert_eq!(late.expect_err("refused for ever").code(), "insufficient_funds");
    }
    operator.audit();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scenario_12_one_order_sent_a_hundred_times_at_once_is_paid_once() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    town::found(folder.path(), &operator.url());
    let devices = (0..2).map(|_| Device::new(&operator.url())).collect();
    let currency = money::Currency::from_code("CNY").expect("a currency");
    let people = town::settle(&mut town::store(folder.path()), devices, currency, 10_000);
    operator.start();
    let people = std::sync::Arc::new(people);
    let amount = Money { minor: 600, currency: "CNY".to_owned() };
    let order = people[0].device.order(OPERATOR, new_id(), people[1].receive, amount);
    let tries: Vec<_> = (0..100)
        .map(|_| {
            let (people, order) = (people.clone(), order.clone());
            tokio::spawn(async move { people[0].device.pay(&order, None).await })
        })
        .collect();
    let mut receipts = Vec::new();
    for one in tries {
        receipts.push(one.await.expect("no panic").map_err(|f: Failure| f.code()));
    }
    let first = receipts[0].clone().expect("paid");
    assert!(receipts.iter().all(|receipt| receipt.as_ref() == Ok(&first)), "{receipts:?}");
    let account: wire::account::AccountResponse =
        people[0].device.send("GET", "/v1/account", None).await.expect("an account");
    assert_eq!(account.balance.minor, 9_400);
    operator.audit();
}
