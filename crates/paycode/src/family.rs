//! One file or folder a family of codes; `code.rs` lists them in the order in which they are asked.

pub(crate) mod bezahlcode;
pub(crate) mod bip21;
pub(crate) mod bolt11;
pub(crate) mod chinese_wallet;
pub(crate) mod consumer_presented;
pub(crate) mod epc;
pub(crate) mod gost;
pub(crate) mod hub3;
pub(crate) mod ips;
pub(crate) mod lnurl;
pub(crate) mod merchant_presented;
pub(crate) mod nbu;
pub(crate) mod other_crypto_uri;
pub(crate) mod pay_by_square;
pub(crate) mod payconiq;
pub(crate) mod payer;
pub(crate) mod payto;
pub(crate) mod spayd;
pub(crate) mod swish;
pub(crate) mod swiss_qr_bill;
pub(crate) mod taler;
pub(crate) mod tongbao;
pub(crate) mod upi;
pub(crate) mod upn;
pub(crate) mod web_address;
pub(crate) mod zbp;

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
