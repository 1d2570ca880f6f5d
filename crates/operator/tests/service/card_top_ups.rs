//! Money from bound cards, with a real issuer behind the operator: charged once and credited once,
//! whichever of the two is away, and whatever is lost between them.

use crate::cards::{World, new_id, unbind};
use crate::support::place::tongbaod;
use crate::support::{Answer, Device, assert_problem};
use issuer::card::CARDS;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use wire::{ErrorCode, Id};

const PIN: &str = "836194";

async fn ask(device: &Device, top_up: Id, card: &Value, minor: u64, pin: Option<&str>) -> Answer {
    let amount = json!({ "minor": minor, "currency": "CNY" });
    let body = json!({ "top_up": top_up, "card": card["card"], "amount": amount, "pin": pin });
    device.send(Method::POST, "/v1/card-top-ups", Some(body)).await
}

async fn read(device: &Device, top_up: Id) -> Value {
    device.get(&format!("/v1/card-top-ups/{top_up}")).await.ok()
}

/// Reads a top-up until it has ended.
async fn ended(device: &Device, top_up: Id) -> Value {
    for _ in 0..300 {
        let told = read(device, top_up).await;
        if told["state"] != "waiting" {
            return told;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nobody asked the issuer for half a minute");
}

/// How many charges the issuer has made, and what it took from a card in all.
fn charges(world: &World, number: &str) -> (usize, u64) {
    let text = std::fs::read_to_string(world.issuers_data.path().join("issuer.json"));
    let book: Value = serde_json::from_str(&text.expect("a file")).expect("JSON");
    let made = book["charges"].as_object().map_or(0, serde_json::Map::len);
    (made, book["cards"][number]["charged_minor"].as_u64().unwrap_or_default())
}

fn test_card(holder: &str) -> &'static str {
    CARDS.iter().find(|card| card.holder == holder).expect("a card for tests").number
}

#[tokio::test]
async fn money_comes_from_a_card_without_a_code_and_once() {
    let world = World::start().await;
    let lin = world.place.person("lin").await;
    let card = world.bound(&lin, CARDS[0].number, "LIN").await;
    let before = lin.balance().await;
    let top_up = new_id();
    assert_problem(&ask(&lin, top_up, &card, 5_000, None).await, ErrorCode::PinMissing);
    assert_problem(&ask(&lin, top_up, &card, 5_000, Some("000000")).await, ErrorCode::PinWrong);
    let paid = ask(&lin, top_up, &card, 5_000, Some(PIN)).await.ok();
    assert_eq!((&paid["state"], &paid["last_four"]), (&json!("paid"), &json!("1017")));
    assert_eq!(ask(&lin, top_up, &card, 5_000, None).await.ok(), paid, "the same request again");
    assert_eq!(read(&lin, top_up).await, paid);
    assert_eq!(lin.balance().await, before + 5_000);
    assert_eq!(charges(&world, CARDS[0].number), (1, 5_000));
    let other = ask(&lin, top_up, &card, 5_001, Some(PIN)).await;
    assert_problem(&other, ErrorCode::IdempotencyConflict);

    let history = lin.get("/v1/payments?limit=1").await.ok();
    let newest = &history["payments"][0];
    assert_eq!((&newest["payment"], &newest["kind"]), (&paid["payment"], &json!("card_top_up")));
    let told = (&newest["direction"], &newest["counterparty"], &newest["note"]);
    assert_eq!(told, (&json!("in"), &json!(null), &json!("Harbour Bank ····1017")));
    let mei = world.place.person("mei").await;
    let unseen = mei.get(&format!("/v1/card-top-ups/{top_up}")).await;
    assert_problem(&unseen, ErrorCode::CardTopUpUnknown);
    let anothers = ask(&mei, new_id(), &card, 5_000, Some(PIN)).await;
    assert_problem(&anothers, ErrorCode::CardUnknown);
    assert_problem(
        &ask(&mei, top_up, &card, 5_000, Some(PIN)).await,
        ErrorCode::IdempotencyConflict,
    );
    world.place.audit();
}

#[tokio::test]
async fn limits_are_told_kept_and_changed_while_it_runs() {
    let world = World::start().await;
    let lin = world.place.person("lin").await;
    let card = world.bound(&lin, CARDS[0].number, "LIN").await;
    let list = lin.get("/v1/card-top-ups").await.ok();
    let minor = |list: &Value, name: &str| list[name]["minor"].as_u64().expect("an amount");
    let said = |list: &Value| ["min", "max", "left"].map(|name| minor(list, name));
    assert_eq!((said(&list), &list["top_ups"]), ([100, 200_000, 200_000], &json!([])));
    for (minor, code) in [
        (0, ErrorCode::AmountZero),
        (99, ErrorCode::CardTopUpTooSmall),
        (200_001, ErrorCode::CardTopUpTooLarge),
    ] {
        assert_problem(&ask(&lin, new_id(), &card, minor, Some(PIN)).await, code);
    }
    let data = world.place.data();
    let words = ["--author", "Ada", "--reason", "the holidays"];
    let set = |key: &str, value: &str, was: &str| {
        let arguments = [&["setting", "set", key, value, "--was", was], words.as_slice()].concat();
        let changed = tongbaod(&data, &arguments);
        assert!(changed.status.success(), "{}", String::from_utf8_lossy(&changed.stderr));
    };
    set("card_top_up.day_max", "60", "5000");
    ask(&lin, new_id(), &card, 5_000, Some(PIN)).await.ok();
    let above = ask(&lin, new_id(), &card, 1_001, Some(PIN)).await;
    assert_problem(&above, ErrorCode::CardTopUpDayFull);
    assert_eq!(said(&lin.get("/v1/card-top-ups").await.ok()), [100, 200_000, 1_000]);
    set("card_top_up.day_uses_max", "1", "20");
    let often = ask(&lin, new_id(), &card, 1_000, Some(PIN)).await;
    assert_problem(&often, ErrorCode::CardTopUpsTooMany);
    assert_eq!(said(&lin.get("/v1/card-top-ups").await.ok()), [100, 200_000, 0]);
    assert_eq!(charges(&world, CARDS[0].number), (1, 5_000), "what is refused here is not asked");
    world.place.audit();
}

#[tokio::test]
async fn what_the_issuer_refuses_is_told_with_its_reason_and_moves_nothing() {
    let world = World::start().await;
    let lin = world.place.person("lin").await;
    let before = lin.balance().await;
    for (holder, reason) in [("TEST EMPTY", "funds_short"), ("TEST BLOCKED", "card_blocked")] {
        let card = world.bound(&lin, test_card(holder), holder).await;
        let refused = ask(&lin, new_id(), &card, 5_000, Some(PIN)).await.ok();
        let told = (&refused["state"], &refused["reason"], &refused["payment"]);
        assert_eq!(told, (&json!("refused"), &json!(reason), &json!(null)));
    }
    let card = world.bound(&lin, CARDS[0].number, "LIN").await;
    ask(&lin, new_id(), &card, 200_000, Some(PIN)).await.ok();
    assert_eq!(lin.balance().await, before + 200_000);
    let left = lin.get("/v1/card-top-ups").await.ok()["left"]["minor"].clone();
    assert_eq!(left, 200_000, "what was refused takes nothing of the day");
    world.place.audit();
}

#[tokio::test]
async fn an_issuer_that_is_away_is_asked_again_and_a_card_taken_off_meanwhile_pays_or_not_for_good()
{
    let mut world = World::start().await;
    let lin = world.place.person("lin").await;
    let card = world.bound(&lin, CARDS[0].number, "LIN").await;
    let other = world.bound(&lin, CARDS[1].number, "LIN").await;
    let before = lin.balance().await;
    let [first, second] = [new_id(), new_id()];
    world.stop_issuer().await;
    let waits = ask(&lin, first, &card, 5_000, Some(PIN)).await.ok();
    assert_eq!((&waits["state"], &waits["payment"]), (&json!("waiting"), &json!(null)));
    ask(&lin, second, &other, 6_000, Some(PIN)).await.ok();
    assert_eq!(lin.balance().await, before, "nothing is there before the issuer's word");
    let left = lin.get("/v1/card-top-ups").await.ok();
    assert_eq!(left["top_ups"].as_array().map(Vec::len), Some(2));
    world.start_issuer().await;
    // Taken off before the issuer was ever asked: it refuses for good, and the other one pays.
    unbind(&lin, &other["card"]).await.ok();
    let paid = ask(&lin, first, &card, 5_000, None).await.ok();
    assert_eq!(paid["state"], "paid", "whoever asks again need not wait for the job");
    let gone = ended(&lin, second).await;
    assert_eq!((&gone["state"], &gone["reason"]), (&json!("refused"), &json!("card_gone")));
    assert_eq!(lin.balance().await, before + 5_000);
    assert_eq!(charges(&world, CARDS[1].number).1, 0);
    world.place.audit();
}

/// The issuer has charged the card, and its answer is lost: the operator's job asks again with the
/// same identifier, and there is one charge and one credit. Also where the card was taken off.
#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_charges_nothing_more() {
    let world = World::start().await;
    let lin = world.place.person("lin").await;
    let number = test_card("TEST SLOW");
    let card = world.bound(&lin, number, "TEST SLOW").await;
    let before = lin.balance().await;
    let top_up = new_id();
    let waits = ask(&lin, top_up, &card, 5_000, Some(PIN)).await.ok();
    assert_eq!((&waits["state"], charges(&world, number)), (&json!("waiting"), (1, 5_000)));
    unbind(&lin, &card["card"]).await.ok();
    let paid = ended(&lin, top_up).await;
    assert_eq!(paid["state"], "paid", "the issuer's first word holds: {paid}");
    assert_eq!(lin.balance().await, before + 5_000);
    assert_eq!(charges(&world, number), (1, 5_000));
    world.place.audit();
}
