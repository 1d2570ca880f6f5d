//! The text of payment codes, read and written: pure, with no I/O, clock, randomness or float.
//!
//! Pixels are not known here (see `scan`), and nothing is paid, opened or resolved.
#![doc = include_str!("../README.md")]

mod app_link;
mod code;
mod describe;
mod encoding;
mod error;
mod family;
pub mod name;
mod part;
mod payer_code;
pub mod present;
mod printable;

pub use app_link::{APP_SCHEME, app_link};
pub use code::{Code, TEXT_BYTES_MAX, describe, read};
pub use describe::{Description, Value};
pub use encoding::text_of;
pub use error::{CodeError, Part, Place, Rule};
pub use family::bezahlcode::BezahlCode;
pub use family::bip21::{BitcoinNetwork, BitcoinUri};
pub use family::bolt11::{LightningInvoice, LightningNetwork};
pub use family::chinese_wallet::{ChineseWallet, ChineseWalletCode, WalletCodeKind};
pub use family::consumer_presented::{
    Application, CONSUMER_TEXT_BYTES_MAX, ConsumerPresented, ConsumerWriteError, DataObject,
};
pub use family::epc::{EpcCharacterSet, EpcRemittance, EpcTransfer, EpcVersion};
pub use family::gost::{GostCharacterSet, GostCode};
pub use family::hub3::Hub3Code;
pub use family::ips::{IpsCode, IpsKind};
pub use family::lnurl::{Lnurl, LnurlForm, LnurlKind};
pub use family::merchant_presented::{
    Account, Initiation, LengthUnit, MerchantPresented, Network, Object, Profile, StatedAmount,
    Template, Tip,
};
pub use family::nbu::{NbuCharacterSet, NbuFunction, NbuTransfer, NbuVersion};
pub use family::other_crypto_uri::OtherCryptoUri;
pub use family::pay_by_square::{
    BySquare, PayBySquare, SquareAccount, SquarePayment, SquareStandingOrder,
};
pub use family::payconiq::{Payconiq, PayconiqKind};
pub use family::payto::Payto;
pub use family::spayd::{Spayd, SpaydAccount, SpaydCheck, SpaydKind, SpaydNotify};
pub use family::swish::{Swish, SwishEditable};
pub use family::swiss_qr_bill::{
    LineEnding, SwissAddress, SwissPlace, SwissQrBill, SwissReference,
};
pub use family::taler::{Taler, TalerAction};
pub use family::tongbao::{
    CombineError, Country, CouponAddress, EnvelopeAddress, InvitationAddress, LABEL_BYTES_MAX,
    LabelAddress, NOTE_CHARACTERS_MAX, OperatorName, PageHost, PartError, Payee, PayeeId, Site,
    TongbaoCode, WriteError, combine,
};
pub use family::upi::{Upi, UpiAction};
pub use family::upn::{UpnCode, UpnPerson};
pub use family::web_address::WebAddress;
pub use family::zbp::ZbpTransfer;
pub use payer_code::{
    ALIASES, CAP_MINOR, PAYER_CODE_DIGITS, PayerCode, PayerPrefix, PayerSecret, PayerStep,
    PayerTerms, PrefixError, REFRESH_MS, SHOWN_MS, STEP_MS, STEPS_ACCEPTED, TAGS,
};
pub use printable::printable;
