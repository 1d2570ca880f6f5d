//! Races for the same money, on one node and on two over one database: each on SQLite and on
//! PostgreSQL.

use super::{
    charge, count, no_pin, open_order, pay_order, plain_order, receive_code, shop_balance,
};

use crate::payer_code::Wallet;
use crate::support::place::{copied_demo, tongbaod};
use crate::support::{Answer, Device, Order, Place};
use futures_util::future::join_all;
use operator::config::Config;
use paycode::PayerTerms;
use postgres_server::{Database, Server};
use reqwest::Method;
use serde_json::json;
use std::sync::Arc;
use tempfile::TempDir;
use wire::ErrorCode;
use wire::payee::PayeeKind;

/// Where the money is.
pub(super) struct Ground {
    folder: Arc<TempDir>,
    /// Removed when dropped.
    server: Option<Database<'static>>,
}

impl Ground {
    pub(super) fn on_sqlite() -> Self {
        Self { folder: Arc::new(copied_demo()), server: None }
    }

    pub(super) fn on_postgres() -> Self {
        let database = Server::shared().database();
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let made = tongbaod(folder.path(), &["init-demo", "--database", &database.url()]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        Self { folder, server: Some(database) }
    }

    pub(super) async fn place(&self, change: fn(&mut Config)) -> Place {
        Place::start_on(Arc::clone(&self.folder), change).await
    }
}

/// Declares each race as a test on each store.
macro_rules! on_each_store {
    ($($race:ident),* $(,)?) => {
        on_each_store!(@ on_sqlite; $($race),*);
        on_each_store!(@ on_postgres; $($race),*);
    };
    (@ $store:ident; $($race:ident),*) => {
        mod $store {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $race() {
                super::$race(&super::Ground::$store()).await;
            })*
        }
    };
}
pub(super) use on_each_store;

on_each_store!(
    a01_the_full_balance_paid_200_times_in_parallel_on_two_nodes_pays_once,
    a01_one_balance_against_payments_orders_and_payer_codes_at_once_is_spent_once,
    a02_one_key_a_hundred_times_in_parallel_on_two_nodes_has_one_effect_and_one_answer,
    a13_one_order_paid_by_two_payers_at_two_nodes_is_paid_once,
    a24_payments_there_and_back_in_parallel_on_two_nodes_show_no_client_an_error,
    a25_clients_that_hang_up_leave_no_turn_and_no_lock_behind,
    a26_a_store_that_somebody_else_has_locked_is_waited_for_and_nothing_is_refused,
    a43_one_payer_code_at_two_tills_and_two_nodes_at_the_same_moment_pays_once,
    a75_charges_of_two_devices_in_parallel_stay_within_the_limit_of_a_day,
);

/// One device at both nodes, in turn.
fn at_both(device: &Device, one: &Place, other: &Place) -> [Device; 2] {
    [device.at(&one.url), device.at(&other.url)]
}

async fn a01_the_full_balance_paid_200_times_in_parallel_on_two_nodes_pays_once(ground: &Ground) {
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let nodes = at_both(&place.person_without_pin("lin").await, &place, &second);
    let before = shop_balance(&place, 0).await + shop_balance(&place, 1).await;
    let orders: Vec<Order> =
        (0..200).map(|n| plain_order(place.shops[n % 2].label, 54_500)).collect();
    let paying = orders.iter().enumerate().map(|(n, order)| nodes[n / 2 % 2].pay(order));
    let answers = join_all(paying).await;
    assert_eq!(count(&answers, None), 1);
    assert_eq!(count(&answers, Some(ErrorCode::InsufficientFunds)), 199);
    assert_eq!(nodes[1].balance().await, 0);
    assert_eq!(shop_balance(&second, 0).await + shop_balance(&place, 1).await, before + 54_500);
    // Refused is refused for ever, also when there is money again and at the other node.
    let mei = place.person_without_pin("mei").await;
    let code = receive_code(&nodes[0]).await;
    mei.pay(&Order { pin: None, ..Order::new(PayeeKind::Receive, code, 30_000) }).await.ok();
    let again = join_all(orders.iter().enumerate().map(|(n, order)| nodes[n % 2].pay(order)));
    assert_eq!(count(&again.await, None), 1, "the one that was paid has its receipt again");
    assert_eq!(nodes[0].balance().await, 30_000);
    place.audit();
}

async fn a01_one_balance_against_payments_orders_and_payer_codes_at_once_is_spent_once(
    ground: &Ground,
) {
    let place = ground.place(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let second = place.beside(no_pin).await;
    let nodes = at_both(&lin, &place, &second);
    let mut wallet = Wallet::of(&lin).await;
    // All but 100.00 is gone: each of the ways below asks for the whole rest.
    lin.pay(&plain_order(place.shops[2].label, 44_500)).await.ok();
    let (label, order) = (place.shops[0].label, open_order(&place, 10_000).await);
    let code = wallet.show(PayerTerms::default());
    let mei = place.person_without_pin("mei").await;
    let mei_code = receive_code(&mei).await;
    let labels = [plain_order(label, 10_000), plain_order(label, 10_000)];
    let paid_order = Order { pin: None, ..pay_order(order, 10_000) };
    let person = Order { pin: None, ..Order::new(PayeeKind::Receive, mei_code, 10_000) };
    let (a, b, c, d, e) = tokio::join!(
        nodes[0].pay(&labels[0]),
        nodes[1].pay(&labels[1]),
        nodes[0].pay(&paid_order),
        nodes[1].pay(&person),
        charge(&second, 1, &code, 10_000),
    );
    let answers = [a, b, c, d, e];
    assert_eq!(count(&answers, None), 1, "{answers:?}");
    assert_eq!(count(&answers, Some(ErrorCode::InsufficientFunds)), 4);
    assert_eq!(lin.balance().await, 0);
    place.audit();
}

async fn a02_one_key_a_hundred_times_in_parallel_on_two_nodes_has_one_effect_and_one_answer(
    ground: &Ground,
) {
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let nodes = at_both(&place.person("lin").await, &place, &second);
    let order = plain_order(place.shops[0].label, 700);
    let pins = [None, Some("836194"), Some("404129"), None];
    let orders: Vec<Order> =
        (0..100).map(|n| Order { pin: pins[n % 4], ..order.clone() }).collect();
    let answers =
        join_all(orders.iter().enumerate().map(|(n, order)| nodes[n / 4 % 2].pay(order))).await;
    let first = answers.iter().find(|answer| answer.status == 200).expect("one is paid");
    for answer in &answers {
        // A wrong PIN that came before the payment was there is told so; it moved nothing.
        let is_refused =
            ["pin_wrong", "pin_locked"].iter().any(|code| answer.json["code"] == *code);
        assert!(is_refused || answer.json == first.json, "{}", answer.text);
    }
    assert_eq!(nodes[0].balance().await, 54_500 - 700);
    place.audit();
}

async fn a13_one_order_paid_by_two_payers_at_two_nodes_is_paid_once(ground: &Ground) {
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let mei = place.person_without_pin("mei").await.at(&second.url);
    for _ in 0..10 {
        let order = open_order(&place, 100).await;
        let (first, other) = (pay_order(order, 100), pay_order(order, 100));
        let (first, other) = (Order { pin: None, ..first }, Order { pin: None, ..other });
        let close = format!("/v1/orders/{order}/close");
        let (a, b, c) = tokio::join!(
            lin.pay(&first),
            mei.pay(&other),
            second.till(0, Method::POST, &close, json!(null)),
        );
        let paid = count(&[a, b], None);
        assert_eq!(paid + usize::from(c.status == 200), 1, "paid once, or closed");
    }
    place.audit();
}

async fn a24_payments_there_and_back_in_parallel_on_two_nodes_show_no_client_an_error(
    ground: &Ground,
) {
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let (to_lin, to_mei) = (receive_code(&lin).await, receive_code(&mei).await);
    let (lin, mei) = (at_both(&lin, &place, &second), at_both(&mei, &place, &second));
    for _ in 0..4 {
        let orders: Vec<(&Device, Order)> = (0..120)
            .map(|n| {
                let (payer, payee) = if n % 2 == 0 { (&lin, to_mei) } else { (&mei, to_lin) };
                let order = Order::new(PayeeKind::Receive, payee, 1 + n % 7);
                (&payer[usize::from(n % 4 > 1)], Order { pin: None, ..order })
            })
            .collect();
        let answers = join_all(orders.iter().map(|(payer, order)| payer.pay(order))).await;
        let odd = answers.iter().find(|answer| answer.status != 200);
        assert!(odd.is_none(), "{odd:?}");
    }
    assert_eq!(lin[0].balance().await + mei[1].balance().await, 54_500 + 30_000);
    place.audit();
}

async fn a25_clients_that_hang_up_leave_no_turn_and_no_lock_behind(ground: &Ground) {
    let place = ground.place(|_| {}).await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    let orders: Vec<Order> = (0..40).map(|_| Order::label(label, 100)).collect();
    for (n, order) in (0..).zip(&orders) {
        // From before the request is read to the middle of the work.
        let patience = std::time::Duration::from_millis(n % 20);
        let _ = tokio::time::timeout(patience, lin.pay(order)).await;
    }
    // The next one is served: at once, or after what the others left to do on a slow machine.
    let next = Order::label(label, 100);
    let mut served = lin.pay(&next).await;
    for _ in 0..5 {
        if served.status == 408 {
            served = lin.pay(&next).await;
        }
    }
    assert_eq!(served.status, 200, "the next one is served: {}", served.text);
    // Whatever became of each: asked again, it has one definite end and moved money once.
    for order in &orders {
        lin.pay(order).await.ok();
    }
    assert_eq!(lin.balance().await, 54_500 - 41 * 100);
    place.audit();
}

async fn a26_a_store_that_somebody_else_has_locked_is_waited_for_and_nothing_is_refused(
    ground: &Ground,
) {
    let place = ground.place(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    let database = place.config.store();
    let (locked, is_locked) = std::sync::mpsc::channel();
    let holding = std::thread::spawn(move || {
        let mut store = database.opener()().expect("opens");
        let mut batch = store.begin().expect("begins");
        batch.chain_head().expect("takes the lock");
        locked.send(()).expect("somebody waits");
        std::thread::sleep(std::time::Duration::from_millis(1500));
        drop(batch);
    });
    is_locked.recv().expect("locked");
    let orders: Vec<Order> = (0..20).map(|_| plain_order(place.shops[0].label, 10)).collect();
    let answers = join_all(orders.iter().map(|order| lin.pay(order))).await;
    assert_eq!(count(&answers, None), 20, "{answers:?}");
    holding.join().expect("ends");
    assert_eq!(lin.balance().await, 54_300);
    place.audit();
}

/// Pays until the answer is definite: what a wallet does after a failure.
async fn until_definite(device: &Device, order: &Order) -> Answer {
    loop {
        let answer = device.pay(order).await;
        if answer.status < 500 {
            return answer;
        }
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a26_sessions_ended_in_the_middle_are_opened_again_and_each_payment_is_made_once() {
    let ground = Ground::on_postgres();
    let place = ground.place(no_pin).await;
    let second = place.beside(no_pin).await;
    let nodes = at_both(&place.person_without_pin("lin").await, &place, &second);
    let orders: Vec<Order> = (0..200).map(|_| plain_order(place.shops[0].label, 10)).collect();
    let paying = orders.iter().enumerate().map(|(n, order)| until_definite(&nodes[n % 2], order));
    let ending = async {
        let server = ground.server.as_ref().expect("a server");
        for _ in 0..5 {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            tokio::task::block_in_place(|| {
                server.query(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()",
                )
            });
        }
    };
    let (answers, ()) = tokio::join!(join_all(paying), ending);
    assert_eq!(count(&answers, None), 200);
    let balance = loop {
        // A look may meet the last session that was ended.
        let answer = nodes[0].get("/v1/account").await;
        if answer.status == 200 {
            break answer.json["balance"]["minor"].clone();
        }
    };
    assert_eq!(balance, 54_500 - 2_000);
    place.audit();
}

async fn a43_one_payer_code_at_two_tills_and_two_nodes_at_the_same_moment_pays_once(
    ground: &Ground,
) {
    let place = ground.place(|_| {}).await;
    let lin = place.person("lin").await;
    let second = place.beside(|_| {}).await;
    let mut wallet = Wallet::of(&lin).await;
    for round in 1..=6 {
        let code = wallet.show(PayerTerms::default());
        let (a, b, c, d) = tokio::join!(
            charge(&place, 0, &code, 500),
            charge(&second, 1, &code, 500),
            charge(&second, 0, &code, 500),
            charge(&place, 2, &code, 500),
        );
        let answers = [a, b, c, d];
        assert_eq!(count(&answers, None), 1, "{answers:?}");
        assert_eq!(count(&answers, Some(ErrorCode::PayerCodeUsed)), 3);
        assert_eq!(lin.balance().await, 54_500 - 500 * round);
    }
    place.audit();
}

async fn a75_charges_of_two_devices_in_parallel_stay_within_the_limit_of_a_day(ground: &Ground) {
    let place = ground.place(|_| {}).await;
    let (one, other) = (place.person("lin").await, place.person_without_pin("lin").await);
    let second = place.beside(|_| {}).await;
    let mut wallets = [Wallet::of(&one).await, Wallet::of(&other).await];
    let mut paid = 0;
    for _ in 0..5 {
        let codes = wallets.each_mut().map(|wallet| wallet.show(PayerTerms::default()));
        // Just under the limit of one payment, at two nodes at once: 300.00 a day is three of them.
        let (a, b) =
            tokio::join!(charge(&place, 0, &codes[0], 9_999), charge(&second, 1, &codes[1], 9_999));
        for answer in [a, b] {
            let told = answer.ok();
            paid += u64::from(told["state"] == "paid");
            assert!(told["state"] == "paid" || told["rule"] == "day_sum", "{told}");
        }
    }
    assert_eq!(paid, 3);
    assert_eq!(one.balance().await, 54_500 - 3 * 9_999);

    place.audit();
}
