//! What the bill of a very busy day costs: a shop with a million orders of one day on SQLite, in
//! time and in memory at its peak. The payments are made by the rules themselves, in large batches
//! and without keys and nonces. `BILL_ORDERS` may say how many.

use bank::command::Payee;
use bank::contract::town;
use bank::id::{PaymentId, TimeMs};
use bank::record::{Merchant, Record};
use bank::store::Reader as _;
use bank::{Envelope, Key, batch};
use bank_sqlite::{SqliteReader, SqliteStore};
use operator::bill::make::{Maker, again, hash};
use operator::bill::{Books, READY_MS};
use operator::config::TimeZone;
use operator::database::Database;
use operator::figures::{self, Asked};
use operator::keys::Keys;
use operator::teller::Teller;
use operator::teller::queue::Bounds;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Notify;

const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const PEOPLE: u32 = 4_000;
const AT_ONCE: u64 = 8_192;

fn main() {
    let orders = std::env::var("BILL_ORDERS").ok().and_then(|orders| orders.parse().ok());
    let orders: u64 = orders.unwrap_or(1_000_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bills");
    // Left over where an earlier run was stopped.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    let path = folder.join("bank.sqlite");
    let begins = town::AT.0 / DAY_MS * DAY_MS + DAY_MS;
    fill(&path, orders, begins);
    measure(&folder, &path, begins, orders);
    std::fs::remove_dir_all(&folder).expect("cleans up");
}

fn fill(path: &Path, orders: u64, begins: u64) {
    let mut store = SqliteStore::open(path).expect("makes the file");
    let founding = town::founded(PEOPLE, 1, 100_000_000);
    assert!(batch::run(&mut store, &founding).expect("works").iter().all(Result::is_ok));
    let label = Payee::Label(town::label(0));
    let order = |n: u64| {
        let at = TimeMs(begins + n * (DAY_MS - 1) / orders);
        let payer = u32::try_from(n * 7_919 % u64::from(PEOPLE)).unwrap_or_default();
        let id = 1_000_000 + u128::from(n);
        let mut pay = town::order_to_pay(id, payer, label, n % 9_000 + 100);
        pay.payment = PaymentId(id);
        pay.order_expires_at = at.plus_ms(60_000);
        pay.note = Some(format!("table {}", n % 40));
        Envelope { key: None, nonce: None, at, ..town::pay_with(pay) }
    };
    let mut done = 0;
    while done < orders {
        let until = (done + AT_ONCE).min(orders);
        let envelopes: Vec<Envelope> = (done..until).map(order).collect();
        let outcomes = batch::run(&mut store, &envelopes).expect("the store works");
        assert!(outcomes.iter().all(Result::is_ok));
        done = until;
    }
}

fn measure(folder: &Path, path: &Path, begins: u64, orders: u64) {
    let keys = Keys::create(&folder.join("keys")).expect("keys");
    let database = Database::File(path.to_owned());
    let bounds = Bounds { all: 100, each: 100, target: Duration::from_secs(60) };
    let (teller, thread) =
        Teller::start(database.opener(), bounds, Arc::new(Notify::new())).expect("opens");
    let reader = database.reader().expect("opens");
    let books = Books {
        reader: reader.as_ref(),
        operator: "bench",
        keys: &keys.operator,
        pseudonyms: &keys.pseudonyms,
    };
    let (zone, merchant) = (TimeZone::default(), shop(path));
    say(&format!("bills, SQLite: one shop, one day, {orders} orders"));
    let now = TimeMs(begins + DAY_MS + READY_MS);
    let asked = Asked { from: TimeMs(begins), until: TimeMs(begins + DAY_MS), as_of: now };
    timed("figures of the day, from the history", || {
        let figures = figures::of(books, &merchant, zone, asked).expect("reads");
        assert_eq!(figures.payments.count, orders);
    });
    let maker = Maker { books, teller: &teller, zone };
    timed("the bill, all four files hashed, signed and kept", || {
        assert_eq!(maker.all(now).expect("makes"), 1);
    });
    let kept = reader.bills(merchant.id, None, 1).expect("reads").pop().expect("a bill");
    let bill = books.open(&kept).expect("is signed");
    assert_eq!(bill.payments.count, orders);
    for (place, name) in proof::bill::FILES.into_iter().enumerate() {
        let bytes = bill.files.get(place).map_or(0, |file| file.bytes);
        timed(&format!("{name} made again, {} MB", bytes / 1_000_000), || {
            let wanted = Some((place, std::io::sink()));
            again(books, &merchant, kept.day, &bill, wanted).expect("is as it was");
        });
    }
    timed("figures of the day, from its bill", || {
        let figures = figures::of(books, &merchant, zone, asked).expect("reads");
        assert_eq!(figures.payments.count, orders);
    });
    assert_ne!(hash(kept.note.as_bytes()), [0; 32]);
    thread.stop();
}

fn shop(path: &Path) -> Merchant {
    let reader = SqliteReader::open(path).expect("opens");
    match reader.record(&Key::Merchant(town::merchant(0))).expect("reads") {
        Some(Record::Merchant(merchant)) => merchant,
        other => panic!("a merchant, not {other:?}"),
    }
}

/// Runs something and says how long it took, and how much memory this process had at most.
fn timed(what: &str, run: impl FnOnce()) {
    // Linux forgets the peak so far; elsewhere no memory is told.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = peak_kb();
    let started = Instant::now();
    run();
    let took = started.elapsed().as_secs_f64();
    let memory = match (before, peak_kb()) {
        (Some(before), Some(peak)) => {
            format!("{} MB at its peak, {} MB before", peak / 1000, before / 1000)
        }
        _ => "memory not told here".to_owned(),
    };
    say(&format!("  {what}: {took:.2} s, {memory}"));
}

fn peak_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("standard output takes a line");
}
