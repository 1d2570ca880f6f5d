//! The door: a text in, a typed code out.

use crate::app_link;
use crate::describe::{Description, Fields};
use crate::error::{CodeError, Place, rule};
use crate::family::Family;
use crate::family::bezahlcode::BezahlCode;
use crate::family::bip21::BitcoinUri;
use crate::family::bolt11::LightningInvoice;
use crate::family::chinese_wallet::ChineseWalletCode;
use crate::family::consumer_presented::ConsumerPresented;
use crate::family::epc::EpcTransfer;
use crate::family::gost::GostCode;
use crate::family::hub3::Hub3Code;
use crate::family::ips::IpsCode;
use crate::family::lnurl::Lnurl;
use crate::family::merchant_presented::MerchantPresented;
use crate::family::nbu::NbuTransfer;
use crate::family::other_crypto_uri::OtherCryptoUri;
use crate::family::pay_by_square::BySquare;
use crate::family::payconiq::Payconiq;
use crate::family::payto::Payto;
use crate::family::spayd::Spayd;
use crate::family::swish::Swish;
use crate::family::swiss_qr_bill::SwissQrBill;
use crate::family::taler::Taler;
use crate::family::tongbao::{
    CouponAddress, EnvelopeAddress, InvitationAddress, LabelAddress, TongbaoCode,
};
use crate::family::upi::Upi;
use crate::family::upn::UpnCode;
use crate::family::web_address::WebAddress;
use crate::family::zbp::ZbpTransfer;
use crate::payer_code::PayerCode;

/// The longest text that is looked at, in bytes: no payment format needs more.
pub const TEXT_BYTES_MAX: usize = 4096;

/// The one list of families, in the order in which they are asked: a family that knows its codes
/// by a word comes before one that can only guess.
macro_rules! families {
    ($($(#[doc = $doc:literal])+ $variant:ident($family:ty),)+) => {
        /// What a text says, by family.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant($family),)+
            /// Any other text.
            Text(String),
        }

        /// Asks each family in turn; the first that takes the text for its own decides.
        fn recognise(text: &str) -> Option<Result<Code, CodeError>> {
            $(if let Some(result) = <$family>::recognise(text) {
                let refused = |error: CodeError| error.of_family(<$family>::WORD);
                return Some(result.map(Code::$variant).map_err(refused));
            })+
            None
        }

        /// Tells what a code says.
        pub fn describe(code: &Code) -> Description {
            match code {
                $(Code::$variant(code) => Description::of(code),)+
                Code::Text(text) => Description {
                    family: "text",
                    format: "text",
                    valid: false,
                    fields: Fields::default().text("text", text).into_list(),
                },
            }
        }

        /// The words of all families, in the order in which they are asked.
        #[cfg(test)]
        pub(crate) const FAMILY_WORDS: &[&str] = &[$(<$family>::WORD),+];
    };
}

families! {
    /// Tongbao's own code.
    Tongbao(TongbaoCode),
    /// A merchant-presented code of another scheme.
    MerchantPresented(MerchantPresented),
    /// A code that a payer shows to a till.
    ConsumerPresented(ConsumerPresented),
    /// A SEPA credit transfer of the EPC's guideline.
    EpcTransfer(EpcTransfer),
    /// A Swiss QR-bill.
    SwissQrBill(SwissQrBill),
    /// A Czech payment, or a consent to a direct debit.
    Spayd(Spayd),
    /// A Serbian instant payment.
    IpsCode(IpsCode),
    /// A Slovenian payment form.
    UpnCode(UpnCode),
    /// A Croatian payment form.
    Hub3Code(Hub3Code),
    /// A Russian payment.
    GostCode(GostCode),
    /// UPI, India.
    Upi(Upi),
    /// A Bitcoin URI.
    Bitcoin(BitcoinUri),
    /// A Lightning invoice.
    LightningInvoice(LightningInvoice),
    /// An LNURL or Lightning address.
    Lnurl(Lnurl),
    /// A URI of another coin.
    OtherCrypto(OtherCryptoUri),
    /// GNU Taler.
    Taler(Taler),
    /// A `payto:` URI.
    Payto(Payto),
    /// BezahlCode, Germany.
    BezahlCode(BezahlCode),
    /// Payconiq and Bancontact.
    Payconiq(Payconiq),
    /// Alipay, WeChat Pay, UnionPay.
    ChineseWallet(ChineseWalletCode),
    /// The address of a Tongbao label's page.
    TongbaoAddress(LabelAddress),
    /// The address of an envelope.
    EnvelopeAddress(EnvelopeAddress),
    /// The address of an invitation to a merchant's staff.
    InvitationAddress(InvitationAddress),
    /// The address of a batch of coupons.
    CouponAddress(CouponAddress),
    /// A Ukrainian transfer.
    NbuTransfer(NbuTransfer),
    /// Slovak payments, or an invoice.
    BySquare(BySquare),
    /// A Polish transfer.
    ZbpTransfer(ZbpTransfer),
    /// Swish, Sweden.
    Swish(Swish),
    /// A web address; never opened from here.
    WebAddress(WebAddress),
    /// A payer code of a Tongbao operator; asked last, for eighteen digits may be anybody's.
    Payer(PayerCode),
}

/// Reads a text as what it claims to be; ASCII white space at both ends is dropped, and so is
/// the scheme of a link that starts the wallet.
///
/// # Errors
/// The first rule that the claimed family breaks. A text that claims none is [`Code::Text`].
pub fn read(text: &str) -> Result<Code, CodeError> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(CodeError::new(rule::TOO_LONG, Place::at(0)));
    }
    let text = text.trim_matches(|c: char| c.is_ascii_whitespace());
    let text = app_link::address_of(text).unwrap_or(text);
    recognise(text).unwrap_or_else(|| Ok(Code::Text(text.to_owned())))
}

#[cfg(test)]
mod tests;
