//! What holds a shop back, from the desk to the payer's wallet and to everybody who reads the log.

use crate::support::client::client;
use crate::support::place::tongbaod;
use crate::support::{Answer, Order, Place, assert_problem};
use proof::neutrality::{Chain, End, origin};
use reqwest::Method;
use serde_json::{Value, json};
use wire::{ErrorCode, Id};

fn new_id() -> Id {
    operator::random::id().expect("random")
}

/// Runs a command of the desk about the first shop; returns what it printed.
fn merchant(place: &Place, arguments: &[&str]) -> Result<Value, String> {
    let arguments = [&["--json", "merchant"], arguments].concat();
    let output = tongbaod(&place.data(), &arguments);
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok(serde_json::from_slice(&output.stdout).expect("JSON")),
        false => Err(told(&output.stderr)),
    }
}

fn held(place: &Place, verb: &str, reason: &str) -> Result<Value, String> {
    let name = place.shops[0].name.clone();
    let text = "Three stolen <b>cards</b> in an hour.";
    merchant(place, &[verb, "--merchant", &name, "--reason", reason, "--text", text])
}

async fn log(place: &Place) -> Value {
    place.nobody(Method::GET, "/v1/neutrality").await.ok()
}

async fn page(place: &Place, language: &str) -> Answer {
    let request = client().get(format!("{}/neutrality", place.url));
    let answer = request.header("accept-language", language).send().await.expect("an answer");
    Answer::read(answer).await
}

async fn appeal(place: &Place, shop: usize, entry: u64, appeal: Id, text: &str) -> Answer {
    let body = json!({ "appeal": appeal, "text": text, "evidence": "ab".repeat(32) });
    place.till(shop, Method::POST, &format!("/v1/neutrality/{entry}/appeal"), body).await
}

#[tokio::test]
async fn a_limited_shop_is_told_to_payers_appeals_and_is_freed() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let label = place.shops[0].label;
    let paid = lin.pay(&Order::label(label, 500)).await.ok();
    let open = json!({ "order": new_id(), "amount": { "minor": 5, "currency": "CNY" } });
    let limited = held(&place, "limit", "fraud_suspected").expect("limits");
    assert_eq!((&limited["number"], &limited["action"]), (&json!(1), &json!("limited")));

    let payee = format!("/v1/payees/label/{label}");
    assert_problem(&lin.get(&payee).await, ErrorCode::MerchantLimited);
    assert_problem(&lin.pay(&Order::label(label, 5)).await, ErrorCode::MerchantLimited);
    let order = place.till(0, Method::POST, "/v1/orders", open.clone()).await;
    assert_problem(&order, ErrorCode::MerchantLimited);
    let refund = json!({
        "refund": new_id(), "payment": paid["payment"],
        "amount": { "minor": 100, "currency": "CNY" },
    });
    place.till(0, Method::POST, "/v1/refunds", refund).await.ok();

    let id = new_id();
    let appealed = appeal(&place, 0, 1, id, "It was not us.").await.ok();
    assert_eq!((&appealed["number"], &appealed["about"]), (&json!(2), &json!(1)));
    assert_eq!(appealed["evidence"], "ab".repeat(32));
    assert_eq!(appeal(&place, 0, 1, id, "It was not us.").await.ok(), appealed, "asked again");
    let twice = appeal(&place, 0, 1, new_id(), "Once more.").await;
    assert_problem(&twice, ErrorCode::NeutralityAppealed);
    let others = appeal(&place, 1, 1, new_id(), "Not mine.").await;
    assert_problem(&others, ErrorCode::NeutralityEntryUnknown);
    let lines = appeal(&place, 0, 1, new_id(), "two\nlines").await;
    assert_problem(&lines, ErrorCode::NeutralityTextMalformed);
    let waiting = merchant(&place, &["appeals"]).expect("lists");
    assert_eq!(waiting[0]["entry"]["number"], 2);
    assert_eq!(waiting[0]["is_overdue"], false);

    let answer = ["answer", "--appeal", "2", "--grant", "--text", "The cards were not stolen."];
    let answered = merchant(&place, &answer).expect("answers");
    assert_eq!((&answered["action"], &answered["about"]), (&json!("granted"), &json!(2)));
    lin.pay(&Order::label(label, 5)).await.ok();
    assert_eq!(merchant(&place, &["appeals"]), Ok(json!([])));
    let own = |shop| place.till(shop, Method::GET, "/v1/merchant/neutrality", Value::Null);
    let seen = own(0).await.ok();
    let told: Vec<_> = seen["entries"].as_array().expect("entries").iter().collect();
    let links = |entry: &Value| {
        (entry["entry"]["number"].clone(), entry["ended_by"].clone(), entry["appealed_by"].clone())
    };
    let expected = [
        (json!(3), Value::Null, Value::Null),
        (json!(2), json!(3), Value::Null),
        (json!(1), json!(3), json!(2)),
    ];
    assert_eq!(told.into_iter().map(links).collect::<Vec<_>>(), expected);
    assert_eq!(own(1).await.ok()["entries"], json!([]), "of another shop there is nothing");
    place.audit();
}

#[tokio::test]
async fn attack_neutrality_the_desk_limits_nobody_without_a_reason_of_the_list() {
    let place = Place::start().await;
    let unknown = held(&place, "limit", "exclusivity").expect_err("no such reason");
    assert!(unknown.contains("is one of law, fraud_suspected"), "{unknown}");
    for (verb, reason, code) in [
        ("remove", "fraud_suspected", "neutrality_reason_unfit"),
        ("lift", "law", "neutrality_reason_unfit"),
        ("lift", "mistake", "merchant_state_differs"),
    ] {
        let refused = held(&place, verb, reason).expect_err("refused");
        assert!(refused.contains(code), "{refused}");
    }
    let name = place.shops[0].name.clone();
    let silent = ["limit", "--merchant", &name, "--reason", "law", "--text", "  "];
    let silent = merchant(&place, &silent).expect_err("no sentence");
    assert!(silent.contains("neutrality_text_malformed"), "{silent}");
    assert_eq!(log(&place).await["entries"], json!([]));
    held(&place, "remove", "fraud_proven").expect("removes");
    let lin = place.person("lin").await;
    let paid = lin.pay(&Order::label(place.shops[0].label, 5)).await;
    assert_problem(&paid, ErrorCode::PayeeClosed);
    // A shop that was removed still reads what is its own, and appeals.
    place.till(0, Method::GET, "/v1/till/payments", Value::Null).await.ok();
    appeal(&place, 0, 1, new_id(), "It was not us.").await.ok();
    place.audit();
}

#[tokio::test]
async fn everybody_reads_the_log_and_can_hold_the_operator_to_it() {
    let place = Place::start().await;
    let keys = place.keys.operator.public();
    let name = origin(&place.config.operator);
    let end = |log: &Value| {
        let note = log["end"].as_str().expect("a note");
        End::verify(note, &name, &keys).expect("signed by the operator")
    };
    assert_eq!(end(&log(&place).await).number, 0);
    assert!(page(&place, "en").await.text.contains("was ever limited or removed"));
    held(&place, "limit", "fraud_suspected").expect("limits");
    let kept = end(&log(&place).await);
    appeal(&place, 0, 1, new_id(), "It was not us.").await.ok();
    held(&place, "lift", "reason_gone").expect("lifts");

    let whole = log(&place).await;
    let last = end(&whole);
    let mut chain = Chain::default();
    let report = serde_json::from_value(whole.clone()).expect("the form of the wire");
    let wire::neutrality::NeutralityResponse { entries, .. } = report;
    assert_eq!(entries.iter().map(|one| one.number).collect::<Vec<_>>(), [3, 2, 1]);
    let store = bank_sqlite::SqliteReader::open(&place.config.database).expect("opens");
    for number in 1..=3 {
        let key = bank::Key::Neutrality(number);
        let record = bank::store::Reader::record(&store, &key).expect("reads");
        let Some(bank::Record::Neutrality(kept)) = record else { panic!("an entry") };
        let told = entries.iter().find(|one| one.number == number).expect("told");
        let hash = proof::hex::decode::<32>(&told.hash).expect("a hash");
        chain.push(&kept.entry, &hash).expect("what is told is what is kept");
    }
    assert_eq!((chain.continues(&kept), chain.continues(&last)), (Ok(()), Ok(())));
    let second = place.nobody(Method::GET, "/v1/neutrality?limit=2").await.ok();
    assert_eq!(
        (second["entries"].as_array().map(Vec::len), &second["next_before"]),
        (Some(2), &json!(2))
    );
    let first = place.nobody(Method::GET, "/v1/neutrality?limit=2&before=2").await.ok();
    assert_eq!((&first["entries"][0]["number"], &first["next_before"]), (&json!(1), &Value::Null));

    let english = page(&place, "en").await;
    assert!(english.header("content-security-policy").starts_with("default-src 'none'"));
    for part in [
        "Neutrality log",
        "takes no new payments",
        "Ended by entry 3",
        "To be answered",
        "Three stolen &lt;b&gt;cards&lt;/b&gt;",
        &entries[0].hash,
        &place.config.name,
    ] {
        assert!(english.text.contains(part), "{part} in {}", english.text);
    }
    for part in ["<b>cards", "{{", "<script", "<!-- entries"] {
        assert!(!english.text.contains(part), "{part} in {}", english.text);
    }
    let chinese = page(&place, "zh-CN").await.text;
    assert!(chinese.contains("中立日志") && chinese.contains("暂停收取新的付款"), "{chinese}");
    place.audit();
}
