//! What a consumer-presented code says, as named values.

use super::tlv::{self, DataObject};
use super::{Application, ConsumerPresented, FORMAT, tag};
use crate::describe::{Fields, Value};

pub(super) fn fields(code: &ConsumerPresented) -> Fields {
    let applications = code.applications().iter().map(application).collect();
    Fields::default()
        .text("scheme", "EMV CPM")
        .integer("payload_bytes", byte_count(code))
        .value("tags", Some(tags(code)))
        .value("applications", Some(Value::List(applications)))
        .value("common", common(code.common()))
}

/// Returns how long the data are, in bytes, before base 64.
fn byte_count(code: &ConsumerPresented) -> Option<u64> {
    let format = tlv::write_objects(&[DataObject::new(tag::FORMAT, FORMAT)])?;
    let objects = tlv::write_objects(code.objects())?;
    u64::try_from(format.len() + objects.len()).ok()
}

fn tags(code: &ConsumerPresented) -> Value {
    let names = std::iter::once(format!("{:02X}", tag::FORMAT));
    let names = names.chain(code.objects().iter().map(DataObject::name));
    Value::List(names.map(Value::Text).collect())
}

fn application(application: &Application) -> Value {
    let list = |names: Vec<String>| Value::List(names.into_iter().map(Value::Text).collect());
    let texts = [
        ("aid", application.aid()),
        ("label", application.label()),
        ("pan", application.pan()),
        ("track2", application.track_2()),
        ("cardholder", application.cardholder()),
        ("issuer_url", application.issuer_url()),
    ];
    let texts = texts.into_iter().map(|(name, text)| (name, text.map(Value::Text)));
    let tags = application.objects().iter().map(DataObject::name).collect();
    let lists = [("tags", Some(list(tags))), ("63", application.transparent_tags().map(list))];
    let there = texts.chain(lists).filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Record(there.collect())
}

fn common(objects: &[DataObject]) -> Option<Value> {
    let values = objects.iter().map(|o| (o.name(), Value::Text(o.hexadecimal())));
    (!objects.is_empty()).then(|| Value::Record(values.collect()))
}
