//! From the scan of a payer's code to "paid" on the till, through HTTP, with as many tills at the
//! same moment as stand in a large hall: 200, of 200 shops, and 200 of one shop. Beside it the same
//! with one till at a time.

use paycode::{PayerCode, PayerPrefix, PayerSecret, PayerStep, PayerTerms};
use serde_json::{Value, json};
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tests::device::{Device, http, new_id, now_ms};
use tests::operator_process::{OperatorProcess, free_port};
use tests::town;
use tokio::sync::Barrier;
use wire::payer_code::PayerCodeKeyResponse;

const TILLS: usize = 200;
/// How often they all scan.
const ROUNDS: usize = 6;
/// Little: what is measured is the way, not a limit.
const CHARGE_MINOR: u64 = 20;

/// A payer whose phone makes codes, as the wallet does.
struct Payer {
    prefix: PayerPrefix,
    secret: PayerSecret,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    // On the disk of the build, not on a memory disk that would need no flush.
    let target = tests::program::root().join("target");
    let folder = tempfile::TempDir::new_in(target).expect("a temporary folder");
    let mut operator = OperatorProcess::at(folder.path(), free_port());
    operator.set("TONGBAOD_QUICK_PAY_DAY_USES_MAX", "100");
    town::found(folder.path(), &operator.url());
    let client = http();
    let devices = (0..TILLS).map(|_| Device::with_client(&operator.url(), client.clone()));
    let currency = town::currency();
    let people = town::settle(&mut town::store(folder.path()), devices.collect(), currency, 10_000);
    let keys: Vec<String> = (0..TILLS).map(|number| open_shop(&operator, number)).collect();
    operator.start();
    let payers = runtime.block_on(async {
        let mut payers = Vec::new();
        for person in &people {
            payers.push(Arc::new(Payer::ask(&person.device).await));
        }
        payers
    });

    say(&format!(
        "from the scan of a payer's code to \"paid\" on the till, {ROUNDS} codes a payer:"
    ));
    let url = format!("{}/v1/payer-code/payments", operator.url());
    let one = runtime.block_on(scan(&payers, &keys, &url, 1));
    row("one till at a time", &one, &one);
    let all = runtime.block_on(scan(&payers, &keys, &url, TILLS));
    row("200 tills of 200 shops at once", &all, &one);
    let shop = vec![keys[0].clone(); TILLS];
    let hot = runtime.block_on(scan(&payers, &shop, &url, TILLS));
    row("200 tills of one shop at once", &hot, &one);
    operator.kill();
    operator.audit();
}

/// Opens a shop at the desk; returns its till key.
fn open_shop(operator: &OperatorProcess, number: usize) -> String {
    let name = format!("Shop {number}");
    let told =
        operator.command(&["merchant", "create", "--json", "--name", &name, "--city", "Town"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    told["till_key"].as_str().expect("a till key").to_owned()
}

impl Payer {
    async fn ask(device: &Device) -> Self {
        let key: PayerCodeKeyResponse =
            device.send("GET", "/v1/payer-code", None).await.expect("a secret");
        let prefix = PayerPrefix::new(u32::from(key.prefix)).expect("a prefix");
        Self { prefix, secret: PayerSecret::new(key.secret_bytes().expect("32 bytes")) }
    }

    /// Makes the code of a step; the caller uses no step twice.
    fn code(&self, step: PayerStep) -> String {
        let terms = PayerTerms { cap_minor: None, only: None, revealed: false };
        PayerCode::new(self.prefix, &self.secret, step, terms).expose().to_owned()
    }
}

/// Has each payer's code scanned in every round by a till of their own, so many at the same moment;
/// returns how long each took, in order.
async fn scan(payers: &[Arc<Payer>], keys: &[String], url: &str, at_once: usize) -> Vec<Duration> {
    let client = http();
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let step = next_step().await;
        for group in payers.iter().zip(keys).collect::<Vec<_>>().chunks(at_once) {
            let start = Arc::new(Barrier::new(group.len()));
            let charges: Vec<_> = group
                .iter()
                .map(|(payer, key)| {
                    let (code, start) = (payer.code(step), Arc::clone(&start));
                    let request = client.post(url).bearer_auth(key);
                    tokio::spawn(async move {
                        start.wait().await;
                        charge(request, code).await
                    })
                })
                .collect();
            for one in charges {
                took.push(one.await.expect("a till ends well"));
            }
        }
    }
    took.sort_unstable();
    took
}

/// Waits for a step of time that has just begun.
async fn next_step() -> PayerStep {
    let now = PayerStep::at(now_ms());
    while PayerStep::at(now_ms()) == now {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    PayerStep::at(now_ms())
}

async fn charge(request: reqwest::RequestBuilder, code: String) -> Duration {
    let amount = json!({ "minor": CHARGE_MINOR, "currency": "CNY" });
    let body = json!({ "payment": new_id(), "payer_code": code, "amount": amount, "note": null });
    let scanned = Instant::now();
    let answer = request.json(&body).send().await.expect("an answer");
    let told: Value = answer.json().await.expect("JSON");
    let took = scanned.elapsed();
    assert_eq!(told["state"], "paid", "{told}");
    took
}

fn row(name: &str, took: &[Duration], base: &[Duration]) {
    let ms =
        |took: &[Duration], part: usize| took[(took.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let (p50, p99) = (ms(took, 50), ms(took, 99));
    let times = p50 / ms(base, 50);
    say(&format!("  {name:<32} p50 {p50:>7.1} ms  p99 {p99:>7.1} ms  {times:>6.1}x of one"));
}

fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("standard output takes a line");
}
