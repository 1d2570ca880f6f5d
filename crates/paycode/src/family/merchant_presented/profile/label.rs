//! What a profile says about a printed label that somebody adds a network to.

use super::{Profile, khqr, pix, promptpay};
use crate::family::merchant_presented::{Initiation, MerchantPresented, id};

/// Why nothing may be added to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelHindrance {
    /// It is for one payment, or ends by itself.
    OnePayment,
    /// It holds a signature or hash over itself, which an added object would break.
    Signed,
}

/// Returns why nothing may be added to a code.
pub(crate) fn hindrance(code: &MerchantPresented) -> Option<LabelHindrance> {
    if is_for_one_payment(code) {
        Some(LabelHindrance::OnePayment)
    } else if is_signed(code) {
        Some(LabelHindrance::Signed)
    } else {
        None
    }
}

fn is_for_one_payment(code: &MerchantPresented) -> bool {
    let is_dynamic = match code.initiation() {
        Initiation::Static | Initiation::Absent => false,
        Initiation::Dynamic | Initiation::Reserved(_) => true,
    };
    let mut templates = code.accounts().iter().filter_map(|account| account.template.as_ref());
    is_dynamic
        || pix::is_charge(code)
        || code.profile() == Profile::Khqr && khqr::expires(code)
        || templates.any(promptpay::is_for_one_payment)
}

fn is_signed(code: &MerchantPresented) -> bool {
    let has = |from: u8, to: u8| code.objects().iter().any(|o| (from..=to).contains(&o.id));
    let is_security = |guid: &str| guid.to_ascii_uppercase().ends_with(".SEC");
    match code.profile() {
        Profile::DuitNow => has(id::UNRESERVED_FIRST + 2, id::UNRESERVED_FIRST + 2),
        Profile::Argentina => has(id::UNRESERVED_FIRST + 1, id::UNRESERVED_FIRST + 4),
        Profile::Colombia => code.unreserved().any(|(_, template)| {
            template.objects().iter().any(|object| is_security(&object.value))
        }),
        _ => false,
    }
}

/// Returns whether readers of a profile look at this ID without asking whose template it is.
pub(crate) const fn is_read_by_number(profile: Profile, id: u8) -> bool {
    match profile {
        // One template an acquirer, and the national identifier.
        Profile::Qris => matches!(id, 26..=45 | 51),
        Profile::Pix | Profile::DuitNow | Profile::Fps | Profile::Jpqr => id == 26,
        Profile::PayNow => matches!(id, 26 | 51),
        Profile::PromptPay => matches!(id, 29..=31),
        Profile::VietQr => matches!(id, 26 | 38),
        Profile::BharatQr => matches!(id, 26..=28),
        Profile::Khqr => matches!(id, 29..=30),
        Profile::QrPh => matches!(id, 27..=28),
        Profile::Laos => id == 38,
        Profile::Colombia => matches!(id, 26 | 49..=50),
        Profile::Argentina => matches!(id, 26 | 43 | 50),
        Profile::NepalPay | Profile::LankaQr | Profile::Mmqr | Profile::Other => false,
    }
}
