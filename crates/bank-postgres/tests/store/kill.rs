//! A node that is killed while it decides a batch behind one that is committed: what it
//! acknowledged is there, once, and nothing is half.

use crate::Fresh;
use bank::batch::{Pipeline, Settled};
use bank::command::Payee;
use bank::contract::{Subject as _, done, town};
use bank::id::PaymentId;
use bank::store::Store as _;
use bank::{Envelope, Key};
use bank_postgres::{PostgresStore, Target};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

/// Set for the process that is to be killed: the database that it writes to.
const DATABASE: &str = "BANK_POSTGRES_KILL_DATABASE";
/// Set beside it: the first identifier that it uses.
const FIRST: &str = "BANK_POSTGRES_KILL_FIRST";

const BATCH: u128 = 8;

/// Not a test of its own: the body of the process that [`acknowledged_payments_survive_a_kill`]
/// starts. Run by itself it does nothing.
#[test]
fn child_that_pays_until_it_is_killed() {
    let (Ok(url), Ok(first)) = (std::env::var(DATABASE), std::env::var(FIRST)) else { return };
    let target = Target::parse(&url).expect("a URL");
    let mut store = PostgresStore::open(&target).expect("opens");
    let mut pipeline = Pipeline::default();
    let mut next: u128 = first.parse().expect("a number");
    loop {
        let pay = |id| town::pay(id, 0, Payee::Label(town::label(0)), 1);
        let envelopes: Vec<Envelope> = (next..next + BATCH).map(pay).collect();
        next += BATCH;
        pipeline.push(&mut store, envelopes, next).into_iter().for_each(acknowledge);
    }
}

fn acknowledge(settled: Settled<u128>) {
    let outcomes = settled.result.expect("the store works");
    assert!(outcomes.iter().all(Result::is_ok));
    let mut out = std::io::stdout().lock();
    let told = writeln!(out, "\nacknowledged {}", settled.tag).and_then(|()| out.flush());
    told.expect("is read");
}

#[test]
fn acknowledged_payments_survive_a_kill() {
    let fresh = Fresh::new();
    done(&fresh, &town::founded(1, 1, 1_000_000));
    let mut first: u128 = 0;
    for round in 0..4 {
        let acknowledged = killed_after(&fresh, first, 4 + round * 3);
        // Its last batch may still be on its way at the server: the head is free after it.
        fresh.open().begin().expect("begins").chain_head().expect("has its turn");
        let reader = fresh.reader();
        for id in 0..acknowledged {
            let found = reader.record(&Key::Payment(PaymentId(id))).expect("reads");
            assert!(found.is_some(), "payment {id} was acknowledged");
        }
        let report = bank::audit::audit(reader.as_ref()).expect("audits");
        assert!(report.is_clean(), "{:?}", report.findings);
        // At most the batch at the server was committed and not acknowledged; never half of it, and
        // not the acknowledgement that did not get out besides.
        let paid = u128::from(report.payments) - 1;
        assert!((acknowledged..=acknowledged + 2 * BATCH).contains(&paid));
        assert_eq!(paid % BATCH, 0);
        // The wallets ask again with the same identifiers: each gets its answer, none pays twice.
        first = acknowledged;
    }
}

/// Starts the child, kills it after some acknowledgements; returns the next identifier that it has
/// not acknowledged.
fn killed_after(fresh: &Fresh, first: u128, acknowledgements: usize) -> u128 {
    let mut child = Command::new(std::env::current_exe().expect("this test's program"))
        .args(["--exact", "kill::child_that_pays_until_it_is_killed", "--nocapture"])
        .env(DATABASE, fresh.database.url())
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
