//! The disk is full: payers are put off with a code and nothing is left half written, and payments
//! go on by themselves when there is space again.

use postgres_server::Server;
use tests::ground::Ground;
use tests::load::{Load, OPENING_MINOR};
use tests::probe;
use tests::program::program;
use tests::space::{self, SmallDisk};

/// Payments that are put off while the disk is full.
const PUT_OFF: usize = 40;

/// Waits until payers are put off, and looks with what.
async fn until_put_off(load: &Load) {
    for code in load.until_put_off(PUT_OFF).await {
        assert!(["store_unavailable", "overloaded"].contains(&code), "{code}");
    }
}

/// Has payers meet a disk that is full in the middle of their payments, with a file on it.
async fn fill_and_free(ground: &Ground, load: &Load, url: &str, fill: impl Fn(bool)) {
    load.until_paid(40).await;
    fill(true);
    until_put_off(load).await;
    probe::until_not_ready(url).await;
    let head = ground.reader().chain_head().expect("it reads");
    until_put_off(load).await;
    assert_eq!(ground.reader().chain_head(), Ok(head), "what is put off leaves nothing behind");
    fill(false);
    probe::until_ready(url).await;
    load.until_paid(40).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a69_a_database_file_that_cannot_grow_puts_payers_off_until_it_can() {
    let ground = Ground::on_sqlite();
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), 12, OPENING_MINOR);
    operator.start_by(space::limited(&program("tongbaod")), &[]);
    let load = Load::start(people, &[operator.url()]);
    let limit = |full: bool| space::limit_files(operator.process(), full.then_some(4096));
    fill_and_free(&ground, &load, &operator.url(), limit).await;
    load.stop().await.check(&ground);
    ground.audit();
}

/// Returns a small disk, or says why a test is not run.
fn small_disk(mib: u32) -> Option<SmallDisk> {
    let disk = SmallDisk::of_mib(mib);
    disk.inspect_err(|why| eprintln!("NOT RUN: it needs a disk of its own, and {why}")).ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a69_a_full_disk_under_a_database_file_puts_payers_off_until_there_is_space() {
    // More than the log takes before it is copied back (64 MiB): on a smaller disk the log alone
    // would leave no space, and freeing what fills it here would free nothing.
    let Some(disk) = small_disk(128) else { return };
    let ground = Ground::in_folder(tempfile::TempDir::new_in(disk.path()).expect("a folder"));
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), 12, OPENING_MINOR);
    operator.start();
    let load = Load::start(people, &[operator.url()]);
    let fill = |full: bool| if full { disk.fill() } else { disk.free() };
    fill_and_free(&ground, &load, &operator.url(), fill).await;
    load.stop().await.check(&ground);
    ground.audit();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a69_a_full_disk_under_a_database_server_puts_payers_off_until_there_is_space() {
    let Some(disk) = small_disk(128) else { return };
    let readable = std::process::Command::new("chmod").arg("755").arg(disk.path()).status();
    assert!(readable.expect("chmod runs").success());
    let server: &'static Server = Box::leak(Box::new(Server::start_small(disk.path(), &[])));
    let ground = Ground::on_server(server);
    let mut operator = ground.node();
    let people = ground.found(&operator.url(), 12, OPENING_MINOR);
    operator.start();
    let load = Load::start(people, &[operator.url()]);
    load.until_paid(40).await;
    disk.fill();
    // Some payments still find room in pages that are there; then none does.
    until_put_off(&load).await;
    disk.free();
    // A server that could not write its log has ended: its supervisor starts it again.
    let supervise = || {
        if !server.is_running() {
            server.start_again();
        }
    };
    probe::until_ready_supervised(&operator.url(), supervise).await;
    load.until_paid(40).await;
    load.stop().await.check(&ground);
    ground.audit();
    drop((operator, ground));
    server.stop();
}
