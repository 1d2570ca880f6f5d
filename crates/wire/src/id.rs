//! Identifiers: 128 bits, written as 26 characters of Crockford's base 32 (the form of a ULID).

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};
use ulid::Ulid;

/// A 128-bit identifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, pattern = "^[0-7][0-9A-HJKMNP-TV-Z]{25}$", min_length = 26,
    max_length = 26, example = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B")]
pub struct Id(pub u128);

/// The text is not 26 characters of Crockford's base 32 in upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an identifier is 26 characters of Crockford's base 32")]
pub struct IdError;

impl Id {
    /// Returns an identifier that sorts by time: 48 bits of milliseconds, 80 random bits.
    pub fn from_parts(at_ms: u64, random: u128) -> Self {
        Self(Ulid::from_parts(at_ms, random).0)
    }

    /// Returns the moment in an identifier that sorts by time, in Unix milliseconds.
    pub const fn at_ms(self) -> u64 {
        Ulid(self.0).timestamp_ms()
    }
}

impl FromStr for Id {
    type Err = IdError;

    /// Reads the one canonical form only, so that two texts never name one thing.
    fn from_str(text: &str) -> Result<Self, IdError> {
        let id = Ulid::from_string(text).map(|ulid| Self(ulid.0)).map_err(|_| IdError)?;
        if id.to_string() == text { Ok(id) } else { Err(IdError) }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Ulid(self.0).to_string())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_printed_identifier_reads_back(raw in any::<u128>()) {
            prop_assert_eq!(Id(raw).to_string().parse(), Ok(Id(raw)));
        }

        #[test]
        fn any_text_is_read_canonically_or_refused(text in "\\PC{0,30}") {
            if let Ok(id) = text.parse::<Id>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }

    #[test]
    fn lower_case_and_lookalike_letters_are_refused() {
        assert_eq!("01jd9z3n8q4t7v0w2x5y6z7a8b".parse::<Id>(), Err(IdError));
        assert_eq!("O1JD9Z3N8Q4T7V0W2X5Y6Z7A8B".parse::<Id>(), Err(IdError));
        assert_eq!("ZZZZZZZZZZZZZZZZZZZZZZZZZZ".parse::<Id>(), Err(IdError));
    }
}
