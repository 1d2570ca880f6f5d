//! Shops, their tills, their staff and what they sell, as the screens see them.

use crate::host::TestHost;
use crate::town::PIN;
use crate::town::shop::{PAYER_CODE, member, shop};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wire::Id;
use wire::merchant::MerchantState;
use wire::order::OrderState;
use wire::staff::StaffRole;

fn id(number: u128) -> String {
    Id(number).to_string()
}

fn of_shop() -> Value {
    json!({ "merchant": id(70) })
}

async fn with_shop(role: StaffRole, state: MerchantState) -> TestHost {
    let host = TestHost::ready().await;
    host.town.books().shops = vec![shop(role, state)];
    host
}

#[tokio::test]
async fn each_role_sees_and_may_do_its_part() {
    for (role, may_charge, may_refund, may_withdraw, invites) in [
        (StaffRole::Owner, true, true, true, json!(["cashier", "manager", "auditor"])),
        (StaffRole::Manager, true, true, false, json!(["cashier"])),
        (StaffRole::Cashier, true, true, false, json!([])),
        (StaffRole::Auditor, false, false, false, json!([])),
    ] {
        let host = with_shop(role, MerchantState::Active).await;
        let view = &host.ok("merchants", json!({})).await["merchants"][0];
        let may = [&view["may_charge"], &view["may_refund"], &view["may_withdraw"]];
        assert_eq!(may, [may_charge, may_refund, may_withdraw].map(|it| json!(it)).each_ref());
        assert_eq!((&view["may_invite"], &view["role"]), (&invites, &json!(role.word())));
        assert_eq!(view["balance"].is_null(), role == StaffRole::Cashier, "{role:?}");
        assert_eq!(view["may_see_staff"], role != StaffRole::Cashier);
        // Home knows it from then on, without what it holds.
        let home = host.ok("home", json!({})).await;
        assert_eq!(home["merchants"][0]["name"], "Tea House");
        assert_eq!(home["merchants"][0]["balance"], Value::Null);
    }
    for state in [MerchantState::Pending, MerchantState::Refused, MerchantState::Limited] {
        let host = with_shop(StaffRole::Owner, state).await;
        let view = host.ok("till", of_shop()).await["merchant"].clone();
        assert_eq!((&view["may_charge"], &view["state"]), (&json!(false), &json!(state.word())));
        assert_eq!(view["may_refund"], state == MerchantState::Limited);
    }
}

#[tokio::test]
async fn a_shop_is_opened_and_its_staff_come_and_go() {
    let host = TestHost::ready().await;
    let new =
        json!({ "name": "Noodles", "city": "Pingyao", "address": "1 Gate", "category": "5812" });
    let opened = host.ok("open_merchant", new).await;
    assert_eq!((&opened["state"], &opened["address"]), (&json!("pending"), &json!("1 Gate")));
    host.town.books().staff =
        vec![member(1, StaffRole::Owner, true), member(2, StaffRole::Cashier, false)];
    let staff = host.ok("staff", of_shop()).await["members"].clone();
    assert_eq!((&staff[0]["may_remove"], &staff[0]["may_become"]), (&json!(true), &json!([])));
    assert_eq!(staff[1]["may_become"], json!(["owner", "manager", "auditor"]));
    let who = |role: &str| json!({ "merchant": id(70), "staff": id(2), "role": role });
    let changed = host.ok("change_role", who("manager")).await;
    assert_eq!(changed["members"][1]["role"], "manager");
    let removed = json!({ "merchant": id(70), "staff": id(2) });
    let left = host.ok("remove_staff", removed).await;
    assert_eq!(left["members"].as_array().map(Vec::len), Some(1));
    let invite = json!({ "merchant": id(70), "role": "cashier" });
    let invitation = host.ok("invite_staff", invite).await;
    assert!(invitation["svg"].as_str().unwrap().starts_with("<svg"));
    let code = invitation["code"].as_str().unwrap();
    assert!(code.starts_with("https://town.example/s/"), "{code}");
    let read = host.ok("read_code", json!({ "text": code })).await;
    assert_eq!((&read["reading"], &read["is_ours"]), (&json!("invitation"), &json!(true)));
    let joined = host.ok("join_merchant", json!({ "code": code })).await;
    assert_eq!(joined["role"], "cashier");
    let other = host.refused("join_merchant", json!({ "code": "https://example.org" })).await;
    assert_eq!(other["code"], "not_an_invitation");
    let withdraw = |pin: &str| json!({ "merchant": id(70), "amount": "12.5", "pin": pin });
    let wrong = host.refused("withdraw", withdraw("000000")).await;
    assert_eq!(wrong["code"], "pin_wrong");
    let moved = host.ok("withdraw", withdraw(PIN)).await;
    assert_eq!(
        (&moved["kind"], &moved["amount"]["digits"]),
        (&json!("withdrawal"), &json!("12.50"))
    );
}

#[tokio::test]
async fn an_order_goes_from_open_to_its_end_and_waits_at_the_till_until_then() {
    let host = with_shop(StaffRole::Cashier, MerchantState::Active).await;
    let asked = json!({ "merchant": id(70), "amount": "12.5", "note": "two teas" });
    let opened = host.ok("open_order", asked.clone()).await;
    assert_eq!(
        (&opened["standing"]["state"], &opened["note"]),
        (&json!("open"), &json!("two teas"))
    );
    assert!(opened["standing"]["svg"].as_str().unwrap().starts_with("<svg"));
    let charge = json!({ "charge": opened["charge"] });
    let till = host.ok("till", of_shop()).await;
    assert_eq!(till["charges"][0]["charge"], opened["charge"]);
    let order: Id = opened["charge"].as_str().unwrap().parse().unwrap();
    let paid = |order: &mut wire::order::OrderResponse| {
        order.state = OrderState::Paid;
        order.payment = Some(Id(5));
    };
    host.town.books().orders.entry(order).and_modify(paid);
    let ended = host.ok("charge", charge.clone()).await;
    assert_eq!(ended["standing"], json!({ "state": "paid", "payment": id(5), "at_ms": 0 }));
    assert_eq!(host.ok("till", of_shop()).await["charges"], json!([]));
    assert_eq!(host.refused("charge", charge).await["code"], "order_unknown");
    for (command, state) in [("close_charge", "closed"), ("reverse_charge", "reversed")] {
        let opened = host.ok("open_order", asked.clone()).await;
        let ended = host.ok(command, json!({ "charge": opened["charge"] })).await;
        assert_eq!(ended["standing"]["state"], state);
    }
}

#[tokio::test]
async fn a_payer_code_is_charged_and_what_was_paid_goes_back() {
    let host = with_shop(StaffRole::Cashier, MerchantState::Active).await;
    let charge = |amount: &str, code: &str| json!({ "merchant": id(70), "amount": amount, "note": null, "payer_code": code });
    let dead = host.ok("charge_payer_code", charge("5", "710000000000000009")).await;
    assert_eq!(dead["standing"]["error"]["code"], "payer_code_unknown");
    let malformed = host.refused("charge_payer_code", charge("5", "71")).await;
    assert_eq!(malformed["code"], "payer_code_malformed");
    let asked = host.ok("charge_payer_code", charge("150", PAYER_CODE)).await;
    assert_eq!(
        (&asked["standing"]["state"], &asked["standing"]["rule"]),
        (&json!("pin_needed"), &json!("amount"))
    );
    let paid = host.ok("charge_payer_code", charge("5", PAYER_CODE)).await;
    let payment = paid["standing"]["payment"].clone();
    assert!(!paid.to_string().contains(PAYER_CODE), "the digits stay inside");
    let of = json!({ "merchant": id(70), "payment": payment });
    let taken = host.ok("takings", json!({ "merchant": id(70), "before": null })).await;
    assert_eq!(taken["payments"][0]["payment"], payment);
    let part = |amount: &str| json!({ "merchant": id(70), "payment": payment, "amount": amount });
    let preview = host.ok("preview_refund", part("2")).await;
    assert_eq!(
        (&preview["cash"]["digits"], &preview["left"]["digits"]),
        (&json!("2.00"), &json!("3.00"))
    );
    assert_eq!(host.refused("preview_refund", part("6")).await["code"], "refund_too_much");
    let mut refund = part("5");
    refund["reason"] = json!("cold");
    assert_eq!(host.ok("refund", refund).await["of"], payment);
    let mut asked = of.clone();
    asked["language"] = json!("zh");
    let slip = host.ok("slip", asked.clone()).await;
    let text = slip["text"].as_str().unwrap();
    assert!(text.contains("Tea House") && text.contains("CNY 5.00"), "{text}");
    assert_eq!(slip["link"], "https://pay.example.org/r/token");
    asked["form"] =
        json!({ "kind": "escpos", "paper": "narrow", "charset": "gbk", "print_at": null });
    let file = host.ok("slip_file", asked.clone()).await;
    assert_eq!(file["name"], "receipt-12.bin");
    let bytes = STANDARD.decode(file["content"].as_str().unwrap()).unwrap();
    let printed = slip::testing::printed(&bytes).expect("what a printer reads");
    assert!(printed.is_cut && printed.codes == ["https://pay.example.org/r/token"]);
    assert_eq!(host.ok("slip_file", asked.clone()).await, file, "the same bytes once more");
    let printer = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    asked["form"]["print_at"] = json!(printer.local_addr().unwrap().to_string());
    let prints = tokio::spawn(async move {
        let mut got = Vec::new();
        let (mut stream, _) = printer.accept().await.unwrap();
        tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut got).await.unwrap();
        got
    });
    host.ok("slip_file", asked.clone()).await;
    assert_eq!(prints.await.unwrap(), bytes, "the printer gets what the file has");
    for (address, code) in [
        ("not an address", "printer_address_malformed"),
        ("8.8.8.8", "printer_not_local"),
        ("127.0.0.1:1", "printer_unreachable"),
    ] {
        asked["form"]["print_at"] = json!(address);
        assert_eq!(host.refused("slip_file", asked.clone()).await["code"], code);
    }
    asked["form"] = json!({ "kind": "pdf" });
    let file = host.ok("slip_file", asked).await;
    let bytes = STANDARD.decode(file["content"].as_str().unwrap()).unwrap();
    assert!(bytes.starts_with(b"%PDF-") && file["media_type"] == "application/pdf");
    let refunds = host.ok("refunds", of).await;
    assert_eq!((&refunds["left"], &refunds["refunds"][0]["note"]), (&Value::Null, &json!("cold")));
}

#[tokio::test]
async fn items_are_kept_exchanged_and_added_up() {
    let host = TestHost::ready().await;
    let save = |name: &str, price: &str, barcode: &str| json!({ "merchant": id(70), "item": null, "name": name, "price": price, "barcode": barcode });
    assert_eq!(host.refused("save_item", save("", "1", "")).await["code"], "catalogue_name");
    host.ok("save_item", save("Noodles, hot", "12.5", "6901")).await;
    let items = host.ok("save_item", save("Tea", "3", "")).await["items"].clone();
    let lines = json!([{ "item": items[0]["item"], "pieces": 2 }]);
    let basket =
        host.ok("add_up", json!({ "merchant": id(70), "lines": lines, "typed": "0.5" })).await;
    assert_eq!(
        (&basket["total"]["digits"], &basket["lines"][0]["sum"]["digits"]),
        (&json!("25.50"), &json!("25.00"))
    );
    let exported = host.ok("export_catalogue", of_shop()).await;
    for form in ["csv", "json"] {
        let text = exported[form].as_str().unwrap();
        let import = json!({ "merchant": id(99), "text": text });
        let imported = host.ok("import_catalogue", import).await;
        assert_eq!(imported["faults"], json!([]), "{text}");
        assert_eq!(imported["items"][0]["name"], "Noodles, hot");
        assert_eq!(imported["items"][0]["barcode"], "6901");
    }
    for (text, line, rule) in [
        ("{}", 1, "catalogue_json"),
        ("{\"items\":[],\n\"more\":1}", 2, "catalogue_json"),
        ("{\"items\":[{\"name\":\"a\",\"price\":1,\"currency\":\"CNY\"}]}", 1, "catalogue_json"),
        ("{\"items\":[]}", 1, "catalogue_empty"),
        ("name,price", 1, "catalogue_columns"),
        ("name,price,currency,barcode\nTea,3,USD,", 2, "catalogue_currency"),
    ] {
        let import = json!({ "merchant": id(99), "text": text });
        let refused = host.ok("import_catalogue", import).await;
        assert_eq!(refused["items"], Value::Null, "{text}");
        assert_eq!(refused["faults"][0], json!({ "line": line, "rule": rule }), "{text}");
    }
    let kept = host.ok("catalogue", json!({ "merchant": id(99) })).await;
    assert_eq!(kept["items"].as_array().map(Vec::len), Some(2), "nothing was replaced");
    let removed = json!({ "merchant": id(70), "item": items[0]["item"] });
    let left = host.ok("remove_item", removed).await;
    assert_eq!(left["items"][0]["name"], "Tea");
}
