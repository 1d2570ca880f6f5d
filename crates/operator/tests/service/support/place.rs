//! An operator in this process, on a data folder of its own that `tongbaod init-demo` has filled.

use super::client::{Answer, plain};
use super::device::Device;
use bank::command::RevokeDevice;
use bank::id::{DeviceId, LabelId};
use bank::record::{self, Record};
use bank::store::Reader as _;
use bank::{CommandKey, Envelope, Key, Outcome, TimeMs};
use operator::config::Config;
use operator::keys::Keys;
use operator::{Running, serve};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, OnceLock};
use tempfile::TempDir;
use tokio::net::TcpListener;
use wire::Id;

/// A shop of the demo.
#[derive(Clone, Debug)]
pub struct Shop {
    pub till_key: String,
    pub label: Id,
    pub name: String,
}

/// A running operator.
pub struct Place {
    pub folder: Arc<TempDir>,
    pub url: String,
    pub config: Config,
    pub keys: Keys,
    pub shops: Vec<Shop>,
    running: Running,
}

/// Runs `tongbaod` on a data folder.
pub fn tongbaod(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tongbaod"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .output()
        .expect("tongbaod runs")
}

/// The demo is made once; every test works on a copy.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    TEMPLATE
        .get_or_init(|| {
            let folder = tempfile::tempdir().expect("a folder");
            let made = tongbaod(folder.path(), &["init-demo"]);
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            folder
        })
        .path()
}

/// Returns a folder of its own with the demo in it.
pub fn copied_demo() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(template(), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

impl Place {
    /// Starts an operator with the demo's configuration and wide limits.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// Starts an operator whose configuration is changed first.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Arc::new(copied_demo()), change).await
    }

    /// Starts an operator on a data folder, beside others that may be using it.
    pub async fn start_on(folder: Arc<TempDir>, change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config::load(folder.path()).expect("a configuration");
        let limit = &mut config.limit;
        limit.per_ip_per_minute = 1_000_000;
        limit.per_device_per_minute = 1_000_000;
        limit.same_per_minute = 1_000_000;
        limit.requests_per_account = 1000;
        limit.queue_per_account = 1000;
        limit.connections_per_ip = 2000;
        limit.enrolments_per_handle_per_hour = 1000;
        limit.enrolments_per_ip_per_hour = 1000;
        // A slow machine is not overload: who is refused for a test's sake is told by the test.
        limit.concurrency = 4096;
        limit.queue_target_ms = 60_000;
        config.timeout.request_s = 120;
        change(&mut config);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let running = serve(config.clone(), listener).await.expect("starts");
        let demo = std::fs::read_to_string(folder.path().join("demo.json")).expect("demo.json");
        let demo: Value = serde_json::from_str(&demo).expect("JSON");
        let shops = demo["merchants"].as_array().expect("merchants").iter().map(shop).collect();
        let keys = Keys::load(&config.keys).expect("keys");
        let url = format!("http://{}", running.address);
        Self { folder, url, config, keys, shops, running }
    }

    /// Returns the data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Stops, and starts anew on the same data.
    pub async fn restart(self) -> Self {
        let Self { folder, running, .. } = self;
        running.stop().await;
        Self::start_on(folder, |_| {}).await
    }

    /// Stops in good order.
    pub async fn stop(self) -> Arc<TempDir> {
        self.running.stop().await;
        self.folder
    }

    /// Starts a second node on the same data, with a configuration changed in the same way.
    pub async fn beside(&self, change: impl FnOnce(&mut Config)) -> Self {
        Self::start_on(Arc::clone(&self.folder), change).await
    }

    /// Revokes a device, as another process does.
    pub fn remove_device(&self, device: Id) {
        let id = DeviceId(device.0);
        let Some(Record::Device(known)) = self.record(&Key::Device(id)) else { panic!("a device") };
        let revoke = RevokeDevice { device: id, person: known.person, from: None };
        let revoked = self.decide(None, known.enrolled_at, bank::Command::RevokeDevice(revoke));
        revoked.expect("revoked");
    }

    /// Decides a command beside the operator, at a moment of its own: what happened a while ago, or
    /// will happen. The rules know no other clock.
    pub fn decide(&self, key: Option<CommandKey>, at: TimeMs, command: bank::Command) -> Outcome {
        let mut store = bank_sqlite::SqliteStore::open(&self.config.database).expect("opens");
        let envelope = Envelope { key, nonce: None, at, command };
        bank::batch::run(&mut store, &[envelope]).expect("the store works").remove(0)
    }

    /// Returns the merchant of a shop.
    pub fn merchant(&self, shop: usize) -> record::Merchant {
        let label = LabelId(self.shops[shop].label.0);
        let Some(Record::Label(label)) = self.record(&Key::Label(label)) else { panic!("a label") };
        match self.record(&Key::Merchant(label.merchant)) {
            Some(Record::Merchant(merchant)) => merchant,
            other => panic!("a merchant, not {other:?}"),
        }
    }

    /// Returns the identifier of a shop's merchant.
    pub fn merchant_id(&self, shop: usize) -> Id {
        Id(self.merchant(shop).id.0)
    }

    /// Reads a record.
    pub fn record(&self, key: &Key) -> Option<Record> {
        let reader = bank_sqlite::SqliteReader::open(&self.config.database).expect("opens");
        reader.record(key).expect("reads")
    }

    /// Returns the batch of coupons with this title.
    pub fn coupons(&self, title: &str) -> Id {
        let reader = bank_sqlite::SqliteReader::open(&self.config.database).expect("opens");
        let stocks = reader.stocks().expect("reads");
        let stock = stocks.iter().find(|stock| stock.title == title).expect("a batch");
        Id(stock.id.0)
    }

    /// Returns where health and metrics are.
    pub fn admin_url(&self) -> Option<String> {
        self.running.admin_address.map(|address| format!("http://{address}"))
    }

    /// Enrols a new device for one of the demo's people, with the PIN 836194.
    pub async fn person(&self, name: &str) -> Device {
        let device = self.person_without_pin(name).await;
        let answer = device.send(Method::PUT, "/v1/pin", Some(json!({ "pin": "836194" }))).await;
        assert_eq!(answer.status, 204, "{}", answer.text);
        device
    }

    /// Enrols a new device for one of the demo's people.
    pub async fn person_without_pin(&self, name: &str) -> Device {
        let device = Device::new(&self.url);
        device.enrol(self, &format!("{name}@demo.example"), None).await.ok();
        device
    }

    /// Asks as a till.
    pub async fn till(&self, shop: usize, method: Method, path: &str, body: Value) -> Answer {
        let body = (!body.is_null()).then_some(&body);
        plain(&self.url, method, path, Some(&self.shops[shop].till_key), body).await
    }

    /// Asks as nobody.
    pub async fn nobody(&self, method: Method, path: &str) -> Answer {
        plain(&self.url, method, path, None, None).await
    }

    /// Audits the data folder.
    pub fn audit(&self) {
        let audit = tongbaod(&self.data(), &["audit"]);
        assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stderr));
    }
}

fn shop(value: &Value) -> Shop {
    let text = |name: &str| value[name].as_str().expect("a text").to_owned();
    Shop {
        till_key: text("till_key"),
        label: text("label").parse().expect("an identifier"),
        name: text("name"),
    }
}
