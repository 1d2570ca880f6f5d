//! A shop's figures, bills, sound boxes, labels and appeals, as the screens see them.

use crate::host::TestHost;
use crate::town::office::{CSV, SHEET, SHOP_FILE, SOUND_CODE, keys, sound_box};
use crate::town::shop::shop;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use wire::Id;
use wire::campaign::{CampaignMerchants, MerchantsKind};
use wire::merchant::{MerchantLabel, MerchantState};
use wire::staff::StaffRole;

fn of_shop() -> Value {
    json!({ "merchant": Id(70).to_string() })
}

fn asked(more: Value) -> Value {
    let mut asked = of_shop();
    for (name, value) in more.as_object().unwrap() {
        asked[name] = value.clone();
    }
    asked
}

#[tokio::test]
async fn each_role_sees_the_part_of_the_office_that_it_may() {
    for (role, books, set_up, appeal) in [
        (StaffRole::Owner, true, true, true),
        (StaffRole::Manager, true, true, false),
        (StaffRole::Cashier, false, false, false),
        (StaffRole::Auditor, true, false, false),
    ] {
        let host = TestHost::ready().await;
        host.town.books().shops = vec![shop(role, MerchantState::Active)];
        let view = host.ok("till", of_shop()).await["merchant"].clone();
        let may = [&view["may_see_books"], &view["may_set_up"], &view["may_appeal"]];
        assert_eq!(may, [books, set_up, appeal].map(|it| json!(it)).each_ref(), "{role:?}");
    }
}

#[tokio::test]
async fn a_shop_that_takes_nothing_shows_no_label_and_pairs_no_box() {
    use MerchantState::{Active, Closed, Limited, Pending, Refused};
    let label = MerchantLabel { label: Id(9), code: "000201".to_owned() };
    for state in [Pending, Active, Refused, Limited, Closed] {
        let host = TestHost::ready().await;
        let mut shop = shop(StaffRole::Owner, state);
        shop.labels = vec![label.clone()];
        host.town.books().shops = vec![shop];
        let view = host.ok("till", of_shop()).await["merchant"].clone();
        let is_open = state == Active;
        assert_eq!(view["labels"].as_array().map(Vec::len), Some(usize::from(is_open)));
        assert_eq!(view["may_set_up"], is_open, "{state:?}");
        assert_eq!(view["may_see_books"], !matches!(state, Pending | Refused), "{state:?}");
    }
}

#[tokio::test]
async fn what_campaigns_brought_is_ready_to_be_shown() {
    let host = TestHost::ready().await;
    assert_eq!(host.ok("uplifts", of_shop()).await, json!({ "campaigns": [] }));
    let mut everywhere = crate::campaigns::autumn();
    everywhere.terms.merchants = CampaignMerchants { kind: MerchantsKind::All, listed: vec![] };
    host.town.books().campaigns = vec![crate::campaigns::autumn(), everywhere];
    let told = host.ok("uplifts", of_shop()).await["campaigns"][0].clone();
    assert_eq!((&told["hold_out_percent"], &told["verdict"]), (&json!("50"), &json!("none_told")));
    assert_eq!(told["may_win"]["mean"]["amount"]["digits"], "2.00");
    let low = &told["difference"]["low"];
    assert_eq!((&low["amount"]["digits"], &low["is_negative"]), (&json!("0.21"), &json!(true)));
    host.town.books().is_online = false;
    host.refused("uplifts", of_shop()).await;
}

#[tokio::test]
async fn figures_are_ready_to_be_printed_and_drawn() {
    let host = TestHost::ready().await;
    let day = asked(json!({ "span": { "span": "day", "back": 0 } }));
    let figures = host.ok("figures", day).await;
    assert_eq!((&figures["from"], &figures["until"]), (&json!("2030-03-17"), &json!("2030-03-17")));
    assert_eq!(figures["payments"]["price"]["digits"], "10.00");
    assert_eq!(figures["payments"]["by_operator"]["digits"], "1.00");
    assert_eq!(figures["payments"]["by_shops"], Value::Null, "nothing is not zero");
    assert_eq!(figures["net"]["is_negative"], true);
    assert_eq!((&figures["busiest"], &figures["is_empty"]), (&json!("12"), &json!(false)));
    assert_eq!(
        (&figures["hours"][9]["share"], &figures["hours"][12]["share"]),
        (&json!(1000), &json!(666))
    );
    assert_eq!(figures["customers"], json!({ "count": 3, "returning": 1 }));
    let own = |from: &str, until: &str| {
        asked(json!({ "span": { "span": "days", "from": from, "until": until } }))
    };
    assert_eq!(host.ok("figures", own("2030-03-16", "2030-03-17")).await["days"][0]["count"], 0);
    for (from, until) in [("2030-03-17", "2030-03-16"), ("17 March", "2030-03-17"), ("", "")] {
        assert_eq!(host.refused("figures", own(from, until)).await["code"], "days_malformed");
    }
    host.town.books().is_online = false;
    let day = asked(json!({ "span": { "span": "week", "back": 1 } }));
    assert_eq!(host.refused("figures", day).await["code"], "offline");
}

#[tokio::test]
async fn bills_are_those_that_were_signed_and_so_are_their_files() {
    let host = TestHost::ready().await;
    let unsigned = host.refused("bills", asked(json!({ "before": null }))).await;
    assert_eq!(unsigned["code"], "bill_invalid", "no key of the operator is known");
    host.town.books().keys = keys();
    let page = host.ok("bills", asked(json!({ "before": null }))).await;
    assert_eq!(
        (&page["bills"][0]["date"], &page["next_before"]),
        (&json!("2030-03-16"), &json!("2030-03-16"))
    );
    assert_eq!(page["bills"][0]["closing"]["amount"]["digits"], "7.00");
    let file = |name: &str| asked(json!({ "date": "2030-03-16", "file": name }));
    let saved = host.ok("bill_file", file("trade.csv")).await;
    assert_eq!(
        (&saved["name"], &saved["media_type"]),
        (&json!("2030-03-16-trade.csv"), &json!("text/csv"))
    );
    assert_eq!(saved["content"], STANDARD.encode(CSV));
    let note = host.ok("bill_file", file("bill.note")).await;
    assert_eq!(note["media_type"], "text/plain");
    assert_eq!(host.refused("bill_file", file("fund.csv")).await["code"], "bill_invalid");
    assert_eq!(host.refused("bill_file", file("else.csv")).await["code"], "bill_unknown");
}

#[tokio::test]
async fn a_shop_is_exported_once_its_seal_is_good() {
    let host = TestHost::ready().await;
    assert_eq!(host.refused("export_shop", of_shop()).await["code"], "export_invalid");
    host.town.books().keys = keys();
    let file = host.ok("export_shop", of_shop()).await;
    assert_eq!(file["name"], format!("shop-{}.tongbao.jsonl", Id(70)));
    assert_eq!(file["media_type"], "application/x-ndjson");
    assert_eq!(file["content"], STANDARD.encode(SHOP_FILE));
}

#[tokio::test]
async fn a_shift_is_what_its_report_says_once_that_is_signed() {
    let host = TestHost::ready().await;
    let which = |shift: Id| asked(json!({ "shift": shift.to_string() }));
    let unsigned = host.refused("shift", which(Id(91))).await;
    assert_eq!(unsigned["code"], "report_invalid", "no key of the operator is known");
    host.town.books().keys = keys();
    let page = host.ok("shifts", asked(json!({ "before": null }))).await;
    assert_eq!((&page["next_before"], &page["is_whole"]), (&json!(12), &json!(true)));
    assert_eq!(page["open"][0]["figures"]["payments"]["count"], 2);
    let closed = &page["closed"][0];
    assert_eq!(
        (&closed["closed"]["number"], &closed["taker"]["name"]),
        (&json!(12), &json!("Mei"))
    );
    // What is told beside the report is something else.
    assert_eq!(closed["figures"]["payments"]["price"]["digits"], "9.00");
    assert_eq!(closed["figures"]["codes"]["price"]["digits"], "5.00");
    let opened = host.ok("open_shift", of_shop()).await;
    assert_eq!((&opened["closed"], &opened["is_own"]), (&Value::Null, &json!(true)));
    let ended = host.ok("close_shift", which(Id(92))).await;
    assert!(ended["closed"]["note"].as_str().is_some_and(|note| note.contains("number 12")));
    host.town.books().shops = vec![shop(StaffRole::Owner, MerchantState::Active)];
    let file = |shift: Id, form: Value| {
        asked(json!({ "shift": shift.to_string(), "language": "en", "form": form }))
    };
    let printer = json!({ "kind": "escpos", "paper": "wide", "charset": "gbk" });
    let printed = host.ok("shift_file", file(Id(91), printer.clone())).await;
    assert_eq!(printed["name"], "z-report-12.bin");
    let again = host.ok("shift_file", file(Id(91), printer.clone())).await;
    assert_eq!(again["content"], printed["content"], "the same bytes");
    let open = host.ok("shift_file", file(Id(90), printer)).await;
    assert_eq!(open["name"], "x-report.bin");
}

#[tokio::test]
async fn a_sound_box_is_paired_by_a_code_and_turned_off() {
    let host = TestHost::ready().await;
    host.town.books().boxes = vec![sound_box(1, 1), sound_box(2, 2)];
    let offer = host.ok("offer_sound_box", of_shop()).await;
    assert_eq!(offer["code"], SOUND_CODE);
    assert_eq!(offer["link"], format!("https://town.example/sound#code={SOUND_CODE}"));
    assert!(offer["svg"].as_str().unwrap().starts_with("<svg"));
    let boxes = host.ok("sound_boxes", of_shop()).await["boxes"].clone();
    assert_eq!(boxes[1]["place"], 2);
    let off = asked(json!({ "sound_box": boxes[0]["sound_box"] }));
    let left = host.ok("turn_off_sound_box", off).await;
    assert_eq!(
        (left["boxes"].as_array().map(Vec::len), &left["boxes"][0]["place"]),
        (Some(1), &json!(2))
    );
}

#[tokio::test]
async fn a_label_is_handed_out_as_a_sheet_to_print() {
    let host = TestHost::ready().await;
    let sheet = |paper: &str| asked(json!({ "label": Id(9).to_string(), "paper": paper }));
    let file = host.ok("label_sheet", sheet("stickers8")).await;
    assert_eq!(
        (&file["name"], &file["media_type"]),
        (&json!("label.pdf"), &json!("application/pdf"))
    );
    assert_eq!(file["content"], STANDARD.encode(SHEET));
    assert_eq!(host.refused("label_sheet", sheet("letter")).await["code"], "request_malformed");
}

#[tokio::test]
async fn what_holds_the_shop_back_is_told_and_appealed() {
    let host = TestHost::ready().await;
    let matters = host.ok("matters", of_shop()).await["matters"].clone();
    assert_eq!(
        (&matters[0]["action"], &matters[0]["reason"]),
        (&json!("limited"), &json!("fraud_suspected"))
    );
    assert_eq!((&matters[0]["ended"], &matters[0]["appeal"]), (&Value::Null, &Value::Null));
    let appeal =
        |entry: u64| asked(json!({ "entry": entry, "text": "It was not us.", "evidence": null }));
    let refused = host.refused("appeal", appeal(5)).await;
    assert_eq!(refused["code"], "neutrality_entry_unknown");
    let made = host.ok("appeal", appeal(1)).await["matters"][0]["appeal"].clone();
    assert_eq!((&made["text"], &made["is_overdue"]), (&json!("It was not us."), &json!(false)));
    assert_eq!(made["answer"], Value::Null);
}
