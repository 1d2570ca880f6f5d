//! What is refused before a handler is asked.

use crate::host::TestHost;
use bridge::{COMMANDS, RawCommand, RawRequest};
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_not_on_the_list_does_not_exist() {
    let host = TestHost::new();
    for name in ["", "State", "decode_frame", "open", "../state"] {
        assert_eq!(host.refused(name, json!({})).await["code"], "command_unknown", "{name:?}");
    }
    for command in RawCommand::ALL {
        assert_eq!(RawCommand::from_name(command.name()), Some(*command));
    }
    assert_eq!(RawCommand::from_name("state"), None);
}

#[tokio::test]
async fn every_command_refuses_what_it_does_not_take_and_quotes_nothing() {
    let host = TestHost::ready().await;
    for name in COMMANDS {
        for request in [json!({ "hush": "secret" }), json!(["secret"]), json!("secret"), json!(7)] {
            let error = host.refused(name, request).await;
            assert_eq!(error["code"], "request_malformed", "{name}");
            assert!(!error.to_string().contains("secret"), "{name}: {error}");
        }
    }
}

#[tokio::test]
async fn an_identifier_that_is_none_is_malformed_and_one_of_nothing_unknown() {
    let host = TestHost::ready().await;
    let pay = |payment: &str| json!({ "payment": payment });
    for name in ["payment", "resume_payment", "drop_payment"] {
        assert_eq!(host.refused(name, pay("1; drop")).await["code"], "request_malformed");
        let nothing = pay(&wire::Id(12345).to_string());
        assert_eq!(host.refused(name, nothing).await["code"], "payment_unknown", "{name}");
    }
}

#[tokio::test]
async fn commands_of_an_enrolled_wallet_refuse_a_new_one() {
    let host = TestHost::new();
    let home: Vec<(&str, Value)> = vec![
        ("home", json!({})),
        ("history", json!({ "before": null })),
        ("check_amount", json!({ "digits": "1" })),
        ("set_pin", json!({ "pin": "314159", "current_pin": null })),
        ("prepare_payment", json!({ "code": "x", "amount": "1", "note": null })),
    ];
    for (name, request) in home {
        assert_eq!(host.refused(name, request).await["code"], "not_enrolled", "{name}");
    }
}

#[test]
fn bytes_come_raw_or_as_base64_with_both_sizes_or_none() {
    let raw = RawRequest::new(vec![1, 2], Some("1"), Some("2")).unwrap();
    assert_eq!(raw.size, Some((1, 2)));
    let json = json!({ "data": "AQI=", "width": 1, "height": 2 });
    assert_eq!(RawRequest::from_json(&json).unwrap(), raw);
    let file = RawRequest::from_json(&json!({ "data": "AQI=" })).unwrap();
    assert_eq!(file.size, None);
    for json in [json!({ "data": "AQI=", "width": 1 }), json!({ "data": "*" }), json!({}), json!(1)]
    {
        let error = RawRequest::from_json(&json).unwrap_err();
        assert_eq!(error.code, "request_malformed", "{json}");
    }
    for (width, height) in [(Some("1"), None), (Some("-1"), Some("2")), (Some("1"), Some("x"))] {
        assert!(RawRequest::new(vec![], width, height).is_err());
    }
    assert_eq!(format!("{raw:?}"), "RawRequest(2 bytes, Some((1, 2)))");
}
