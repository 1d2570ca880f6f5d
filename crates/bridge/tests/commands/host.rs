//! A host that is nothing but the trait, and the short way to call it.

use crate::town::{CODE, PIN, Town, TownPorts, URL};
use bridge::{Door, Host, OpenRefused, Secret, dispatch};
use paycode::{Country, OperatorName, PayeeId, TongbaoCode};
use serde_json::{Value, json};
use std::sync::Mutex;
use wallet::Wallet;
use wire::payee::{Payee, PayeeKind};

/// The passphrase that opens a locked host.
pub const PASSPHRASE: &str = "open sesame";

pub struct TestHost {
    door: Door<TownPorts>,
    pub town: Town,
    /// What opening answers until the right passphrase comes; none opens at once.
    pub refusal: Mutex<Option<OpenRefused>>,
    /// How often opening was tried.
    pub tries: Mutex<u32>,
}

impl Host for TestHost {
    type Ports = TownPorts;

    fn door(&self) -> &Door<TownPorts> {
        &self.door
    }

    async fn open(&self, passphrase: Option<Secret>) -> Result<Wallet<TownPorts>, OpenRefused> {
        *self.tries.lock().unwrap() += 1;
        let refusal = self.refusal.lock().unwrap().clone();
        match (refusal, passphrase) {
            (Some(OpenRefused::PassphraseNeeded { .. }), Some(passphrase)) => {
                if passphrase.expose() != PASSPHRASE {
                    return Err(OpenRefused::PassphraseWrong);
                }
            }
            (Some(refusal), _) => return Err(refusal),
            (None, _) => {}
        }
        Ok(Wallet::new(TownPorts::new(self.town.clone())).unwrap())
    }

    fn version(&self) -> &str {
        "1.2.3"
    }

    fn default_operator_url(&self) -> Option<&str> {
        Some(URL)
    }
}

impl TestHost {
    /// A host whose wallet is new.
    pub fn new() -> Self {
        Self::refusing(None)
    }

    /// A host whose wallet does not open.
    pub fn refusing(refusal: impl Into<Option<OpenRefused>>) -> Self {
        Self {
            door: Door::default(),
            town: Town::new(),
            refusal: Mutex::new(refusal.into()),
            tries: Mutex::new(0),
        }
    }

    /// A host whose wallet is enrolled and has a PIN.
    pub async fn ready() -> Self {
        let host = Self::new();
        host.ok("start_enrolment", json!({ "operator_url": URL, "handle": "lin@town.example" }))
            .await;
        host.ok("confirm_enrolment", json!({ "code": CODE, "name": "Lin" })).await;
        let state = host.ok("set_pin", json!({ "pin": PIN, "current_pin": null })).await;
        assert_eq!(state["stage"], "ready");
        host
    }

    /// Runs a command that must succeed.
    pub async fn ok(&self, name: &str, request: Value) -> Value {
        let answer = dispatch(self, name, request).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Runs a command that must be refused, and returns the error as the UI sees it.
    pub async fn refused(&self, name: &str, request: Value) -> Value {
        match dispatch(self, name, request).await {
            Ok(view) => panic!("{name} was not refused: {view}"),
            Err(error) => {
                assert!(!error.message.is_empty() && !error.advice.is_empty(), "{error:?}");
                serde_json::to_value(error).unwrap()
            }
        }
    }

    /// Prepares a payment and returns its identifier.
    pub async fn prepared(&self, code: &str, amount: Option<&str>) -> String {
        let request = json!({ "code": code, "amount": amount, "note": null });
        let view = self.ok("prepare_payment", request).await;
        view["payment"].as_str().unwrap().to_owned()
    }
}

/// Writes the code of a payee of the town.
pub fn code(payee: Payee, name: &str, amount_minor: Option<u64>) -> String {
    code_of("town.tongbao", payee, name, amount_minor)
}

/// Writes the code of a payee at any operator.
pub fn code_of(operator: &str, payee: Payee, name: &str, amount_minor: Option<u64>) -> String {
    let currency = money::Currency::from_code("CNY").unwrap();
    let id: PayeeId = payee.id.to_string().parse().unwrap();
    let payee = match payee.kind {
        PayeeKind::Label => paycode::Payee::Label(id),
        PayeeKind::Order => paycode::Payee::Order(id),
        PayeeKind::Receive => paycode::Payee::Receive(id),
    };
    let code = TongbaoCode {
        operator: operator.parse::<OperatorName>().unwrap(),
        payee,
        amount: amount_minor.map(|minor| money::Amount::new(minor, currency).unwrap()),
        currency,
        name: name.to_owned(),
        city: "Pingyao".to_owned(),
        country: "CN".parse::<Country>().unwrap(),
        note: None,
        expires_at_s: None,
        page_host: None,
    };
    code.write().unwrap()
}
