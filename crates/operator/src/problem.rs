//! From an error inside to the problem document (RFC 9457) that a client gets.
//!
//! A handler fails with [`Fault`]; the outermost layer (`request::answer`) writes the document, so
//! that every one carries the request's number, axum's own rejections included.

mod described;

pub use described::describe;

use crate::teller::TellerError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bank::{Refusal, Rejection, TimeMs};
use wire::{ErrorCode, Problem};

/// The longest wait that a client is told, in seconds: a PIN that is locked for a day.
const RETRY_AFTER_MAX_S: u64 = 86_400;

/// After how many seconds a store that failed is worth another try.
const STORE_RETRY_AFTER_S: u64 = 2;

/// A problem on its way out.
#[derive(Clone, Debug)]
pub struct Fault(pub Box<Problem>);

impl From<ErrorCode> for Fault {
    fn from(code: ErrorCode) -> Self {
        Self(Box::new(Problem::new(code)))
    }
}

impl Fault {
    /// Adds what exactly was wrong; never give it a secret.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Adds when to try again, in seconds.
    #[must_use]
    pub fn retry_after_s(mut self, seconds: u64) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    /// Adds how many tries are left.
    #[must_use]
    pub fn tries_left(mut self, tries: Option<u8>) -> Self {
        self.0.tries_left = tries;
        self
    }

    /// Returns an internal error; what happened goes to the log only.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        tracing::error!(error = %what, "internal error");
        ErrorCode::Internal.into()
    }

    /// Returns the fault of a store that could not be read; why goes to the log only.
    pub fn unreadable(why: impl std::fmt::Display) -> Self {
        tracing::error!(error = %why, "the store cannot be read");
        Self::store_unavailable()
    }

    /// Returns the fault of a store that failed. Whether a command was done is unknown then: the
    /// same key asks again.
    pub fn store_unavailable() -> Self {
        Self::from(ErrorCode::StoreUnavailable).retry_after_s(STORE_RETRY_AFTER_S)
    }

    /// Returns the fault for a teller that does not decide.
    pub fn of_teller(error: &TellerError) -> Self {
        match error {
            TellerError::Overloaded => Self::from(ErrorCode::Overloaded).retry_after_s(1),
            TellerError::Unknown => Self::store_unavailable(),
        }
    }

    /// Returns the fault that a refusal of the bank stands for, as seen now.
    pub fn refused(refusal: &Refusal, now: TimeMs) -> Self {
        let Refusal { rejection, tries_left, locked_until, leg: _ } = refusal;
        let fault = Self::from(code(*rejection)).tries_left(*tries_left);
        match locked_until {
            Some(until) => fault.retry_after_s(until.0.saturating_sub(now.0).div_ceil(1000).max(1)),
            None => fault,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes a problem document.
pub fn document(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = problem.retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Returns the code on the wire for a rejection of the bank.
pub const fn code(rejection: Rejection) -> ErrorCode {
    match rejection {
        Rejection::SignatureReplayed => ErrorCode::SignatureReplayed,
        Rejection::DeviceUnknown | Rejection::PersonUnknown => ErrorCode::DeviceUnknown,
        Rejection::DeviceRevoked | Rejection::PersonClosed => ErrorCode::DeviceRevoked,
        Rejection::DeviceNotFound => ErrorCode::DeviceNotFound,
        Rejection::DeviceItself => ErrorCode::DeviceItself,
        Rejection::IdempotencyConflict | Rejection::IdentifierTaken | Rejection::HandleTaken => {
            ErrorCode::IdempotencyConflict
        }
        Rejection::PayerCodeUnknown => ErrorCode::PayerCodeUnknown,
        Rejection::PayerCodeUsed => ErrorCode::PayerCodeUsed,
        Rejection::PayerCodeCapped => ErrorCode::PayerCodeCapped,
        Rejection::NameMalformed | Rejection::NameMissing => ErrorCode::NameMalformed,
        Rejection::NoteMalformed => ErrorCode::NoteMalformed,
        Rejection::MerchantUnknown => ErrorCode::MerchantUnknown,
        Rejection::MerchantClosed => ErrorCode::MerchantClosed,
        Rejection::MerchantLimited => ErrorCode::MerchantLimited,
        // The desk's account is made by `init`; without it the operator is not set up.
        Rejection::DeskUnknown => ErrorCode::Internal,
        Rejection::EnrolmentUnknown => ErrorCode::EnrolmentUnknown,
        Rejection::EnrolmentExpired => ErrorCode::EnrolmentExpired,
        Rejection::CodeTriesUsed => ErrorCode::CodeTriesUsed,
        Rejection::CodeWrong => ErrorCode::CodeWrong,
        Rejection::PaymentOrderExpired => ErrorCode::PaymentOrderExpired,
        Rejection::AmountZero => ErrorCode::AmountZero,
        Rejection::AmountTooLarge => ErrorCode::AmountTooLarge,
        Rejection::LabelUnknown | Rejection::ReceiveCodeUnknown => ErrorCode::PayeeUnknown,
        Rejection::LabelClosed => ErrorCode::LabelClosed,
        Rejection::PayeeClosed => ErrorCode::PayeeClosed,
        Rejection::OrderUnknown => ErrorCode::OrderUnknown,
        Rejection::OrderPaid => ErrorCode::OrderPaid,
        Rejection::OrderPaidByOther => ErrorCode::OrderPaidByOther,
        Rejection::OrderInParts => ErrorCode::OrderInParts,
        Rejection::OrderClosed => ErrorCode::OrderClosed,
        Rejection::OrderExpired => ErrorCode::OrderExpired,
        Rejection::OrderAmountDiffers => ErrorCode::OrderAmountDiffers,
        Rejection::OrderTimeInvalid => ErrorCode::OrderTimeInvalid,
        Rejection::GoodsMalformed => ErrorCode::GoodsMalformed,
        Rejection::GoodsSumDiffers => ErrorCode::GoodsSumDiffers,
        Rejection::PayeeIsPayer => ErrorCode::PayeeIsPayer,
        Rejection::CurrencyMismatch => ErrorCode::CurrencyMismatch,
        Rejection::PinNotSet => ErrorCode::PinNotSet,
        Rejection::PinLocked => ErrorCode::PinLocked,
        Rejection::PinMissing | Rejection::PinAlreadySet => ErrorCode::PinMissing,
        Rejection::InsufficientFunds => ErrorCode::InsufficientFunds,
        Rejection::BalanceTooLarge => ErrorCode::BalanceTooLarge,
        Rejection::OrderReversed => ErrorCode::OrderReversed,
        Rejection::ReversalTooSoon => ErrorCode::ReversalTooSoon,
        Rejection::ReversalTooLate => ErrorCode::ReversalTooLate,
        Rejection::OrderRefunded => ErrorCode::OrderRefunded,
        Rejection::PaymentUnknown => ErrorCode::PaymentUnknown,
        Rejection::PaymentNotRefundable => ErrorCode::PaymentNotRefundable,
        Rejection::PaymentReversed => ErrorCode::PaymentReversed,
        Rejection::RefundTooLate => ErrorCode::RefundTooLate,
        Rejection::RefundTooSoon => ErrorCode::RefundTooSoon,
        Rejection::RefundsUsed => ErrorCode::RefundsUsed,
        Rejection::RefundTooMuch => ErrorCode::RefundTooMuch,
        Rejection::RefundTooSmall => ErrorCode::RefundTooSmall,
        Rejection::HoldUnknown => ErrorCode::HoldUnknown,
        Rejection::HoldPosted => ErrorCode::HoldPosted,
        Rejection::HoldVoided => ErrorCode::HoldVoided,
        Rejection::HoldExpired => ErrorCode::HoldExpired,
        Rejection::HoldExceeded => ErrorCode::HoldExceeded,
        Rejection::HoldTimeInvalid => ErrorCode::HoldTimeInvalid,
        of_promotions => code_of_promotions(of_promotions),
    }
}

/// Returns the code for a rejection about coupons, envelopes and staff, and for what no caller is
/// told.
const fn code_of_promotions(rejection: Rejection) -> ErrorCode {
    match rejection {
        Rejection::ApiKeyMalformed => ErrorCode::KeyMalformed,
        Rejection::ApiKeyUnknown => ErrorCode::KeyUnknown,
        Rejection::WebhookMalformed => ErrorCode::WebhookAddressRefused,
        Rejection::WebhookUnknown => ErrorCode::WebhookUnknown,
        Rejection::WebhookStale => ErrorCode::WebhookStale,
        Rejection::StockUnknown => ErrorCode::StockUnknown,
        Rejection::StockNotActive => ErrorCode::StockNotActive,
        Rejection::CouponTooEarly => ErrorCode::CouponTooEarly,
        Rejection::CouponTooLate => ErrorCode::CouponTooLate,
        Rejection::CouponPersonUsed => ErrorCode::CouponPersonUsed,
        Rejection::CouponsGone => ErrorCode::CouponsGone,
        Rejection::CouponsGoneToday => ErrorCode::CouponsGoneToday,
        Rejection::CouponsNotTaken => ErrorCode::CouponsNotTaken,
        Rejection::CouponUnknown => ErrorCode::CouponUnknown,
        Rejection::CouponUsed => ErrorCode::CouponUsed,
        Rejection::CouponLapsed => ErrorCode::CouponLapsed,
        Rejection::CouponPriceDiffers => ErrorCode::CouponPriceDiffers,
        Rejection::EnvelopeSharesInvalid => ErrorCode::EnvelopeSharesInvalid,
        Rejection::EnvelopeTooSmall => ErrorCode::EnvelopeTooSmall,
        Rejection::EnvelopeTooLarge => ErrorCode::EnvelopeTooLarge,
        Rejection::EnvelopeUnknown => ErrorCode::EnvelopeUnknown,
        Rejection::EnvelopeNotForYou => ErrorCode::EnvelopeNotForYou,
        Rejection::EnvelopeClaimed => ErrorCode::EnvelopeClaimed,
        Rejection::EnvelopeEmpty => ErrorCode::EnvelopeEmpty,
        Rejection::EnvelopeOver => ErrorCode::EnvelopeOver,
        Rejection::SandboxClockBack => ErrorCode::SandboxClockBack,
        Rejection::SandboxClockTooFar => ErrorCode::SandboxClockTooFar,
        Rejection::NeutralityStale => ErrorCode::NeutralityStale,
        Rejection::NeutralityTextMalformed => ErrorCode::NeutralityTextMalformed,
        Rejection::NeutralityEntryUnknown => ErrorCode::NeutralityEntryUnknown,
        Rejection::NeutralityAppealed => ErrorCode::NeutralityAppealed,
        Rejection::CardNeeded => ErrorCode::CardNeeded,
        Rejection::CardUnknown => ErrorCode::CardUnknown,
        Rejection::CardGiftTaken => ErrorCode::CardGiftTaken,
        Rejection::CardsFull => ErrorCode::CardsFull,
        Rejection::CardTopUpTooSmall => ErrorCode::CardTopUpTooSmall,
        Rejection::CardTopUpTooLarge => ErrorCode::CardTopUpTooLarge,
        Rejection::CardTopUpDayFull => ErrorCode::CardTopUpDayFull,
        Rejection::CardTopUpsTooMany => ErrorCode::CardTopUpsTooMany,
        Rejection::CardTopUpUnknown => ErrorCode::CardTopUpUnknown,
        Rejection::AddressMalformed => ErrorCode::AddressMalformed,
        Rejection::MerchantsTooMany => ErrorCode::MerchantsTooMany,
        Rejection::MerchantPending => ErrorCode::MerchantPending,
        Rejection::StaffRoleInsufficient => ErrorCode::StaffRoleInsufficient,
        Rejection::StaffUnknown => ErrorCode::StaffUnknown,
        Rejection::StaffLastOwner => ErrorCode::StaffLastOwner,
        Rejection::InvitationUnknown => ErrorCode::InvitationUnknown,
        Rejection::InvitationUsed => ErrorCode::InvitationUsed,
        Rejection::InvitationExpired => ErrorCode::InvitationExpired,
        Rejection::StaffAlready => ErrorCode::StaffAlready,
        Rejection::StaffFull => ErrorCode::StaffFull,
        Rejection::ShiftOpen => ErrorCode::ShiftOpen,
        Rejection::ShiftsFull => ErrorCode::ShiftsFull,
        Rejection::ShiftUnknown => ErrorCode::ShiftUnknown,
        // Only the desk can be told the others, and it has words of its own for them; or no caller
        // gives the command, but the program by itself.
        _ => ErrorCode::Internal,
    }
}

/// Returns the code for a status that a library answered with.
pub fn code_of_status(status: StatusCode) -> ErrorCode {
    match status {
        StatusCode::NOT_FOUND => ErrorCode::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => ErrorCode::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => ErrorCode::RequestTooLarge,
        StatusCode::REQUEST_TIMEOUT => ErrorCode::RequestTimeout,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ErrorCode::MediaTypeUnsupported,
        StatusCode::TOO_MANY_REQUESTS => ErrorCode::RateLimited,
        StatusCode::SERVICE_UNAVAILABLE => ErrorCode::Overloaded,
        status if status.is_client_error() => ErrorCode::RequestMalformed,
        _ => ErrorCode::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::code;
    use bank::Rejection;
    use wire::ErrorCode;

    #[test]
    fn only_what_no_caller_is_told_is_internal() {
        let is_internal = |one: &&Rejection| code(**one) == ErrorCode::Internal;
        let internal: Vec<&Rejection> = Rejection::ALL.iter().filter(is_internal).collect();
        let expected = [
            Rejection::DeskUnknown,
            Rejection::LeaseHeld,
            Rejection::AccountUnknown,
            Rejection::LegsInvalid,
            Rejection::SettingWordsMalformed,
            Rejection::SettingOutOfRange,
            Rejection::SettingTimeInvalid,
            Rejection::SettingStale,
            Rejection::StockTitleMalformed,
            Rejection::StockRulesUnsound,
            Rejection::StockFunderUnknown,
            Rejection::StockStateDiffers,
            Rejection::StockBudgetStale,
            Rejection::StockBudgetTaken,
            Rejection::StockFundsShort,
            Rejection::CampaignUnknown,
            Rejection::CampaignTitleMalformed,
            Rejection::CampaignTermsUnsound,
            Rejection::CampaignFunderUnknown,
            Rejection::CampaignStateDiffers,
            Rejection::CampaignBudgetStale,
            Rejection::CampaignBudgetSpent,
            Rejection::CampaignFundsShort,
            Rejection::SeedWrong,
            Rejection::SeedTooEarly,
            Rejection::CampaignOverlaps,
            // An issuer that says what cannot be: no caller's fault.
            Rejection::CardMalformed,
            Rejection::CardTopUpEnded,
            Rejection::MerchantJudged,
            Rejection::NeutralityReasonUnfit,
            Rejection::MerchantStateDiffers,
            Rejection::AppealAnswered,
            Rejection::ShiftNotClosed,
        ];
        let mut expected: Vec<&Rejection> = expected.iter().collect();
        expected.sort_unstable();
        assert_eq!(internal, expected);
    }
}
