//! National profiles of the standard, told apart by the globally unique identifiers of their
//! templates: issuers move templates from ID to ID, so the number tells nothing.

mod bharatqr;
mod fps;
mod khqr;
mod known;
mod label;
mod network;
mod paynow;
mod pix;
mod promptpay;
mod qris;
mod vietqr;

pub(crate) use label::{LabelHindrance, hindrance, is_read_by_number};
pub use network::Network;

use super::MerchantPresented;
use super::template::Template;
use crate::describe::Fields;
use known::Known;

/// Whose rules a merchant-presented code follows beside those of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Pix, Brazil.
    Pix,
    /// QRIS, Indonesia.
    Qris,
    /// PromptPay, Thailand.
    PromptPay,
    /// PayNow and the SGQR label, Singapore.
    PayNow,
    /// DuitNow, Malaysia.
    DuitNow,
    /// VietQR of NAPAS, and VNPAY-QR, Vietnam.
    VietQr,
    /// BharatQR, India.
    BharatQr,
    /// The Faster Payment System, Hong Kong.
    Fps,
    /// KHQR, Cambodia.
    Khqr,
    /// JPQR, Japan.
    Jpqr,
    /// QR Ph, the Philippines.
    QrPh,
    /// NEPALPAY, Nepal.
    NepalPay,
    /// LANKAQR, Sri Lanka.
    LankaQr,
    /// MMQR, Myanmar.
    Mmqr,
    /// The interoperable code of Argentina.
    Argentina,
    /// The interoperable code of Colombia.
    Colombia,
    /// The interoperable code of Laos.
    Laos,
    /// None that is known here.
    Other,
}

impl Profile {
    /// Returns the word of the profile, such as `pix`; `emv-mpm` for none.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pix => "pix",
            Self::Qris => "qris",
            Self::PromptPay => "promptpay",
            Self::PayNow => "paynow-sgqr",
            Self::DuitNow => "duitnow",
            Self::VietQr => "vietqr",
            Self::BharatQr => "bharatqr",
            Self::Fps => "fps-hk",
            Self::Khqr => "khqr",
            Self::Jpqr => "jpqr",
            Self::QrPh => "qrph",
            Self::NepalPay => "nepalpay",
            Self::LankaQr => "lankaqr",
            Self::Mmqr => "mmqr",
            Self::Argentina => "emv-ar",
            Self::Colombia => "emv-co",
            Self::Laos => "emv-la",
            Self::Other => "emv-mpm",
        }
    }

    /// Returns the country whose profile it is.
    const fn country(self) -> Option<&'static str> {
        Some(match self {
            Self::Pix => "BR",
            Self::Qris => "ID",
            Self::PromptPay => "TH",
            Self::PayNow => "SG",
            Self::DuitNow => "MY",
            Self::VietQr => "VN",
            Self::BharatQr => "IN",
            Self::Fps => "HK",
            Self::Khqr => "KH",
            Self::Jpqr => "JP",
            Self::QrPh => "PH",
            Self::NepalPay => "NP",
            Self::LankaQr => "LK",
            Self::Mmqr => "MM",
            Self::Argentina => "AR",
            Self::Colombia => "CO",
            Self::Laos => "LA",
            Self::Other => return None,
        })
    }

    /// Returns the profile of countries where every code of the standard follows the national one,
    /// whoever issued it: there the issuer's own identifier is as good as the national one.
    fn of_country(country: &str) -> Self {
        match country {
            "BR" => Self::Pix,
            "ID" => Self::Qris,
            "VN" => Self::VietQr,
            "IN" => Self::BharatQr,
            "KH" => Self::Khqr,
            "PH" => Self::QrPh,
            "AR" => Self::Argentina,
            "CO" => Self::Colombia,
            "LA" => Self::Laos,
            _ => Self::Other,
        }
    }
}

/// A template with an identifier that is known here.
struct Found<'a> {
    known: &'static Known,
    template: &'a Template,
}

/// Returns the template that decides the profile: one of the code's own country before one of
/// another, an account before the mark of a label, and the first of equals.
fn deciding(code: &MerchantPresented) -> Option<Found<'_>> {
    if khqr::is_khqr(code) {
        return None;
    }
    let templates = code.accounts().iter().filter_map(|account| account.template.as_ref());
    let found = templates.filter_map(|template| {
        let known = Known::of(template.guid()?)?;
        known.profile.country().map(|_| Found { known, template })
    });
    found.min_by_key(|found| {
        (code.country() != found.known.profile.country(), !found.known.is_account)
    })
}

impl MerchantPresented {
    /// Returns whose rules the code follows beside those of the standard.
    pub fn profile(&self) -> Profile {
        match deciding(self) {
            Some(found) => found.known.profile,
            None if self.has_colombian_template() => Profile::Colombia,
            None => self.country().map_or(Profile::Other, Profile::of_country),
        }
    }

    /// Returns whether a template is of one of Colombia's two networks, which have an identifier
    /// for each object.
    fn has_colombian_template(&self) -> bool {
        let templates = self.accounts().iter().filter_map(|account| account.template.as_ref());
        let mut objects = templates.flat_map(|template| template.objects());
        objects.any(|object| {
            object.value.starts_with("CO.COM.RBM.") || object.value.starts_with("CO.COM.CRB.")
        })
    }
}

/// Returns what the profile's own objects say.
pub(super) fn fields(code: &MerchantPresented) -> Fields {
    let found = deciding(code);
    let profile = code.profile();
    let own = match &found {
        Some(found) => found.known.fields(found.template),
        None => Fields::default(),
    };
    let more = match (profile, &found) {
        (Profile::Pix, Some(found)) => pix::fields(code, found.template),
        (Profile::Qris, _) => qris::fields(code),
        (Profile::PromptPay, Some(found)) => promptpay::fields(code, found.template),
        (Profile::PayNow, Some(found)) => paynow::fields(found.template),
        (Profile::VietQr, Some(found)) => vietqr::fields(code, found.template),
        (Profile::BharatQr, _) => bharatqr::fields(code),
        (Profile::Fps, Some(found)) => fps::fields(found.template),
        (Profile::Khqr, _) => khqr::fields(code),
        _ => Fields::default(),
    };
    own.and(more).and(network::fields(code))
}
