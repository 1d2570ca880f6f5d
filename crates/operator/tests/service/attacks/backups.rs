//! A backup of an hour ago is put back: what was used since must not be good again.

use super::{charge, no_pin, plain_order};
use crate::payer_code::Wallet;
use crate::support::client::{Answer, client};
use crate::support::device::Twist;
use crate::support::place::tongbaod;
use crate::support::{Place, assert_problem};
use paycode::PayerTerms;
use reqwest::Method;
use wire::ErrorCode;

#[tokio::test]
async fn a66_what_was_signed_or_shown_before_an_old_backup_was_put_back_is_worth_nothing_after() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let file = place.data().join("backup.sqlite");
    let path = file.to_str().expect("a path").to_owned();
    assert!(tongbaod(&place.data(), &["backup", &path]).status.success());

    // Used after the backup, and captured by somebody on the way.
    let body = lin.pay_body(&plain_order(place.shops[0].label, 100)).to_string();
    let request = lin.request(Method::POST, "/v1/payments", body.as_bytes(), &Twist::default());
    let captured = request.build().expect("a request");
    let send = async |url: &str| {
        let mut request = captured.try_clone().expect("a clone");
        *request.url_mut() = format!("{url}/v1/payments").parse().expect("an address");
        let host = captured.url().authority().to_owned();
        request.headers_mut().insert("host", host.parse().expect("a host"));
        Answer::read(client().execute(request).await.expect("an answer")).await
    };
    send(&place.url).await.ok();
    let code = wallet.show(PayerTerms::default());
    assert_eq!(charge(&place, 0, &code, 100).await.ok()["state"], "paid");
    let unused = wallet.show(PayerTerms::default());

    let public = place.url.clone();
    let folder = place.stop().await;
    assert!(tongbaod(folder.path(), &["restore", &path, "--force"]).status.success());
    let place = Place::start_on(folder, |config| {
        no_pin(config);
        config.public_url = public;
    })
    .await;
    assert_problem(&send(&place.url).await, ErrorCode::SignatureExpired);
    for code in [code, unused] {
        let answer = charge(&place, 0, &code, 100).await;
        assert_problem(&answer, ErrorCode::PayerCodeUnknown);
    }
    let lin = lin.at(&place.url);
    // Signed anew, what the owner does goes on.
    assert_eq!(lin.balance().await, 54_500);
    lin.pay(&plain_order(place.shops[0].label, 100)).await.ok();
    place.audit();
}
