//! Payments through the whole HTTP stack: how many a second, how long each takes, and where the
//! operator's CPU time goes. The operator runs in this process; its clients in one of their own, so
//! that their time is not counted.

#[path = "service/clients.rs"]
mod clients;
#[path = "service/flame.rs"]
mod flame;
#[path = "service/parts.rs"]
mod parts;
#[path = "service/threads.rs"]
mod threads;

use clients::{Clients, Window};
use operator::config::Config;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;
use tests::operator_process::free_port;
use tests::town;

/// How many pay at the same moment.
const CLIENTS: [u32; 4] = [1, 16, 64, 256];
const ROUNDS: usize = 3;
const WINDOW: Duration = Duration::from_secs(4);
/// How often the profiler looks, a second; no divisor of a round number of milliseconds.
const LOOKS_PER_SECOND: i32 = 499;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("clients") {
        let arguments: Vec<String> = arguments.collect();
        let [folder, url] = arguments.as_slice() else { panic!("clients FOLDER URL") };
        return clients::run(Path::new(folder), url, CLIENTS.into_iter().max().unwrap_or(1));
    }
    let target = tests::program::root().join("target");
    // On the disk of the build, not on a memory disk that would need no flush.
    let folder = tempfile::TempDir::new_in(&target).expect("a temporary folder");
    let port = free_port();
    let url = format!("http://127.0.0.1:{port}");
    town::found(folder.path(), &url);
    let mut clients = Clients::settle(folder.path(), &url);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let config = Config::load(folder.path()).expect("a configuration");
    let running = runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("a port");
        operator::serve(config, listener).await.expect("starts")
    });
    measure(&mut clients);
    profile(&mut clients, &target.join("bench"));
    clients.end();
    runtime.block_on(running.stop());
}

/// Prints rate, latency and CPU for each number of clients.
fn measure(clients: &mut Clients) {
    let mut windows: BTreeMap<u32, Vec<(Window, f64)>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for count in CLIENTS {
            let before = threads::cpu_us();
            let window = clients.pay(count, WINDOW);
            let used: f64 = threads::since(&before).values().sum();
            windows.entry(count).or_default().push((window, used / window.payments));
        }
    }
    say("through the HTTP API on SQLite (synchronous=FULL), two ES256 checks a payment, no TLS:");
    say(&format!("median of {ROUNDS} windows of {WINDOW:?}; clients on the same cores"));
    say("  clients  payments/s   p50 ms   p99 ms   operator CPU us a payment");
    for (count, mut windows) in windows {
        windows.sort_by(|(one, _), (other, _)| one.per_second.total_cmp(&other.per_second));
        let (window, cpu) = windows[windows.len() / 2];
        let Window { per_second, p50_ms, p99_ms, .. } = window;
        say(&format!("  {count:>7}  {per_second:>10.0}  {p50_ms:>7.1}  {p99_ms:>7.1}  {cpu:>8.0}"));
    }
}

/// Prints where the CPU time goes, and leaves the flame graph of the run.
fn profile(clients: &mut Clients, folder: &Path) {
    let guard = pprof::ProfilerGuardBuilder::default()
        .frequency(LOOKS_PER_SECOND)
        .blocklist(&["libc", "libgcc", "pthread", "vdso"])
        .build()
        .expect("a profiler");
    let before = threads::cpu_us();
    let window = clients.pay(64, WINDOW * 2);
    let by_thread = threads::since(&before);
    let report = guard.report().build().expect("a report");
    let total_us: f64 = by_thread.values().sum::<f64>() / window.payments;
    say(&format!("where {total_us:.0} us a payment go, 64 clients:"));
    let stacks = flame::stacks(&report);
    for (part, share) in parts::shares(&stacks) {
        say(&format!("  {part:<34} {:>6.1} us  {:>5.1} %", share * total_us, share * 100.0));
    }
    say("by thread:");
    for (thread, used) in by_thread.iter().filter(|(_, used)| **used > 0.0) {
        say(&format!("  {thread:<34} {:>6.1} us", used / window.payments));
    }
    std::fs::create_dir_all(folder).expect("a folder");
    let path = folder.join("service-flame.svg");
    std::fs::write(&path, flame::svg(&stacks)).expect("a flame graph is written");
    say(&format!("flame graph: {}", path.display()));
}

fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("standard output takes a line");
}
