//! The text of payment codes, read and written: pure, with no I/O, clock, randomness or float.
//!
//! Pixels are not known here (see `scan`), and nothing is paid, opened or resolved.
#![doc = include_str!("../README.md")]

mod code;
mod describe;
mod error;
mod family;
pub mod name;
mod part;
pub mod present;
mod printable;

pub use code::{Code, TEXT_BYTES_MAX, describe, read};
pub use describe::{Description, Value};
pub use error::{CodeError, Part, Place, Rule};
pub use family::bezahlcode::BezahlCode;
pub use family::bip21::{BitcoinNetwork, BitcoinUri};
pub use family::bolt11::{LightningInvoice, LightningNetwork};
pub use family::chinese_wallet::{ChineseWallet, ChineseWalletCode, WalletCodeKind};
pub use family::lnurl::{Lnurl, LnurlForm, LnurlKind};
pub use family::merchant_presented::{
    Account, Initiation, LengthUnit, MerchantPresented, Object, StatedAmount, Template, Tip,
};
pub use family::other_crypto_uri::OtherCryptoUri;
pub use family::payconiq::{Payconiq, PayconiqKind};
pub use family::payto::Payto;
pub use family::swish::{Swish, SwishEditable};
pub use family::taler::{Taler, TalerAction};
pub use family::tongbao::{
    Country, NOTE_CHARACTERS_MAX, OperatorName, PartError, Payee, PayeeId, TongbaoCode, WriteError,
};
pub use family::upi::{Upi, UpiAction};
pub use family::web_address::WebAddress;
pub use printable::printable;
