//! The example shop as a process of its own: it is paid by an order code and by a payer's code,
//! hears of it by webhook, and finds out by itself where no webhook comes.

use serde_json::{Value, json};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tests::device::http;
use tests::operator_process::{OperatorProcess, free_port};
use tests::program::root;
use tests::terminal::Terminal;
use tests::till::Till;
use tokio::runtime::Runtime;

/// The shop, running.
struct Shop {
    child: Child,
    url: String,
    runtime: Runtime,
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Shop {
    fn start(variables: &[(&str, &str)], port: u16, book: &Path) -> Self {
        let shop = root().join("examples/shop/shop.mjs");
        let child = Command::new("node")
            .arg(shop)
            .envs(variables.iter().copied())
            .env("PORT", port.to_string())
            .env("SALES", book)
            .stdout(Stdio::null())
            .spawn()
            .expect("node starts");
        let runtime = Runtime::new().expect("a runtime");
        let shop = Self { child, url: format!("http://127.0.0.1:{port}"), runtime };
        let end = Instant::now() + Duration::from_secs(30);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "the shop does not open");
            std::thread::sleep(Duration::from_millis(20));
        }
        shop
    }

    fn ask(&self, path: &str, body: Option<&Value>) -> (u16, Value) {
        let url = format!("{}{path}", self.url);
        let request = match body {
            Some(body) => http().post(url).json(body),
            None => http().get(url),
        };
        self.runtime.block_on(async {
            let answer = request.send().await.expect("an answer");
            let status = answer.status().as_u16();
            let text = answer.text().await.expect("a text");
            (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
        })
    }

    fn sell(&self, goods: u32) -> Value {
        let (status, sale) = self.ask("/buy", Some(&json!({ "goods": goods })));
        assert_eq!(status, 200, "{sale}");
        sale
    }

    /// Waits for a sale's end; returns it and how the shop learnt it.
    fn end(&self, sale: &Value) -> (String, String) {
        let path = format!("/sales/{}", sale["id"].as_str().expect("an id"));
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let (_, seen) = self.ask(&path, None);
            if seen["state"] != "open" {
                let text = |name: &str| seen[name].as_str().expect("a text").to_owned();
                return (text("state"), text("by"));
            }
            assert!(Instant::now() < end, "{seen}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

#[test]
fn the_example_shop_is_paid_by_code_and_by_scan_and_learns_it_both_ways() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let made = |arguments: &[&str]| -> Value {
        serde_json::from_str(&operator.command(arguments)).expect("JSON")
    };
    let (merchant, scopes) = (["--merchant", &till.name], ["orders:write", "orders:read"]);
    let scopes = scopes.map(|scope| ["--scope", scope]).concat();
    let key = [&["--json", "merchant", "key", "create", "--name", "Web"], &merchant[..], &scopes];
    let key = made(&key.concat());
    let port = free_port();
    let address = format!("http://127.0.0.1:{port}/told");
    let webhook = ["--json", "webhook", "create", "--url", &address];
    let webhook = made(&[&webhook[..], &merchant].concat());
    let text = |of: &Value, name: &str| of[name].as_str().expect("a text").to_owned();
    let (url, key, secret) = (operator.url(), text(&key, "secret"), text(&webhook, "secret"));
    let variables =
        [("OPERATOR_URL", url.as_str()), ("SHOP_KEY", &key), ("WEBHOOK_SECRET", &secret)];

    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = till.balance_minor();
    let book = folder.path().join("sales.jsonl");
    // It asks once, at its start, and not again before this test is over.
    let told = [&variables[..], &[("ASK_EVERY_MS", "600000")]].concat();
    let shop = Shop::start(&told, port, &book);
    let sale = shop.sell(0);
    let (status, picture) = shop.ask(&format!("/sales/{}/code.svg", text(&sale, "id")), None);
    assert!(status == 200 && picture.as_str().is_some_and(|svg| svg.contains("<svg")));
    lin.run(&["--json", "pay", "--code", &text(&sale, "code"), "--yes"]);
    assert_eq!(shop.end(&sale), ("paid".to_owned(), "webhook".to_owned()));

    let shown = lin.run(&["--json", "payer-code"]).json;
    let charge = json!({ "goods": 2, "payer_code": shown["digits"] });
    let (status, charged) = shop.ask("/charge", Some(&charge));
    assert_eq!((status, &charged["state"]), (200, &json!("paid")), "{charged}");
    let (status, refused) = shop.ask("/charge", Some(&charge));
    assert_eq!((status, &refused["code"]), (502, &json!("payer_code_used")), "{refused}");

    let forged = json!({ "type": "payment.succeeded", "timestamp": "", "data": {} });
    assert_eq!(shop.ask("/told", Some(&forged)).0, 401);
    let waiting = shop.sell(1);
    drop(shop);

    // The shop was down when this was paid, and nobody tells it any more.
    let webhook = text(&webhook, "webhook");
    operator.command(&["webhook", "close", &webhook]);
    lin.run(&["--json", "pay", "--code", &text(&waiting, "code"), "--yes"]);
    let asking = [&variables[..], &[("ASK_EVERY_MS", "50")]].concat();
    let shop = Shop::start(&asking, port, &book);
    assert_eq!(shop.end(&waiting), ("paid".to_owned(), "asked".to_owned()));
    assert_eq!(till.balance_minor() - before, 1800 + 500 + 1250);
    operator.audit();
}
