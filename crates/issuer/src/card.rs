//! The demo's cards. Their numbers begin with 9: no scheme gives such ones out.

/// A card of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Sixteen digits, the last of which checks the others.
    pub number: &'static str,
    /// Whose it is, as it stands on the card.
    pub holder: &'static str,
    /// Where codes go.
    pub phone: &'static str,
    /// What its kind is called.
    pub brand: &'static str,
    /// How it answers charges.
    pub behaviour: Behaviour,
}

/// How a card answers charges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It pays what is on it.
    Ordinary,
    /// There is nothing on it.
    Empty,
    /// It is blocked.
    Blocked,
    /// It pays, and the first answer comes later than anybody waits for it.
    Slow,
}

/// What a card can be charged in all, in minor units: what is on it.
pub const CHARGED_MAX_MINOR: u64 = 500_000;

/// What a card can be charged at once, in minor units.
pub const CHARGE_MAX_MINOR: u64 = 200_000;

/// Every card.
pub const CARDS: &[Card] = &[
    card("9000000000001017", "LIN", "+8613800001001", "Harbour Bank"),
    card("9000000000001025", "LIN", "+8613800001001", "Tea House Savings"),
    card("9000000000002015", "MEI", "+8613800001002", "Harbour Bank"),
    card("9000000000003013", "OMAR", "+8613800001003", "Harbour Bank"),
    card("9000000000004011", "ADA", "+8613800001004", "Tea House Savings"),
    card("9000000000005018", "JUN", "+8613800001005", "Harbour Bank"),
    for_tests("9000000000009010", "TEST EMPTY", Behaviour::Empty),
    for_tests("9000000000009028", "TEST BLOCKED", Behaviour::Blocked),
    for_tests("9000000000009036", "TEST SLOW", Behaviour::Slow),
];

const fn card(
    number: &'static str,
    holder: &'static str,
    phone: &'static str,
    brand: &'static str,
) -> Card {
    Card { number, holder, phone, brand, behaviour: Behaviour::Ordinary }
}

const fn for_tests(number: &'static str, holder: &'static str, behaviour: Behaviour) -> Card {
    Card { number, holder, phone: "+8613800001009", brand: "Test Bank", behaviour }
}

impl Card {
    /// Finds the card with a number, as people type it, that has this name on it.
    pub fn find(number: &str, holder: &str) -> Option<&'static Self> {
        let digits = digits(number)?;
        let holder = written(holder);
        CARDS.iter().find(|card| card.number == digits && card.holder == holder)
    }

    /// Returns the last four digits of the number.
    pub fn last_four(&self) -> &'static str {
        self.number.get(self.number.len() - 4..).unwrap_or_default()
    }

    /// Returns the phone with its middle hidden.
    pub fn masked_phone(&self) -> String {
        let (head, tail) = (self.phone.get(..3), self.phone.get(self.phone.len() - 2..));
        format!("{}···{}", head.unwrap_or_default(), tail.unwrap_or_default())
    }
}

/// Returns the digits of a number whose check digit is right; spaces and dashes are nothing.
pub fn digits(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let is_number =
        (12..=19).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    (is_number && check_sum(&digits).is_multiple_of(10)).then_some(digits)
}

/// The sum of ISO/IEC 7812: from the right, every second digit counts twice.
fn check_sum(digits: &str) -> u32 {
    let digits = digits.bytes().rev().map(|digit| u32::from(digit - b'0'));
    digits
        .enumerate()
        .map(|(place, digit)| {
            let counted = if place % 2 == 1 { digit * 2 } else { digit };
            counted / 10 + counted % 10
        })
        .sum()
}

fn written(holder: &str) -> String {
    holder.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{CARDS, Card, digits};

    #[test]
    fn every_card_has_a_right_check_digit_and_no_number_of_a_scheme() {
        for card in CARDS {
            assert_eq!(digits(card.number).as_deref(), Some(card.number));
            assert!(card.number.starts_with('9'));
            assert_eq!(Card::find(card.number, card.holder), Some(card));
        }
        // Of the standard's annex: the well known example.
        assert!(digits("79927398713").is_none(), "too short for a card");
        assert!(digits("4242 4242-4242 4242").is_some());
    }

    #[test]
    fn one_wrong_digit_and_two_that_changed_places_are_found() {
        let number = CARDS[0].number;
        for place in 0..number.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = number.as_bytes().to_vec();
                wrong[place] = digit;
                let wrong = String::from_utf8(wrong).expect("digits");
                assert_eq!(digits(&wrong).is_some(), wrong == number, "{wrong}");
            }
        }
        assert!(digits("9000000000001071").is_none());
        assert!(digits("").is_none());
    }

    #[test]
    fn names_are_compared_as_people_write_them() {
        assert!(Card::find("9000 0000 0000 1017", "  lin ").is_some());
        assert!(Card::find("9000000000001017", "MEI").is_none());
        assert_eq!(CARDS[0].masked_phone(), "+86···01");
        assert_eq!(CARDS[0].last_four(), "1017");
    }
}
