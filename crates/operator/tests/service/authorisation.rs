//! The authorisation matrix: every route against every kind of caller, by status and code. The
//! routes come from the description of the API and from the router's own source, so that a new one
//! without a row fails here.

mod caller;
mod keys;
mod shapes;
mod sound_box;
mod table;

use crate::campaigns;
use crate::envelopes;
use crate::payer_code::Wallet;
use crate::sound_boxes;
use crate::support::client::{Answer, client};
use crate::support::device::{Device, Order, Twist};
use crate::support::place::tongbaod;
use crate::support::{Place, assert_problem};
use caller::Caller;
use operator::{code, random};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use table::{ROWS, Row};
use tokio::sync::Mutex;
use wire::{ErrorCode, Id};

/// Who and what the matrix is played with.
struct Cast {
    place: Place,
    campaign: String,
    day: i32,
    /// Pays the payment and started the enrolment that are asked for.
    payer: Device,
    other_payer: Device,
    /// Was enrolled for the payer and then removed.
    removed: Device,
    /// Nobody enrolled it.
    stranger: Device,
    payment: Id,
    enrolment: Id,
    /// An envelope that the payer sent to a group.
    envelope: Id,
    /// What opens the page of the payment's receipt.
    token: String,
    /// An open order of the first shop.
    order: Id,
    /// The size of a signed head.
    size: u64,
    /// A sound box of the first shop.
    sound_box: Id,
    /// A key of a program of the first shop, and a webhook of it.
    key: Id,
    webhook: Id,
    wallet: Mutex<Wallet>,
}

impl Cast {
    async fn new() -> Self {
        let place = Place::start_with(|config| {
            config.admin_listen = Some("127.0.0.1:0".parse().expect("an address"));
        })
        .await;
        let (payer, other_payer) = (place.person("lin").await, place.person("mei").await);
        let removed = place.person_without_pin("lin").await;
        place.remove_device(removed.id);
        let order = Order::label(place.shops[0].label, 100);
        payer.pay(&order).await.ok();
        let enrolment = new_id();
        payer.start(enrolment, "lin@demo.example").await.ok();
        let wallet = Mutex::new(Wallet::of(&payer).await);
        let stranger = Device::new(&place.url);
        let payment = order.order.payment;
        let slip = format!("/v1/till/slips/{payment}");
        let slip = place.till(0, Method::GET, &slip, Value::Null).await.ok();
        let (_, token) = slip["link"].as_str().expect("a link").split_once("/r/").expect("a token");
        let token = token.to_owned();
        let order = new_id();
        let published = tongbaod(&place.data(), &["--json", "head", "publish"]);
        let head: Value = serde_json::from_slice(&published.stdout).expect("a head");
        let size = head["size"].as_u64().expect("a size");
        let envelope = new_id();
        let order_of_envelope = envelopes::group(envelope, 500, 20);
        envelopes::send(&payer, &order_of_envelope).await.ok();
        let campaign = campaigns::started(&place, "").await;
        let day = campaigns::day_goes_by(&place, &campaign).await.0;
        let sound_box = new_id();
        sound_boxes::pair(&place, 0, sound_box).await;
        let cast = Self {
            campaign,
            day,
            place,
            payer,
            other_payer,
            removed,
            stranger,
            payment,
            enrolment,
            envelope,
            token,
            order,
            size,
            sound_box,
            key: new_id(),
            webhook: new_id(),
            wallet,
        };
        cast.open_programs().await;
        cast.open_order(order).await;
        cast
    }

    async fn open_programs(&self) {
        let key = json!({ "key": self.key, "name": "Books", "scopes": ["payments:read"] });
        self.place.till(0, Method::POST, "/v1/keys", key).await.ok();
        let webhook = json!({ "webhook": self.webhook, "url": "https://1.1.1.1/told" });
        self.place.till(0, Method::POST, "/v1/webhooks", webhook).await.ok();
    }

    async fn open_order(&self, order: Id) {
        let body = json!({ "order": order, "amount": { "minor": 5, "currency": "CNY" } });
        self.place.till(0, Method::POST, "/v1/orders", body).await.ok();
    }

    fn device(&self, caller: Caller) -> Option<&Device> {
        match caller {
            Caller::Stranger => Some(&self.stranger),
            Caller::Removed => Some(&self.removed),
            Caller::Payer => Some(&self.payer),
            Caller::OtherPayer => Some(&self.other_payer),
            Caller::Nobody | Caller::ForgedKey | Caller::Till | Caller::OtherTill => None,
        }
    }

    fn till_key(&self, caller: Caller) -> Option<&str> {
        match caller {
            Caller::ForgedKey => Some("no-key-of-anybody"),
            Caller::Till => Some(&self.place.shops[0].till_key),
            Caller::OtherTill => Some(&self.place.shops[1].till_key),
            _ => None,
        }
    }

    /// Returns a route's address with the things of the payer and of the first shop in it.
    fn path(&self, template: &str) -> String {
        let (payment, enrolment, order) = (self.payment, self.enrolment, self.order);
        template
            .replace("{payment}", &payment.to_string())
            .replace("{enrolment}", &enrolment.to_string())
            .replace("{order}", &order.to_string())
            .replace("{campaign}", &self.campaign)
            .replace("{day}", &self.day.to_string())
            .replace("{token}", &self.token)
            .replace("{envelope}", &self.envelope.to_string())
            .replace("{stock}", &self.place.coupons("10 off from 50").to_string())
            .replace("{size}/consistency", &format!("{0}/consistency?from={0}", self.size))
            .replace("{size}", &self.size.to_string())
            .replace("{key}", &self.key.to_string())
            .replace("{webhook}", &self.webhook.to_string())
            .replace("{binding}", &self.payment.to_string())
            .replace("{card}", &self.payment.to_string())
            .replace("{device}", &self.payment.to_string())
            .replace("{top_up}", &self.payment.to_string())
            .replace("{date}", "1999-12-31")
            .replace("{file}", "trade.csv")
            .replace("{box}", &self.sound_box.to_string())
            .replace("{merchant}", &self.place.merchant_id(0).to_string())
            .replace("{staff}", &self.payment.to_string())
            .replace("{invitation}", &self.payment.to_string())
            .replace("{kind}", "label")
            .replace("{id}", &self.place.shops[0].label.to_string())
            .replace("{code}", "not_found")
            .replace("{shift}", &self.payment.to_string())
            .replace("{entry}", "1")
    }

    /// Returns a body that would be taken from the right caller.
    async fn body(&self, row: &Row, caller: Caller) -> Option<Value> {
        let device = self.device(caller).unwrap_or(&self.payer);
        let money = json!({ "minor": 5, "currency": "CNY" });
        Some(match (row.method, row.path) {
            ("POST", "/v1/enrolments") => json!({
                "enrolment": new_id(), "handle": "new@demo.example",
                "device_key": wire::signature::device_key_text(&device.public_key),
            }),
            ("POST", "/v1/enrolments/{enrolment}/confirm") => {
                let key = &self.place.keys.code;
                let handle = "lin@demo.example";
                let code = code::make(key, self.enrolment, handle, &self.payer.public_key);
                json!({ "code": code.expose(), "name": null })
            }
            ("POST", "/v1/coupons") => {
                json!({ "coupon": new_id(), "stock": self.place.coupons("10 off from 50") })
            }
            ("POST", "/v1/card-bindings") => {
                json!({ "binding": new_id(), "number": "9000000000001017", "holder": "Lin" })
            }
            ("POST", "/v1/card-top-ups") => {
                json!({ "top_up": new_id(), "card": new_id(), "amount": money, "pin": "836194" })
            }
            ("POST", "/v1/merchants") => json!({
                "merchant": new_id(), "name": "Tea", "city": "Suzhou", "address": "1 Canal Street",
                "category": "5812",
            }),
            ("POST", "/v1/merchants/{merchant}/invitations") => json!({
                "invitation": new_id(), "secret_hash": "0".repeat(64), "role": "cashier",
            }),
            ("POST", "/v1/merchants/{merchant}/staff/{staff}/role") => json!({ "role": "owner" }),
            ("POST", "/v1/merchants/{merchant}/staff/{staff}/remove") => json!({}),
            ("POST", "/v1/merchants/{merchant}/withdrawals") => {
                json!({ "payment": new_id(), "amount": money, "pin": "836194" })
            }
            ("POST", "/v1/staff") => json!({ "invitation": new_id(), "secret": new_id() }),
            ("POST", "/v1/card-bindings/{binding}/confirm") => json!({ "code": "123456" }),
            ("POST", "/v1/cards/{card}/unbind") => json!({}),
            ("POST", "/v1/devices/{device}/revoke") => json!({}),
            ("POST", "/v1/envelopes") => {
                envelopes::send_body(device, &envelopes::group(new_id(), 2, 2))
            }
            ("POST", "/v1/envelopes/{envelope}/claims") => {
                json!({ "claim": new_id(), "secret": envelopes::SECRET })
            }
            ("PUT", "/v1/pin") => json!({ "pin": "836194", "current_pin": "836194" }),
            ("POST", "/v1/payments") => {
                device.pay_body(&Order::label(self.place.shops[0].label, 1))
            }
            ("POST", "/v1/payer-code/payments") => {
                let code = self.wallet.lock().await.show(paycode::PayerTerms::default());
                json!({ "payment": new_id(), "payer_code": code, "amount": money })
            }
            ("POST", "/v1/sound-boxes") => {
                json!({ "code": sound_boxes::code(&self.place, 1).await, "box": new_id() })
            }
            ("POST", "/v1/neutrality/{entry}/appeal") => {
                json!({ "appeal": new_id(), "text": "It was not us." })
            }
            ("POST", "/v1/orders/{order}/reverse") => json!({ "reversal": new_id() }),
            ("POST", "/v1/refunds") => json!({
                "refund": new_id(), "order": self.order, "amount": money,
            }),
            ("POST", "/v1/refunds/preview") => json!({ "order": self.order, "amount": money }),
            ("POST", "/v1/keys") => {
                json!({ "key": new_id(), "name": "Till", "scopes": ["keys:write"] })
            }
            ("POST", "/v1/webhooks") => {
                json!({ "webhook": new_id(), "url": "https://1.1.1.1/told" })
            }
            ("POST", "/v1/sandbox/clock") => json!({ "move": new_id(), "advance_s": 60 }),
            ("POST", "/v1/webhooks/{webhook}/rotate") => json!({ "secret_number": 0 }),
            ("POST", "/v1/webhooks/{webhook}/test") => json!({ "test": new_id() }),
            ("POST", "/v1/webhooks/{webhook}/replay") => json!({ "from_ms": 0 }),
            ("POST", "/v1/orders") => json!({ "order": new_id(), "amount": money }),
            ("POST", "/v1/shifts") => json!({ "shift": new_id() }),
            _ => return None,
        })
    }

    fn request(
        &self,
        caller: Caller,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> RequestBuilder {
        let method: Method = method.parse().expect("a method");
        let text = body.map(Value::to_string).unwrap_or_default();
        if let Some(device) = self.device(caller) {
            return device.request(method, path, text.as_bytes(), &Twist::default());
        }
        let mut request = client().request(method, format!("{}{path}", self.place.url));
        if let Some(key) = self.till_key(caller) {
            request = request.bearer_auth(key);
        }
        if let Some(body) = body { request.json(body) } else { request }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.place.url)
    }

    async fn ask(&self, row: &Row, caller: Caller) -> Answer {
        let body = self.body(row, caller).await;
        let request = self.request(caller, row.method, &self.path(row.path), body.as_ref());
        head(request).await
    }
}

fn new_id() -> Id {
    random::id().expect("random")
}

/// Events never end: of a stream only the head of the answer is looked at.
async fn head(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    if response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream") {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        return Answer { status, headers, text: String::new(), json: Value::Null };
    }
    Answer::read(response).await
}

/// Returns what an answer is in the words of the table.
fn word(answer: &Answer) -> String {
    if answer.status < 300 {
        return "ok".to_owned();
    }
    answer.json["code"].as_str().map_or_else(|| answer.status.to_string(), str::to_owned)
}

#[tokio::test]
async fn a29_each_route_answers_each_kind_of_caller_as_the_matrix_says() {
    let cast = Cast::new().await;
    let mut differences = Vec::new();
    for row in ROWS.iter().filter(|row| !row.is_admin) {
        for (caller, expected) in Caller::ALL.into_iter().zip(row.expected) {
            let answer = cast.ask(row, caller).await;
            let got = word(&answer);
            if got != *expected {
                let Row { method, path, .. } = row;
                differences.push(format!("{method} {path} as {caller:?}: {got}, not {expected}"));
            }
            if let Some(code) = ErrorCode::ALL.iter().find(|code| code.word() == got) {
                assert_problem(&answer, *code);
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    cast.place.audit();
}

#[tokio::test]
async fn a29_what_belongs_to_others_looks_exactly_like_what_does_not_exist() {
    let cast = Cast::new().await;
    let nothing = new_id().to_string();
    for row in ROWS.iter().filter(|row| row.is_private_thing()) {
        for caller in Caller::ALL {
            let body = cast.body(row, caller).await;
            let own = (caller == Caller::Payer && row.is_of_payer())
                || (caller == Caller::Till && (!row.is_of_payer() || row.is_of_both()));
            if own {
                continue;
            }
            let path = cast.path(row.path);
            let things = [cast.payment, cast.enrolment, cast.order, cast.envelope];
            let thing = things.map(|id| id.to_string());
            let missing = thing.iter().fold(path.clone(), |path, id| path.replace(id, &nothing));
            assert_ne!(path, missing, "{} names a thing", row.path);
            let there = head(cast.request(caller, row.method, &path, body.as_ref())).await;
            let not_there = head(cast.request(caller, row.method, &missing, body.as_ref())).await;
            let what = format!("{} {} as {caller:?}", row.method, row.path);
            assert_eq!(told(&there), told(&not_there), "{what}");
        }
    }
}

/// All that an answer tells, without what differs between any two.
fn told(answer: &Answer) -> (u16, Vec<(String, String)>, Value) {
    let mut json = answer.json.clone();
    if let Some(problem) = json.as_object_mut() {
        problem.remove("request_id");
    }
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !["x-request-id", "date"].contains(&name.as_str()));
    let headers = headers
        .map(|(name, value)| (name.to_string(), value.to_str().expect("ASCII").to_owned()))
        .filter(|(name, _)| name != "content-length")
        .collect();
    (answer.status, headers, json)
}

#[tokio::test]
async fn a32_health_and_metrics_are_not_on_the_public_listener_and_nothing_else_on_the_other() {
    let cast = Cast::new().await;
    let admin = cast.place.admin_url().expect("an address");
    for row in ROWS {
        let url = format!("{admin}{}", cast.path(row.path));
        let request = client().request(row.method.parse().expect("a method"), url);
        let key = &cast.place.shops[0].till_key;
        let answer = Answer::read(request.bearer_auth(key).send().await.expect("an answer")).await;
        let (path, expected) = (row.path, if row.is_admin { "ok" } else { "not_found" });
        assert_eq!(word(&answer), expected, "{path} on the admin listener");
        if row.is_admin {
            for caller in Caller::ALL {
                let public = head(cast.request(caller, row.method, path, None)).await;
                assert_eq!(word(&public), "not_found", "{path} in public as {caller:?}");
            }
        }
    }
}

#[test]
fn a_route_without_a_row_in_the_matrix_fails_here() {
    let mut known: Vec<(String, String)> =
        ROWS.iter().map(|row| (row.method.to_owned(), row.path.to_owned())).collect();
    let mut routes = table::described();
    routes.extend(table::plain());
    known.sort();
    routes.sort();
    assert_eq!(known, routes, "each route has one row in authorisation/table.rs");
}
