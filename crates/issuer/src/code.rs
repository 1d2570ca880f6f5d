//! What is made of the issuer's own key: one-time codes, and its names for cards.

use crate::card::Card;
use ring::hmac;

/// How many digits a code has.
pub(crate) const DIGITS: u8 = 6;

/// Returns the code of a binding: the same when it is asked for again.
pub(crate) fn code(key: &hmac::Key, operator: &str, request: &str, card: &Card) -> String {
    let tag = sign(key, &["code", operator, request, card.number]);
    let number = tag.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

/// Returns the name of a card to one operator: 32 hexadecimal digits.
pub(crate) fn name(key: &hmac::Key, operator: &str, card: &Card) -> String {
    let tag = sign(key, &["card", operator, card.number]);
    tag.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Each part goes in with its length: no two lists share their bytes.
fn sign(key: &hmac::Key, parts: &[&str]) -> Vec<u8> {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part.as_bytes());
    }
    context.sign().as_ref().to_vec()
}

/// Returns 128 or more random bits as hexadecimal digits.
///
/// # Errors
/// When the system gives no randomness.
pub(crate) fn random_digits<const N: usize>() -> Result<String, getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{code, name};
    use crate::card::CARDS;
    use ring::hmac;

    #[test]
    fn a_card_has_another_name_at_every_operator_and_one_at_each() {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &[1; 32]);
        assert_eq!(name(&key, "a", &CARDS[0]), name(&key, "a", &CARDS[0]));
        assert_ne!(name(&key, "a", &CARDS[0]), name(&key, "b", &CARDS[0]));
        assert_ne!(name(&key, "a", &CARDS[0]), name(&key, "a", &CARDS[1]));
        assert_eq!(name(&key, "a", &CARDS[0]).len(), 32);
        let one = code(&key, "a", "1", &CARDS[0]);
        assert_eq!((one.len(), code(&key, "a", "1", &CARDS[0])), (6, one.clone()));
        assert_ne!(one, code(&key, "a", "2", &CARDS[0]));
        assert_ne!(code(&key, "ab", "c", &CARDS[0]), code(&key, "a", "bc", &CARDS[0]));
    }
}
