//! What a shop prints, and what becomes of a label that it withdraws.

use crate::support::place::tongbaod;
use crate::support::{Order, Place, assert_problem};
use reqwest::Method;
use serde_json::Value;
use wire::ErrorCode;

#[tokio::test]
async fn a_till_prints_its_own_label_on_every_paper() {
    let place = Place::start().await;
    for (paper, media_box) in [
        ("", "[0 0 297.63"),
        ("?paper=a5", "[0 0 419.5"),
        ("?paper=a4", "[0 0 595.27"),
        ("?paper=stickers4", "[0 0 595.27"),
        ("?paper=stickers", "[0 0 841.8"),
        ("?paper=stickers16", "[0 0 595.27"),
    ] {
        let path = format!("/v1/till/label.pdf{paper}");
        let answer = place.till(0, Method::GET, &path, Value::Null).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "application/pdf"));
        assert!(answer.text.starts_with("%PDF-1.7"), "{paper}");
        assert!(answer.text.contains(media_box), "{paper}");
    }
    let others = format!("/v1/till/label.pdf?label={}", place.shops[1].label);
    let others = place.till(0, Method::GET, &others, Value::Null).await;
    assert_problem(&others, ErrorCode::LabelUnprintable);
    for query in ["?paper=a3", "?label=x", "?x=1"] {
        let path = format!("/v1/till/label.pdf{query}");
        let answer = place.till(0, Method::GET, &path, Value::Null).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
}

#[tokio::test]
async fn a_till_takes_its_own_label_as_a_drawing() {
    let place = Place::start().await;
    for (paper, size) in [
        ("", "width='105mm' height='148mm'"),
        ("?paper=a4", "width='210mm' height='297mm'"),
        ("?paper=stickers", "width='297mm' height='210mm'"),
    ] {
        let path = format!("/v1/till/label.svg{paper}");
        let answer = place.till(0, Method::GET, &path, Value::Null).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "image/svg+xml"));
        assert!(answer.text.starts_with("<svg ") && answer.text.contains(size), "{paper}");
        assert!(answer.text.contains(&format!("<title>{}</title>", place.shops[0].name)));
    }
    let others = format!("/v1/till/label.svg?label={}", place.shops[1].label);
    let others = place.till(0, Method::GET, &others, Value::Null).await;
    assert_problem(&others, ErrorCode::LabelUnprintable);
    let answer = place.till(0, Method::GET, "/v1/till/label.svg?paper=a3", Value::Null).await;
    assert_problem(&answer, ErrorCode::RequestMalformed);
}

#[tokio::test]
async fn attack_swapped_a_withdrawn_label_pays_nobody_and_says_so() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let (label, name) = (place.shops[0].label.to_string(), place.shops[0].name.clone());
    let close = |shop: &str| {
        tongbaod(&place.data(), &["label", "close", "--merchant", shop, "--label", &label])
    };
    assert!(!close(&place.shops[1].name).status.success(), "another shop's");
    assert!(close(&name).status.success() && close(&name).status.success(), "and again");
    let payee = lin.get(&format!("/v1/payees/label/{label}")).await;
    assert_problem(&payee, ErrorCode::LabelClosed);
    let paid = lin.pay(&Order::label(place.shops[0].label, 5)).await;
    assert_problem(&paid, ErrorCode::LabelClosed);
    let page = place.nobody(Method::GET, &format!("/l/{label}")).await;
    assert_eq!(page.status, 410);
    for part in ["Label withdrawn", "标签已停用", "Do not pay with it"] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(!page.text.contains(&name), "nobody is named on it");
    let pdf = place.till(0, Method::GET, "/v1/till/label.pdf", Value::Null).await;
    assert_problem(&pdf, ErrorCode::LabelUnprintable);
    place.audit();
}
