//! The text of payment codes, read and written: pure, with no I/O, clock, randomness or float.
//!
//! Pixels are not known here (see `scan`), and nothing is paid, opened or resolved.
#![doc = include_str!("../README.md")]

mod code;
mod describe;
mod error;
mod family;
mod part;
mod payer_code;
mod printable;

pub use code::{Code, TEXT_BYTES_MAX, describe, read};
pub use describe::{Description, Value};
pub use error::{CodeError, Part, Place, Rule};
pub use family::merchant_presented::{
    Account, Initiation, LengthUnit, MerchantPresented, Object, StatedAmount, Template, Tip,
};
pub use family::tongbao::{
    Country, NOTE_CHARACTERS_MAX, OperatorName, PartError, Payee, PayeeId, TongbaoCode, WriteError,
};
pub use family::web_address::WebAddress;
pub use payer_code::{
    ALIASES, CAP_MINOR, PAYER_CODE_DIGITS, PayerCode, PayerPrefix, PayerSecret, PayerStep,
    PayerTerms, PrefixError, REFRESH_MS, SHOWN_MS, STEP_MS, STEPS_ACCEPTED, TAGS,
};
pub use printable::printable;
