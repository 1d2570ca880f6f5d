//! The parts of a Tongbao code that are more than text: operator, payee, country.

use std::{fmt, str::FromStr};

/// The text is not of the form that the part has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// Not an operator's name.
    #[error("an operator is 1 to 30 of a-z, 0-9, point and hyphen")]
    Operator,
    /// Not an identifier.
    #[error("an identifier is 26 characters of Crockford's base 32 in upper case")]
    PayeeId,
    /// Not a country.
    #[error("a country is two upper-case letters of ISO 3166-1")]
    Country,
    /// Not a host.
    #[error("a host is a name of up to 42 characters in lower case, with or without a port")]
    PageHost,
}

/// An operator's name: 1 to 30 characters of `a`–`z`, `0`–`9`, `.` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperatorName(String);

impl OperatorName {
    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OperatorName {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
        let is_name = (1..=30).contains(&text.len()) && text.bytes().all(fits);
        if is_name { Ok(Self(text.to_owned())) } else { Err(PartError::Operator) }
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The identifier of a label, order or receive code: 128 bits in the one canonical form of 26
/// upper-case characters of Crockford's base 32.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PayeeId(String);

impl PayeeId {
    const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// Returns the identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PayeeId {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        // Of the 130 bits that 26 characters hold, the first two are always zero.
        let fits = text.len() == 26
            && text.starts_with(|c| ('0'..='7').contains(&c))
            && text.chars().all(|c| Self::ALPHABET.contains(c));
        if fits { Ok(Self(text.to_owned())) } else { Err(PartError::PayeeId) }
    }
}

impl fmt::Display for PayeeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whom to pay.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Payee {
    /// A merchant's printed label: paid many times.
    Label(PayeeId),
    /// A merchant's order: paid once.
    Order(PayeeId),
    /// A person's receive code.
    Receive(PayeeId),
}

impl Payee {
    /// Returns the identifier of whatever kind.
    pub const fn id(&self) -> &PayeeId {
        match self {
            Self::Label(id) | Self::Order(id) | Self::Receive(id) => id,
        }
    }

    /// Returns the word for the kind: `label`, `order` or `receive`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Label(_) => "label",
            Self::Order(_) => "order",
            Self::Receive(_) => "receive",
        }
    }

    pub(super) const fn letter(&self) -> char {
        match self {
            Self::Label(_) => 'L',
            Self::Order(_) => 'O',
            Self::Receive(_) => 'R',
        }
    }

    /// Reads the kind's letter followed by the identifier.
    pub(super) fn read(text: &str) -> Option<Self> {
        let kind = match text.chars().next()? {
            'L' => Self::Label,
            'O' => Self::Order,
            'R' => Self::Receive,
            _ => return None,
        };
        text[1..].parse().ok().map(kind)
    }
}

/// A country by its two upper-case letters (ISO 3166-1 alpha-2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// Returns the two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }
}

impl FromStr for Country {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([*a, *b])),
            _ => Err(PartError::Country),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
