//! Data objects: a two-digit ID, a two-digit length and that many characters.

use crate::error::{CodeError, Place, rule};

/// A data object: the atom of a merchant-presented code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Two digits, 00 to 99.
    pub id: u8,
    /// At most 99 characters.
    pub value: String,
}

impl Object {
    /// Returns an object of this ID and value.
    pub fn new(id: u8, value: impl Into<String>) -> Self {
        Self { id, value: value.into() }
    }

    /// Returns how many characters the object takes in the text.
    pub(crate) fn character_count(&self) -> usize {
        4 + self.value.chars().count()
    }
}

/// What the two-digit length counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LengthUnit {
    /// Unicode characters: the standard (EMVCo MPM 4.4.1.1).
    #[default]
    Character,
    /// Bytes of UTF-8: a mistake that some issuers make.
    Byte,
}

/// Reads a text that is data objects from end to end.
pub(crate) fn read_objects(text: &str, unit: LengthUnit) -> Result<Vec<Object>, CodeError> {
    let mut objects = Vec::new();
    let (mut rest, mut offset) = (text, 0);
    while !rest.is_empty() {
        let malformed = CodeError::new(rule::OBJECT_MALFORMED, Place::at(offset));
        let (id, length) = read_head(rest).ok_or(malformed)?;
        let body = &rest[4..];
        let overrun = CodeError::new(rule::OBJECT_OVERRUN, Place::of(offset, id));
        let end = byte_end(body, usize::from(length), unit).ok_or(overrun)?;
        let object = Object::new(id, &body[..end]);
        offset += object.character_count();
        objects.push(object);
        rest = &body[end..];
    }
    Ok(objects)
}

fn read_head(text: &str) -> Option<(u8, u8)> {
    let head: &[u8; 4] = text.as_bytes().first_chunk()?;
    if !head.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let pair = |tens: u8, ones: u8| (tens - b'0') * 10 + (ones - b'0');
    Some((pair(head[0], head[1]), pair(head[2], head[3])))
}

/// Returns where a value of this length ends, if the text is that long and no character is cut.
fn byte_end(text: &str, length: usize, unit: LengthUnit) -> Option<usize> {
    match unit {
        LengthUnit::Byte => text.is_char_boundary(length).then_some(length),
        LengthUnit::Character => {
            text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).nth(length)
        }
    }
}

/// Writes objects; lengths count characters.
pub(crate) fn write_objects(objects: &[Object]) -> String {
    let mut text = String::new();
    for Object { id, value } in objects {
        let length = value.chars().count();
        debug_assert!(*id <= 99 && length <= 99, "checked where objects are made");
        text.push_str(&format!("{id:02}{length:02}{value}"));
    }
    text
}
