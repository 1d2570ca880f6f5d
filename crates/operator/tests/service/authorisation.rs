//! Every route against every kind of caller.

use crate::support::client::{client, plain};
use crate::support::device::{Device, Twist};
use crate::support::{Answer, Place};
use reqwest::Method;
use serde_json::{Value, json};

/// Who may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Everybody,
    Device,
    Till,
    DeviceOrTill,
}

const ID: &str = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";

fn routes() -> Vec<(Method, String, Value, For)> {
    let get = |path: &str, who| (Method::GET, path.to_owned(), Value::Null, who);
    let post = |path: &str, body, who| (Method::POST, path.to_owned(), body, who);
    vec![
        get("/healthz", For::Everybody),
        get("/readyz", For::Everybody),
        get("/metrics", For::Everybody),
        get("/problems/not_found", For::Everybody),
        get("/v1/openapi.json", For::Everybody),
        get("/v1/operator", For::Everybody),
        get("/v1/heads", For::Everybody),
        get("/till", For::Everybody),
        get("/till/till.js", For::Everybody),
        get("/till/till.css", For::Everybody),
        get("/v1/account", For::Device),
        get("/v1/payments", For::Device),
        get(&format!("/v1/payments/{ID}"), For::Device),
        get(&format!("/v1/payments/{ID}/receipt"), For::DeviceOrTill),
        get(&format!("/v1/payees/label/{ID}"), For::Device),
        (Method::PUT, "/v1/pin".to_owned(), json!({ "pin": "836194" }), For::Device),
        post("/v1/payments", json!({}), For::Device),
        post("/v1/enrolments", json!({}), For::Device),
        post(&format!("/v1/enrolments/{ID}/confirm"), json!({ "code": "000000" }), For::Device),
        get("/v1/payer-code", For::Device),
        post("/v1/payer-code/payments", json!({}), For::Till),
        get("/v1/till", For::Till),
        get("/v1/till/payments", For::Till),
        post("/v1/orders", json!({}), For::Till),
        get(&format!("/v1/orders/{ID}"), For::Till),
        get(&format!("/v1/orders/{ID}/code.svg"), For::Till),
        post(&format!("/v1/orders/{ID}/close"), Value::Null, For::Till),
        get("/v1/events", For::DeviceOrTill),
    ]
}

fn is_refused(answer: &Answer) -> bool {
    answer.status == 401
}

/// Events never end: only the head of the answer is looked at.
async fn status(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    if response.headers().get("content-type").is_some_and(|kind| kind == "text/event-stream") {
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        return Answer { status, headers, text: String::new(), json: Value::Null };
    }
    Answer::read(response).await
}

#[tokio::test]
async fn each_route_takes_its_own_callers_and_no_others() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let stranger = Device::new(&place.url);
    let key = place.shops[0].till_key.clone();
    for (method, path, body, who) in routes() {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let url = format!("{}{path}", place.url);
        let bearer = |key: &str| {
            let request = client().request(method.clone(), &url).bearer_auth(key);
            if body.is_null() { request } else { request.json(&body) }
        };
        let signed = |device: &Device| {
            device.request(method.clone(), &path, text.as_bytes(), &Twist::default())
        };
        let given = (!body.is_null()).then_some(&body);
        let nobody = plain(&place.url, method.clone(), &path, None, given).await;
        let device = status(signed(&lin)).await;
        let unknown = status(signed(&stranger)).await;
        let till = status(bearer(&key)).await;
        let forged = status(bearer("not-a-key")).await;
        let what = format!("{method} {path}");
        let is_open = who == For::Everybody;
        assert_eq!(is_refused(&nobody), !is_open, "{what} as nobody: {}", nobody.text);
        let with_device = is_open || matches!(who, For::Device | For::DeviceOrTill);
        assert_eq!(!is_refused(&device), with_device, "{what} as a device: {}", device.text);
        let with_till = is_open || matches!(who, For::Till | For::DeviceOrTill);
        assert_eq!(!is_refused(&till), with_till, "{what} as a till: {}", till.text);
        // Enrolment is where strangers come in.
        let with_stranger = is_open || path.starts_with("/v1/enrolments");
        assert_eq!(!is_refused(&unknown), with_stranger, "{what} as a stranger: {}", unknown.text);
        assert_eq!(is_refused(&forged), !is_open, "{what} with a forged key: {}", forged.text);
    }
    place.audit();
}
