//! Swish (Sweden): a letter, a Swedish number, and fields between semicolons. It has no word of
//! its own, so it is asked late, and a text that does not fit is left to be text.

use super::Family;
use super::merchant_presented::StatedAmount;
use crate::describe::Fields;
use crate::error::CodeError;
use crate::part::amount;
use money::Currency;

/// The longest message, in characters.
const MESSAGE_CHARACTERS_MAX: usize = 50;

/// Which fields the payer may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwishEditable {
    /// The payee (1).
    pub payee: bool,
    /// The amount (2).
    pub amount: bool,
    /// The message (4).
    pub message: bool,
}

/// What a Swish code says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swish {
    /// The payee's number as stated: a phone, or a company's number.
    pub payee: String,
    /// The amount in kronor; never zero.
    pub amount: Option<StatedAmount>,
    /// What the payment is for.
    pub message: Option<String>,
    /// What the payer may change; `None` where the code does not say.
    pub editable: Option<SwishEditable>,
}

impl Family for Swish {
    const WORD: &'static str = "swish";

    fn recognise(text: &str) -> Option<Result<Self, CodeError>> {
        let kind = text.bytes().next().filter(|b| matches!(b, b'A' | b'B' | b'C'))?;
        let fields: Vec<_> = text[1..].split(';').collect();
        let code = match (kind, &fields[..]) {
            (b'A', [payee]) => Self::read(payee, "", "", ""),
            (b'B', [payee, amount]) => Self::read(payee, amount, "", ""),
            (b'C', [payee, amount, message]) => Self::read(payee, amount, message, ""),
            (b'C', [payee, amount, message, bits]) => Self::read(payee, amount, message, bits),
            _ => None,
        };
        code.map(Ok)
    }

    fn fields(&self) -> Fields {
        let amount = self.amount.as_ref().and_then(|stated| stated.amount);
        Fields::default()
            .text("scheme", "Swish")
            .text("payee_account", &self.payee)
            .maybe("amount", self.amount.as_ref().map(|stated| &stated.text))
            .integer("amount_minor", amount.map(|amount| amount.minor()))
            .text("currency", "SEK")
            .maybe("message", self.message.as_ref())
            .maybe("editable", self.editable.map(SwishEditable::words))
    }
}

impl SwishEditable {
    fn read(bits: &str) -> Option<Self> {
        let bits = match bits.as_bytes() {
            [digit @ b'0'..=b'7'] => digit - b'0',
            _ => return None,
        };
        Some(Self { payee: bits & 1 != 0, amount: bits & 2 != 0, message: bits & 4 != 0 })
    }

    /// Returns the names of what may be changed.
    fn words(self) -> String {
        let named = [(self.payee, "phone"), (self.amount, "amount"), (self.message, "message")];
        let words: Vec<_> = named.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(", ") }
    }

    const fn digit(self) -> u8 {
        b'0' + self.payee as u8 + 2 * self.amount as u8 + 4 * self.message as u8
    }
}

/// A Swedish phone number, or a number of a company or a collection (123, 90).
fn is_payee(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_digits = digits.bytes().all(|b| b.is_ascii_digit());
    let begins = |start: &str, lengths: std::ops::RangeInclusive<usize>| {
        digits.starts_with(start) && lengths.contains(&digits.len())
    };
    let is_abroad = text.starts_with('+');
    let at_home = begins("07", 10..=10) || begins("123", 10..=10) || begins("90", 7..=7);
    is_digits && (begins("467", 11..=11) || (!is_abroad && at_home))
}

impl Swish {
    fn read(payee: &str, amount: &str, message: &str, bits: &str) -> Option<Self> {
        if !is_payee(payee) || message.chars().count() > MESSAGE_CHARACTERS_MAX {
            return None;
        }
        let there = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let amount = match there(amount) {
            Some(text) => Some(read_amount(text)?),
            None => None,
        };
        let editable = match bits {
            "" => None,
            bits => Some(SwishEditable::read(bits)?),
        };
        Some(Self { payee: payee.to_owned(), amount, message: there(message), editable })
    }

    /// Writes the code in the shortest of its three forms.
    pub fn write(&self) -> String {
        let amount = self.amount.as_ref().map(|stated| stated.text.as_str()).unwrap_or_default();
        let payee = &self.payee;
        match (&self.message, self.editable, amount) {
            (None, None, "") => format!("A{payee}"),
            (None, None, amount) => format!("B{payee};{amount}"),
            (message, editable, amount) => {
                let message = message.as_deref().unwrap_or_default();
                let bits = editable.map(|bits| char::from(bits.digit()).to_string());
                format!("C{payee};{amount};{message};{}", bits.unwrap_or_default())
            }
        }
    }
}

/// Reads kronor with a point or, as Swedes write, a comma.
fn read_amount(text: String) -> Option<StatedAmount> {
    let kronor = Currency::from_code("SEK").ok()?;
    let amount = amount::read(&text.replace(',', "."), kronor).ok()?;
    (!amount.is_zero()).then_some(StatedAmount { text, amount: Some(amount) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, read};
    use proptest::option;
    use proptest::prelude::*;

    prop_compose! {
        fn code()(
            payee in "07[0-9]{8}|123[0-9]{7}|[+]467[0-9]{8}",
            minor in option::of(1u64..10_000_000),
            message in option::of("[^\\p{C};\\s][^\\p{C};]{0,48}"),
            editable in option::of((any::<bool>(), any::<bool>(), any::<bool>())),
        ) -> Swish {
            let kronor = Currency::from_code("SEK").expect("known");
            let amount = minor.map(|minor| money::Amount::new(minor, kronor).expect("small"));
            Swish {
                payee,
                amount: amount.map(|amount| StatedAmount {
                    text: amount.digits(),
                    amount: Some(amount),
                }),
                message,
                editable: editable.map(|(payee, amount, message)| SwishEditable {
                    payee,
                    amount,
                    message,
                }),
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(code in code()) {
            prop_assert_eq!(read(&code.write()), Ok(Code::Swish(code)));
        }

        #[test]
        fn any_text_behind_the_letter_is_a_code_or_text(rest in "[0-9;,.+]{0,30}|\\PC{0,30}") {
            let _ = read(&format!("C07{rest}")).map(|code| crate::describe(&code));
        }
    }

    #[test]
    fn what_does_not_fit_is_text() {
        for text in [
            "A12345678",
            "A0708123456;1",
            "B0708123456",
            "B0708123456;x",
            "C0708123456;1;hi;8",
            "D0708123456",
            "A070812345",
            "A+0708123456",
            "C0708123456;1;a;b;1",
            "B0708123456;0",
        ] {
            assert_eq!(read(text), Ok(Code::Text(text.to_owned())), "{text}");
        }
    }
}
