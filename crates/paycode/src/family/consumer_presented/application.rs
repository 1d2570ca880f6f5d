//! An application template: one way in which the payer can pay.

use super::tag;
use super::tlv::{self, DataObject};

/// One way in which the payer can pay, such as a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub(super) objects: Vec<DataObject>,
}

impl Application {
    /// Returns the application of these objects; what it must hold is checked when a code is made
    /// of it.
    pub const fn new(objects: Vec<DataObject>) -> Self {
        Self { objects }
    }

    /// Returns the objects in their order.
    pub fn objects(&self) -> &[DataObject] {
        &self.objects
    }

    /// Returns the object of a tag.
    pub fn get(&self, tag: u16) -> Option<&DataObject> {
        self.objects.iter().find(|object| object.tag == tag)
    }

    /// Returns the application's identifier, `4F`, in hexadecimal digits.
    pub fn aid(&self) -> Option<String> {
        self.get(tag::AID).map(DataObject::hexadecimal)
    }

    /// Returns the label, `50`.
    pub fn label(&self) -> Option<String> {
        self.text(tag::LABEL)
    }

    /// Returns the number of the card or account, `5A`.
    pub fn pan(&self) -> Option<String> {
        self.get(tag::PAN).map(DataObject::digits)
    }

    /// Returns what stands on track 2, `57`, with `D` between its fields.
    pub fn track_2(&self) -> Option<String> {
        self.get(tag::TRACK_2).map(DataObject::digits)
    }

    /// Returns the payer's name, `5F20`.
    pub fn cardholder(&self) -> Option<String> {
        self.text(tag::CARDHOLDER)
    }

    /// Returns where the issuer can be reached, `5F50`.
    pub fn issuer_url(&self) -> Option<String> {
        self.text(tag::ISSUER_URL)
    }

    /// Returns the tags of the transparent template, `63`, where it is objects.
    pub fn transparent_tags(&self) -> Option<Vec<String>> {
        let objects = tlv::read_objects(&self.get(tag::TRANSPARENT)?.value)?;
        Some(objects.iter().map(DataObject::name).collect())
    }

    /// Returns a value as text, or as hexadecimal digits where it is none.
    fn text(&self, tag: u16) -> Option<String> {
        let object = self.get(tag)?;
        Some(String::from_utf8(object.value.clone()).unwrap_or_else(|_| object.hexadecimal()))
    }
}
