//! Payments a second through the whole rules on a file with `synchronous=FULL`, by batch size,
//! beside the same rows written with no reads and no rules: all in one run, in turns. What a batch
//! is worth depends on how long the disk's flush takes, so that a second table is measured with
//! flushes that take a millisecond more.

use bank::command::Payee;
use bank::contract::town;
use bank::id::{CampaignId, CardId, CardTopUpId, PaymentId, PersonId, TimeMs};
use bank::journal::ChainHead;
use bank::record::Record;
use bank::store::{Batch, Store, StoreError, Writes};
use bank::{Envelope, Key, batch};
use bank_sqlite::{SqliteReader, SqliteStore, restore};
use std::path::Path;
use std::time::{Duration, Instant};

const ACCOUNTS: u32 = 100_000;
/// How often every case is measured; the first round only warms up.
const ROUNDS: usize = 4;
/// Batch sizes, each with how many payments one window makes.
const SIZES: [(usize, usize); 5] =
    [(1, 400), (16, 2_048), (64, 4_096), (128, 8_192), (1_024, 16_384)];
/// How much longer than the disk's own a flush takes, in each table.
const LONGER: [Duration; 2] = [Duration::ZERO, Duration::from_millis(1)];

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("teller");
    // Left over where an earlier run was stopped.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    let (ruled, raw) = (folder.join("ruled.sqlite"), folder.join("raw.sqlite"));
    found_town(&ruled);
    SqliteReader::open(&ruled).expect("opens").backup(&raw).expect("copies");
    let mut bench = Bench {
        ruled: Capturing::new(SqliteStore::open(&ruled).expect("opens")),
        raw: SqliteStore::open(&raw).expect("opens"),
        random: Random(0x2545_F491_4F6C_DD1D),
        at: town::AT,
    };
    for longer in LONGER {
        bench.ruled.longer = longer;
        let cases = [false, true].iter().flat_map(|hot| SIZES.map(|size| Case::new(*hot, size)));
        print_table(&measure(&mut bench, cases.collect()), longer);
    }
    let report = bank::audit::audit(&SqliteReader::open(&ruled).expect("opens")).expect("audits");
    assert!(report.is_clean(), "{:?}", report.findings.first());
    line(&format!("audit clean: {} payments, {} accounts", report.payments, report.accounts));
    // Takes the place of a timing: a copy of the finished file is made and checked.
    let (copy, started) = (folder.join("copy.sqlite"), Instant::now());
    restore(&ruled, &copy).expect("copies");
    line(&format!("whole copy, checked and on disk: {} ms", started.elapsed().as_millis()));
    std::fs::remove_dir_all(&folder).expect("cleans up");
}

fn line(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}").expect("the terminal takes it");
}

/// Opens the desk, 100,000 accounts with money and a device each, and one shop.
fn found_town(path: &Path) {
    let mut store = SqliteStore::open(path).expect("makes the file");
    let started = Instant::now();
    for envelopes in town::founded_with_devices(ACCOUNTS, 1, 100_000_000).chunks(4_096) {
        let outcomes = batch::run(&mut store, envelopes).expect("the store works");
        assert!(outcomes.iter().all(Result::is_ok));
    }
    line(&format!(
        "{ACCOUNTS} accounts opened and topped up, each with a device, in {:?}",
        started.elapsed()
    ));
}

/// One line of the table, and what its windows measured.
struct Case {
    hot: bool,
    batch: usize,
    payments: usize,
    windows: Vec<Window>,
}

impl Case {
    fn new(hot: bool, (batch, payments): (usize, usize)) -> Self {
        Self { hot, batch, payments, windows: Vec::new() }
    }
}

struct Window {
    ruled_per_s: f64,
    raw_per_s: f64,
    cpu_us: Option<f64>,
}

struct Bench {
    ruled: Capturing,
    raw: SqliteStore,
    random: Random,
    at: TimeMs,
}

fn measure(bench: &mut Bench, mut cases: Vec<Case>) -> Vec<Case> {
    for round in 0..ROUNDS {
        let count = cases.len();
        for turn in 0..count {
            // Another order in each round, so that no case always follows the same one.
            let case = &mut cases[(turn * 3 + round) % count];
            let window = bench.window(case.hot, case.batch, case.payments);
            if round > 0 {
                case.windows.push(window);
            }
        }
    }
    cases
}

impl Bench {
    fn window(&mut self, hot: bool, batch_size: usize, payments: usize) -> Window {
        let envelopes: Vec<Envelope> = (0..payments).map(|_| self.payment(hot)).collect();
        let (started, cpu) = (Instant::now(), cpu_ns());
        for envelopes in envelopes.chunks(batch_size) {
            let outcomes = batch::run(&mut self.ruled, envelopes).expect("the store works");
            assert!(outcomes.iter().all(Result::is_ok));
        }
        let (took, used) = (started.elapsed(), cpu_ns().zip(cpu).map(|(now, then)| now - then));
        let (written, captured) = self.ruled.take();
        let raw_started = Instant::now();
        for writes in &written {
            let mut batch = self.raw.begin().expect("begins");
            batch.write(writes).expect("writes");
            batch.commit().expect("commits");
            std::thread::sleep(self.ruled.longer);
        }
        let count = u32::try_from(payments).map_or(0.0, f64::from);
        let captured_ns = captured.as_secs_f64() * 1e9;
        Window {
            ruled_per_s: count / (took - captured).as_secs_f64(),
            raw_per_s: count / raw_started.elapsed().as_secs_f64(),
            cpu_us: used
                .and_then(|ns| u32::try_from(ns / 1_000).ok())
                .map(|us| (f64::from(us) - captured_ns / 1e3) / count),
        }
    }

    /// Returns a signed payment, as big as real ones are.
    fn payment(&mut self, hot: bool) -> Envelope {
        self.at = self.at.plus_ms(u64::from(self.random.below(2)));
        let payer = self.random.below(ACCOUNTS - 1);
        let payee = match hot {
            true => Payee::Label(town::label(0)),
            // Any other account: the one after the payer's is nobody's own.
            false => Payee::Receive(town::receive_code(
                (payer + 1 + self.random.below(ACCOUNTS - 2)) % ACCOUNTS,
            )),
        };
        // 48 bits of time, 80 random bits: the identifiers that wallets make.
        let id = u128::from(self.at.0) << 80 | self.random.wide() >> 48;
        let mut pay = town::order_to_pay(id, payer, payee, u64::from(self.random.below(99)) + 1);
        pay.payment = PaymentId(id);
        pay.order_expires_at = self.at.plus_ms(60_000);
        pay.evidence.signed_text = format!("{}{}", "x".repeat(300), pay.evidence.signed_text);
        let envelope = Envelope { at: self.at, ..town::pay_with(pay) };
        town::signed(town::device(payer), self.random.wide(), envelope)
    }
}

/// A small generator (xorshift64*): the same payments in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn wide(&mut self) -> u128 {
        u128::from(self.next()) << 64 | u128::from(self.next())
    }

    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }
}

/// The store, keeping a copy of all that is written; knows how long the copying took. Waits after
/// each commit, as for a slower disk.
struct Capturing {
    store: SqliteStore,
    longer: Duration,
    written: Vec<Writes>,
    captured: Duration,
}

struct CapturingBatch<'a> {
    batch: Box<dyn Batch + 'a>,
    longer: Duration,
    written: &'a mut Vec<Writes>,
    captured: &'a mut Duration,
}

impl Capturing {
    fn new(store: SqliteStore) -> Self {
        Self { store, longer: Duration::ZERO, written: Vec::new(), captured: Duration::ZERO }
    }

    fn take(&mut self) -> (Vec<Writes>, Duration) {
        (std::mem::take(&mut self.written), std::mem::take(&mut self.captured))
    }
}

impl Store for Capturing {
    fn begin(&mut self) -> Result<Box<dyn Batch + '_>, StoreError> {
        let Self { store, longer, written, captured } = self;
        Ok(Box::new(CapturingBatch { batch: store.begin()?, longer: *longer, written, captured }))
    }
}

impl Batch for CapturingBatch<'_> {
    fn read(&mut self, keys: &[Key]) -> Result<Vec<Option<Record>>, StoreError> {
        self.batch.read(keys)
    }

    fn campaigns(&mut self) -> Result<Vec<CampaignId>, StoreError> {
        self.batch.campaigns()
    }

    fn cards_of(&mut self, person: PersonId) -> Result<Vec<CardId>, StoreError> {
        self.batch.cards_of(person)
    }

    fn card_top_ups_of(
        &mut self,
        person: PersonId,
        since: TimeMs,
    ) -> Result<Vec<CardTopUpId>, StoreError> {
        self.batch.card_top_ups_of(person, since)
    }

    fn chain_head(&mut self) -> Result<ChainHead, StoreError> {
        self.batch.chain_head()
    }

    fn write(&mut self, writes: &Writes) -> Result<(), StoreError> {
        let started = Instant::now();
        self.written.push(writes.clone());
        *self.captured += started.elapsed();
        self.batch.write(writes)
    }

    fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let result = self.batch.commit();
        std::thread::sleep(self.longer);
        result
    }
}

/// Returns the CPU time of this thread, where the system tells it.
fn cpu_ns() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// Returns the least, the middle and the largest value.
fn spread(windows: &[Window], value: impl Fn(&Window) -> f64) -> (f64, f64, f64) {
    let mut values: Vec<f64> = windows.iter().map(value).collect();
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    (at(0), at(values.len() / 2), at(values.len().saturating_sub(1)))
}

fn print_table(cases: &[Case], longer: Duration) {
    line(&format!(
        "payments a second: median [least-most] of the windows; synchronous=FULL, each flush {} ms \
         longer than the disk's",
        longer.as_millis(),
    ));
    line("payee    batch  payments/s            x batch 1   CPU us   raw rows/s   of raw");
    for case in cases {
        let (least, middle, most) = spread(&case.windows, |window| window.ruled_per_s);
        let single = cases.iter().find(|other| other.hot == case.hot && other.batch == 1);
        let single = single.map_or(f64::NAN, |case| spread(&case.windows, |w| w.ruled_per_s).1);
        let (_, raw, _) = spread(&case.windows, |window| window.raw_per_s);
        let (_, share, _) = spread(&case.windows, |window| window.ruled_per_s / window.raw_per_s);
        let (_, cpu, _) = spread(&case.windows, |window| window.cpu_us.unwrap_or(f64::NAN));
        let payee = if case.hot { "hot" } else { "uniform" };
        line(&format!(
            "{payee:<8} {:>5}  {middle:>6.0} [{least:>5.0}-{most:>6.0}]  {:>8.1}  {cpu:>7.1}  \
             {raw:>10.0}   {:>4.0} %",
            case.batch,
            middle / single,
            share * 100.0,
        ));
    }
}
