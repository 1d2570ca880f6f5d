//! Too much of everything: status queries, hot accounts, slow and idle connections, wide pages.

use super::{count, no_pin, plain_order};
use crate::support::client::plain;
use crate::support::device::Twist;
use crate::support::{Answer, Order, Place, assert_problem};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::Value;
use std::time::Instant;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use wire::ErrorCode;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a59_a_storm_of_status_queries_is_told_to_wait_and_payments_go_on() {
    let place = Place::start_with(|config| {
        no_pin(config);
        config.limit.per_device_per_minute = 50;
    })
    .await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let order = plain_order(place.shops[0].label, 10);
    lin.pay(&order).await.ok();
    let path = format!("/v1/payments/{}", order.order.payment);
    let begun = Instant::now();
    let storm = join_all((0..500).map(|_| lin.get(&path)));
    let orders: Vec<Order> = (0..20).map(|_| plain_order(place.shops[1].label, 10)).collect();
    let paying = async {
        let mut answers = Vec::new();
        for order in &orders {
            answers.push(mei.pay(order).await);
        }
        answers
    };
    let (polled, paid) = tokio::join!(storm, paying);
    assert_eq!(count(&paid, None), 20, "nobody who pays is refused");
    let limited: Vec<&Answer> = polled.iter().filter(|answer| answer.status != 200).collect();
    // Fifty at once, and as many in each minute that the storm lasts.
    let let_through = 60 + begun.elapsed().as_secs();
    assert!(limited.len() as u64 + let_through >= 500, "{}", limited.len());
    for answer in limited {
        assert_problem(answer, ErrorCode::RateLimited);
        assert!(answer.header("retry-after").parse::<u64>().expect("seconds") >= 1);
    }
    place.audit();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a60_a_flood_of_small_payments_to_one_shop_refuses_nobody_elsewhere() {
    let place = Place::start_with(no_pin).await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let hot: Vec<Order> = (0..600).map(|_| plain_order(place.shops[0].label, 1)).collect();
    let calm: Vec<Order> = (0..20).map(|_| plain_order(place.shops[1].label, 10)).collect();
    let flood = join_all(hot.iter().map(|order| lin.pay(order)));
    let aside = async {
        let mut answers = Vec::new();
        for order in &calm {
            answers.push(mei.pay(order).await);
        }
        answers
    };
    let (flood, aside) = tokio::join!(flood, aside);
    assert_eq!(count(&aside, None), 20);
    let paid = count(&flood, None);
    for answer in flood.iter().filter(|answer| answer.status != 200) {
        assert_problem(answer, ErrorCode::Overloaded);
    }
    assert_eq!(lin.balance().await, 54_500 - u64::try_from(paid).expect("a count"));
    place.audit();
}

#[tokio::test]
async fn a58_connections_that_send_nothing_or_a_little_keep_nobody_out() {
    let place = Place::start_with(|config| config.limit.connections = 600).await;
    let host = place.url.trim_start_matches("http://").to_owned();
    let mut idle = Vec::new();
    for n in 0..500 {
        let mut stream = TcpStream::connect(&host).await.expect("connects");
        let begun = ["", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: x\r\nx: "][n % 4];
        stream.write_all(begun.as_bytes()).await.expect("writes");
        idle.push(stream);
    }
    let lin = place.person("lin").await;
    lin.pay(&Order::label(place.shops[0].label, 100)).await.ok();
    drop(idle);
    place.audit();
}

#[tokio::test]
async fn a61_pages_are_bounded_and_filters_that_are_not_known_are_refused() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    for query in [
        "limit=0",
        "limit=101",
        "limit=1000000000",
        "limit=-1",
        "limit=1e2",
        "limit=",
        "limit=%D9%A3",
        "before=-1",
        "before=1.5",
        "before=18446744073709551616",
        "before=9007199254740992",
        "offset=1000000000",
        "filter=all",
        "sort=amount",
        "limit=1&limit=100",
        "before=1&before=2",
        "Limit=1",
        "limit%5B%5D=1",
        "limit%00=1",
        "select=*",
    ] {
        let answer = lin.get(&format!("/v1/payments?{query}")).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
        let path = format!("/v1/till/payments?{query}");
        let answer = place.till(0, Method::GET, &path, Value::Null).await;
        assert_problem(&answer, ErrorCode::RequestMalformed);
    }
    // Where a page begins is what the one before it said; anything else has nothing before it.
    for before in ["9007199254740991", "1000000000000", "0", "1"] {
        let page = lin.get(&format!("/v1/payments?before={before}&limit=100")).await.ok();
        assert_eq!(page["payments"], serde_json::json!([]), "{before}");
    }
}

#[tokio::test]
async fn a61_one_account_has_so_many_listeners_and_leaves_room_for_others() {
    let place = Place::start_with(|config| config.limit.listeners = 100).await;
    let (lin, mei) = (place.person_without_pin("lin").await, place.person_without_pin("mei").await);
    let mut seats = Vec::new();
    for _ in 0..16 {
        seats.push(crate::events::Listener::person(&lin, None).await);
    }
    for _ in 0..4 {
        assert_problem(&lin.get("/v1/events").await, ErrorCode::Overloaded);
    }
    let other = crate::events::Listener::person(&mei, None).await;
    // Whoever hung up sits on no seat: otherwise sixteen broken connections were silence for hours.
    drop((seats, other));
    let mut again = lin.get_head("/v1/events").await;
    for _ in 0..100 {
        if again == 200 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        again = lin.get_head("/v1/events").await;
    }
    assert_eq!(again, 200, "a seat is free again");
}

#[tokio::test]
async fn a36_forged_requests_in_the_name_of_a_device_or_a_till_use_up_nothing_of_its_rate() {
    let place = Place::start_with(|config| config.limit.per_device_per_minute = 20).await;
    let (lin, mallory) = (place.person_without_pin("lin").await, place.person("mei").await);
    for _ in 0..40 {
        let twist = Twist { key: Some(lin.id), ..Twist::default() };
        let forged = mallory.send_twisted(Method::GET, "/v1/account", None, &twist).await;
        assert_problem(&forged, ErrorCode::SignatureInvalid);
        let forged = plain(&place.url, Method::GET, "/v1/till", Some("guessed"), None).await;
        assert_problem(&forged, ErrorCode::TillKeyInvalid);
    }
    lin.get("/v1/account").await.ok();
    place.till(0, Method::GET, "/v1/till", Value::Null).await.ok();
}
