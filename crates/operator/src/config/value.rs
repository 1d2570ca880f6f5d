//! One value: from the words of a file or the environment to what its key takes, or the reason.

use super::key::{Fallback, Kind};
use std::net::{IpAddr, SocketAddr};
use toml::Value;

/// Says why a value of the file is not what a key takes.
///
/// # Errors
/// The reason, as the end of a sentence that begins with the key; it never repeats the value,
/// which may be a secret.
pub fn check(kind: Kind, value: &Value) -> Result<(), String> {
    let fits = match (kind, value) {
        (Kind::Text, Value::String(_)) | (Kind::Switch, Value::Boolean(_)) => true,
        (Kind::Word(words), Value::String(text)) => words.contains(&text.as_str()),
        (Kind::Whole(min, max), Value::Integer(number)) => {
            (i64::from(min)..=i64::from(max)).contains(number)
        }
        (Kind::Socket, Value::String(text)) => text.parse::<SocketAddr>().is_ok(),
        (Kind::Addresses, Value::Array(items)) => {
            items.iter().all(|item| item.as_str().is_some_and(|ip| ip.parse::<IpAddr>().is_ok()))
        }
        _ => return Err(format!("is {}, not {}", wanted(kind), found(value))),
    };
    if fits { Ok(()) } else { Err(format!("is {}", wanted(kind))) }
}

/// Reads a value from a variable of the environment.
///
/// # Errors
/// As [`check`].
pub fn from_variable(kind: Kind, text: &str) -> Result<Value, String> {
    let value = match kind {
        Kind::Text | Kind::Word(_) | Kind::Socket => Value::String(text.to_owned()),
        Kind::Whole(..) => text.trim().parse().map(Value::Integer).map_err(|_| wanted_is(kind))?,
        Kind::Switch => text.trim().parse().map(Value::Boolean).map_err(|_| wanted_is(kind))?,
        Kind::Addresses => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            Value::Array(items.map(|item| Value::String(item.to_owned())).collect())
        }
    };
    check(kind, &value).map(|()| value)
}

/// Returns the value that a fallback stands for; none where nothing holds.
pub fn from_fallback(fallback: Fallback) -> Option<Value> {
    match fallback {
        Fallback::Required | Fallback::Absent | Fallback::Derived(_) => None,
        Fallback::Text(text) => Some(Value::String(text.to_owned())),
        Fallback::Whole(number) => Some(Value::Integer(i64::from(number))),
        Fallback::Switch(is_on) => Some(Value::Boolean(is_on)),
        Fallback::NoAddresses => Some(Value::Array(Vec::new())),
    }
}

fn wanted_is(kind: Kind) -> String {
    format!("is {}", wanted(kind))
}

fn wanted(kind: Kind) -> String {
    match kind {
        Kind::Text => "a text".to_owned(),
        Kind::Word(words) => format!("one of {}", words.join(", ")),
        Kind::Whole(min, max) => format!("a whole number from {min} to {max}"),
        Kind::Switch => "true or false".to_owned(),
        Kind::Socket => "an IP address with a port, such as 127.0.0.1:8080".to_owned(),
        Kind::Addresses => "a list of IP addresses".to_owned(),
    }
}

const fn found(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number with a point",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}
