//! Moments that a client states: no later than JSON's numbers are exact for everyone (RFC 8259 6).

use serde::de::{Deserialize as _, Deserializer, Error as _};

/// The latest moment that may be stated, in Unix milliseconds: 2^53 - 1.
const LATEST_MS: u64 = 9_007_199_254_740_991;

/// Reads a moment in Unix milliseconds.
///
/// # Errors
/// When it is no whole number, or a later one.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let at_ms = u64::deserialize(deserializer)?;
    if at_ms > LATEST_MS {
        return Err(D::Error::custom("a moment is at most 9007199254740991"));
    }
    Ok(at_ms)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Stated {
        #[serde(deserialize_with = "super::read")]
        at_ms: u64,
    }

    #[test]
    fn a_moment_beyond_exact_numbers_is_refused() {
        let read = |text: &str| serde_json::from_str::<Stated>(text).map(|stated| stated.at_ms);
        assert_eq!(read("{\"at_ms\":9007199254740991}").expect("the last"), super::LATEST_MS);
        for odd in ["9007199254740992", "18446744073709551615", "-1", "1.5", "null"] {
            assert!(read(&format!("{{\"at_ms\":{odd}}}")).is_err(), "{odd}");
        }
    }
}
