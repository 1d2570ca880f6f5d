//! `cards`, `bind_card`, `confirm_card` and `unbind_card`.

use crate::host::TestHost;
use serde_json::json;

#[tokio::test]
async fn a_card_is_bound_listed_and_taken_off() {
    let host = TestHost::ready().await;
    assert_eq!(host.ok("cards", json!({})).await, json!({ "cards": [], "can_bind": true }));
    let wrong = host.refused("bind_card", json!({ "number": "9000", "holder": "Lin" })).await;
    assert_eq!(wrong["code"], "card_refused");
    let asked = json!({ "number": "9000 0000 0000 1017", "holder": " Lin " });
    let sent = host.ok("bind_card", asked).await;
    assert_eq!((&sent["sent_to"], &sent["code_digits"]), (&json!("+86···01"), &json!(6)));
    let confirm = |code: &str| json!({ "binding": sent["binding"], "code": code });
    let mistyped = host.refused("confirm_card", confirm("654321")).await;
    assert_eq!(mistyped["code"], "code_wrong");
    let card = host.ok("confirm_card", confirm("123456")).await;
    assert_eq!((&card["brand"], &card["last_four"]), (&json!("Harbour Bank"), &json!("1017")));
    assert_eq!(host.ok("cards", json!({})).await["cards"], json!([card]));
    let left = host.ok("unbind_card", json!({ "card": card["card"] })).await;
    assert_eq!(left["cards"], json!([]));
    let again = host.refused("unbind_card", json!({ "card": card["card"] })).await;
    assert_eq!(again["code"], "card_unknown");
    for (command, request) in [
        ("unbind_card", json!({ "card": "x" })),
        ("confirm_card", json!({ "binding": "x", "code": "123456" })),
    ] {
        assert_eq!(host.refused(command, request).await["code"], "request_malformed");
    }
}
