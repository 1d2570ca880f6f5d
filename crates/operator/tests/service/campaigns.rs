//! Campaigns: drawn for payments while one runs, taken back with refunds, and repeated by a third
//! party from what is published alone.

use crate::support::place::tongbaod;
use crate::support::{Device, Order, Place};
use bank::Command;
use bank::command::ShowSeed;
use bank::id::CampaignId;
use bank::record::Record;
use bank::{Key, Receipt, TimeMs};
use operator::clock;
use operator::keys::campaign::last_seed;
use promotion::calendar::{self, LocalDay};
use promotion::campaign::SeedChain;
use reqwest::Method;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use wire::Id;

fn command(place: &Place, arguments: &[&str]) -> Value {
    let output = tongbaod(&place.data(), &[&["campaign"], arguments, &["--json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn refused(place: &Place, arguments: &[&str], code: &str) {
    let output = tongbaod(&place.data(), &[&["campaign"], arguments].concat());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && error.contains(code), "{arguments:?}: {error}");
}

fn today(place: &Place) -> LocalDay {
    place.config.time_zone.zone().local(calendar::TimeMs(clock::now().0)).day
}

/// Writes a file of terms by which every payment wins 1.00, or all of it while an event lasts.
fn terms(place: &Place, event: &str) -> PathBuf {
    let first = today(place).date().expect("a date");
    let file = place.data().join("terms.toml");
    let text = format!(
        "title = \"Autumn\"\nbudget = \"100.00\"\nfirst_day = \"{first}\"\nyears = 3\n\
         cap = \"10.00\"\none_in = 2\n[[prize]]\ntickets = 1\namount = \"1.00\"\n\
         [[prize]]\ntickets = 1\npercent = \"100\"\n{event}"
    );
    std::fs::write(&file, text).expect("writes");
    file
}

/// Opens and starts a campaign, and waits until the operator has seen it.
pub(crate) async fn started(place: &Place, event: &str) -> String {
    let file = terms(place, event);
    let opened = command(place, &["open", file.to_str().expect("a path")]);
    let id = opened["campaign"].as_str().expect("an identifier").to_owned();
    command(place, &["start", "--campaign", &id]);
    // The operator looks every second; nothing tells that it has looked, so it gets several turns.
    tokio::time::sleep(Duration::from_secs(5)).await;
    id
}

async fn paid(place: &Place, device: &Device, minor: u64) -> Value {
    device.pay(&Order::label(place.shops[0].label, minor)).await.ok()
}

/// Scenario 19: from the published campaign and a day's draws, a checker that shares no code with
/// us repeats the day; nothing of it is shown while the day lasts.
#[tokio::test]
async fn s19_a_third_party_repeats_a_day_from_what_is_published() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let id = started(&place, "").await;
    let first = paid(&place, &lin, 500).await;
    let again = paid(&place, &lin, 500).await;
    let other = paid(&place, &mei, 700).await;
    assert_eq!(again["draw"]["reason"], "drawn_today");
    let day = today(&place);
    let path = format!("/v1/campaigns/{id}/days/{}", day.0);
    assert_eq!(place.nobody(Method::GET, &path).await.status, 404, "the day is not over");

    let published = place.nobody(Method::GET, &format!("/v1/campaigns/{id}")).await.ok();
    assert_eq!(day_goes_by(&place, &id).await, day);
    let mut file = place.nobody(Method::GET, &path).await.ok();
    let told = file["draws"].as_array().expect("draws").clone();
    assert_eq!(told.len(), 2);
    for payment in [&first, &other] {
        assert!(told.contains(&payment["draw"]["draw"]), "{payment}");
    }
    for name in ["commitment", "anchor", "terms"] {
        file[name] = published[name].clone();
    }
    assert!(checks(&place, &file), "{file:#}");
    file["draws"][0]["won_minor"] = json!(123);
    assert!(!checks(&place, &file));
    let date = day.date().expect("a date").to_string();
    let audited = command(&place, &["audit", &date]);
    assert_eq!((&audited[0]["drawn"], &audited[0]["is_seed_shown"]), (&json!(2), &json!(true)));
    refused(&place, &["audit", "2020-01-01"], "day_unknown");
    place.audit();
}

/// How one stands in a campaign is told to oneself: the day of the last draw, and what was won.
#[tokio::test]
async fn one_is_told_how_one_stands_and_nobody_else() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let id = started(&place, "").await;
    assert_eq!(lin.get("/v1/entrants").await.ok()["entrants"], json!([]));
    let done = paid(&place, &lin, 500).await;
    let told = lin.get("/v1/entrants").await.ok();
    let won_minor = &done["draw"]["draw"]["won_minor"];
    let expected = json!([{
        "campaign": id, "last_day": today(&place).0, "won_minor": won_minor
    }]);
    assert_eq!(told["entrants"], expected);
    assert_eq!(mei.get("/v1/entrants").await.ok()["entrants"], json!([]));
}

/// Lets the day go by: shows its seed, as the job does it behind the day's head; returns the day.
pub(crate) async fn day_goes_by(place: &Place, id: &str) -> LocalDay {
    let day = today(place);
    let campaign = CampaignId(id.parse::<Id>().expect("an identifier").0);
    let Some(Record::Campaign(found)) = place.record(&Key::Campaign(campaign)) else {
        panic!("a campaign")
    };
    let last = last_seed(&place.config.keys, campaign).expect("the key");
    let seeds = SeedChain::new(campaign, found.terms.period, last);
    let seed = seeds.of(day).cloned().expect("a day of it");
    let over = found.terms.zone.begins_at(day.plus_days(1));
    let show = Command::ShowSeed(ShowSeed { campaign, day, seed });
    let shown = place.decide(None, TimeMs(over.0), show);
    assert!(matches!(shown, Ok(Receipt::Campaign(..))), "{shown:?}");
    day
}

fn checks(place: &Place, file: &Value) -> bool {
    let path = place.data().join("day.json");
    std::fs::write(&path, file.to_string()).expect("writes");
    let checker = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/draws/check.py");
    let run = std::process::Command::new("python3").arg(checker).arg(path).output();
    run.expect("python3 is installed (scripts/setup.sh)").status.success()
}

/// Scenario 6: on a day that waives, a refund of the whole leaves payer, campaign and merchant
/// where they were; the preview says so before.
#[tokio::test]
async fn s06_a_waived_payment_is_refunded_as_it_was_previewed() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let date = today(&place).date().expect("a date");
    let event = format!(
        "[[event]]\nfirst_day = \"{date}\"\nlast_day = \"{date}\"\nwaive_up_to = \"50.00\"\n"
    );
    let id = started(&place, &event).await;
    let before = lin.balance().await;
    let left = |place: &Place| command(place, &["list"])[0]["left_minor"].clone();
    assert_eq!(left(&place), 10_000);
    let payment = paid(&place, &lin, 4_000).await;
    assert_eq!(payment["draw"]["draw"]["won_minor"], 4_000, "{payment}");
    assert_eq!(payment["draw"]["event"], "waive");
    assert_eq!(lin.balance().await, before);
    let receipt = format!("/v1/payments/{}/receipt", payment["payment"].as_str().expect("an id"));
    assert_eq!(lin.get(&receipt).await.ok()["draw"]["draw"], payment["draw"]["draw"]);

    let of = |minor: u64| json!({ "minor": minor, "currency": "CNY" });
    let asked = json!({ "payment": payment["payment"], "amount": of(4_000) });
    let preview = place.till(0, Method::POST, "/v1/refunds/preview", asked).await.ok();
    assert_eq!((&preview["cash"], &preview["clawed_back"]), (&of(4_000), &of(4_000)));
    let refund = operator::random::id().expect("randomness");
    let body = json!({ "refund": refund, "payment": payment["payment"], "amount": of(4_000) });
    place.till(0, Method::POST, "/v1/refunds", body).await.ok();
    assert_eq!(lin.balance().await, before);
    assert_eq!(left(&place), 10_000);
    let history = lin.get("/v1/payments").await.ok();
    let kinds: Vec<&Value> =
        history["payments"].as_array().expect("payments").iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds[..4], ["cash_back_returned", "refund", "cash_back", "label"]);
    command(&place, &["end", "--campaign", &id]);
    place.audit();
}

/// The life of a campaign at the desk; what cannot be is refused in the desk's words.
#[tokio::test]
async fn a_campaign_lives_by_the_desks_commands() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let file = terms(&place, "");
    let file = file.to_str().expect("a path");
    paid(&place, &lin, 500).await;
    let played = command(&place, &["rehearse", file, "--times", "2", "--days", "400"]);
    assert_eq!(played.as_array().map(Vec::len), Some(2));
    assert!(played[0]["drawn"].as_u64().is_some_and(|drawn| drawn > 0), "{played}");
    let id = started(&place, "").await;
    refused(&place, &["start", "--campaign", &id], "campaign_state_differs");
    let other = command(&place, &["open", file]);
    let other = other["campaign"].as_str().expect("an identifier");
    refused(&place, &["start", "--campaign", other], "campaign_overlaps");
    refused(&place, &["pause", "--campaign", "Autumn"], "campaign_ambiguous");
    command(&place, &["pause", "--campaign", &id]);
    let paused = paid(&place, &lin, 500).await;
    assert!(paused["draw"]["reason"] == "not_running" || paused["draw"].is_null(), "{paused}");
    command(&place, &["resume", "--campaign", &id]);
    let budget = ["budget", "--campaign", &id, "--was", "100.00", "--budget", "150.00"];
    command(&place, &budget);
    refused(&place, &budget, "campaign_budget_stale");
    refused(&place, &["show", "--campaign", "Winter"], "campaign_unknown");
    let shown = command(&place, &["show", "--campaign", &id]);
    let listed = place.nobody(Method::GET, "/v1/campaigns").await.ok();
    assert_eq!(listed["campaigns"][0]["commitment"], shown["commitment"]);
    command(&place, &["end", "--campaign", &id]);
    assert_eq!(command(&place, &["list"])[0]["left_minor"], 0);
    command(&place, &["start", "--campaign", other]);
    place.audit();
}
