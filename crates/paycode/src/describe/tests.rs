//! Codes published by others: what must be read, what must be refused.

use super::*;
use crate::read;
use serde_json::Value as Json;
use std::path::Path;

/// The fields that the standard itself defines; the rest belong to national schemes.
const FIELDS: [&str; 24] = [
    "guids",
    "card_scheme_ids",
    "initiation",
    "payee_name",
    "payee_city",
    "country",
    "postal_code",
    "currency_numeric",
    "currency",
    "mcc",
    "amount",
    "amount_minor",
    "amount_is_zero",
    "tip",
    "bill_number",
    "mobile_number",
    "store_label",
    "loyalty_number",
    "customer_label",
    "terminal_label",
    "purpose",
    "alt_language",
    "alt_name",
    "alt_city",
];

/// A placeholder is told apart only together with its field.
const REFERENCE: [&str; 2] = ["reference", "reference_placeholder"];

fn json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Integer(number) => Json::from(*number),
        Value::Flag(flag) => Json::from(*flag),
        Value::List(list) => Json::from(list.clone()),
    }
}

/// Compares the fields of an accepted code, both ways; returns what differs.
fn differences(line: &Json, described: &Description) -> Vec<String> {
    let found = |name: &str| {
        let field = described.fields.iter().find(|(n, _)| *n == name);
        field.map_or(Json::Null, |(_, value)| json(value))
    };
    let names = FIELDS.iter().chain(REFERENCE.iter());
    let differing = names.filter(|name| {
        let expected = &line["fields"][**name];
        let extra_is_fine = expected.is_null() && line["verdict"] == "either";
        found(name) != *expected && !extra_is_fine
    });
    differing
        .map(|n| format!("{}: {n}: {} for {}", line["id"], found(n), line["fields"][n]))
        .collect()
}

#[test]
fn codes_published_by_others_are_judged_as_published() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/codes/open.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("shared data is absent: only the own vectors were run");
        return;
    };
    let (mut accepted, mut refused, mut wrong) = (0, 0, Vec::new());
    for line in text.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON")) {
        if line["format"] != "emv-mpm" {
            continue;
        }
        match (read(line["payload"].as_str().expect("payload")), line["verdict"].as_str()) {
            (Ok(code @ Code::MerchantPresented(_)), Some("accept" | "either")) => {
                accepted += 1;
                wrong.extend(differences(&line, &describe(&code)));
            }
            (Err(_), Some("reject" | "either")) => refused += 1,
            (result, _) => wrong.push(format!("{}: {:?}", line["id"], result.map(|_| "read"))),
        }
    }
    eprintln!("{accepted} accepted, {refused} refused");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(accepted >= 90 && refused >= 60, "the whole file was looked at");
}
