//! The commands of `tongbaod`, as a process.

use crate::support::place::tongbaod;
use crate::support::{Order, Place};
use bank::Key;
use bank::id::MerchantId;
use bank::record::Record;
use bank::store::Reader as _;
use reqwest::Method;
use scan::decode::{TERMINAL_BUDGET, picture_within};
use serde_json::Value;
use std::path::Path;
use std::process::Output;

fn ok(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
fn fails(output: &Output, code: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(error.contains(&format!("tongbaod: {code}: ")), "{error}");
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&ok(output)).expect("JSON")
}

fn audit(data: &Path) -> Value {
    json(&tongbaod(data, &["audit", "--json"]))
}

#[test]
fn a_second_init_demo_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let make = || json(&tongbaod(data, &["init-demo", "--owner", "--json"]));
    let first = make();
    let stocks = ok(&tongbaod(data, &["coupon", "list", "--json"]));
    assert!(stocks.contains("Half off one drink"), "{stocks}");
    let seen = audit(data);
    assert_eq!(make(), first);
    assert_eq!(audit(data), seen);
    assert_eq!(seen["clean"], true);
    let shops = first["merchants"].as_array().expect("merchants");
    assert_eq!(shops.len(), 3);
    for shop in shops {
        for kind in ["svg", "png"] {
            let file = shop[kind].as_str().expect("a file");
            assert!(std::fs::metadata(file).expect("the file").len() > 500);
        }
        let png = std::fs::read(shop["png"].as_str().expect("a file")).expect("the file");
        let read = picture_within(&png, TERMINAL_BUDGET).expect("decodes");
        assert_eq!(read[0].text, shop["code"].as_str().expect("a code"));
    }
    let people: Vec<i64> = first["people"]
        .as_array()
        .expect("people")
        .iter()
        .map(|one| one["balance_minor"].as_i64().expect("a number"))
        .collect();
    assert_eq!(people, [54_500, 30_000, 20_000, 10_000]);
    assert_eq!(first["owner"]["merchant"], shops[0]["merchant"]);
    let reader = bank_sqlite::SqliteReader::open(&data.join("bank.sqlite")).expect("opens");
    let shop: wire::Id = shops[0]["merchant"].as_str().expect("text").parse().expect("an id");
    let profile = reader.record(&Key::MerchantProfile(MerchantId(shop.0))).expect("reads");
    let Some(Record::MerchantProfile(profile)) = profile else { panic!("nobody works there") };
    assert_eq!((profile.owners, profile.staff), (1, 1));
}

#[test]
fn secrets_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    ok(&tongbaod(data, &["init-demo"]));
    for file in
        ["demo.json", "operator.toml", "bank.sqlite", "keys/code.key", "keys/pin-pepper.key"]
    {
        let mode = std::fs::metadata(data.join(file)).expect(file).permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(data.join("keys/code.key"), open).expect("changes");
    fails(&tongbaod(data, &["merchant", "list"]), "keys_unusable");
}

#[test]
fn an_operator_is_set_up_and_works_at_the_desk() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    fails(&tongbaod(data, &["audit"]), "config_invalid");
    let init = [
        "init",
        "--operator",
        "harbour.example",
        "--name",
        "Harbour \"Co-op\"",
        "--currency",
        "EUR",
        "--country",
        "DE",
        "--smtp-host",
        "localhost",
        "--smtp-from",
        "Harbour <codes@harbour.example>",
    ];
    ok(&tongbaod(data, &init));
    fails(&tongbaod(data, &init), "exists");
    let open = ["account", "open", "--handle", "Zoe@Harbour.example", "--name", "Zoe"];
    ok(&tongbaod(data, &open));
    fails(&tongbaod(data, &open), "idempotency_conflict");
    let top_up = ["--json", "account", "top-up", "--handle", "zoe@harbour.example", "--amount"];
    let paid = json(&tongbaod(data, &[&top_up[..], &["50.00"]].concat()));
    assert_eq!(paid["balance_minor"], 5000);
    let id = paid["payment"].as_str().expect("an identifier");
    let again = json(&tongbaod(data, &[&top_up[..], &["50.00", "--payment", id]].concat()));
    assert_eq!(again["balance_minor"], 5000);
    fails(&tongbaod(data, &[&top_up[..], &["1.234"]].concat()), "amount_malformed");
    fails(&tongbaod(data, &[&top_up[..], &["0.00"]].concat()), "amount_zero");
    let nobody = ["account", "show", "--handle", "nil@harbour.example"];
    fails(&tongbaod(data, &nobody), "handle_unknown");

    let create = ["--json", "merchant", "create", "--name", "Fish & Co", "--city", "Hamburg"];
    let merchant = json(&tongbaod(data, &create));
    assert!(merchant["till_url"].as_str().expect("an address").contains("/till#key="));
    let long = ["merchant", "create", "--name", "Fish", "--city", "A city with a long name"];
    fails(&tongbaod(data, &long), "code_unwritable");
    assert_eq!(json(&tongbaod(data, &["--json", "merchant", "list"]))[0]["name"], "Fish & Co");
    let out = data.join("label.svg");
    let print = ["label", "print", "--merchant", "Fish & Co", "--out"];
    ok(&tongbaod(data, &[&print[..], &[out.to_str().expect("a path")]].concat()));
    assert!(std::fs::read_to_string(&out).expect("the label").contains("Fish &amp; Co"));
    fails(&tongbaod(data, &[&print[..], &["label.gif"]].concat()), "file");
    assert_eq!(audit(data)["clean"], true);
}

#[tokio::test]
async fn an_order_from_the_desk_is_watched_until_it_is_paid() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let data = place.data();
    let watching = tokio::task::spawn_blocking(move || {
        let arguments =
            ["order", "open", "--merchant", "Night Tea", "--amount", "9.00", "--watch", "--json"];
        ok(&tongbaod(&data, &arguments))
    });
    // The order's identifier is inside its code, which a customer would scan: asked of the store.
    let order = loop {
        let merchants = place.till(2, Method::GET, "/v1/till", Value::Null).await.ok();
        assert_eq!(merchants["name"], "Night Tea");
        if let Some(order) = open_order(&place) {
            break order;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    };
    lin.pay(&Order::new(wire::payee::PayeeKind::Order, order, 900)).await.ok();
    let printed = watching.await.expect("prints");
    let states: Vec<Value> =
        printed.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(states[0]["order"], order.to_string());
    assert_eq!(states[1]["state"], "paid");
}

#[tokio::test]
async fn an_order_from_the_desk_says_what_is_bought() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let data = place.data();
    let open = ["order", "open", "--merchant", "Night Tea", "--json"];
    let items = ["--item", "Noodles@18", "--item", "Tea*2@3.00#drink"];
    let opened = json(&tongbaod(&data, &[&open[..], &items[..]].concat()));
    assert_eq!(opened["amount_minor"], 2_400);
    let order = opened["order"].as_str().expect("an order");
    let seen = lin.get(&format!("/v1/payees/order/{order}")).await.ok();
    assert_eq!(seen["goods"][1]["name"], "Tea");
    assert_eq!(seen["goods"][1]["tags"], serde_json::json!(["drink"]));
    for item in ["Tea", "Tea*0@3", "Tea@3#Drink"] {
        fails(&tongbaod(&data, &[&open[..], &["--item", item]].concat()), "item_malformed");
    }
    for odd in [&["--item", "Tea@3", "--amount", "3"][..], &[]] {
        assert_eq!(tongbaod(&data, &[&open[..], odd].concat()).status.code(), Some(2));
    }
}

/// Finds an order that was just opened, by the journal.
fn open_order(place: &Place) -> Option<wire::Id> {
    use bank::journal::JournalEntry;
    let reader = bank_sqlite::SqliteReader::open(&place.config.database).expect("opens");
    let rows = reader.journal(0, 1000).expect("reads");
    rows.iter().rev().find_map(|row| match row.entry {
        JournalEntry::OrderOpened { order, .. } => Some(wire::Id(order.0)),
        _ => None,
    })
}

#[tokio::test]
async fn a_backup_of_a_running_operator_is_restored() {
    let place = Place::start().await;
    let lin = place.person("lin").await;
    let data = place.data();
    let file = data.join("backup.sqlite");
    let path = file.to_str().expect("a path").to_owned();
    lin.pay(&Order::label(place.shops[0].label, 100)).await.ok();
    ok(&tongbaod(&data, &["backup", &path]));
    fails(&tongbaod(&data, &["backup", &path]), "copy_failed");
    lin.pay(&Order::label(place.shops[0].label, 100)).await.ok();
    fails(&tongbaod(&data, &["restore", &path, "--force"]), "in_use");
    let folder = place.stop().await;
    fails(&tongbaod(&data, &["restore", &path]), "exists");
    let broken = data.join("broken.sqlite");
    std::fs::write(&broken, b"not a database").expect("writes");
    let broken = broken.to_str().expect("a path").to_owned();
    fails(&tongbaod(&data, &["restore", &broken, "--force"]), "copy_failed");
    ok(&tongbaod(&data, &["restore", &path, "--force"]));
    let place = Place::start_on(folder, |_| {}).await;
    let lin = crate::support::Device { url: place.url.clone(), ..lin };
    assert_eq!(lin.balance().await, 54_400);
    place.audit();
}

/// A label of another scheme as a shop has it: made here, with a check value of its own.
fn other_label() -> String {
    use paycode::{MerchantPresented, Object};
    let account = "0011org.example0107SHOP-42";
    let objects = [
        (0, "01"),
        (1, "11"),
        (26, account),
        (52, "5812"),
        (53, "156"),
        (58, "CN"),
        (59, "Noodle House"),
        (60, "Pingyao"),
    ];
    let objects = objects.into_iter().map(|(id, value)| Object::new(id, value)).collect();
    MerchantPresented::from_objects(objects).expect("keeps the standard").write()
}

#[tokio::test]
async fn a_label_is_combined_with_the_one_that_the_shop_has_and_names_its_page() {
    let place = Place::start().await;
    let toml = place.folder.path().join("operator.toml");
    let text = std::fs::read_to_string(&toml).expect("a file");
    let (folder, shop) = (place.folder.clone(), place.shops[0].name.clone());
    place.stop().await;
    let line = text.lines().find(|line| line.starts_with("public_url")).expect("a key");
    let text = text.replace(line, "public_url = \"https://pay.example\"");
    std::fs::write(&toml, text).expect("writes");
    let out = folder.path().join("combined.pdf");
    let existing = other_label();
    let arguments = ["--json", "label", "print", "--merchant", &shop, "--with-code", &existing];
    let print = |more: &[&str]| tongbaod(folder.path(), &[&arguments[..], more].concat());
    let made = ok(&print(&["--out", out.to_str().expect("UTF-8")]));
    assert!(std::fs::read(&out).expect("a file").starts_with(b"%PDF"));
    let printed: Value = serde_json::from_str(&made).expect("JSON");
    let code = printed["code"].as_str().expect("a text");
    let Ok(paycode::Code::Tongbao(ours)) = paycode::read(code) else { panic!("{code}") };
    assert_eq!(ours.page_host.expect("a page").as_str(), "pay.example");
    let all = paycode::MerchantPresented::read(code).expect("of the standard");
    let guids = all.networks().into_iter().filter_map(|network| network.guid);
    assert_eq!(guids.collect::<Vec<_>>(), ["org.example", "app.tongbao"]);
    let broken = format!("{}0", &existing[..existing.len() - 1]);
    let refused = tongbaod(
        folder.path(),
        &["label", "print", "--merchant", &shop, "--with-code", &broken, "--out", "x.svg"],
    );
    fails(&refused, "code_unwritable");
}
