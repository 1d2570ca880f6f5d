//! Codes published by others: what must be read, what must be refused.

use super::testing::json;
use super::*;
use crate::{describe, read};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn corpus() -> Option<Vec<Json>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/codes/open.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("shared data is absent: only the own vectors were run");
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

/// The names of the fields that any line of a format has.
fn names(corpus: &[Json]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut names = BTreeMap::<_, BTreeSet<_>>::new();
    for line in corpus {
        let fields = line["fields"].as_object().expect("fields");
        let known = names.entry(line["format"].as_str().expect("a format")).or_default();
        known.extend(fields.keys().map(String::as_str));
    }
    names
}

/// Compares the fields of an accepted code, both ways; returns what differs.
fn differences(line: &Json, names: &BTreeSet<&str>, described: &Description) -> Vec<String> {
    let found = |name: &str| described.get(name).map_or(Json::Null, json);
    let differing = names.iter().filter(|name| {
        let expected = &line["fields"][**name];
        let extra_is_fine = expected.is_null() && line["verdict"] == "either";
        found(name) != *expected && !extra_is_fine
    });
    differing
        .map(|n| format!("{}: {n}: {} for {}", line["id"], found(n), line["fields"][n]))
        .collect()
}

/// Judges one line; returns what is wrong with it.
fn judge(line: &Json, names: &BTreeSet<&str>) -> Vec<String> {
    let result = read(line["payload"].as_str().expect("payload"));
    let described = result.as_ref().ok().map(describe);
    let is_of_family = described.as_ref().is_some_and(|d| d.valid && d.format == line["format"]);
    match (described, line["verdict"].as_str()) {
        (Some(described), Some("accept" | "either")) if is_of_family => {
            let mut wrong = differences(line, names, &described);
            if described.family != line["family"] {
                wrong.push(format!("{}: is told as {}", line["id"], described.family));
            }
            wrong
        }
        // Refused, or not taken for such a code at all.
        (_, Some("reject" | "either")) if !is_of_family => Vec::new(),
        _ => vec![format!("{}: {:?} for {}", line["id"], result.map(|_| "read"), line["verdict"])],
    }
}

#[test]
fn codes_published_by_others_are_judged_as_published() {
    let Some(corpus) = corpus() else { return };
    let names = names(&corpus);
    let wrong: Vec<_> = corpus
        .iter()
        .flat_map(|line| judge(line, &names[line["format"].as_str().expect("a format")]))
        .collect();
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
    assert!(corpus.len() >= 300, "the whole file was looked at");
}
