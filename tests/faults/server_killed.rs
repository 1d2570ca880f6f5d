//! PostgreSQL is killed in the middle of a load of payments, a part of it and all of it. The
//! operator is not started again: it goes on by itself.

use postgres_server::Server;
use tests::ground::Ground;
use tests::load::{Load, OPENING_MINOR};
use tests::probe;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a69_the_operator_outlives_its_database_server() {
    // A server of its own, which ends with this program.
    let server: &'static Server = Box::leak(Box::new(Server::start(&[])));
    let ground = Ground::on_server(server);
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), 12, OPENING_MINOR);
    operator.start();
    let load = Load::start(people, &[operator.url()]);
    let database = ground.database().expect("a server").name();
    for _ in 0..2 {
        load.until_paid(40).await;
        server.kill_backend(database);
    }
    load.until_paid(40).await;
    server.kill();
    probe::until_not_ready(&operator.url()).await;
    server.start_again();
    probe::until_ready(&operator.url()).await;
    load.until_paid(40).await;
    load.stop().await.check(&ground);
    ground.audit();
}
