//! The text of payment codes, read and written: pure, with no I/O, clock, randomness or float.
//!
//! Pixels are not known here (see `scan`), and nothing is paid, opened or resolved.
#![doc = include_str!("../README.md")]

mod code;
mod describe;
mod error;
mod family;
mod part;
mod printable;

pub use code::{Code, TEXT_BYTES_MAX, describe, read};
pub use describe::{Description, Value};
pub use error::{CodeError, Part, Place, Rule};
pub use family::consumer_presented::{
    Application, CONSUMER_TEXT_BYTES_MAX, ConsumerPresented, ConsumerWriteError, DataObject,
};
pub use family::merchant_presented::{
    Account, Initiation, LengthUnit, MerchantPresented, Network, Object, Profile, StatedAmount,
    Template, Tip,
};
pub use family::tongbao::{
    CombineError, Country, LABEL_BYTES_MAX, LabelAddress, NOTE_CHARACTERS_MAX, OperatorName,
    PageHost, PartError, Payee, PayeeId, TongbaoCode, WriteError, combine,
};
pub use family::web_address::WebAddress;
pub use printable::printable;
