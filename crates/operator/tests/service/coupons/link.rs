//! Coupons by address: a batch that is not listed, and the pages that a camera without a wallet
//! finds.

use super::{WELCOME, new_id, take, titles};
use crate::envelopes;
use crate::support::client::client;
use crate::support::place::tongbaod;
use crate::support::{Answer, Place, assert_problem};
use operator::clock;
use promotion::calendar::{TimeMs, Zone};
use reqwest::Method;
use serde_json::{Value, json};
use wire::{ErrorCode, Id};

/// Writes a batch of two at the desk; returns it.
fn opened(place: &Place, title: &str, unlisted: bool) -> Id {
    let day = Zone::default().local(TimeMs(clock::now().0)).day;
    let until = day.plus_days(30).date().expect("a date").to_string();
    let mut arguments = vec!["--json", "coupon", "open", "--title", title, "--off", "5.00"];
    arguments.extend(["--from", "20.00", "--funder", "operator", "--until-date", &until]);
    arguments.extend(["--pieces", "2"]);
    if unlisted {
        arguments.push("--unlisted");
    }
    let id = desk(place, &arguments)["stock"].as_str().expect("an id").to_owned();
    id.parse().expect("canonical")
}

fn desk(place: &Place, arguments: &[&str]) -> Value {
    let output = tongbaod(&place.data(), arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn start(place: &Place, stock: Id) {
    desk(place, &["--json", "coupon", "start", "--stock", &stock.to_string()]);
}

async fn page(place: &Place, path: &str, language: &str) -> Answer {
    let request = client().get(format!("{}{path}", place.url));
    let answer = request.header("accept-language", language).send().await.expect("an answer");
    Answer::read(answer).await
}

#[tokio::test]
async fn a_batch_that_is_not_listed_is_taken_by_whoever_has_its_address() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let stock = opened(&place, "For the guests", true);
    let path = format!("/v1/coupons/stocks/{stock}");
    assert_problem(&lin.get(&path).await, ErrorCode::StockUnknown);
    start(&place, stock);
    assert!(!titles(&lin).await.contains(&"For the guests".to_owned()), "not among the offered");

    let seen = lin.get(&path).await.ok();
    assert_eq!(seen["stock"]["title"], "For the guests");
    assert_eq!((&seen["left"], &seen["received"]), (&json!(2), &json!(0)));
    assert_eq!(seen["refusal"], Value::Null);
    take(&lin, new_id(), stock).await.ok();
    let again = take(&lin, new_id(), stock).await;
    assert_problem(&again, ErrorCode::CouponPersonUsed);
    let seen = lin.get(&path).await.ok();
    assert_eq!((&seen["left"], &seen["received"]), (&json!(1), &json!(1)));
    assert_eq!(seen["refusal"], "coupon_person_used", "told before he asks");

    take(&mei, new_id(), stock).await.ok();
    let omar = place.person("omar").await;
    let gone = omar.get(&path).await.ok();
    assert_eq!((&gone["left"], &gone["refusal"]), (&json!(0), &json!("coupons_gone")));
    assert_problem(&take(&omar, new_id(), stock).await, ErrorCode::CouponsGone);
    desk(&place, &["--json", "coupon", "end", "--stock", &stock.to_string()]);
    assert_eq!(omar.get(&path).await.ok()["refusal"], "stock_not_active");
    place.audit();
}

#[tokio::test]
async fn a_listed_batch_has_an_address_as_well_and_no_more_than_a_hundred_are_told() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let seen = lin.get(&format!("/v1/coupons/stocks/{}", place.coupons(WELCOME))).await.ok();
    assert_eq!((&seen["stock"]["title"], &seen["left"]), (&json!(WELCOME), &json!(100)));
    for (id, code) in [
        (new_id().to_string(), ErrorCode::StockUnknown),
        ("1".to_owned(), ErrorCode::RequestMalformed),
        (place.coupons(WELCOME).to_string().to_lowercase(), ErrorCode::RequestMalformed),
    ] {
        assert_problem(&lin.get(&format!("/v1/coupons/stocks/{id}")).await, code);
    }
}

#[tokio::test]
async fn any_camera_finds_the_page_of_a_batch_in_its_owners_language() {
    let place = Place::start().await;
    let stock = opened(&place, "<b>Tea & cake</b>", true);
    let path = format!("/c/{stock}");
    let draft = page(&place, &path, "en").await;
    assert_eq!(draft.status, 404);
    assert_eq!(draft.header("content-type"), "text/html; charset=utf-8");
    assert!(draft.text.contains("No such coupon") && !draft.text.contains("cake"));
    start(&place, stock);
    for (path, language, says, state) in [
        (path.clone(), "en-GB, en;q=0.9", "How to take it", "2 left"),
        (path.clone(), "zh-CN,zh;q=0.9", "如何领取", "还剩 2 张"),
        (path.to_lowercase(), "fr", "How to take it", "2 left"),
    ] {
        let answer = page(&place, &path, language).await;
        assert_eq!(answer.status, 200);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("vary"), "accept-language");
        let text = answer.text;
        assert!(text.contains("&lt;b&gt;Tea &amp; cake&lt;/b&gt;"), "{text}");
        let open = format!("href=\"tongbao:{}/c/{stock}\"", place.config.public_url);
        for part in [says, state, "5.00", "20.00", &place.config.name, &open] {
            assert!(text.contains(part), "{part} in {text}");
        }
        for part in ["{{", "<script", "<b>Tea", "<!-- wallet"] {
            assert!(!text.contains(part), "{part} in {text}");
        }
    }
    for id in [new_id().to_string(), "x".to_owned(), "%3Cscript%3E".to_owned()] {
        let answer = page(&place, &format!("/c/{id}"), "zh").await;
        assert_eq!(answer.status, 404, "{id}");
        assert!(answer.text.contains("没有这种优惠券"), "{}", answer.text);
        assert!(!answer.text.contains("<script"), "{}", answer.text);
    }
}

#[tokio::test]
async fn the_page_of_an_envelope_tells_nothing_of_any_envelope() {
    let wallet = "https://wallet.example/get";
    let place = Place::start_with(|config| config.wallet_url = Some(wallet.to_owned())).await;
    let lin = place.person("lin").await;
    let envelope = new_id();
    let body = envelopes::send_body(&lin, &envelopes::group(envelope, 2, 2));
    lin.send(Method::POST, "/v1/envelopes", Some(body)).await.ok();
    let sent = page(&place, &format!("/e/{envelope}"), "en").await.text;
    let none = page(&place, &format!("/e/{}", new_id()), "en").await.text;
    assert_eq!(sent, none, "whether there is one is told to nobody");
    assert!(sent.contains("A red envelope"), "{sent}");
    assert!(sent.contains(&format!("href=\"{wallet}\"")), "{sent}");
    let answer = page(&place, &format!("/e/{envelope}"), "zh").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("connect-src"), "{policy}");
    let text = answer.text;
    assert!(text.contains("如何拆开") && text.contains(wallet), "{text}");
    assert!(text.contains("<script src=\"/l/open.js\" defer></script>"), "{text}");
    assert!(!text.contains("{{") && text.matches("<script").count() == 1, "{text}");
    let script = page(&place, "/l/open.js", "zh").await;
    assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    let answer = page(&place, "/e/x", "en").await;
    assert_eq!(answer.status, 404);
    assert!(answer.text.contains("This is no envelope"), "{}", answer.text);
}
