//! Whether a payment costs the same in a small and in a large bank: the time a payment takes, in
//! batches of 1,024 with `synchronous=FULL`, after 10^4, 10^6 and 10^7 journal rows. The rows are
//! made by the rules themselves, and `GROWTH_ROWS` may say how far to go.

#[path = "growth/crowd.rs"]
mod crowd;

use bank::batch;
use bank::store::Reader as _;
use bank_sqlite::{SqliteReader, SqliteStore};
use crowd::Crowd;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// At how many journal rows it is measured.
const STEPS: [u64; 3] = [10_000, 1_000_000, 10_000_000];
const PEOPLE: u32 = 4_000;
const BATCH: usize = 1_024;
/// Measured batches at each step; the first ones only warm up.
const BATCHES: usize = 24;
const WARM_UP: usize = 4;

fn main() {
    let most = std::env::var("GROWTH_ROWS").ok().and_then(|rows| rows.parse().ok());
    let most: u64 = most.unwrap_or(10_000_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    // Left over where an earlier run was stopped.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    let path = folder.join("bank.sqlite");
    let mut store = SqliteStore::open(&path).expect("makes the file");
    let mut crowd = Crowd::found(&mut store, PEOPLE);
    let reader = SqliteReader::open(&path).expect("opens");
    say("growth, SQLite synchronous=FULL, batches of 1,024: median of 20 batches");
    say("  journal rows   file MB   us a payment   a page of history, us");
    for rows in STEPS.into_iter().filter(|rows| *rows <= most) {
        crowd.fill(&mut store, rows);
        let took = median((0..BATCHES).map(|_| batch_us(&mut store, &mut crowd)).skip(WARM_UP));
        let history = median((0..50).map(|n| history_us(&reader, n)));
        let size = std::fs::metadata(&path).map_or(0, |file| file.len() / 1_000_000);
        say(&format!("  {rows:>12}  {size:>8}  {took:>13.1}  {history:>22.1}"));
    }
    drop(store);
    std::fs::remove_dir_all(&folder).expect("cleans up");
}

fn batch_us(store: &mut SqliteStore, crowd: &mut Crowd) -> f64 {
    let envelopes: Vec<_> = (0..BATCH).map(|_| crowd.payment()).collect();
    let started = Instant::now();
    let outcomes = batch::run(store, &envelopes).expect("the store works");
    let took = started.elapsed();
    assert!(outcomes.iter().all(Result::is_ok));
    let count = u32::try_from(BATCH).map_or(f64::NAN, f64::from);
    took.as_secs_f64() * 1e6 / count
}

fn history_us(reader: &SqliteReader, person: u32) -> f64 {
    let started = Instant::now();
    let page = reader.payments(bank::contract::town::account(person), None, 20);
    assert!(!page.expect("reads").is_empty());
    started.elapsed().as_secs_f64() * 1e6
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("standard output takes a line");
}
