//! A consumer-presented code read, as a till reads it.

use super::tlv::{DataObject, read_objects};
use super::{Application, ConsumerPresented, FORMAT, tag};
use crate::error::{CodeError, Place, rule};
use base64::{Engine, engine::general_purpose::STANDARD};

/// The rules that only these codes have.
pub(super) mod broken {
    crate::error::rule::rules! {
        /// Not base 64 with its padding.
        BASE64 "base64_malformed" "the text is base 64 with its padding"
        /// Tags and lengths do not come out.
        TLV "tlv_malformed" "a code is data objects of tag, length and value from end to end"
        /// No application that can be used.
        APPLICATION_MISSING "application_missing"
            "a code holds at least one application with an identifier"
    }
}

/// How long an application's identifier is, in bytes.
pub(super) const AID_BYTES: std::ops::RangeInclusive<usize> = 5..=16;

impl ConsumerPresented {
    pub(super) fn read(text: &str) -> Result<Self, CodeError> {
        let error = |rule, place| CodeError::new(rule, Place::field(place));
        let bytes = STANDARD.decode(text).map_err(|_| error(broken::BASE64, "text"))?;
        let mut objects = read_objects(&bytes).ok_or(error(broken::TLV, "root"))?;
        let is_first = objects.first() == Some(&DataObject::new(tag::FORMAT, FORMAT));
        if !is_first {
            return Err(error(rule::VERSION_UNSUPPORTED, "85"));
        }
        objects.remove(0);
        Self::check(objects)
    }

    /// Checks the root objects behind the format indicator.
    pub(super) fn check(objects: Vec<DataObject>) -> Result<Self, CodeError> {
        let error = |rule, place| Err(CodeError::new(rule, Place::field(place)));
        let others: Vec<_> = objects.iter().filter(|o| o.tag != tag::APPLICATION).collect();
        if twice(others.into_iter()) || objects.iter().any(|o| o.tag == tag::FORMAT) {
            return error(rule::FIELD_TWICE, "root");
        }
        let rank = |object: &DataObject| match object.tag {
            tag::APPLICATION => 0,
            tag::COMMON => 1,
            _ => 2,
        };
        if !objects.is_sorted_by_key(rank) {
            return error(rule::SYNTAX_WRONG, "root");
        }
        let mut applications = Vec::new();
        for template in objects.iter().filter(|object| object.tag == tag::APPLICATION) {
            // The standard has a till pass over an application that it cannot use.
            let Some(application) = application(template) else { continue };
            if twice(application.objects.iter()) {
                return error(rule::FIELD_TWICE, "61");
            }
            applications.push(application);
        }
        if applications.is_empty() {
            return error(broken::APPLICATION_MISSING, "61");
        }
        let common = objects.iter().find(|object| object.tag == tag::COMMON);
        let Some(common) = common.map_or(Some(Vec::new()), |o| read_objects(&o.value)) else {
            return error(broken::TLV, "62");
        };
        if twice(common.iter()) {
            return error(rule::FIELD_TWICE, "62");
        }
        Ok(Self { objects, applications, common })
    }
}

fn application(template: &DataObject) -> Option<Application> {
    let application = Application::new(read_objects(&template.value)?);
    let aid = application.get(tag::AID)?;
    AID_BYTES.contains(&aid.value.len()).then_some(application)
}

/// Returns whether a tag stands twice: tills would differ in which they take.
pub(super) fn twice<'a>(objects: impl Iterator<Item = &'a DataObject>) -> bool {
    let mut tags: Vec<_> = objects.map(|object| object.tag).collect();
    tags.sort_unstable();
    tags.windows(2).any(|pair| pair[0] == pair[1])
}
