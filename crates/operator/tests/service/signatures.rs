//! Signed requests: missing, forged, tampered with, expired and replayed.

use crate::support::client::{Answer, client, plain};
use crate::support::device::Twist;
use crate::support::{Device, Order, Place, assert_problem};
use reqwest::Method;
use std::sync::Arc;
use wire::{ErrorCode, Id};

#[tokio::test]
async fn a_request_without_a_signature_is_refused() {
    let place = Place::start().await;
    let answer = plain(&place.url, Method::GET, "/v1/account", None, None).await;
    assert_problem(&answer, ErrorCode::SignatureMissing);
}

#[tokio::test]
async fn what_was_not_signed_is_not_believed() {
    let place = Place::start().await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let twist = Twist::default;
    let cases = [
        (Twist { path: Some("/v1/till".into()), ..twist() }, ErrorCode::SignatureInvalid),
        (Twist { method: Some("PUT"), ..twist() }, ErrorCode::SignatureInvalid),
        (Twist { authority: Some("other.example".into()), ..twist() }, ErrorCode::SignatureInvalid),
        (Twist { body: Some(b"{}".to_vec()), ..twist() }, ErrorCode::SignatureInvalid),
        (Twist { no_digest: true, ..twist() }, ErrorCode::SignatureInvalid),
        (Twist { key: Some(mei.id), ..twist() }, ErrorCode::SignatureInvalid),
        (Twist { key: Some(Id(1)), ..twist() }, ErrorCode::DeviceUnknown),
        (Twist { created_s: -310, ..twist() }, ErrorCode::SignatureExpired),
        (Twist { created_s: 310, ..twist() }, ErrorCode::SignatureExpired),
    ];
    for (twist, code) in cases {
        let answer = lin.send_twisted(Method::GET, "/v1/account", None, &twist).await;
        assert_problem(&answer, code);
    }
    for created_s in [-290, 290] {
        let twist = Twist { created_s, ..Twist::default() };
        lin.send_twisted(Method::GET, "/v1/account", None, &twist).await.ok();
    }
}

#[tokio::test]
async fn odd_headers_are_refused() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let ask = async |name: &'static str, value: String| {
        let request = lin.request(Method::GET, "/v1/account", b"", &Twist::default());
        let mut request = request.build().expect("a request");
        request.headers_mut().insert(name, value.parse().expect("a header"));
        Answer::read(client().execute(request).await.expect("an answer")).await
    };
    assert_problem(&ask("signature", "nonsense(".into()).await, ErrorCode::SignatureInvalid);
    assert_problem(&ask("signature", "other=:AAAA:".into()).await, ErrorCode::SignatureMissing);
    assert_problem(&ask("signature", "tongbao=:AAAA:".into()).await, ErrorCode::SignatureInvalid);
    let zero = format!("tongbao=:{}==:", "A".repeat(86));
    assert_problem(&ask("signature", zero).await, ErrorCode::SignatureInvalid);
    let input = "tongbao=(\"@method\");created=1;alg=\"none\"".to_owned();
    assert_problem(&ask("signature-input", input).await, ErrorCode::SignatureInvalid);
    assert_problem(&ask("content-digest", "md5=:AAAA:".into()).await, ErrorCode::SignatureInvalid);
    assert_problem(&ask("host", "other.example".into()).await, ErrorCode::SignatureInvalid);
}

#[tokio::test]
async fn a_replay_is_refused_here_after_a_restart_and_by_another_process() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let order = Order::label(place.shops[0].label, 100);
    let body = lin.pay_body(&order).to_string();
    let read = lin.request(Method::GET, "/v1/account", b"", &Twist::default());
    let pay = lin.request(Method::POST, "/v1/payments", body.as_bytes(), &Twist::default());
    let (read, pay) = (read.build().expect("a request"), pay.build().expect("a request"));
    let again = async |request: &reqwest::Request, url: &str| {
        let mut request = request.try_clone().expect("a clone");
        let path = request.url().path().to_owned();
        // Sent to another port, it still names the host that was signed.
        let host = place_host(&lin);
        request.headers_mut().insert("host", host.parse().expect("a host"));
        *request.url_mut() = format!("{url}{path}").parse().expect("an address");
        Answer::read(client().execute(request).await.expect("an answer")).await
    };
    let url = place.url.clone();
    again(&read, &url).await.ok();
    again(&pay, &url).await.ok();
    assert_problem(&again(&read, &url).await, ErrorCode::SignatureReplayed);
    assert_problem(&again(&pay, &url).await, ErrorCode::SignatureReplayed);

    // Another server on the same data, that answers for the same public address.
    let public = url.clone();
    let second =
        Place::start_on(Arc::clone(&place.folder), |config| config.public_url = public).await;
    assert_problem(&again(&read, &second.url).await, ErrorCode::SignatureReplayed);
    assert_problem(&again(&pay, &second.url).await, ErrorCode::SignatureReplayed);
    second.stop().await;

    let folder = place.stop().await;
    let third = Place::start_on(folder, |config| config.public_url = url).await;
    assert_problem(&again(&read, &third.url).await, ErrorCode::SignatureReplayed);
    assert_problem(&again(&pay, &third.url).await, ErrorCode::SignatureReplayed);
    third.audit();
}

fn place_host(device: &Device) -> String {
    device.url.trim_start_matches("http://").to_owned()
}

#[tokio::test]
async fn a_nonce_is_used_up_even_when_the_command_is_refused() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let signed_at_s = Some(operator::clock::now().0 / 1000);
    let twist = Twist { signed_at_s, nonce: Some(42), ..Twist::default() };
    let order = Order::label(Id(7), 100);
    let pay = async |order: &Order| {
        let body = lin.pay_body(order);
        lin.send_twisted(Method::POST, "/v1/payments", Some(body), &twist).await
    };
    assert_problem(&pay(&order).await, ErrorCode::PayeeUnknown);
    assert_problem(&pay(&order).await, ErrorCode::SignatureReplayed);
    let good = Order::label(place.shops[0].label, 100);
    assert_problem(&pay(&good).await, ErrorCode::SignatureReplayed);
    assert_eq!(lin.balance().await, 54_500);
}
