//! A writer that is killed in the middle: what it acknowledged is there, once, and nothing is half.

use crate::File;
use bank::command::Payee;
use bank::contract::{Subject as _, done, town};
use bank::id::PaymentId;
use bank::{Key, batch};
use bank_sqlite::{SqliteReader, SqliteStore};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

/// Set for the process that is to be killed: the file that it writes to.
const FILE: &str = "BANK_SQLITE_KILL_FILE";
/// Set beside it: the first identifier that it uses.
const FIRST: &str = "BANK_SQLITE_KILL_FIRST";

const BATCH: u128 = 8;

/// Not a test of its own: the body of the process that [`acknowledged_payments_survive_a_kill`]
/// starts. Run by itself it does nothing.
#[test]
fn child_that_pays_until_it_is_killed() {
    let (Ok(file), Ok(first)) = (std::env::var(FILE), std::env::var(FIRST)) else { return };
    let mut store = SqliteStore::open(Path::new(&file)).expect("opens");
    let mut next: u128 = first.parse().expect("a number");
    loop {
        let ids = next..next + BATCH;
        let pay = |id| town::pay(id, 0, Payee::Label(town::label(0)), 1);
        let envelopes: Vec<_> = ids.map(pay).collect();
        let outcomes = batch::run(&mut store, &envelopes).expect("the store works");
        assert!(outcomes.iter().all(Result::is_ok));
        next += BATCH;
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nacknowledged {next}").and_then(|()| out.flush()).expect("is read");
    }
}

#[test]
fn acknowledged_payments_survive_a_kill() {
    let file = File::new();
    done(&file, &town::founded(1, 1, 1_000_000));
    let mut first: u128 = 0;
    for round in 0..5 {
        let acknowledged = killed_after(&file.path(), first, 3 + round * 4);
        let reader = SqliteReader::open(&file.path()).expect("opens");
        for id in 0..acknowledged {
            let found = bank::store::Reader::record(&reader, &Key::Payment(PaymentId(id)));
            assert!(found.expect("reads").is_some(), "payment {id} was acknowledged");
        }
        let report = bank::audit::audit(&reader).expect("audits");
        assert!(report.is_clean(), "{:?}", report.findings);
        // A batch may have been committed whose acknowledgement did not get out; never half of it.
        let paid = u128::from(report.payments) - 1;
        assert!((acknowledged..=acknowledged + BATCH).contains(&paid));
        assert_eq!(paid % BATCH, 0);
        // The wallets ask again with the same identifiers: each gets its answer, none pays twice.
        first = acknowledged;
    }
    drop(file.store());
}

/// Starts the child, kills it after some acknowledgements; returns the next identifier that it has
/// not acknowledged.
fn killed_after(file: &Path, first: u128, acknowledgements: usize) -> u128 {
    let mut child = Command::new(std::env::current_exe().expect("this test's program"))
        .args(["--exact", "kill::child_that_pays_until_it_is_killed", "--nocapture"])
        .env(FILE, file)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let mut next = lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("acknowledged ").map(|n| n.parse::<u128>()));
    let mut acknowledged = first;
    for _ in 0..acknowledgements {
        acknowledged = next.next().expect("it goes on").expect("a number");
    }
    child.kill().expect("is killed");
    // What it had said before it died counts as well.
    acknowledged = next.filter_map(Result::ok).last().unwrap_or(acknowledged);
    child.wait().expect("is gone");
    acknowledged
}
