//! What a whole journey leaves in logs, traces, numbers and answers, with the log at its most
//! talkative: no PIN, no code, no handle, no key, no signature, no name and no note.

use super::new_id;
use crate::payer_code::Wallet;
use crate::support::client::{client, plain};
use crate::support::collector::{Collector, Mood};
use crate::support::device::{Device, Order, Twist};
use crate::support::mail::MailServer;
use crate::support::place::{copied_demo, tongbaod};
use crate::support::process::Talkative;
use paycode::PayerTerms;
use postgres_server::Server;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use wire::Id;
use wire::payee::PayeeKind;

const HANDLE: &str = "zoe.quartz@hidden-handle.example";
const NAME: &str = "Zoe Quartz";
const NOTE: &str = "for the dentist";
const PIN: &str = "836194";
const WRONG_PIN: &str = "927405";

/// Sends codes by mail instead of into the log, and tells a collector of every request.
fn mail_codes(data: &Path, port: u16, collector: &str) {
    let path = data.join("operator.toml");
    let text = std::fs::read_to_string(&path).expect("a configuration");
    let mail = format!(
        "sender = \"smtp\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n\
         from = \"codes@demo.example\"\n"
    );
    let changed = text.replace("sender = \"log\"\n", &mail).replace("log_pretty = true", "");
    assert_ne!(changed, text);
    let trace = format!("\n[trace]\ncollector = \"{collector}\"\nper_thousand = 1000\n");
    std::fs::write(path, changed + &trace).expect("written");
}

struct Secrets(Vec<(String, String)>);

/// Returns where a secret stands: six digits in the middle of a number, such as a time of the log,
/// are none.
fn stands(text: &str, secret: &str) -> Option<usize> {
    let is_number = secret.bytes().all(|byte| byte.is_ascii_digit());
    let goes_on =
        |side: Option<char>| side.is_some_and(|side| side.is_ascii_digit() || side == '.');
    let mut found = text.match_indices(secret).map(|(at, _)| at);
    found.find(|at| {
        let (before, after) = (&text[..*at], &text[at + secret.len()..]);
        !is_number || !goes_on(before.chars().next_back()) && !goes_on(after.chars().next())
    })
}

impl Secrets {
    fn add(&mut self, what: &str, text: impl Into<String>) {
        let text = text.into();
        assert!(text.len() >= 6, "{what} is long enough to be looked for");
        self.0.push((what.to_owned(), text));
    }

    fn assert_absent(&self, place: &str, text: &str) {
        for (what, secret) in &self.0 {
            let at = stands(text, secret);
            let around = at.map(|at| {
                text.get(at.saturating_sub(200)..(at + 50).min(text.len())).unwrap_or_default()
            });
            assert!(at.is_none(), "{what} stands in {place}: {around:?}");
        }
    }
}

async fn enrol(url: &str, mail: &MailServer, secrets: &mut Secrets) -> Device {
    let device = Device::new(url);
    secrets.add("the device's key", wire::signature::device_key_text(&device.public_key));
    let enrolment = new_id();
    device.start(enrolment, HANDLE).await.ok();
    let code = mail.inbox().pop().expect("a mail").code().expect("a code").to_owned();
    device.confirm(enrolment, "000000", Some(NAME)).await;
    device.confirm(enrolment, &code, Some(NAME)).await.ok();
    secrets.add("a one-time code", code);
    let set = device.send(Method::PUT, "/v1/pin", Some(json!({ "pin": PIN }))).await;
    assert_eq!(set.status, 204);
    device
}

/// Everything that can be done, rightly and wrongly.
async fn journey(url: &str, device: &Device, shop: (&str, Id), secrets: &mut Secrets) {
    let (till_key, label) = shop;
    for (pin, minor) in [(PIN, 100), (WRONG_PIN, 100), ("12", 100), (PIN, 100_000)] {
        let mut order = Order { pin: Some(pin), ..Order::label(label, minor) };
        order.order.note = Some(NOTE.to_owned());
        let body = device.pay_body(&order);
        secrets.add("an order's signature", body["order_signature"].as_str().expect("text"));
        let sent = device.request(
            Method::POST,
            "/v1/payments",
            body.to_string().as_bytes(),
            &Twist::default(),
        );
        let sent = sent.build().expect("a request");
        let signature = sent.headers()["signature"].to_str().expect("ASCII");
        secrets.add("a request's signature", signature.trim_start_matches("tongbao=:"));
        client().execute(sent).await.expect("an answer");
    }
    let change = json!({ "pin": "404129", "current_pin": WRONG_PIN });
    device.send(Method::PUT, "/v1/pin", Some(change)).await;
    let mut wallet = Wallet::of(device).await;
    let key = device.get("/v1/payer-code").await.ok();
    secrets.add("the payer's secret", key["secret"].as_str().expect("text"));
    for minor in [100, 20_000] {
        let code = wallet.show(PayerTerms::default());
        let body = json!({
            "payment": new_id(), "payer_code": code, "note": NOTE,
            "amount": { "minor": minor, "currency": "CNY" },
        });
        secrets.add("a payer code", code);
        let path = "/v1/payer-code/payments";
        for _ in 0..2 {
            plain(url, Method::POST, path, Some(till_key), Some(&body)).await;
        }
        plain(url, Method::POST, path, Some("not-a-key-of-anybody"), Some(&body)).await;
    }
    give_back(url, device, till_key).await;
    for path in ["/v1/till", "/v1/till/payments", "/v1/orders/x"] {
        plain(url, Method::GET, path, Some(till_key), None).await;
    }
    for path in ["/v1/account", "/v1/payments", "/v1/nothing"] {
        device.get(path).await;
    }
    // Secrets where none belong: as methods, addresses, numbers of requests.
    for path in [format!("/v1/{WRONG_PIN}"), format!("/v1/payments?pin={WRONG_PIN}")] {
        device.get(&path).await;
    }
    device.get_head("/v1/events").await;
}

/// An order is paid, and part of it given back.
async fn give_back(url: &str, device: &Device, till_key: &str) {
    let money = |minor: u64| json!({ "minor": minor, "currency": "CNY" });
    let order = new_id();
    let body = json!({ "order": order, "amount": money(500), "note": NOTE });
    plain(url, Method::POST, "/v1/orders", Some(till_key), Some(&body)).await.ok();
    let pay = Order { pin: Some(PIN), ..Order::new(PayeeKind::Order, order, 500) };
    device.pay(&pay).await.ok();
    let body = json!({
        "refund": new_id(), "payment": pay.order.payment, "amount": money(200), "reason": NOTE,
    });
    plain(url, Method::POST, "/v1/refunds", Some(till_key), Some(&body)).await.ok();
}

/// Does at the desk what can be done to the account; returns all that was complained about.
fn desk(data: &Path, till_key: &str) -> String {
    let handle = ["--handle", HANDLE];
    let commands: [&[&str]; 6] = [
        &[&["account", "top-up", "--amount", "500.00", "--note", NOTE], &handle[..]].concat(),
        &[&["account", "show"], &handle[..]].concat(),
        &[&["account", "open", "--name", NAME], &handle[..]].concat(),
        &[&["account", "cash-out", "start", "--amount", "1.00"], &handle[..]].concat(),
        &["order", "open", "--merchant", till_key, "--amount", "1.00"],
        &["merchant", "list"],
    ];
    let outputs = commands.map(|arguments| tongbaod(data, arguments));
    assert!(outputs[0].status.success() && outputs[1].status.success());
    outputs.map(|output| String::from_utf8_lossy(&output.stderr).into_owned()).concat()
}

async fn leaves_nothing(data: &Path) {
    let mail = MailServer::start(false).await;
    let collector = Collector::start(Mood::Takes).await;
    mail_codes(data, mail.port, &collector.url);
    let operator = Talkative::start(data);
    let url = operator.url.clone();
    let mut secrets = Secrets(Vec::new());
    for (what, text) in [
        ("a handle", HANDLE),
        ("a name", NAME),
        ("a note", NOTE),
        ("a PIN", PIN),
        ("a wrong PIN", WRONG_PIN),
    ] {
        secrets.add(what, text);
    }
    for key in ["code.key", "pin-pepper.key", "payer-code.key"] {
        let text = std::fs::read_to_string(data.join("keys").join(key)).expect("a key");
        secrets.add(key, text.trim());
    }
    let demo = std::fs::read_to_string(data.join("demo.json")).expect("demo.json");
    let demo: Value = serde_json::from_str(&demo).expect("JSON");
    let shop = &demo["merchants"][0];
    let till_key = shop["till_key"].as_str().expect("text");
    secrets.add("a till's key", till_key);
    let label = shop["label"].as_str().expect("text").parse().expect("an identifier");
    let device = enrol(&url, &mail, &mut secrets).await;
    let complaints = desk(data, till_key);
    journey(&url, &device, (till_key, label), &mut secrets).await;
    let metrics = plain(&url, Method::GET, "/metrics", None, None).await.text;
    assert!(metrics.contains("tongbao_payments_total"), "the journey was counted: {metrics}");
    secrets.assert_absent("the numbers", &metrics);
    let log = tokio::task::spawn_blocking(move || operator.stop()).await.expect("stops");
    assert!(log.lines().count() > 20, "each request has its line: {log}");
    secrets.assert_absent("the log", &log);
    secrets.assert_absent("what the desk was told", &complaints);
    assert!(collector.spans().len() > 20, "each request has its spans");
    secrets.assert_absent("the traces", &String::from_utf8_lossy(&collector.bytes()));
    let audit = tongbaod(data, &["audit", "--json"]);
    secrets.assert_absent("an audit", &String::from_utf8_lossy(&audit.stdout));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a65_a_whole_journey_leaves_no_secret_in_the_most_talkative_log_or_in_the_numbers() {
    leaves_nothing(copied_demo().path()).await;
}

/// The driver of the database would print what it is given, if it were let.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a65_nor_does_it_on_a_server() {
    let (database, folder) = (Server::shared().database(), tempfile::tempdir().expect("a folder"));
    let made = tongbaod(folder.path(), &["init-demo", "--database", &database.url()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    leaves_nothing(folder.path()).await;
}
