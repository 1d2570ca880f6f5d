//! Codes that operations are refused with together.

use wire::ErrorCode::{self, *};

/// Codes that come together.
pub(super) type Codes = &'static [ErrorCode];

/// The limits that stand before every operation, and what may break behind it.
pub(super) const ANY: Codes =
    &[RequestTimeout, RateLimited, Overloaded, StoreUnavailable, Internal];
/// Signed by a device.
pub(super) const DEVICE: Codes = &[
    RequestMalformed,
    RequestTooLarge,
    SignatureMissing,
    SignatureInvalid,
    SignatureExpired,
    SignatureReplayed,
    DeviceUnknown,
    DeviceRevoked,
];
/// With the key of a till or another program, or signed by a device for the merchant whose staff
/// its person is of.
pub(super) const TILL: Codes = &[
    RequestMalformed,
    RequestTooLarge,
    SignatureMissing,
    SignatureInvalid,
    SignatureExpired,
    SignatureReplayed,
    DeviceUnknown,
    DeviceRevoked,
    MerchantUnknown,
    TillKeyInvalid,
    KeyScopeMissing,
];
/// Which changes something there.
pub(super) const SERVES: Codes = &[StaffRoleInsufficient, MerchantPending, MerchantClosed];
/// Which only some of the staff may look at or do.
pub(super) const ROLE: Codes = &[StaffRoleInsufficient];
/// With a body.
pub(super) const BODY: Codes = &[RequestMalformed, RequestTooLarge, MediaTypeUnsupported];
/// With something named in the address.
pub(super) const NAMED: Codes = &[RequestMalformed, NotFound];
/// With a page to ask for.
pub(super) const PAGED: Codes = &[RequestMalformed];
/// With an amount and a note.
pub(super) const AMOUNT: Codes = &[AmountZero, AmountTooLarge, CurrencyMismatch, NoteMalformed];

/// With the payment PIN.
pub(super) const PIN: Codes = &[PinMalformed, PinNotSet, PinMissing, PinWrong, PinLocked];

/// Which gives money back.
pub(super) const RETURN: Codes = &[IdempotencyConflict, InsufficientFunds, BalanceTooLarge];
/// With a payment or an order that is given back.
pub(super) const OF: Codes = &[PaymentUnknown, OrderUnknown];
/// Which is or would be a refund.
pub(super) const REFUND: Codes = &[
    PaymentNotRefundable,
    PaymentReversed,
    RefundTooLate,
    RefundTooSoon,
    RefundsUsed,
    RefundTooMuch,
    RefundTooSmall,
    InsufficientFunds,
];

/// About a webhook that others may change.
pub(super) const WEBHOOK: Codes = &[WebhookUnknown, WebhookStale];

/// Which changes who works for a merchant.
pub(super) const STAFF_CHANGE: &[Codes] = &[
    ANY,
    DEVICE,
    BODY,
    NAMED,
    &[MerchantUnknown, StaffRoleInsufficient, StaffUnknown, StaffLastOwner],
];
