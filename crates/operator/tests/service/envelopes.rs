//! `POST /v1/envelopes`, `POST /v1/envelopes/{envelope}/claims`, `GET /v1/envelopes` and
//! `GET /v1/envelopes/{envelope}`.

use crate::events::Listener;
use crate::support::{Answer, Device, Place, assert_problem};
use bank::command::{PinCheck, SendEnvelope};
use bank::id::{EnvelopeId, PersonId};
use bank::record::{EnvelopeState, Evidence, Record};
use bank::{Command, Key, TimeMs};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use operator::{clock, random};
use promotion::Seed;
use promotion::envelope::{self, OPEN_MS, Share, Split};
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use wire::envelope::{EnvelopeOrder, EnvelopeSplit};
use wire::{ErrorCode, Id, Money};

/// The secret of every envelope here.
pub(crate) const SECRET: &str = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";

fn new_id() -> Id {
    random::id().expect("random")
}

fn secret_hash() -> [u8; 32] {
    let secret: Id = SECRET.parse().expect("128 bits");
    let hash = ring::digest::digest(&ring::digest::SHA256, &secret.0.to_be_bytes());
    hash.as_ref().try_into().expect("32 bytes")
}

/// Returns the order of an envelope for a group, in lucky shares.
pub(crate) fn group(envelope: Id, minor: u64, shares: u16) -> EnvelopeOrder {
    EnvelopeOrder {
        envelope,
        total: Money { minor, currency: "CNY".to_owned() },
        shares,
        split: EnvelopeSplit::Lucky,
        payee: None,
        claim_hash: Some(proof::hex::encode(&secret_hash())),
        greeting: Some("恭喜发财".to_owned()),
        expires_at_ms: clock::now().0 + 60_000,
    }
}

/// Returns the body that sends an envelope.
pub(crate) fn send_body(device: &Device, order: &EnvelopeOrder) -> Value {
    let signature = URL_SAFE_NO_PAD.encode(device.sign(&order.signed_text("demo.tongbao")));
    json!({ "order": order, "order_signature": signature, "pin": "836194" })
}

pub(crate) async fn send(device: &Device, order: &EnvelopeOrder) -> Answer {
    device.send(Method::POST, "/v1/envelopes", Some(send_body(device, order))).await
}

async fn claim(device: &Device, envelope: Id, secret: Option<&str>) -> Answer {
    claim_as(device, envelope, new_id(), secret).await
}

async fn claim_as(device: &Device, envelope: Id, claim: Id, secret: Option<&str>) -> Answer {
    let path = format!("/v1/envelopes/{envelope}/claims");
    device.send(Method::POST, &path, Some(json!({ "claim": claim, "secret": secret }))).await
}

async fn read(device: &Device, envelope: Id) -> Answer {
    device.get(&format!("/v1/envelopes/{envelope}")).await
}

fn bytes<const N: usize>(value: &Value) -> [u8; N] {
    proof::hex::decode(value.as_str().expect("a text")).expect("hexadecimal")
}

#[tokio::test]
async fn a_group_claims_and_each_can_prove_the_own_share_and_at_the_end_all() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let before = (lin.balance().await, mei.balance().await);
    let order = group(new_id(), 1_000, 2);
    let sent = send(&lin, &order).await.ok();
    assert_eq!((&sent["state"], &sent["seed"]), (&json!("open"), &Value::Null));
    assert_eq!(sent["leaves"].as_array().map(Vec::len), Some(2));
    assert_eq!(send(&lin, &order).await.ok(), sent, "the same envelope again");
    assert_eq!(lin.balance().await, before.0 - 1_000);
    let number = new_id();
    let claimed = claim_as(&mei, order.envelope, number, Some(SECRET)).await.ok();
    assert_eq!(claimed["commitment"], sent["commitment"]);
    assert_eq!(claim_as(&mei, order.envelope, number, Some(SECRET)).await.ok(), claimed);
    let minor = claimed["mine"]["amount"]["minor"].as_u64().expect("an amount");
    let leaves: Vec<[u8; 32]> =
        claimed["leaves"].as_array().expect("hashes").iter().map(bytes).collect();
    let whole = envelope::Envelope {
        id: EnvelopeId(order.envelope.0),
        total: (&order.total).try_into().expect("an amount"),
        shares: 2,
        split: Split::Lucky,
    };
    let commitment = bytes(&sent["commitment"]);
    let share = Share { minor, salt: bytes(&claimed["mine"]["salt"]) };
    assert_eq!(envelope::verify_share(&whole, &commitment, &leaves, (0, share)), Ok(()));
    assert_eq!(mei.balance().await, before.1 + minor);
    assert_problem(&claim(&mei, order.envelope, Some(SECRET)).await, ErrorCode::EnvelopeClaimed);
    // The sender takes the last one, and from then on anyone with a part repeats the whole.
    let ended = claim(&lin, order.envelope, Some(SECRET)).await.ok();
    assert_eq!(
        (&ended["state"], ended["claims"].as_array().map(Vec::len)),
        (&json!("finished"), Some(2))
    );
    let seed = Seed::new(bytes(&ended["seed"]));
    let sealed = envelope::verify_envelope(&whole, &commitment, &seed).expect("holds");
    assert_eq!(sealed.shares[0].minor, minor);
    assert_eq!(lin.balance().await + mei.balance().await, before.0 + before.1);
    assert_eq!(read(&mei, order.envelope).await.ok()["seed"], ended["seed"]);
    place.audit();
}

#[tokio::test]
async fn without_the_secret_or_a_part_there_is_no_envelope() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let order = group(new_id(), 1_000, 2);
    send(&lin, &order).await.ok();
    for secret in [None, Some("01JD9Z3N8Q4T7V0W2X5Y6Z7A8C")] {
        let wrong = claim(&mei, order.envelope, secret).await;
        assert_problem(&wrong, ErrorCode::EnvelopeUnknown);
    }
    assert_problem(&claim(&mei, new_id(), Some(SECRET)).await, ErrorCode::EnvelopeUnknown);
    assert_problem(&read(&mei, order.envelope).await, ErrorCode::EnvelopeUnknown);
    assert_eq!(mei.get("/v1/envelopes").await.ok()["envelopes"], json!([]));
    let listed = lin.get("/v1/envelopes").await.ok();
    assert_eq!(listed["envelopes"][0]["envelope"], json!(order.envelope));
    assert_eq!(listed["envelopes"][0]["leaves"], json!([]));
    // What anybody signed otherwise is not believed.
    let mut body = send_body(&lin, &group(new_id(), 1_000, 2));
    body["order"]["total"]["minor"] = json!(999);
    let forged = lin.send(Method::POST, "/v1/envelopes", Some(body)).await;
    assert_problem(&forged, ErrorCode::SignatureInvalid);
    for (minor, shares, code) in [
        (1, 2, ErrorCode::EnvelopeTooSmall),
        (40_001, 2, ErrorCode::EnvelopeTooLarge),
        (100, 101, ErrorCode::EnvelopeSharesInvalid),
        (0, 1, ErrorCode::AmountZero),
    ] {
        assert_problem(&send(&lin, &group(new_id(), minor, shares)).await, code);
    }
    let mut guesses = 0;
    while claim(&mei, order.envelope, None).await.status != 429 {
        guesses += 1;
        assert!(guesses < 60, "guessing is limited");
    }
    place.audit();
}

#[tokio::test]
async fn an_envelope_for_one_person_is_told_and_opened_at_once() {
    let place = Place::start().await;
    let (lin, mei) = (place.person("lin").await, place.person("mei").await);
    let code = mei.get("/v1/account").await.ok()["receive_code"].clone();
    let payee: Id = serde_json::from_value(code).expect("an identifier");
    let mut heard = Listener::person(&mei, None).await;
    let mut back = Listener::person(&lin, None).await;
    let order = EnvelopeOrder { payee: Some(payee), claim_hash: None, ..group(new_id(), 888, 1) };
    send(&lin, &order).await.ok();
    let event = heard.next().await.expect("an event");
    assert_eq!((&event["kind"], &event["is_mine"]), (&json!("envelope_changed"), &json!(false)));
    assert_eq!(event["envelope"], json!(order.envelope));
    let found = mei.get("/v1/envelopes").await.ok();
    assert_eq!(found["envelopes"][0]["envelope"], json!(order.envelope));
    let own = claim(&lin, order.envelope, Some(SECRET)).await;
    assert_problem(&own, ErrorCode::EnvelopeNotForYou);
    claim(&mei, order.envelope, None).await.ok();
    let mut kinds = Vec::new();
    while kinds.iter().filter(|kind| *kind == "envelope_changed").count() < 2 {
        let event = back.next().await.expect("an event");
        kinds.push(event["kind"].as_str().expect("a kind").to_owned());
    }
    let history = mei.get("/v1/payments").await.ok();
    assert_eq!(history["payments"][0]["kind"], "share");
    place.audit();
}

#[tokio::test]
async fn what_nobody_claimed_of_an_envelope_goes_back_by_itself() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let before = lin.balance().await;
    let envelope = new_id();
    let person = match place.record(&Key::Device(bank::id::DeviceId(lin.id.0))) {
        Some(Record::Device(device)) => device.person,
        other => panic!("a device, not {other:?}"),
    };
    let at = TimeMs(clock::now().0 - OPEN_MS);
    place.decide(None, at, of_yesterday(envelope, person, at)).expect("sent");
    for _ in 0..600 {
        if lin.balance().await == before {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let ended = read(&lin, envelope).await.ok();
    assert_eq!((&ended["state"], &ended["returned"]["minor"]), (&json!("returned"), &json!(500)));
    assert!(ended["seed"].is_string());
    match place.record(&Key::Envelope(EnvelopeId(envelope.0))) {
        Some(Record::Envelope(sent)) => assert_eq!(sent.state, EnvelopeState::Returned),
        other => panic!("an envelope, not {other:?}"),
    }
    let late = claim(&lin, envelope, Some(SECRET)).await;
    assert_problem(&late, ErrorCode::EnvelopeOver);
    place.audit();
}

fn of_yesterday(envelope: Id, sender: PersonId, at: TimeMs) -> Command {
    Command::SendEnvelope(Box::new(SendEnvelope {
        envelope: EnvelopeId(envelope.0),
        sender,
        total: (&Money { minor: 500, currency: "CNY".to_owned() }).try_into().expect("an amount"),
        shares: 5,
        split: Split::Equal,
        payee: None,
        greeting: None,
        claim_hash: Some(secret_hash()),
        order_expires_at: at,
        pin: PinCheck::Missing,
        pin_from_minor: u64::MAX,
        payment_max_minor: u64::MAX,
        seed: Seed::new([7; 32]),
        evidence: Evidence {
            device: bank::id::DeviceId(1),
            signed_text: String::new(),
            signature: [0; 64],
        },
    }))
}
