//! Two nodes over one database: one of them dies or stands still, and payers go to the other with
//! the same orders. On SQLite and on PostgreSQL.

use bank::command::{Command, Envelope, OpenMerchant, OpenOrder};
use bank::id::{AccountId, LabelId, MerchantId, OrderId, TimeMs};
use bank::journal::JournalEntry;
use bank::registered::Salt;
use bank::store::Reader;
use bank::{CommandKey, Scope};
use money::Amount;
use std::time::{Duration, Instant};
use tests::device::{new_id, now_ms};
use tests::ground::Ground;
use tests::load::{Load, OPENING_MINOR};
use tests::on_each_store;
use tests::town;

on_each_store!(
    a07_one_of_two_nodes_dies_and_payers_go_on_at_the_other,
    a26_a_node_that_stood_still_does_no_harm_when_it_wakes,
);

async fn a07_one_of_two_nodes_dies_and_payers_go_on_at_the_other(ground: &Ground) {
    let mut nodes = [ground.node(), ground.node()];
    let urls = nodes.each_ref().map(|node| node.url());
    let people = ground.found(&urls[0], 12, OPENING_MINOR);
    nodes.iter_mut().for_each(|node| node.start());
    let load = Load::start(people, &urls);
    for dies in [0, 1] {
        load.until_paid(40).await;
        nodes[dies].kill();
        load.until_paid(40).await;
        nodes[dies].start();
    }
    load.until_paid(40).await;
    load.stop().await.check(ground);
    ground.audit();
}

/// For longer than a node keeps the job of ending what is due, and than the server lets it hold the
/// head of the journal.
const FROZEN: Duration = Duration::from_secs(9);

async fn a26_a_node_that_stood_still_does_no_harm_when_it_wakes(ground: &Ground) {
    let mut nodes = [ground.node(), ground.node()];
    let urls = nodes.each_ref().map(|node| node.url());
    let people = ground.found(&urls[0], 12, OPENING_MINOR);
    let orders = open_orders(ground, 6);
    // The first node alone has the job when it stops.
    nodes[0].start();
    let load = Load::start(people, &urls);
    load.until_paid(40).await;
    nodes[1].start();
    load.until_paid(20).await;
    nodes[0].freeze();
    let frozen = Instant::now();
    if ground.database().is_some() {
        // A file that a process has locked stays so for as long as the process stands still; a
        // server takes its turn away.
        load.until_paid(40).await;
    }
    tokio::time::sleep(FROZEN.saturating_sub(frozen.elapsed())).await;
    nodes[0].wake();
    load.until_paid(40).await;
    ground.until_closed(&orders).await;
    load.stop().await.check(ground);
    for order in orders {
        assert_eq!(closed(ground.reader().as_ref(), order), 1, "each order ends once");
    }
    ground.audit();
}

/// Opens orders of a shop that nobody pays, and whose time is over while a node stands still.
fn open_orders(ground: &Ground, count: usize) -> Vec<OrderId> {
    let merchant = MerchantId(new_id().0);
    let shop = OpenMerchant {
        merchant,
        account: AccountId(new_id().0),
        label: LabelId(new_id().0),
        name: "Noodles".to_owned(),
        city: "Suzhou".to_owned(),
        category: 5812,
        currency: town::currency(),
        till_key_hash: [9; 32],
        salt: Salt(new_id().0),
    };
    let mut envelopes = vec![(Scope::Operator, new_id().0, Command::OpenMerchant(shop))];
    let orders: Vec<OrderId> = (0..count).map(|_| OrderId(new_id().0)).collect();
    for order in &orders {
        let open = OpenOrder {
            order: *order,
            merchant,
            amount: Amount::new(100, town::currency()).expect("an amount"),
            note: None,
            goods: None,
            open_for_s: 5,
            payment_max_minor: Amount::MINOR_MAX,
        };
        envelopes.push((Scope::Merchant(merchant), order.0, Command::OpenOrder(open)));
    }
    let at = TimeMs(now_ms());
    let envelopes = envelopes.into_iter().map(|(scope, id, command)| {
        let key = Some(CommandKey { scope, id });
        Envelope { key, nonce: None, at, command }
    });
    let envelopes: Vec<Envelope> = envelopes.collect();
    let opened = bank::batch::run(ground.store().as_mut(), &envelopes).expect("the store works");
    assert!(opened.iter().all(Result::is_ok), "{opened:?}");
    orders
}

/// Returns how often the journal says that an order was closed.
fn closed(reader: &dyn Reader, id: OrderId) -> usize {
    let (mut after, mut count) = (0, 0);
    loop {
        let rows = reader.journal(after, 1000).expect("readable");
        let Some(last) = rows.last() else { return count };
        after = last.sequence;
        count +=
            rows.iter().filter(|row| row.entry == JournalEntry::OrderClosed { order: id }).count();
    }
}
