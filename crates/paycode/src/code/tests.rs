//! Own vectors of every family, and that no text whatever does harm.

use super::*;
use crate::describe::testing::json;
use crate::error::{Rule, rule};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::path::Path;

/// Checks one line of a vector file: `accept` with fields, or `reject` with the code and place.
fn check(vector: &Json) {
    let text = vector["text"].as_str().expect("text");
    match (read(text), vector["reject"].as_str()) {
        (Err(error), Some(code)) => {
            assert_eq!(error.code(), code, "{text}");
            assert_eq!(error.place().to_string(), vector["place"], "{text}");
        }
        (Ok(code), None) => {
            let described = describe(&code);
            assert_eq!(described.family, vector["family"], "{text}");
            let fields: Json =
                described.fields.iter().map(|(n, v)| (n.to_string(), json(v))).collect();
            assert_eq!(fields, vector["fields"], "{text}");
        }
        (result, expected) => panic!("{text}: {result:?} but expected {expected:?}"),
    }
}

#[test]
fn the_vectors_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("vectors") {
        let text = std::fs::read_to_string(entry.expect("entry").path()).expect("a file");
        let vectors: Vec<Json> = serde_json::from_str(&text).expect("a list");
        assert!(vectors.iter().any(|vector| vector["reject"].is_null()));
        vectors.iter().for_each(check);
        files += 1;
    }
    assert!(files >= FAMILY_WORDS.len(), "at least one file a family");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_a_code_or_an_error(text in "\\PC{0,200}") {
        let _ = read(&text).map(|code| describe(&code));
    }

    #[test]
    fn any_digits_after_the_magic_are_a_code_or_an_error(
        rest in "([0-6][0-9]0[0-9].{0,9}|[0-9é]{0,30}){0,8}"
    ) {
        let _ = read(&format!("000201{rest}")).map(|code| describe(&code));
    }
}

#[test]
fn white_space_at_the_ends_is_dropped_and_kept_inside() {
    assert_eq!(read(" a b\r\n"), Ok(Code::Text("a b".to_owned())));
    assert_eq!(read(""), Ok(Code::Text(String::new())));
}

#[test]
fn a_text_above_the_cap_is_refused_whatever_it_is() {
    assert_eq!(read(&"9".repeat(TEXT_BYTES_MAX)), Ok(Code::Text("9".repeat(TEXT_BYTES_MAX))));
    assert_eq!(read(&"9".repeat(TEXT_BYTES_MAX + 1)).map_err(|e| e.code()), Err("too_long"));
}

#[test]
fn an_error_quotes_nothing_of_the_code() {
    let text = "00020126secret";
    let error = read(text).expect_err("broken");
    assert!(!format!("{error:?} {error}").contains("secret"));
    assert_eq!(
        error.to_string(),
        "a data object begins with a two-digit ID and length (character 6)"
    );
}

#[test]
fn the_words_of_the_rules_are_unique() {
    use crate::family::{bezahlcode, bip21, bolt11, lnurl, payto, taler, upi};
    let lists = [
        rule::ALL,
        bezahlcode::own_rule::ALL,
        bip21::own_rule::ALL,
        bolt11::own_rule::ALL,
        lnurl::own_rule::ALL,
        payto::own_rule::ALL,
        taler::own_rule::ALL,
        upi::own_rule::ALL,
    ];
    let mut words: Vec<_> = lists.concat().into_iter().map(Rule::code).collect();
    words.sort_unstable();
    assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
}
