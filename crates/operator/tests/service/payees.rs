//! `GET /v1/payees/{kind}/{id}`.

use crate::support::{Place, assert_problem};
use reqwest::Method;
use serde_json::{Value, json};
use wire::ErrorCode;

const NOTHING: &str = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";

#[tokio::test]
async fn a_label_has_its_registered_name_and_no_amount() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let label = place.shops[0].label;
    let payee = lin.get(&format!("/v1/payees/label/{label}")).await.ok();
    assert_eq!(payee["name"], "Noodle House 面馆");
    assert_eq!(payee["city"], "Demo Town");
    assert_eq!(payee["amount"], Value::Null);
    assert_eq!(payee["payee"], json!({ "kind": "label", "id": label }));
}

#[tokio::test]
async fn an_order_has_its_amount_and_its_end() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let id = operator::random::id().expect("random");
    let body = json!({
        "order": id, "amount": { "minor": 1250, "currency": "CNY" }, "note": "Table 4",
    });
    place.till(0, Method::POST, "/v1/orders", body).await.ok();
    let payee = lin.get(&format!("/v1/payees/order/{id}")).await.ok();
    assert_eq!(payee["amount"]["minor"], 1250);
    assert_eq!(payee["note"], "Table 4");
    assert!(payee["expires_at_ms"].is_u64());
    place.till(0, Method::POST, &format!("/v1/orders/{id}/close"), Value::Null).await.ok();
    let closed = lin.get(&format!("/v1/payees/order/{id}")).await;
    assert_problem(&closed, ErrorCode::OrderClosed);
}

#[tokio::test]
async fn a_receive_code_has_a_name_and_ones_own_is_told_apart() {
    let place = Place::start().await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let code = mei.get("/v1/account").await.ok()["receive_code"].clone();
    let code = code.as_str().expect("a code");
    let payee = lin.get(&format!("/v1/payees/receive/{code}")).await.ok();
    assert_eq!(payee["name"], "Mei");
    assert_eq!(payee["city"], Value::Null);
    let own = mei.get(&format!("/v1/payees/receive/{code}")).await;
    assert_problem(&own, ErrorCode::PayeeIsPayer);
}

#[tokio::test]
async fn what_is_not_registered_is_unknown() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    for (kind, id, code) in [
        ("label", NOTHING, ErrorCode::PayeeUnknown),
        ("receive", NOTHING, ErrorCode::PayeeUnknown),
        ("order", NOTHING, ErrorCode::OrderUnknown),
        ("shop", NOTHING, ErrorCode::NotFound),
        ("label", "01jd9z3n8q4t7v0w2x5y6z7a8b", ErrorCode::RequestMalformed),
        ("label", "1", ErrorCode::RequestMalformed),
    ] {
        assert_problem(&lin.get(&format!("/v1/payees/{kind}/{id}")).await, code);
    }
}

#[tokio::test]
async fn any_camera_finds_the_page_of_a_label_and_no_script_on_it() {
    let place = Place::start().await;
    let shop = &place.shops[0];
    let page = |path: String| {
        let url = format!("{}{path}", place.url);
        async move { reqwest::get(url).await.expect("an answer") }
    };
    for id in [shop.label.to_string(), shop.label.to_string().to_lowercase()] {
        let answer = page(format!("/l/{id}")).await;
        assert_eq!(answer.status(), 200);
        let policy =
            answer.headers()["content-security-policy"].to_str().expect("ASCII").to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"));
        let text = answer.text().await.expect("a text");
        assert!(text.contains(&shop.name) && !text.contains("{{"), "{text}");
        let link = format!("href=\"tongbao:{}/l/{}\"", place.config.public_url, shop.label);
        assert!(text.contains(&link), "{link} in {text}");
    }
    for id in ["01JD9Z3N8Q4T7V0W2X5Y6Z7A8B", "x", "%3Cscript%3E"] {
        let answer = page(format!("/l/{id}")).await;
        assert_eq!(answer.status(), 404, "{id}");
        let text = answer.text().await.expect("a text");
        assert!(text.contains("No such label") && !text.contains("<script"), "{text}");
    }
    assert_eq!(page("/l/label.css".to_owned()).await.status(), 200);
}
