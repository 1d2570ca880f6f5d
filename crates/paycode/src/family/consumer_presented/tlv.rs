//! Data objects: a tag of one or two bytes, a length of one to three, and a value (BER, as EMV
//! uses it). One level at a time: nothing here calls itself.

use std::fmt;

/// A data object of a consumer-presented code.
#[derive(Clone, PartialEq, Eq)]
pub struct DataObject {
    /// One byte, or two whose first has its five low bits set: `0x4F`, `0x5F20`.
    pub tag: u16,
    /// The value; for a template the objects inside, as bytes.
    pub value: Vec<u8>,
}

/// Prints the tag and how long the value is: values are card numbers and cryptograms.
impl fmt::Debug for DataObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.name(), self.value.len())
    }
}

/// The bits of a tag's first byte that say that a second one follows.
const MORE: u8 = 0x1F;

impl DataObject {
    /// Returns an object of this tag and value.
    pub fn new(tag: u16, value: impl Into<Vec<u8>>) -> Self {
        Self { tag, value: value.into() }
    }

    /// Returns an object of digits, two a byte, filled up with `F`; `D` separates the fields of a
    /// track. `None` for other characters and for none.
    pub fn of_digits(tag: u16, digits: &str) -> Option<Self> {
        let mut nibbles = Vec::with_capacity(digits.len() + 1);
        for c in digits.chars() {
            let is_digit = c.is_ascii_digit() || c == 'D';
            nibbles.push(c.to_digit(16).filter(|_| is_digit).and_then(|n| u8::try_from(n).ok())?);
        }
        if nibbles.len() % 2 == 1 {
            nibbles.push(0xF);
        }
        let value: Vec<u8> = nibbles.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        (!value.is_empty()).then_some(Self { tag, value })
    }

    /// Returns the tag as the standard writes it, such as `5F20`.
    pub fn name(&self) -> String {
        format!("{:02X}", self.tag)
    }

    /// Returns the value as hexadecimal digits.
    pub fn hexadecimal(&self) -> String {
        self.value.iter().map(|byte| format!("{byte:02X}")).collect()
    }

    /// Returns the digits of a number that was filled up with `F`.
    pub fn digits(&self) -> String {
        self.hexadecimal().trim_end_matches('F').to_owned()
    }

    /// Returns whether the tag is one that can be written.
    pub(super) const fn has_writable_tag(&self) -> bool {
        let [first, second] = self.tag.to_be_bytes();
        if first == 0 {
            second & MORE != MORE && second != 0
        } else {
            first & MORE == MORE && second < 0x80
        }
    }
}

/// Reads bytes that are objects from end to end.
pub(super) fn read_objects(bytes: &[u8]) -> Option<Vec<DataObject>> {
    let mut objects = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let tag = read_tag(&mut rest)?;
        let length = read_length(&mut rest)?;
        let (value, after) = rest.split_at_checked(length)?;
        objects.push(DataObject::new(tag, value));
        rest = after;
    }
    Some(objects)
}

fn read_byte(rest: &mut &[u8]) -> Option<u8> {
    let (byte, after) = rest.split_first()?;
    *rest = after;
    Some(*byte)
}

/// Reads a tag of one or two bytes; zero, which only fills space, is none.
fn read_tag(rest: &mut &[u8]) -> Option<u16> {
    let first = read_byte(rest)?;
    if first & MORE != MORE {
        return (first != 0).then_some(u16::from(first));
    }
    let second = read_byte(rest)?;
    (second < 0x80).then_some(u16::from_be_bytes([first, second]))
}

fn read_length(rest: &mut &[u8]) -> Option<usize> {
    match read_byte(rest)? {
        short @ 0..=0x7F => Some(usize::from(short)),
        0x81 => read_byte(rest).map(usize::from),
        0x82 => Some(usize::from(u16::from_be_bytes([read_byte(rest)?, read_byte(rest)?]))),
        _ => None,
    }
}

/// Writes objects, lengths as short as can be; `None` for a value above 65,535 bytes.
pub(super) fn write_objects(objects: &[DataObject]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for DataObject { tag, value } in objects {
        let [first, second] = tag.to_be_bytes();
        bytes.extend((first != 0).then_some(first));
        bytes.push(second);
        match u16::try_from(value.len()).ok()?.to_be_bytes() {
            [0, short @ 0..=0x7F] => bytes.push(short),
            [0, long] => bytes.extend([0x81, long]),
            [high, low] => bytes.extend([0x82, high, low]),
        }
        bytes.extend(value);
    }
    Some(bytes)
}
