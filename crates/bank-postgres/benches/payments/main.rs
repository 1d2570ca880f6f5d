//! Payments a second through the whole rules on PostgreSQL, beside `pgbench -b tpcb-like` with 32
//! clients on the same server: in turns, in one run, so that a busy machine slows both. Each batch
//! is decided while the one before it commits (`ahead`), as where enough wait, or after it
//! (`turns`).

mod load;
mod processes;

use bank::Envelope;
use bank::batch::{self, Pipeline, Settled};
use bank::contract::town;
use bank_postgres::{PostgresReader, PostgresStore, Target, migrate};
use load::Load;
use postgres_server::{Database, Server};
use processes::cpu_us;
use std::io::Write as _;
use std::time::{Duration, Instant};

const ACCOUNTS: u32 = 100_000;
/// How often every case is measured; the first round only warms up.
const ROUNDS: usize = 4;
/// How long a window of ours is, about.
const WINDOW: Duration = Duration::from_secs(4);
/// How long a window of pgbench is.
const PGBENCH_S: &str = "4";

/// How many payments are in a batch: a full queue's at last.
const SIZES: [usize; 3] = [32, 128, 1_024];

fn main() {
    let asked = Asked::of_arguments();
    // As a server that is used in earnest: checkpoints by time, and tables in memory.
    let mut settings = vec![("max_wal_size", "8GB"), ("shared_buffers", "1GB")];
    settings.extend(asked.statements.then_some(STATEMENTS));
    let server = Server::start(&settings);
    let (database, beside) = (server.database(), server.database());
    let target = Target::parse(&database.url()).expect("a URL");
    migrate(&target).expect("migrates");
    let mut store = PostgresStore::open(&target).expect("opens");
    found_town(&mut store);
    database.query("VACUUM ANALYZE");
    if !asked.alone {
        run_pgbench(&beside, &["--initialize", "--quiet", "--scale", "50"]);
    }
    if asked.statements {
        database.query("CREATE EXTENSION pg_stat_statements");
    }
    let alone = asked.alone;
    let mut bench = Bench { server: &server, beside, store, load: Load::new(ACCOUNTS), alone };
    let sizes = if asked.quick { &SIZES[2..] } else { &SIZES[..] };
    let mut cases = Vec::new();
    for hot in [false, true] {
        for size in sizes {
            cases.extend([false, true].map(|ahead| Case::new(hot, *size, ahead)));
        }
    }
    for round in 0..ROUNDS {
        for turn in 0..cases.len() {
            // Another order in each round, so that no case always follows the same one.
            let count = cases.len();
            let case = &mut cases[(turn * 5 + round) % count];
            let window = bench.window(case);
            if round > 0 {
                case.windows.push(window);
            }
        }
    }
    print_table(&cases);
    if asked.statements {
        line(&database.query(SLOWEST));
    }
    let report = bank::audit::audit(&PostgresReader::open(&target).expect("opens"));
    let report = report.expect("audits");
    assert!(report.is_clean(), "{:?}", report.findings.first());
    line(&format!("audit clean: {} payments, {} accounts", report.payments, report.accounts));
}

/// What is to be measured.
struct Asked {
    /// `-- quick`: the full queue alone, to see what a change does.
    quick: bool,
    /// `-- alone`: nothing beside it.
    alone: bool,
    /// `-- statements`: which of ours take the server's time; counting them takes some too.
    statements: bool,
}

impl Asked {
    fn of_arguments() -> Self {
        let has = |name: &str| std::env::args().any(|argument| argument == name);
        Self { quick: has("quick"), alone: has("alone"), statements: has("statements") }
    }
}

const STATEMENTS: (&str, &str) = ("shared_preload_libraries", "pg_stat_statements");
const SLOWEST: &str = "SELECT round(total_exec_time), 'ms', calls, 'calls', rows, 'rows',
    wal_bytes, 'of log', wal_fpi, 'whole pages', left(regexp_replace(query, '\\s+', ' ', 'g'), 90)
    FROM pg_stat_statements
    WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY total_exec_time DESC LIMIT 12";

fn line(text: &str) {
    writeln!(std::io::stdout(), "{text}").expect("the terminal takes it");
}

/// Opens the desk, 100,000 accounts with money and a device each, and one shop.
fn found_town(store: &mut PostgresStore) {
    let started = Instant::now();
    for envelopes in town::founded_with_devices(ACCOUNTS, 1, 100_000_000).chunks(4_096) {
        let outcomes = batch::run(store, envelopes).expect("the store works");
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
    size: usize,
    /// Whether a batch is decided while the one before it commits.
    ahead: bool,
    windows: Vec<Window>,
}

impl Case {
    fn new(hot: bool, size: usize, ahead: bool) -> Self {
        Self { hot, size, ahead, windows: Vec::new() }
    }
}

struct Window {
    per_s: f64,
    /// pgbench's transactions a second, in the window just after.
    beside_per_s: f64,
    /// CPU of the server's processes in µs a transaction of pgbench's.
    beside_us: f64,
    /// CPU of the server's processes and of this one, in µs a payment.
    server_us: f64,
    own_us: f64,
    /// How long each batch took, in ms.
    batches_ms: Vec<f64>,
}

struct Bench<'a> {
    server: &'a Server,
    beside: Database<'a>,
    store: PostgresStore,
    load: Load,
    alone: bool,
}

impl Bench<'_> {
    fn window(&mut self, case: &Case) -> Window {
        let first = self.server.process().expect("the server runs");
        let mut batches_ms = Vec::new();
        let (mut paid, mut took) = (0.0, Duration::ZERO);
        let (mut server_us, mut own_us) = (0.0, 0.0);
        while took < WINDOW {
            let batches = (1_024 / case.size).max(16);
            let payments = |_| (0..case.size).map(|_| self.load.payment(case.hot)).collect();
            let batches: Vec<Vec<Envelope>> = (0..batches).map(payments).collect();
            paid += u32::try_from(batches.len() * case.size).map_or(0.0, f64::from);
            let before = (cpu_us(first, true), cpu_us(std::process::id(), false));
            let started = Instant::now();
            self.run(batches, case.ahead, &mut batches_ms);
            took += started.elapsed();
            server_us += cpu_us(first, true) - before.0;
            own_us += cpu_us(std::process::id(), false) - before.1;
        }
        let per_s = paid / took.as_secs_f64();
        let (beside_per_s, beside_us) = if self.alone {
            (f64::NAN, f64::NAN)
        } else {
            let before = cpu_us(first, true);
            let (per_s, count) = tpcb_like(&self.beside);
            (per_s, (cpu_us(first, true) - before) / count)
        };
        let (server_us, own_us) = (server_us / paid, own_us / paid);
        Window { per_s, beside_per_s, beside_us, server_us, own_us, batches_ms }
    }

    /// Runs batches one after the other, and notes how long each took until it was durable.
    fn run(&mut self, batches: Vec<Vec<Envelope>>, ahead: bool, batches_ms: &mut Vec<f64>) {
        let mut pipeline = Pipeline::default();
        for envelopes in batches {
            let mut settled = pipeline.push(&mut self.store, envelopes, Instant::now());
            if !ahead {
                settled.extend(pipeline.finish(&mut self.store));
            }
            batches_ms.extend(settled.into_iter().map(took_ms));
        }
        batches_ms.extend(pipeline.finish(&mut self.store).map(took_ms));
    }
}

/// Returns how long a batch took; all its payments are made.
fn took_ms(settled: Settled<Instant>) -> f64 {
    let outcomes = settled.result.expect("the store works");
    assert!(outcomes.iter().all(Result::is_ok));
    settled.tag.elapsed().as_secs_f64() * 1e3
}

/// Returns the transactions a second of one window of pgbench, and how many they were.
fn tpcb_like(beside: &Database<'_>) -> (f64, f64) {
    let arguments = ["--builtin=tpcb-like", "--protocol=prepared", "--client=32", "--jobs=2"];
    let text =
        run_pgbench(beside, &[&arguments[..], &["--no-vacuum", "--time", PGBENCH_S]].concat());
    let told = |name| {
        let told = text.lines().find_map(|line| line.strip_prefix(name));
        let number = told.and_then(|told| told.split(['/', ' ']).next()?.parse().ok());
        number.expect("pgbench tells it")
    };
    (told("tps = "), told("number of transactions actually processed: "))
}

fn run_pgbench(beside: &Database<'_>, arguments: &[&str]) -> String {
    let mut pgbench = beside.server().program("pgbench");
    let port = beside.server().port().to_string();
    let place = ["--host=127.0.0.1", "--username=postgres", "--port", &port];
    let output = pgbench.args(place).args(arguments).arg(beside.name()).output();
    let output = output.expect("pgbench runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Returns the value below which a part of all values is.
fn quantile(values: impl Iterator<Item = f64>, part: usize, of: usize) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let index = (values.len() * part / of).min(values.len().saturating_sub(1));
    values.get(index).copied().unwrap_or(f64::NAN)
}

fn print_table(cases: &[Case]) {
    line("payments a second, median [least-most] of the windows, beside pgbench tpcb-like -c 32");
    line(
        "payee    batch         payments/s            ratio [least-most]  server us  own us  p50/p99 ms",
    );
    for case in cases {
        let of = |value: fn(&Window) -> f64| {
            let spread = |part, of| quantile(case.windows.iter().map(value), part, of);
            (spread(0, 1), spread(1, 2), spread(1, 1))
        };
        let (least, middle, most) = of(|window| window.per_s);
        let (low, ratio, high) = of(|window| window.per_s / window.beside_per_s);
        let batches = |part, of| {
            quantile(case.windows.iter().flat_map(|it| it.batches_ms.iter().copied()), part, of)
        };
        let payee = if case.hot { "hot" } else { "uniform" };
        let order = if case.ahead { "ahead" } else { "turns" };
        line(&format!(
            "{payee:<8} {:>5} {order:<5}  {middle:>6.0} [{least:>5.0}-{most:>6.0}]  {ratio:>5.1} \
             [{low:>4.1}-{high:>4.1}]  {:>9.1}  {:>6.1}  {:.1}/{:.1}",
            case.size,
            of(|window| window.server_us).1,
            of(|window| window.own_us).1,
            batches(1, 2),
            batches(99, 100),
        ));
    }
    let beside = |part| {
        quantile(cases.iter().flat_map(|it| it.windows.iter().map(|it| it.beside_per_s)), part, 2)
    };
    line(&format!("pgbench: median {:.0} [{:.0}-{:.0}] a second", beside(1), beside(0), beside(2)));
    let us = cases.iter().flat_map(|it| it.windows.iter().map(|it| it.beside_us));
    line(&format!("pgbench: the server's CPU, median {:.0} us a transaction", quantile(us, 1, 2)));
}
