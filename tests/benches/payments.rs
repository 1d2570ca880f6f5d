//! Payments a second, side by side in one run: through the HTTP API with 64 clients, through the
//! teller's batches alone, and with one transaction for each payment. Also a frame of the camera to
//! the decoded code. Windows alternate, so that a busy machine is busy for all of them.

use bank::command::{Command, Envelope, Pay, Payee, PinCheck};
use bank::fee::FeeTerms;
use bank::id::{DeviceId, PaymentId, PersonId, ReceiveCodeId, TimeMs};
use bank::record::Evidence;
use bank::{CommandKey, Scope};
use bank_sqlite::SqliteStore;
use money::{Amount, Currency};
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tests::device::{Device, http, new_id, now_ms};
use tests::operator_process::{OperatorProcess, free_port};
use tests::town::{self, OPERATOR, Townsperson};
use wire::Money;

const CLIENTS: usize = 64;
const ROUNDS: usize = 3;
const WINDOW: Duration = Duration::from_secs(4);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let target = tests::program::program("tongbaod");
    let build = if cfg!(debug_assertions) { "debug" } else { "optimised" };
    say(&format!("tongbaod: {}; this program: {build}", target.display()));

    let api_folder = scratch();
    let mut operator = OperatorProcess::at(api_folder.path(), free_port());
    town::found(api_folder.path(), &operator.url());
    let people = Arc::new(people_of(api_folder.path(), &operator.url()));
    operator.start();

    let teller_folder = scratch();
    town::found(teller_folder.path(), "http://127.0.0.1:9");
    let residents = people_of(teller_folder.path(), "http://127.0.0.1:9");
    let mut store = town::store(teller_folder.path());

    let (mut api, mut batched, mut single) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        api.push(runtime.block_on(through_the_api(&people)));
        batched.push(through_batches(&mut store, &residents, CLIENTS));
        single.push(through_batches(&mut store, &residents, 1));
    }
    let (api, batched, single) = (median(api), median(batched), median(single));
    say(&format!("payments/s, SQLite synchronous=FULL, median of {ROUNDS} windows of {WINDOW:?}"));
    row("one payment a transaction, rules and store alone", single, single);
    row("batches of 64, rules and store alone", batched, single);
    row("HTTP API, 64 clients, two ES256 checks each", api, single);
    operator.kill();
    operator.audit();
    frames();
}

/// A folder on the same disk as the build, not on a memory disk that would need no flush.
fn scratch() -> tempfile::TempDir {
    let target = tests::program::root().join("target");
    tempfile::TempDir::new_in(target).expect("a temporary folder")
}

fn people_of(data: &std::path::Path, url: &str) -> Vec<Townsperson> {
    let client = http();
    let devices = (0..CLIENTS).map(|_| Device::with_client(url, client.clone())).collect();
    let currency = Currency::from_code("CNY").expect("a currency");
    town::settle(&mut town::store(data), devices, currency, 100_000_000)
}

async fn through_the_api(people: &Arc<Vec<Townsperson>>) -> f64 {
    let (stop, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let started = Instant::now();
    let payers: Vec<_> = (0..CLIENTS)
        .map(|me| {
            let (people, stop, count) = (people.clone(), stop.clone(), count.clone());
            tokio::spawn(async move {
                let payee = people[(me + 1) % CLIENTS].receive;
                while !stop.load(Ordering::Relaxed) {
                    let amount = Money { minor: 1, currency: "CNY".to_owned() };
                    let order = people[me].device.order(OPERATOR, new_id(), payee, amount);
                    people[me].device.pay(&order, None).await.expect("paid");
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(WINDOW).await;
    stop.store(true, Ordering::Relaxed);
    for payer in payers {
        payer.await.expect("a payer ends well");
    }
    per_second(count.load(Ordering::Relaxed), started)
}

fn through_batches(store: &mut SqliteStore, people: &[Townsperson], size: usize) -> f64 {
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed() < WINDOW {
        let envelopes: Vec<_> = (0..size).map(|n| payment(people, n)).collect();
        for outcome in bank::batch::run(store, &envelopes).expect("the store works") {
            outcome.expect("paid");
            count += 1;
        }
    }
    per_second(count, started)
}

fn payment(people: &[Townsperson], number: usize) -> Envelope {
    let payer = &people[number % people.len()];
    let payee = &people[(number + 1) % people.len()];
    let (id, person) = (new_id().0, PersonId(payer.person.0));
    let currency = Currency::from_code("CNY").expect("a currency");
    let order_expires_at = TimeMs(now_ms() + 120_000);
    let evidence = Evidence {
        device: DeviceId(payer.device.id.0),
        signed_text: format!("a signed text of the usual length {}", "x".repeat(200)),
        signature: [9; 64],
    };
    let pay = Pay {
        payment: PaymentId(id),
        payer: person,
        payee: Payee::Receive(ReceiveCodeId(payee.receive.id.0)),
        amount: Amount::new(1, currency).expect("one fen"),
        discount: None,
        drawing: None,
        note: None,
        order_expires_at,
        pin: PinCheck::Missing,
        pin_from_minor: 100_000,
        payment_max_minor: 500_000,
        fee: FeeTerms::NONE,
        evidence,
    };
    let signed_by = bank::command::SignedBy {
        device: DeviceId(payer.device.id.0),
        nonce: new_id().0,
        nonce_expires_at: order_expires_at,
    };
    let key = CommandKey { scope: Scope::Person(person), id };
    let at = TimeMs(now_ms());
    Envelope { key: Some(key), nonce: Some(signed_by), at, command: Command::Pay(pay) }
}

/// How long it takes from the pixels of a frame to the text of the code in it.
fn frames() {
    let text = "00020101021126600011app.tongbao0112demo.tongbao0227L01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";
    let png = scan::draw::png(text, 6).expect("drawn");
    say("a frame to its code, ms: median / slowest of 50");
    for (width, height) in [(640_u32, 480_u32), (1280, 720)] {
        let pixels = frame(&png, width, height);
        let mut times: Vec<_> = (0..50)
            .map(|_| {
                let pixels = scan::decode::Pixels::Rgba(&pixels);
                let started = Instant::now();
                let found = scan::decode::frame(scan::decode::Frame { width, height, pixels });
                assert_eq!(found.expect("decodes").len(), 1, "the code is found");
                started.elapsed()
            })
            .collect();
        times.sort();
        let (median, slowest) = (times[25].as_secs_f64() * 1e3, times[49].as_secs_f64() * 1e3);
        say(&format!("  {width}x{height}: {median:.1} / {slowest:.1}"));
    }
}

/// Lays the picture on a grey table.
fn frame(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let code = image::load_from_memory(png).expect("our own picture").to_luma8();
    let mut pixels = vec![0x88; (width * height * 4) as usize];
    let (left, top) = ((width - code.width()) / 2, (height - code.height()) / 2);
    for (x, y, luma) in code.enumerate_pixels() {
        let at = (((top + y) * width + left + x) * 4) as usize;
        pixels[at..at + 3].fill(luma.0[0]);
    }
    pixels
}

#[expect(clippy::cast_precision_loss, reason = "a rate to print, far below 2^52")]
fn per_second(count: u64, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn row(name: &str, rate: f64, base: f64) {
    say(&format!("  {name:<52} {rate:>9.0}  {:>6.1}x", rate / base));
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").expect("standard output takes a line");
}
