//! The list of keys, the structs and docs/operating.md say the same.

use super::super::file::{
    CardTopUpConfig, CodeFile, ConfigFile, FeeConfig, IssuerFile, LimitConfig, MerchantsFile,
    QuickPayConfig, TimeoutConfig, TraceConfig, WebhookFile,
};
use super::super::{Fallback, KEYS, Kind};
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use std::collections::BTreeSet;

/// Hears which fields a struct asks for, and gives none.
struct Listener<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = toml::de::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom("nothing to give"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        Err(Self::Error::custom("heard"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn fields<T: DeserializeOwned>(table: &str) -> Vec<String> {
    let mut heard: &'static [&'static str] = &[];
    assert!(T::deserialize(Listener(&mut heard)).is_err());
    assert!(!heard.is_empty(), "{table} is a struct");
    heard.iter().map(|name| format!("{table}{name}")).collect()
}

#[test]
fn every_key_is_a_field_and_every_field_a_key() {
    let tables = [
        ("code", fields::<CodeFile>("code.")),
        ("fee", fields::<FeeConfig>("fee.")),
        ("quick_pay", fields::<QuickPayConfig>("quick_pay.")),
        ("card_top_up", fields::<CardTopUpConfig>("card_top_up.")),
        ("limit", fields::<LimitConfig>("limit.")),
        ("timeout", fields::<TimeoutConfig>("timeout.")),
        ("trace", fields::<TraceConfig>("trace.")),
        ("issuer", fields::<IssuerFile>("issuer.")),
        ("webhook", fields::<WebhookFile>("webhook.")),
        ("merchants", fields::<MerchantsFile>("merchants.")),
    ];
    let mut structs: BTreeSet<String> = fields::<ConfigFile>("").into_iter().collect();
    for (table, inner) in tables {
        assert!(structs.remove(table), "{table} is a table");
        structs.extend(inner);
    }
    let keys: BTreeSet<String> = KEYS.iter().map(|key| key.path.to_owned()).collect();
    assert_eq!(keys, structs);
    let variables: BTreeSet<String> = KEYS.iter().map(super::super::Key::variable).collect();
    assert_eq!(variables.len(), KEYS.len(), "no two keys share a variable");
}

#[test]
fn the_manual_lists_every_key_with_its_default() {
    let manual = include_str!("../../../../../docs/operating.md");
    let (_, table) = manual.split_once("| key | default | what it is |").expect("the table");
    let rows: Vec<(String, String)> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.trim_matches('|').split(" | ").map(str::trim);
            let key = cells.next().unwrap_or_default().trim_matches('`').to_owned();
            (key, cells.next().unwrap_or_default().to_owned())
        })
        .collect();
    let expected: Vec<(String, String)> =
        KEYS.iter().map(|key| (key.path.to_owned(), default(key.fallback, key.kind))).collect();
    assert_eq!(rows, expected);
}

fn default(fallback: Fallback, kind: Kind) -> String {
    match fallback {
        Fallback::Required => "–".to_owned(),
        Fallback::Absent => "none".to_owned(),
        Fallback::Derived(words) => words.to_owned(),
        Fallback::Text(text) => format!("`\"{text}\"`"),
        Fallback::Whole(number) => {
            let Kind::Whole(min, max) = kind else { panic!("a number that is none") };
            assert!((min..=max).contains(&number), "{number} is in its own range");
            format!("`{number}`")
        }
        Fallback::Switch(is_on) => format!("`{is_on}`"),
        Fallback::NoAddresses => "`[]`".to_owned(),
    }
}
