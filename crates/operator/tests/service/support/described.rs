//! Every refusal that any test sees is held against the description of the API.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The codes of each address, all its methods together.
type Described = BTreeMap<String, BTreeSet<String>>;

/// Asserts that a code stands in the description of an address, where the address is described.
pub(super) fn check(path: &str, code: &str) {
    static DESCRIBED: OnceLock<Described> = OnceLock::new();
    let known = DESCRIBED.get_or_init(described);
    let Some((template, codes)) = known.iter().find(|(template, _)| fits(template, path)) else {
        return;
    };
    // A method that an address does not have is no operation of it; nor is an address that only
    // the other listener has.
    let is_known = codes.contains(code) || ["method_not_allowed", "not_found"].contains(&code);
    assert!(is_known, "{code} is not described for {template}: operator/src/problem/described.rs");
}

fn fits(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let same = |(one, other): (&&str, &&str)| one.starts_with('{') || one == other;
    template.len() == path.len() && template.iter().zip(&path).all(same)
}

fn described() -> Described {
    let text = operator::routes::description().to_json().expect("JSON");
    let description: Value = serde_json::from_str(&text).expect("JSON");
    let paths = description["paths"].as_object().expect("paths");
    let codes = |item: &Value| {
        let mut codes = BTreeSet::new();
        gather(item, &mut codes);
        codes
    };
    paths.iter().map(|(path, item)| (path.clone(), codes(item))).collect()
}

/// Gathers the words of all enumerations of `code`.
fn gather(value: &Value, codes: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let words = fields.get("code").and_then(|code| code["enum"].as_array());
            let words = words.into_iter().flatten().filter_map(Value::as_str);
            codes.extend(words.map(str::to_owned));
            fields.values().for_each(|field| gather(field, codes));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, codes)),
        _ => {}
    }
}
