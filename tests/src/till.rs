//! A shop's till, as a program of the shop's own would speak to the operator: with its key.

use crate::device::{http, new_id};
use crate::operator_process::OperatorProcess;
use serde_json::{Value, json};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A till with its key.
pub struct Till {
    /// The shop's registered name.
    pub name: String,
    url: String,
    key: String,
    runtime: tokio::runtime::Runtime,
}

/// A till that listens for live events.
pub struct Listening {
    events: Receiver<Value>,
}

impl Listening {
    /// Waits for the next event.
    pub fn next_event(&self) -> Value {
        self.events.recv_timeout(Duration::from_secs(20)).expect("an event in time")
    }
}

impl Till {
    /// Returns the till of a shop of the demo town.
    pub fn of_demo(operator: &OperatorProcess, shop: usize) -> Self {
        let demo = operator.demo_facts();
        let merchant = &demo["merchants"][shop];
        let text = |name: &str| merchant[name].as_str().expect("a text").to_owned();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        Self {
            name: text("name"),
            url: operator.url(),
            key: text("till_key"),
            runtime: runtime.expect("a runtime"),
        }
    }

    fn send(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        self.ask(method, path, body).unwrap_or_else(|code| panic!("{path}: {code}"))
    }

    /// Returns what the shop's account holds, in minor units.
    pub fn balance_minor(&self) -> i64 {
        self.send("GET", "/v1/till", None)["balance"]["minor"].as_i64().expect("a balance")
    }

    /// Returns the shop's payments, newest first.
    pub fn payments(&self) -> Vec<Value> {
        let answer = self.send("GET", "/v1/till/payments", None);
        answer["payments"].as_array().expect("payments").clone()
    }

    /// Opens an order over an amount of yuan, for some seconds.
    pub fn open_order(&self, yuan: &str, seconds: u32) -> Value {
        let currency = money::Currency::from_code("CNY").expect("a currency");
        let amount = money::Amount::parse(yuan, currency).expect("an amount");
        let body = json!({
            "order": new_id(),
            "amount": { "minor": amount.minor(), "currency": "CNY" },
            "note": null,
            "expires_in_s": seconds,
        });
        self.send("POST", "/v1/orders", Some(body))
    }

    /// Charges a payer code; returns the answer, or the code of the problem.
    ///
    /// # Errors
    /// When the operator refuses.
    pub fn charge(&self, digits: &str, yuan: &str) -> Result<Value, String> {
        let currency = money::Currency::from_code("CNY").expect("a currency");
        let amount = money::Amount::parse(yuan, currency).expect("an amount");
        let body = json!({
            "payment": new_id(),
            "payer_code": digits,
            "amount": { "minor": amount.minor(), "currency": "CNY" },
            "note": null,
        });
        self.ask("POST", "/v1/payer-code/payments", Some(body))
    }

    /// Moves the clock of a sandbox; returns what it says then, or the code of the problem.
    ///
    /// # Errors
    /// When the operator refuses.
    pub fn move_clock(&self, to: &str, number: u64) -> Result<Value, String> {
        let body = json!({ "move": new_id(), to: number });
        self.ask("POST", "/v1/sandbox/clock", Some(body))
    }

    /// Asks, and returns the answer, or the code of the problem.
    ///
    /// # Errors
    /// When the operator refuses.
    pub fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, String> {
        let method = method.parse().expect("a method");
        let mut request = http().request(method, format!("{}{path}", self.url));
        request = request.bearer_auth(&self.key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        self.runtime.block_on(async {
            let response = request.send().await.expect("an answer");
            let is_done = response.status().is_success();
            let text = response.text().await.expect("a text");
            if text.is_empty() {
                return Ok(Value::Null);
            }
            let answer: Value = serde_json::from_str(&text).expect("JSON");
            match is_done {
                true => Ok(answer),
                false => Err(answer["code"].as_str().unwrap_or(&text).to_owned()),
            }
        })
    }

    /// Returns an order as it stands now.
    pub fn order(&self, order: &Value) -> Value {
        let id = order["order"].as_str().expect("an id");
        self.send("GET", &format!("/v1/orders/{id}"), None)
    }

    /// Closes an order.
    pub fn close_order(&self, order: &Value) {
        let id = order["order"].as_str().expect("an id");
        self.send("POST", &format!("/v1/orders/{id}/close"), None);
    }

    /// Listens for live events from now on.
    pub fn listen(&self) -> Listening {
        let (sender, events) = channel();
        let request = http().get(format!("{}/v1/events", self.url)).bearer_auth(&self.key);
        let (opened, is_open) = channel();
        self.runtime.spawn(async move {
            let mut response = request.send().await.expect("a stream");
            opened.send(()).expect("somebody waits");
            let mut text = String::new();
            while let Ok(Some(bytes)) = response.chunk().await {
                text.push_str(&String::from_utf8_lossy(&bytes));
                while let Some((event, rest)) = text.split_once("\n\n") {
                    let data = event.lines().find_map(|line| line.strip_prefix("data:"));
                    if let Some(data) = data
                        && sender.send(serde_json::from_str(data.trim()).expect("JSON")).is_err()
                    {
                        return;
                    }
                    text = rest.to_owned();
                }
            }
        });
        is_open.recv_timeout(Duration::from_secs(20)).expect("the stream opens");
        Listening { events }
    }
}
