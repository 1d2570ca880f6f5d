//! Two nodes over one database, one of which dies: on SQLite and on PostgreSQL.

use postgres_server::Server;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tests::device::{Device, Failure, new_id};
use tests::ground::Ground;
use tests::network::Proxy;
use tests::on_each_store;
use tests::operator_process::{OperatorProcess, free_port};
use tests::town::{OPERATOR, Townsperson, money as yuan};
use wire::account::AccountResponse;
use wire::payment::{PayRequest, PaymentResponse};

on_each_store!(
    a01_the_full_balance_paid_120_times_while_nodes_are_killed_pays_once,
    a07_an_answer_lost_while_the_node_dies_is_found_at_the_other_and_paid_once,
);

/// Makes a town with two people and two nodes; the first is reached at `public_url`.
fn two_nodes(ground: &Ground, public_url: &str) -> ([OperatorProcess; 2], Vec<Townsperson>) {
    let people = ground.found(public_url, 2, 10_000);
    let mut nodes = [ground.node(), ground.node()];
    nodes.iter_mut().for_each(OperatorProcess::start);
    (nodes, people)
}

async fn balance(device: &Device) -> u64 {
    // A node that has just been started may need longer than its callers wait.
    for _ in 0..20 {
        match device.send::<AccountResponse>("GET", "/v1/account", None).await {
            Ok(account) => return account.balance.minor,
            Err(Failure::Lost(_)) => {}
            Err(Failure::Refused(problem)) => panic!("an account, not {problem:?}"),
        }
    }
    panic!("no answer")
}

async fn a07_an_answer_lost_while_the_node_dies_is_found_at_the_other_and_paid_once(
    ground: &Ground,
) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let public = format!("http://{}", listener.local_addr().expect("a bound port"));
    let (mut nodes, people) = two_nodes(ground, &public);
    let proxy = Proxy::on(listener, nodes[0].address());
    let payer = &people[0].device;
    let order = payer.order(OPERATOR, new_id(), people[1].receive, yuan(10_000));

    proxy.lose_payment_answers(1);
    let lost = payer.pay(&order, None).await.expect_err("the answer is lost");
    assert_eq!(lost.code(), "lost");
    nodes[0].kill();
    let elsewhere = payer.at(&nodes[1].url());
    let at = [elsewhere.clone(), elsewhere.clone()];
    let receipt = until_definite(at, order.clone()).await.expect("paid, once");
    assert_eq!(balance(&elsewhere).await, 0);
    nodes[0].start();
    let at = [payer.clone(), payer.clone()];
    let again = until_definite(at, order).await.expect("the same receipt");
    assert_eq!(again, receipt);
    assert_eq!(balance(&people[1].device.at(&nodes[1].url())).await, 20_000);
    nodes[1].audit();
}

/// Asks at both nodes in turn until the answer is definite.
async fn until_definite(
    nodes: [Device; 2],
    order: PayRequest,
) -> Result<PaymentResponse, &'static str> {
    for node in nodes.iter().cycle() {
        match node.pay(&order, None).await {
            Ok(receipt) => return Ok(receipt),
            Err(Failure::Refused(problem)) if problem.status < 500 => {
                return Err(problem.code.word());
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
    unreachable!("a cycle has no end")
}

async fn a01_the_full_balance_paid_120_times_while_nodes_are_killed_pays_once(ground: &Ground) {
    let port = free_port();
    let public = format!("http://127.0.0.1:{port}");
    let (mut nodes, people) = two_nodes(ground, &public);
    let urls = [nodes[0].url(), nodes[1].url()];
    let payer = &people[0].device;
    let at = [payer.at(&urls[0]), payer.at(&urls[1])];
    let orders: Vec<PayRequest> = (0..120)
        .map(|_| payer.order(OPERATOR, new_id(), people[1].receive, yuan(10_000)))
        .collect();
    let paying: Vec<_> = orders
        .iter()
        .enumerate()
        .map(|(n, order)| {
            let [one, other] = at.clone();
            let nodes = if n % 2 == 0 { [one, other] } else { [other, one] };
            tokio::spawn(until_definite(nodes, order.clone()))
        })
        .collect();
    for node in [0, 1, 0] {
        tokio::time::sleep(Duration::from_millis(60)).await;
        nodes[node].kill();
        nodes[node].start();
    }
    let mut paid = Vec::new();
    for one in paying {
        match one.await.expect("no panic") {
            Ok(receipt) => paid.push(receipt.payment),
            Err(code) => assert_eq!(code, "insufficient_funds"),
        }
    }
    assert_eq!(paid.len(), 1, "one of all was paid");
    assert_eq!(balance(&at[0]).await, 0);
    assert_eq!(balance(&people[1].device.at(&urls[1])).await, 20_000);
    nodes[0].audit();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a69_the_database_server_killed_under_load_loses_nothing_that_was_acknowledged() {
    // A server of its own, which ends with this program.
    let server: &'static Server = Box::leak(Box::new(Server::start(&[])));
    let ground = &Ground::on_server(server);
    let public = format!("http://127.0.0.1:{}", free_port());
    let (nodes, people) = two_nodes(ground, &public);
    let payer = &people[0].device;
    let at = [payer.at(&nodes[0].url()), payer.at(&nodes[1].url())];
    let order = || payer.order(OPERATOR, new_id(), people[1].receive, yuan(10));
    let lists: Vec<Vec<PayRequest>> = (0..10).map(|_| (0..40).map(|_| order()).collect()).collect();
    let made = Arc::new(AtomicUsize::new(0));
    let pay = async |nodes: [Device; 2], list: Vec<PayRequest>, made: Arc<AtomicUsize>| {
        for order in list {
            until_definite(nodes.clone(), order).await.expect("paid in the end, by itself");
            made.fetch_add(1, Ordering::Relaxed);
        }
    };
    let paying: Vec<_> = lists
        .iter()
        .map(|list| tokio::spawn(pay(at.clone(), list.clone(), Arc::clone(&made))))
        .collect();
    // Killed while payments go on: some are made, and most are not.
    while made.load(Ordering::Relaxed) < 10 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::task::block_in_place(|| {
        server.kill();
        server.start_again();
    });
    for one in paying {
        one.await.expect("no panic");
    }
    for node in &at {
        // An idle connection may be cut at the moment in which it is used again.
        let again = until_definite([node.clone(), node.clone()], lists[0][0].clone()).await;
        let again = again.expect("the same receipt");
        assert_eq!(again.payment, lists[0][0].order.payment);
    }
    assert_eq!(balance(&at[0]).await, 10_000 - 4_000);
    assert_eq!(balance(&people[1].device.at(&nodes[1].url())).await, 10_000 + 4_000);
    nodes[0].audit();
}
