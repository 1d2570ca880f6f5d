//! Cards with a real issuer behind the operator: bound with a code, a gift once, whatever is lost.

use crate::support::place::tongbaod;
use crate::support::{Answer, Device, Place, assert_problem};
use issuer::card::CARDS;
use issuer::{Book, Issuer, Operator, Outbox};
use operator::random;
use reqwest::Method;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use wire::{ErrorCode, Id};

const GIFT: &str = "20 off for your first card";

/// An operator with an issuer of its own, which can be stopped.
pub struct World {
    pub place: Place,
    outbox: Outbox,
    address: SocketAddr,
    pub issuers_data: TempDir,
    stop: Option<oneshot::Sender<()>>,
}

impl World {
    pub async fn start() -> Self {
        // Free for as long as the issuer is down.
        let address = SocketAddr::from(([127, 0, 0, 1], postgres_server::free_port()));
        let listener = TcpListener::bind(address).await.expect("the port is free");
        let folder = tempfile::tempdir().expect("a folder");
        let made = tongbaod(folder.path(), &["init-demo", "--issuer", &address.to_string()]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let place = Place::start_on(Arc::new(folder), |_| {}).await;
        let issuers_data = tempfile::tempdir().expect("a folder");
        let outbox = Outbox::default();
        let mut world = Self { place, outbox, address, issuers_data, stop: None };
        world.serve(listener);
        world
    }

    fn serve(&mut self, listener: TcpListener) {
        let secret = std::fs::read_to_string(self.place.data().join("keys/issuer.secret"));
        let secret = secret.expect("init-demo makes one").trim().to_owned();
        let operator = Operator { name: "demo.tongbao".to_owned(), secret };
        let book = Book::open(self.issuers_data.path()).expect("opens");
        let issuer = Issuer::new(book, vec![operator]).with_outbox(self.outbox.clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let stopping = async move { drop(stopped.await) };
        tokio::spawn(issuer::serve(issuer, listener, stopping));
        self.stop = Some(stop);
    }

    /// Stops the issuer: nothing listens any more when this returns.
    pub async fn stop_issuer(&mut self) {
        drop(self.stop.take());
        while tokio::net::TcpStream::connect(self.address).await.is_ok() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }

    pub async fn start_issuer(&mut self) {
        let listener = TcpListener::bind(self.address).await.expect("the port is free again");
        self.serve(listener);
    }

    fn code(&self) -> String {
        self.outbox.newest().expect("a code was sent")
    }

    /// Binds a card, which must be done; returns it.
    pub async fn bound(&self, device: &Device, number: &str, holder: &str) -> Value {
        let binding = new_id();
        bind(device, binding, number, holder).await.ok();
        confirm(device, binding, &self.code()).await.ok()
    }

    async fn take(&self, device: &Device, coupon: Id) -> Answer {
        let body = json!({ "coupon": coupon, "stock": self.place.coupons(GIFT) });
        device.send(Method::POST, "/v1/coupons", Some(body)).await
    }
}

pub fn new_id() -> Id {
    random::id().expect("random")
}

async fn bind(device: &Device, binding: Id, number: &str, holder: &str) -> Answer {
    let body = json!({ "binding": binding, "number": number, "holder": holder });
    device.send(Method::POST, "/v1/card-bindings", Some(body)).await
}

async fn confirm(device: &Device, binding: Id, code: &str) -> Answer {
    let path = format!("/v1/card-bindings/{binding}/confirm");
    device.send(Method::POST, &path, Some(json!({ "code": code }))).await
}

pub async fn unbind(device: &Device, card: &Value) -> Answer {
    let path = format!("/v1/cards/{}/unbind", card.as_str().expect("a card"));
    device.send(Method::POST, &path, Some(json!({}))).await
}

fn wrong_of(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().expect("digits") + 1) % 1_000_000)
}

/// Whether a file of a folder, at whatever depth, holds a text.
fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(&path).expect("a file");
        bytes.windows(text.len()).any(|part| part == text.as_bytes())
    })
}

#[tokio::test]
async fn a_card_is_bound_with_its_issuers_code_and_brings_a_gift_once() {
    let world = World::start().await;
    let lin = world.place.person("lin").await;
    assert_problem(&world.take(&lin, new_id()).await, ErrorCode::CardNeeded);
    let address = format!("/v1/coupons/stocks/{}", world.place.coupons(GIFT));
    assert_eq!(lin.get(&address).await.ok()["refusal"], "card_needed");
    let binding = new_id();
    let begun = bind(&lin, binding, "9000 0000 0000 1017", "Lin").await.ok();
    assert_eq!((&begun["sent_to"], &begun["code_digits"]), (&json!("+86···01"), &json!(6)));
    let code = world.code();
    bind(&lin, binding, "9000 0000 0000 1017", "Lin").await.ok();
    assert_eq!(world.code(), code, "the same binding, the same code");
    let wrong = confirm(&lin, binding, &wrong_of(&code)).await;
    assert_problem(&wrong, ErrorCode::CodeWrong);
    assert_eq!(wrong.json["tries_left"], 4);
    let card = confirm(&lin, binding, &code).await.ok();
    assert_eq!((&card["brand"], &card["last_four"]), (&json!("Harbour Bank"), &json!("1017")));
    assert_eq!(confirm(&lin, binding, &code).await.ok(), card, "the same request again");
    let listed = lin.get("/v1/cards").await.ok();
    assert_eq!(listed, json!({ "cards": [card], "can_bind": true }));

    assert_eq!(lin.get(&address).await.ok()["refusal"], json!(null));
    let coupon = new_id();
    let gift = world.take(&lin, coupon).await.ok();
    assert_eq!(gift["stock"]["needs_card"], true);
    assert_eq!(world.take(&lin, coupon).await.ok(), gift, "the same request again");
    assert_problem(&world.take(&lin, new_id()).await, ErrorCode::CouponPersonUsed);
    world.place.audit();
}

#[tokio::test]
async fn attack_farm_a_card_in_the_hands_of_two_people_brings_one_gift() {
    let world = World::start().await;
    let (lin, mei) = (world.place.person("lin").await, world.place.person("mei").await);
    let lins = world.bound(&lin, CARDS[0].number, "LIN").await;
    world.take(&lin, new_id()).await.ok();
    // Who has the phone may bind the card; it has had its gift.
    let meis = world.bound(&mei, CARDS[0].number, "LIN").await;
    assert_eq!(lins["card"], meis["card"], "the issuer names it alike");
    assert_problem(&world.take(&mei, new_id()).await, ErrorCode::CardGiftTaken);
    let offered = mei.get("/v1/coupons/offered").await.ok();
    assert!(!offered.to_string().contains(GIFT), "and is not offered any more");
    // Taken off and bound again, by the same or another binding: no other card.
    unbind(&lin, &lins["card"]).await.ok();
    world.bound(&lin, CARDS[0].number, "LIN").await;
    assert_problem(&world.take(&lin, new_id()).await, ErrorCode::CouponPersonUsed);
    world.bound(&mei, CARDS[2].number, "MEI").await;
    world.take(&mei, new_id()).await.ok();
    world.place.audit();
}

#[tokio::test]
async fn attack_guess_codes_are_counted_by_the_issuer_whoever_asks() {
    let world = World::start().await;
    let (lin, mei) = (world.place.person("lin").await, world.place.person("mei").await);
    let binding = new_id();
    bind(&lin, binding, CARDS[0].number, "Lin").await.ok();
    let code = world.code();
    let others = confirm(&mei, binding, &code).await;
    assert_problem(&others, ErrorCode::CardBindingUnknown);
    for left in (0..5).rev() {
        let tried = confirm(&lin, binding, &wrong_of(&code)).await;
        assert_eq!(tried.json["tries_left"], left);
    }
    assert_problem(&confirm(&lin, binding, &code).await, ErrorCode::CodeTriesUsed);
    for (number, holder) in [(CARDS[0].number, "Mei"), ("9000000000001018", "Lin"), ("", "")] {
        let refused = bind(&lin, new_id(), number, holder).await;
        assert_problem(&refused, ErrorCode::CardRefused);
    }
    let cards = lin.get("/v1/cards").await.ok();
    assert_eq!(cards["cards"], json!([]));
}

#[tokio::test]
async fn an_issuer_that_is_down_loses_nothing_and_says_so() {
    let mut world = World::start().await;
    let lin = world.place.person("lin").await;
    let binding = new_id();
    bind(&lin, binding, CARDS[0].number, "Lin").await.ok();
    let code = world.code();
    world.stop_issuer().await;
    assert_problem(&confirm(&lin, binding, &code).await, ErrorCode::IssuerUnavailable);
    let second = bind(&lin, new_id(), CARDS[1].number, "Lin").await;
    assert_problem(&second, ErrorCode::IssuerUnavailable);
    assert_eq!(second.json["retry_after_s"], 5);
    world.start_issuer().await;
    let card = confirm(&lin, binding, &code).await.ok();
    // Taken off while the issuer is down: it counts for nothing here at once.
    world.stop_issuer().await;
    let left = unbind(&lin, &card["card"]).await.ok();
    assert_eq!(left["cards"], json!([]));
    assert_problem(&world.take(&lin, new_id()).await, ErrorCode::CardNeeded);
    world.start_issuer().await;
    unbind(&lin, &card["card"]).await.ok();
    let late = confirm(&lin, binding, &code).await;
    assert_problem(&late, ErrorCode::CardBindingExpired);
    assert_eq!(lin.get("/v1/cards").await.ok()["cards"], json!([]), "and stays off");
    world.place.audit();
}

#[tokio::test]
async fn a_number_is_neither_kept_nor_told_by_the_operator() {
    let world = World::start().await;
    let lin = world.place.person("lin").await;
    let number = CARDS[0].number;
    let binding = new_id();
    bind(&lin, binding, number, "Lin").await.ok();
    let code = world.code();
    let card = confirm(&lin, binding, &code).await.ok();
    assert!(!card.to_string().contains(number) && card.get("token").is_none(), "{card}");
    let refused = bind(&lin, new_id(), "9000000000001018", "Lin").await;
    assert!(!refused.text.contains("9000000000001018"), "{}", refused.text);
    world.place.audit();
    let World { place, issuers_data, .. } = world;
    let folder = place.stop().await;
    assert!(holds(issuers_data.path(), number), "the issuer knows it");
    assert!(holds(folder.path(), "Harbour Bank"), "the operator knows of the card");
    assert!(!holds(folder.path(), number), "and not its number");
}

#[tokio::test]
async fn where_no_issuer_is_named_no_cards_are_bound() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let refused = bind(&lin, new_id(), CARDS[0].number, "Lin").await;
    assert_problem(&refused, ErrorCode::CardsNotOffered);
    let listed = lin.get("/v1/cards").await.ok();
    assert_eq!(listed, json!({ "cards": [], "can_bind": false }));
}
