//! Templates: objects inside the value of an object, and the accounts of IDs 02 to 51.

use super::object::{LengthUnit, Object, read_objects};

/// The objects inside the value of another object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    objects: Vec<Object>,
}

impl Template {
    /// Reads a value as a template; `None` if it is not objects from end to end.
    pub(crate) fn read(value: &str, unit: LengthUnit) -> Option<Self> {
        read_objects(value, unit).ok().map(|objects| Self { objects })
    }

    /// Returns the objects in their order.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// Returns the value of the first object with this ID, unless it is empty.
    pub fn get(&self, id: u8) -> Option<&str> {
        let found = self.objects.iter().find(|object| object.id == id);
        found.map(|object| object.value.as_str()).filter(|value| !value.is_empty())
    }

    /// Returns the globally unique identifier, ID 00.
    pub fn guid(&self) -> Option<&str> {
        self.get(0)
    }

    /// Returns whether this is the template of `guid`; letters match in either case.
    pub fn is_of(&self, guid: &str) -> bool {
        self.guid().is_some_and(|found| found.eq_ignore_ascii_case(guid))
    }

    /// Returns whether an ID stands more than once, so that readers may differ.
    pub fn has_id_twice(&self) -> bool {
        let mut seen = [false; 100];
        self.objects.iter().any(|object| {
            let seen = &mut seen[usize::from(object.id % 100)];
            std::mem::replace(seen, true)
        })
    }
}

/// Where the money goes: one of the IDs 02 to 51.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// 02 to 25: a card scheme's own value. 26 to 51: a template, its owner named by GUID.
    pub id: u8,
    /// The raw value.
    pub value: String,
    /// The value as a template, where the ID says so and the value is one.
    pub template: Option<Template>,
}
