//! The clients: a process of its own that settles a town, and pays for as long as it is told.

use money::Currency;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tests::device::{Device, http, new_id};
use tests::town::{self, OPERATOR, Townsperson};
use wire::Money;

/// What one window measured.
#[derive(Clone, Copy)]
pub struct Window {
    /// Payments that were answered.
    pub payments: f64,
    /// Payments a second.
    pub per_second: f64,
    /// The median time of a payment.
    pub p50_ms: f64,
    /// The time that 99 of 100 payments do not exceed.
    pub p99_ms: f64,
}

/// The process, seen from the operator's side.
pub struct Clients {
    child: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Clients {
    /// Starts the process and waits until its town is settled.
    pub fn settle(folder: &Path, url: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .arg("clients")
            .args([folder.as_os_str(), url.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the clients start");
        let orders = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut clients = Self { child, orders, answers };
        assert_eq!(clients.answer(), "settled");
        clients
    }

    /// Has so many clients pay, one payment after the other each.
    pub fn pay(&mut self, clients: u32, time: Duration) -> Window {
        writeln!(self.orders, "{clients} {}", time.as_millis()).expect("the clients listen");
        let answer = self.answer();
        let numbers: Vec<f64> =
            answer.split(' ').map(|number| number.parse().expect("a number")).collect();
        let [payments, per_second, p50_ms, p99_ms] = numbers[..] else { panic!("{answer}") };
        Window { payments, per_second, p50_ms, p99_ms }
    }

    fn answer(&mut self) -> String {
        self.answers.next().expect("the clients go on").expect("text")
    }

    /// Ends the process.
    pub fn end(self) {
        let Self { mut child, orders, answers } = self;
        drop((orders, answers));
        child.wait().expect("the clients end");
    }
}

/// Is the process: settles people, then pays as each line of standard input says.
pub fn run(folder: &Path, url: &str, people: u32) {
    let http = http();
    let devices = (0..people).map(|_| Device::with_client(url, http.clone())).collect();
    let currency = Currency::from_code("CNY").expect("a currency");
    let people = town::settle(&mut town::store(folder), devices, currency, 100_000_000);
    let people = Arc::new(people);
    answer("settled");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    for line in std::io::stdin().lines() {
        let line = line.expect("text");
        let (clients, ms) = line.split_once(' ').expect("two numbers");
        let (clients, ms) = (clients.parse().expect("a number"), ms.parse().expect("a number"));
        let started = Instant::now();
        let mut took = runtime.block_on(window(&people, clients, Duration::from_millis(ms)));
        let seconds = started.elapsed().as_secs_f64();
        took.sort_unstable();
        let ms = |part: usize| took[(took.len() - 1) * part / 100].as_secs_f64() * 1e3;
        let payments = u32::try_from(took.len()).map_or(f64::NAN, f64::from);
        answer(&format!("{payments} {} {} {}", payments / seconds, ms(50), ms(99)));
    }
}

fn answer(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("the bench listens");
}

async fn window(people: &Arc<Vec<Townsperson>>, clients: usize, time: Duration) -> Vec<Duration> {
    let end = Instant::now() + time;
    let payers: Vec<_> = (0..clients)
        .map(|me| {
            let people = Arc::clone(people);
            tokio::spawn(async move {
                let mut took = Vec::new();
                let payee = people[(me + 1) % people.len()].receive;
                while Instant::now() < end {
                    let amount = Money { minor: 1, currency: "CNY".to_owned() };
                    let order = people[me].device.order(OPERATOR, new_id(), payee, amount);
                    let started = Instant::now();
                    people[me].device.pay(&order, None).await.expect("paid");
                    took.push(started.elapsed());
                }
                took
            })
        })
        .collect();
    let mut took = Vec::new();
    for payer in payers {
        took.extend(payer.await.expect("a payer ends well"));
    }
    took
}
