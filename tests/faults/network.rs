//! The network between payers and the operator, and between the operator and its database's server,
//! is cut, stands still, is slow, and loses exactly the answer to what was done.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tests::ground::Ground;
use tests::load::{Load, OPENING_MINOR};
use tests::network::Proxy;
use tests::probe;

const SLOW: Duration = Duration::from_millis(30);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a07_payers_cut_off_from_the_operator_lose_nothing() {
    let ground = Ground::on_sqlite();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let mut operator = ground.node();
    let proxy = Proxy::on(listener, operator.address());
    let people = ground.found(&proxy.url(), 8, OPENING_MINOR);
    operator.start();
    let load = Load::start(people, &[proxy.url()]);
    load.until_paid(30).await;
    proxy.lose_payment_answers(10);
    load.until_paid(40).await;
    proxy.until_lost(10);
    proxy.cut();
    tokio::time::sleep(SLOW).await;
    proxy.open();
    load.until_paid(30).await;
    // Nothing is said any more in either direction, and what was on its way never arrives.
    proxy.hold();
    tokio::time::sleep(10 * SLOW).await;
    proxy.open_anew();
    load.until_paid(30).await;
    // What was on its way arrives after its sender has asked again on another connection.
    proxy.hold();
    tokio::time::sleep(Duration::from_millis(3_500)).await;
    proxy.open();
    load.until_paid(30).await;
    proxy.delay(SLOW);
    load.until_paid(30).await;
    proxy.open();
    load.stop().await.check(&ground);
    ground.audit();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a69_an_operator_cut_off_from_its_database_says_so_and_resumes_by_itself() {
    let ground = Ground::on_postgres();
    let mut operator = ground.node();
    let url = operator.url();
    let people = ground.found(&url, 8, OPENING_MINOR);
    // Requests are not waited for as long as the database's server may be.
    ground.configure("[timeout]\nrequest_s = 4", "");
    let database = ground.database().expect("a server");
    let port = database.server().port();
    let proxy = Proxy::start(SocketAddr::from(([127, 0, 0, 1], port)));
    let address =
        database.url().replace(&format!(":{port}/"), &format!(":{}/", proxy.address.port()));
    operator.start_with(&["--database", &address]);
    let load = Load::start(people, std::slice::from_ref(&url));
    load.until_paid(30).await;

    proxy.cut();
    probe::until_not_ready(&url).await;
    proxy.open();
    probe::until_ready(&url).await;
    load.until_paid(30).await;

    // The server's end of the commit is done; the operator never hears of it.
    proxy.lose_answers(b"COMMIT\0", 5);
    load.until_paid(60).await;
    proxy.until_lost(5);

    // Nothing is said any more; first for a while, then for ever.
    proxy.hold();
    probe::until_not_ready(&url).await;
    proxy.open();
    load.until_paid(30).await;
    proxy.hold();
    probe::until_not_ready(&url).await;
    proxy.open_anew();
    probe::until_ready(&url).await;
    load.until_paid(30).await;

    proxy.delay(SLOW);
    load.until_paid(10).await;
    proxy.open();
    load.stop().await.check(&ground);
    ground.audit();
}
