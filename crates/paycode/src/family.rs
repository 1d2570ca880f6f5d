//! One file or folder a family of codes; `code.rs` lists them in the order in which they are asked.

pub(crate) mod merchant_presented;
mod payer;
pub(crate) mod tongbao;
pub(crate) mod web_address;

use crate::describe::Fields;
use crate::error::CodeError;

/// A family of codes: knows its own texts, and tells what they say.
pub(crate) trait Family: Sized {
    /// The family's word, such as `epc-sct`.
    const WORD: &'static str;

    /// Reads a text that claims to be of this family; `None` leaves it to the next family.
    ///
    /// The text has no ASCII white space at its ends and is within the cap.
    fn recognise(text: &str) -> Option<Result<Self, CodeError>>;

    /// Returns the word for this very code: a national profile is narrower than its standard.
    fn word(&self) -> &'static str {
        Self::WORD
    }

    /// Returns the word for the format that carries the code.
    fn format(&self) -> &'static str {
        Self::WORD
    }

    /// Returns whether it is a payment code at all: a web address is none.
    fn is_payment_code(&self) -> bool {
        true
    }

    /// Returns names and values in the order in which a reader wants them.
    fn fields(&self) -> Fields;
}
