//! Names, notes and texts that turn around, hide, pile up or are markup and commands elsewhere.

use super::{new_id, no_pin, plain_order};
use crate::support::client::raw;
use crate::support::place::tongbaod;
use crate::support::{Device, Place, assert_problem};
use reqwest::Method;
use serde_json::Value;
use wire::ErrorCode;

/// Names that deceive whoever reads them.
const DECEIVING: &[&str] = &[
    "",
    " ",
    "a\u{202e}b",
    "a\u{200b}b",
    "a\u{200d}b",
    "a\u{2066}b\u{2069}",
    "\u{feff}Lin",
    "Lin\u{ad}",
    "Lin\nWei",
    "Lin\r\nPaid 100.00",
    "Lin\0",
    "\u{1b}[31mLin",
    "👩\u{200d}🍳",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}",
    "\u{e000}",
    "\u{3164}",
];

/// Texts that are something else to a program that reads them carelessly.
const COMMANDS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x>",
    "'; DROP TABLE x; --",
    "=HYPERLINK(\"//x\")",
    "@SUM(1+1)*cmd|' /C'!A0",
    "{{name}} ${jndi:ldap}",
    "%s%n%d %x",
];

#[tokio::test]
async fn a51_names_that_hide_turn_or_pile_up_are_registered_nowhere() {
    let place = Place::start().await;
    let (device, enrolment) = (Device::new(&place.url), new_id());
    device.start(enrolment, "zoe@demo.example").await.ok();
    let key = &place.keys.code;
    let code = operator::code::make(key, enrolment, "zoe@demo.example", &device.public_key);
    let long = "x".repeat(10_000);
    for name in DECEIVING.iter().copied().chain([long.as_str()]) {
        let answer = device.confirm(enrolment, code.expose(), Some(name)).await;
        assert_problem(&answer, ErrorCode::NameMalformed);
        if !name.contains('\0') {
            let create = ["merchant", "create", "--city", "Ulm", "--name", name];
            assert!(!tongbaod(&place.data(), &create).status.success(), "{name:?}");
            let open = ["account", "open", "--handle", "new@demo.example", "--name", name];
            assert!(!tongbaod(&place.data(), &open).status.success(), "{name:?}");
        }
    }
    let marks = ["Zoë", "Zoe\u{308}", "Phượng", "Phu\u{31b}o\u{31b}\u{323}ng", "ณัฐพล", "נָתָן"];
    for (n, name) in marks.iter().enumerate() {
        let handle = format!("marks{n}@demo.example");
        let done =
            tongbaod(&place.data(), &["account", "open", "--handle", &handle, "--name", name]);
        assert!(done.status.success(), "{name} is a name: {done:?}");
    }
    place.audit();
}

#[tokio::test]
async fn a62_texts_that_are_commands_elsewhere_stay_texts() {
    let place = Place::start_with(no_pin).await;
    let lin = place.person_without_pin("lin").await;
    for (n, text) in COMMANDS.iter().enumerate() {
        let mut order = plain_order(place.shops[0].label, 7);
        order.order.note = Some((*text).to_owned());
        assert_eq!(lin.pay(&order).await.ok()["note"], *text);
        let seen = place.till(0, Method::GET, "/v1/till/payments?limit=1", Value::Null).await.ok();
        assert_eq!(seen["payments"][0]["note"], *text);
        let name: String = text.chars().take(25).collect();
        let create = ["--json", "merchant", "create", "--city", "Ulm", "--name", &name];
        let made = tongbaod(&place.data(), &create);
        assert!(made.status.success(), "{n}: {}", String::from_utf8_lossy(&made.stderr));
        let made: Value = serde_json::from_slice(&made.stdout).expect("JSON");
        let label = made["label"].as_str().expect("a label");
        let page = place.nobody(Method::GET, &format!("/l/{label}")).await;
        let policy = page.header("content-security-policy");
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"), "{policy}");
        for markup in ["<script", "<img src=x"] {
            assert!(!page.text.contains(markup), "{}", page.text);
        }
        let payee = lin.get(&format!("/v1/payees/label/{label}")).await.ok();
        assert_eq!(payee["name"], name.trim());
        let out = place.data().join(format!("label{n}.svg"));
        let path = out.to_str().expect("UTF-8");
        let print = [
            "label",
            "print",
            "--merchant",
            made["merchant"].as_str().expect("an id"),
            "--out",
            path,
        ];
        assert!(tongbaod(&place.data(), &print).status.success());
        let drawn = std::fs::read_to_string(&out).expect("a label");
        assert!(!drawn.contains("<script") && !drawn.contains("<img"), "{drawn}");
    }
    place.audit();
}

#[tokio::test]
async fn a62_headers_cannot_be_split_and_lookups_cannot_be_extended() {
    let place = Place::start().await;
    let lin = place.person_without_pin("lin").await;
    let host = place.url.trim_start_matches("http://").to_owned();
    for id in ["a%0d%0aset-cookie:x", "a\tb", "a\u{7f}b"] {
        let request = format!(
            "GET /v1/operator HTTP/1.1\r\nhost: {host}\r\nx-request-id: {id}\r\n\
             connection: close\r\n\r\n"
        );
        let answer = raw(&place.url, request.as_bytes()).await.to_ascii_lowercase();
        assert!(!answer.contains("set-cookie") && !answer.contains(id), "{answer}");
    }
    for path in [
        "/v1/payments/'%20OR%20'1'='1",
        "/v1/payees/label/1%20UNION%20SELECT",
        "/v1/payments?before=1%20OR%201=1",
        "/v1/payments?limit=1;DROP%20TABLE%20payments",
        "/l/..%2f..%2fbank.sqlite",
        "/till/..%2f..%2fkeys",
        "/problems/..%2fcode.key",
    ] {
        let answer = lin.get(path).await;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.text);
    }
    for handle in ["x@demo.example\r\nbcc: y@demo.example", "'--@demo.example;", "%@demo.example\0"]
    {
        let answer = Device::new(&place.url).start(new_id(), handle).await;
        assert_problem(&answer, ErrorCode::HandleMalformed);
    }
    place.audit();
}
