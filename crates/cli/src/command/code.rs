//! `tongbao code parse`: what a payment code says.

use crate::failure::Failure;
use crate::{output, prompt};
use paycode::{Description, Value, describe, read};
use serde_json::{Map, Value as Json, json};

/// Prints one JSON object, also for a broken code; that one is a failure besides.
pub fn parse(text: &str) -> Result<(), Failure> {
    let text = if text == "-" { prompt::stdin_code()? } else { text.to_owned() };
    match read(&text) {
        Ok(code) => output::json(&description(&describe(&code))),
        Err(error) => {
            let (why, sentence) = (error.code(), error.rule().to_string());
            let place = error.place().to_string();
            output::json(&json!({
                "family": error.family(), "valid": false, "why": why, "sentence": sentence,
                "place": place
            }))?;
            let sentence = format!("This payment code breaks the rule that {error}.");
            Err(Failure::new(why, sentence, "Scan the code again."))
        }
    }
}

fn description(description: &Description) -> Json {
    let Description { family, format, valid, fields } = description;
    let fields: Map<String, Json> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), field(value))).collect();
    let mut json = json!({ "family": family, "format": format, "valid": valid, "fields": fields });
    if !valid {
        json["why"] = "no_payment_code".into();
    }
    json
}

fn field(value: &Value) -> Json {
    match value {
        Value::Text(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Flag(flag) => (*flag).into(),
        Value::List(list) => list.iter().map(field).collect(),
        Value::Record(record) => record.iter().map(|(n, v)| (n.clone(), field(v))).collect(),
    }
}
