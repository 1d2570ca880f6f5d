//! Descriptions as JSON: what the command line prints, and what vectors hold.

use super::Value;
use serde_json::Value as Json;

/// Returns a value as JSON.
pub fn json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Integer(number) => Json::from(*number),
        Value::Flag(flag) => Json::from(*flag),
        Value::List(list) => list.iter().map(json).collect(),
        Value::Record(record) => record.iter().map(|(n, v)| (n.clone(), json(v))).collect(),
    }
}
