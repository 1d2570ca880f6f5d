//! `top_up`, `card_top_up` and `card_top_ups`.

use crate::host::TestHost;
use crate::town::PIN;
use serde_json::{Value, json};

async fn with_card(host: &TestHost) -> Value {
    let asked = json!({ "number": "9000 0000 0000 1017", "holder": "Lin" });
    let sent = host.ok("bind_card", asked).await;
    let confirm = json!({ "binding": sent["binding"], "code": "123456" });
    host.ok("confirm_card", confirm).await["card"].clone()
}

#[tokio::test]
async fn money_is_taken_from_a_card_or_waits_or_is_refused() {
    let host = TestHost::ready().await;
    let card = with_card(&host).await;
    let ask = |amount: &str, pin: &str| json!({ "card": card, "amount": amount, "pin": pin });
    let limits = host.ok("card_top_ups", json!({})).await;
    assert_eq!((&limits["min"]["digits"], &limits["can_ask"]), (&json!("1.00"), &json!(true)));
    assert_eq!(limits["left"]["digits"], "1500.00");
    let wrong = host.refused("top_up", ask("50", "000000")).await;
    assert_eq!(wrong["code"], "pin_wrong");
    let paid = host.ok("top_up", ask("50", PIN)).await;
    assert_eq!((&paid["state"], &paid["amount"]["digits"]), (&json!("paid"), &json!("50.00")));
    assert!(paid["payment"].is_string(), "{paid}");
    let refused = host.ok("top_up", ask("600", PIN)).await;
    assert_eq!((&refused["state"], &refused["reason"]), (&json!("refused"), &json!("funds_short")));
    let waits = host.ok("top_up", ask("1200", PIN)).await;
    assert_eq!((&waits["state"], &waits["payment"]), (&json!("waiting"), &json!(null)));
    let again = host.ok("top_up", ask("1200", PIN)).await;
    assert_eq!(again["top_up"], waits["top_up"], "what waits is not asked for a second time");
    let read = host.ok("card_top_up", json!({ "top_up": waits["top_up"] })).await;
    assert_eq!(read, waits);
    let listed = host.ok("card_top_ups", json!({})).await;
    assert_eq!(listed["top_ups"][2], paid);
    for (command, request, code) in [
        ("top_up", json!({ "card": "x", "amount": "1", "pin": PIN }), "request_malformed"),
        ("top_up", ask("x", PIN), "amount_malformed"),
        ("top_up", ask("0", PIN), "amount_zero"),
        ("card_top_up", json!({ "top_up": "x" }), "request_malformed"),
        ("card_top_up", json!({ "top_up": card }), "card_top_up_unknown"),
    ] {
        assert_eq!(host.refused(command, request).await["code"], code, "{command}");
    }
}
