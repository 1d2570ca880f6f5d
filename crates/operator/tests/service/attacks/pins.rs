//! Guessing PINs and one-time codes: one after the other, at once, from many devices, from two
//! nodes, over many accounts.

use super::{charge, count, new_id};
use crate::payer_code::Wallet;
use crate::support::{Answer, Device, Order, Place, assert_problem};
use futures_util::future::join_all;
use paycode::PayerTerms;
use reqwest::Method;
use serde_json::json;
use wire::ErrorCode;

/// Wrong PINs, all different.
fn guess(n: usize) -> &'static str {
    const GUESSES: [&str; 30] = [
        "701900", "701901", "701902", "701903", "701904", "701905", "701906", "701907", "701908",
        "701909", "711900", "711901", "711902", "711903", "711904", "711905", "711906", "711907",
        "711908", "711909", "721900", "721901", "721902", "721903", "721904", "721905", "721906",
        "721907", "721908", "721909",
    ];
    GUESSES[n]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a35_thirty_guesses_at_once_from_three_devices_at_two_nodes_get_five_tries() {
    let place = Place::start().await;
    let second = place.beside(|_| {}).await;
    let own = place.person("lin").await;
    let others = [place.person_without_pin("lin").await, place.person_without_pin("lin").await];
    let devices = [own.at(&second.url), others[0].clone(), others[1].at(&second.url)];
    let label = place.shops[0].label;
    let pay = async |n: usize| {
        let order = Order { pin: Some(guess(n)), ..Order::label(label, 100) };
        // Some try as a payment, some as the current PIN of a change.
        let change = json!({ "pin": "836194", "current_pin": guess(n) });
        match n % 2 {
            0 => devices[n % 3].pay(&order).await,
            _ => devices[n % 3].send(Method::PUT, "/v1/pin", Some(change)).await,
        }
    };
    let answers: Vec<Answer> = join_all((0..30).map(pay)).await;
    assert_eq!(count(&answers, Some(ErrorCode::PinWrong)), 5);
    assert_eq!(count(&answers, Some(ErrorCode::PinLocked)), 25);
    for device in &devices {
        assert_problem(&device.pay(&Order::label(label, 100)).await, ErrorCode::PinLocked);
    }
    assert_eq!(own.balance().await, 54_500);
    place.audit();
}

#[tokio::test]
async fn a35_success_elsewhere_gives_no_tries_back() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let mut wallet = Wallet::of(&lin).await;
    let label = place.shops[0].label;
    let paid = Order::label(label, 100);
    lin.pay(&paid).await.ok();
    for (n, left) in [4, 3, 2, 1].into_iter().enumerate() {
        let wrong = lin.pay(&Order { pin: Some(guess(n)), ..Order::label(label, 100) }).await;
        assert_eq!(wrong.json["tries_left"], left);
        // A quick payment, an old payment asked again, a new device: none of them knows the PIN.
        let code = wallet.show(PayerTerms::default());
        assert_eq!(charge(&place, 0, &code, 100).await.ok()["state"], "paid");
        lin.pay(&paid).await.ok();
        lin.get("/v1/account").await.ok();
        place.person_without_pin("lin").await;
    }
    // An answered payment asked again with a wrong PIN is no oracle either: it is not compared.
    lin.pay(&Order { pin: Some(guess(9)), ..paid.clone() }).await.ok();
    let last = lin.pay(&Order { pin: Some(guess(5)), ..Order::label(label, 100) }).await;
    assert_eq!(last.json["tries_left"], 0);
    assert_problem(&lin.pay(&Order::label(label, 100)).await, ErrorCode::PinLocked);
}

#[tokio::test]
async fn a35_one_pin_sprayed_over_accounts_needs_a_device_of_each_and_counts_at_each() {
    let place = Place::start().await;
    let label = place.shops[0].label;
    for name in ["lin", "mei", "omar"] {
        let own = place.person(name).await;
        let sprayed = own.pay(&Order { pin: Some(guess(0)), ..Order::label(label, 1) }).await;
        assert_eq!(sprayed.json["tries_left"], 4, "{name}");
    }
    // Without a device of the account there is nowhere to say a PIN.
    let stranger = Device::new(&place.url);
    let answer = stranger.pay(&Order::label(label, 1)).await;
    assert_problem(&answer, ErrorCode::DeviceUnknown);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a35_one_time_codes_guessed_at_once_at_two_nodes_get_five_tries() {
    let place = Place::start().await;
    let second = place.beside(|_| {}).await;
    let device = Device::new(&place.url);
    let enrolment = new_id();
    device.start(enrolment, "zoe@demo.example").await.ok();
    let nodes = [device.clone(), device.at(&second.url)];
    let guesses = (0..30).map(|n| nodes[n % 2].confirm(enrolment, guess(n), Some("Zoe")));
    let answers = join_all(guesses).await;
    assert_eq!(count(&answers, None), 0);
    assert_eq!(count(&answers, Some(ErrorCode::CodeWrong)), 5);
    assert_eq!(count(&answers, Some(ErrorCode::CodeTriesUsed)), 25);
    let key = &place.keys.code;
    let right = operator::code::make(key, enrolment, "zoe@demo.example", &device.public_key);
    let late = device.confirm(enrolment, right.expose(), Some("Zoe")).await;
    assert_problem(&late, ErrorCode::CodeTriesUsed);
}
