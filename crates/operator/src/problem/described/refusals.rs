//! What each operation can be refused with. Tests hold every answer against this table.

use wire::ErrorCode::{self, *};

/// Codes that come together.
pub(super) type Codes = &'static [ErrorCode];

/// The limits that stand before every operation, and what may break behind it.
const ANY: Codes = &[RequestTimeout, RateLimited, Overloaded, StoreUnavailable, Internal];
/// Signed by a device.
const DEVICE: Codes = &[
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
const TILL: Codes = &[
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
const SERVES: Codes = &[StaffRoleInsufficient, MerchantPending, MerchantClosed];
/// Which only some of the staff may look at or do.
const ROLE: Codes = &[StaffRoleInsufficient];
/// With a body.
const BODY: Codes = &[RequestMalformed, RequestTooLarge, MediaTypeUnsupported];
/// With something named in the address.
const NAMED: Codes = &[RequestMalformed, NotFound];
/// With a page to ask for.
const PAGED: Codes = &[RequestMalformed];
/// With an amount and a note.
const AMOUNT: Codes = &[AmountZero, AmountTooLarge, CurrencyMismatch, NoteMalformed];

/// Which gives money back.
const RETURN: Codes = &[IdempotencyConflict, InsufficientFunds, BalanceTooLarge];
/// With a payment or an order that is given back.
const OF: Codes = &[PaymentUnknown, OrderUnknown];
/// Which is or would be a refund.
const REFUND: Codes = &[
    PaymentNotRefundable,
    PaymentReversed,
    RefundTooLate,
    RefundTooSoon,
    RefundsUsed,
    RefundTooMuch,
    InsufficientFunds,
];

/// About a webhook that others may change.
const WEBHOOK: Codes = &[WebhookUnknown, WebhookStale];

/// Method, address and codes of every operation.
pub(super) const REFUSALS: &[(&str, &str, &[Codes])] = &[
    ("get", "/v1/operator", &[ANY]),
    (
        "post",
        "/v1/enrolments",
        &[
            ANY,
            DEVICE,
            BODY,
            &[
                HandleMalformed,
                HandleKindUnsupported,
                IdempotencyConflict,
                EnrolmentExpired,
                CodeNotSent,
            ],
        ],
    ),
    (
        "post",
        "/v1/enrolments/{enrolment}/confirm",
        &[
            ANY,
            DEVICE,
            BODY,
            NAMED,
            &[
                EnrolmentUnknown,
                EnrolmentExpired,
                CodeWrong,
                CodeTriesUsed,
                NameMalformed,
                IdempotencyConflict,
            ],
        ],
    ),
    (
        "put",
        "/v1/pin",
        &[ANY, DEVICE, BODY, &[PinMalformed, PinNotSet, PinMissing, PinWrong, PinLocked]],
    ),
    ("get", "/v1/account", &[ANY, DEVICE]),
    (
        "get",
        "/v1/payees/{kind}/{id}",
        &[
            ANY,
            DEVICE,
            NAMED,
            &[
                PayeeUnknown,
                PayeeClosed,
                LabelClosed,
                MerchantLimited,
                PayeeIsPayer,
                OrderUnknown,
                OrderExpired,
                OrderClosed,
                OrderPaid,
                OrderPaidByOther,
                OrderReversed,
            ],
        ],
    ),
    ("get", "/v1/campaigns", &[ANY]),
    ("get", "/v1/campaigns/{campaign}", &[ANY, NAMED, &[NotFound]]),
    ("get", "/v1/campaigns/{campaign}/uplift", &[ANY, TILL, NAMED, &[NotFound]]),
    ("get", "/v1/campaigns/{campaign}/days/{day}", &[ANY, NAMED, PAGED, &[NotFound]]),
    ("get", "/v1/cards", &[ANY, DEVICE]),
    (
        "post",
        "/v1/card-bindings",
        &[
            ANY,
            DEVICE,
            BODY,
            &[
                CardsNotOffered,
                CardsFull,
                CardRefused,
                CardLocked,
                CardBindingExpired,
                IdempotencyConflict,
                IssuerUnavailable,
            ],
        ],
    ),
    (
        "post",
        "/v1/card-bindings/{binding}/confirm",
        &[
            ANY,
            DEVICE,
            BODY,
            NAMED,
            &[
                CardsNotOffered,
                CardsFull,
                CardLocked,
                CardBindingUnknown,
                CardBindingExpired,
                CodeWrong,
                CodeTriesUsed,
                IdempotencyConflict,
                IssuerUnavailable,
            ],
        ],
    ),
    ("post", "/v1/cards/{card}/unbind", &[ANY, DEVICE, BODY, NAMED, &[CardUnknown]]),
    ("get", "/v1/entrants", &[ANY, DEVICE]),
    ("get", "/v1/coupons", &[ANY, DEVICE]),
    ("get", "/v1/coupons/offered", &[ANY, DEVICE]),
    ("get", "/v1/coupons/stocks/{stock}", &[ANY, DEVICE, NAMED, &[StockUnknown]]),
    (
        "post",
        "/v1/coupons",
        &[
            ANY,
            DEVICE,
            BODY,
            &[
                IdempotencyConflict,
                StockUnknown,
                StockNotActive,
                CouponTooEarly,
                CouponTooLate,
                CouponPersonUsed,
                CouponsGone,
                CouponsGoneToday,
                CardNeeded,
                CardUnknown,
                CardGiftTaken,
            ],
        ],
    ),
    ("get", "/v1/envelopes", &[ANY, DEVICE]),
    ("get", "/v1/envelopes/{envelope}", &[ANY, DEVICE, NAMED, &[EnvelopeUnknown]]),
    (
        "post",
        "/v1/envelopes",
        &[
            ANY,
            DEVICE,
            BODY,
            AMOUNT,
            &[
                IdempotencyConflict,
                PinMalformed,
                PinNotSet,
                PinMissing,
                PinWrong,
                PinLocked,
                PaymentOrderExpired,
                PayeeUnknown,
                PayeeClosed,
                PayeeIsPayer,
                InsufficientFunds,
                EnvelopeSharesInvalid,
                EnvelopeTooSmall,
                EnvelopeTooLarge,
            ],
        ],
    ),
    (
        "post",
        "/v1/envelopes/{envelope}/claims",
        &[
            ANY,
            DEVICE,
            BODY,
            NAMED,
            &[
                IdempotencyConflict,
                CurrencyMismatch,
                BalanceTooLarge,
                EnvelopeUnknown,
                EnvelopeNotForYou,
                EnvelopeClaimed,
                EnvelopeEmpty,
                EnvelopeOver,
            ],
        ],
    ),
    (
        "post",
        "/v1/payments",
        &[
            ANY,
            DEVICE,
            BODY,
            AMOUNT,
            &[
                IdempotencyConflict,
                PinMalformed,
                PinNotSet,
                PinMissing,
                PinWrong,
                PinLocked,
                PaymentOrderExpired,
                PayeeUnknown,
                PayeeClosed,
                LabelClosed,
                MerchantLimited,
                PayeeIsPayer,
                OrderUnknown,
                OrderExpired,
                OrderClosed,
                OrderPaid,
                OrderPaidByOther,
                OrderInParts,
                OrderReversed,
                OrderAmountDiffers,
                CouponsNotTaken,
                CouponUnknown,
                CouponUsed,
                CouponLapsed,
                CouponPriceDiffers,
                InsufficientFunds,
                BalanceTooLarge,
            ],
        ],
    ),
    ("get", "/v1/payments", &[ANY, DEVICE, PAGED]),
    ("get", "/v1/payments/{payment}", &[ANY, DEVICE, NAMED, &[PaymentUnknown]]),
    ("get", "/v1/payments/{payment}/receipt", &[ANY, DEVICE, TILL, NAMED, &[PaymentUnknown]]),
    ("get", "/v1/heads", &[ANY, PAGED]),
    ("get", "/v1/heads/latest", &[ANY, &[HeadUnknown]]),
    ("get", "/v1/heads/{size}", &[ANY, NAMED, &[HeadUnknown]]),
    ("get", "/v1/heads/{size}/consistency", &[ANY, NAMED, PAGED, &[HeadUnknown]]),
    ("get", "/v1/neutrality", &[ANY, PAGED]),
    (
        "post",
        "/v1/neutrality/{entry}/appeal",
        &[
            ANY,
            TILL,
            ROLE,
            BODY,
            NAMED,
            &[
                IdempotencyConflict,
                NeutralityStale,
                NeutralityTextMalformed,
                NeutralityEntryUnknown,
                NeutralityAppealed,
            ],
        ],
    ),
    ("get", "/v1/payer-code", &[ANY, DEVICE]),
    (
        "post",
        "/v1/payer-code/payments",
        &[
            ANY,
            TILL,
            SERVES,
            BODY,
            AMOUNT,
            &[
                IdempotencyConflict,
                PayerCodeMalformed,
                PayerCodeUnknown,
                PayerCodeUsed,
                PayerCodeCapped,
                PayerCodeLocked,
                PayeeClosed,
                MerchantLimited,
                MerchantClosed,
                InsufficientFunds,
                BalanceTooLarge,
            ],
        ],
    ),
    (
        "post",
        "/v1/orders",
        &[
            ANY,
            TILL,
            SERVES,
            BODY,
            AMOUNT,
            &[IdempotencyConflict, OrderTimeInvalid, PayeeClosed, MerchantLimited],
        ],
    ),
    ("get", "/v1/orders/{order}", &[ANY, TILL, NAMED, &[OrderUnknown]]),
    ("post", "/v1/orders/{order}/close", &[ANY, TILL, SERVES, NAMED, &[OrderUnknown, OrderPaid]]),
    ("get", "/v1/orders/{order}/code.svg", &[ANY, TILL, NAMED, &[OrderUnknown]]),
    (
        "post",
        "/v1/orders/{order}/reverse",
        &[
            ANY,
            TILL,
            SERVES,
            BODY,
            NAMED,
            RETURN,
            &[OrderUnknown, ReversalTooSoon, ReversalTooLate, OrderRefunded],
        ],
    ),
    ("post", "/v1/refunds", &[ANY, TILL, SERVES, BODY, AMOUNT, RETURN, OF, REFUND]),
    ("post", "/v1/refunds/preview", &[ANY, TILL, BODY, AMOUNT, OF, REFUND]),
    ("get", "/v1/refunds", &[ANY, TILL, PAGED, OF]),
    ("get", "/v1/till", &[ANY, TILL]),
    ("get", "/v1/till/label.pdf", &[ANY, TILL, ROLE, PAGED, &[LabelUnprintable]]),
    ("get", "/v1/till/slips/{payment}", &[ANY, TILL, NAMED, &[PaymentUnknown]]),
    ("get", "/v1/merchant/export", &[ANY, TILL, ROLE]),
    ("get", "/v1/merchant/neutrality", &[ANY, TILL]),
    ("get", "/v1/till/payments", &[ANY, TILL, PAGED]),
    ("get", "/v1/bills", &[ANY, TILL, ROLE, PAGED]),
    ("get", "/v1/bills/{date}", &[ANY, TILL, ROLE, NAMED, &[BillUnknown]]),
    ("get", "/v1/bills/{date}/{file}", &[ANY, TILL, ROLE, NAMED, &[BillUnknown]]),
    ("get", "/v1/figures", &[ANY, TILL, ROLE, PAGED]),
    ("get", "/v1/figures/takers", &[ANY, TILL, PAGED]),
    ("get", "/v1/events", &[ANY, DEVICE, TILL]),
    ("get", "/v1/sound-boxes", &[ANY, TILL, ROLE]),
    ("post", "/v1/sound-boxes", &[ANY, BODY, &[SoundCodeInvalid, SoundBoxesTooMany]]),
    ("post", "/v1/sound-boxes/codes", &[ANY, TILL, ROLE, &[SoundBoxesTooMany]]),
    ("post", "/v1/sound-boxes/{box}/off", &[ANY, TILL, ROLE, NAMED, &[SoundBoxUnknown]]),
    ("get", "/v1/sound-boxes/events", &[ANY, &[RequestMalformed, SoundBoxOff]]),
    ("post", "/v1/keys", &[ANY, TILL, BODY, &[IdempotencyConflict, KeyMalformed, KeysFull]]),
    ("get", "/v1/keys", &[ANY, TILL]),
    ("get", "/v1/sandbox/clock", &[ANY, TILL, &[SandboxOff]]),
    (
        "post",
        "/v1/sandbox/clock",
        &[
            ANY,
            TILL,
            BODY,
            &[IdempotencyConflict, SandboxOff, SandboxClockBack, SandboxClockTooFar],
        ],
    ),
    ("post", "/v1/keys/{key}/revoke", &[ANY, TILL, NAMED, &[KeyUnknown]]),
    (
        "post",
        "/v1/webhooks",
        &[ANY, TILL, BODY, &[IdempotencyConflict, WebhookAddressRefused, WebhooksFull]],
    ),
    ("get", "/v1/webhooks", &[ANY, TILL]),
    ("get", "/v1/webhooks/{webhook}/deliveries", &[ANY, TILL, NAMED, &[WebhookUnknown]]),
    ("post", "/v1/webhooks/{webhook}/rotate", &[ANY, TILL, BODY, NAMED, WEBHOOK]),
    ("post", "/v1/webhooks/{webhook}/close", &[ANY, TILL, NAMED, &[WebhookUnknown]]),
    ("post", "/v1/webhooks/{webhook}/test", &[ANY, TILL, BODY, NAMED, WEBHOOK]),
    ("post", "/v1/webhooks/{webhook}/replay", &[ANY, TILL, BODY, NAMED, WEBHOOK, &[EventUnknown]]),
    ("post", "/v1/webhooks/{webhook}/resume", &[ANY, TILL, NAMED, WEBHOOK]),
    ("get", "/v1/merchants", &[ANY, DEVICE]),
    (
        "post",
        "/v1/merchants",
        &[
            ANY,
            DEVICE,
            BODY,
            &[NameMalformed, AddressMalformed, IdempotencyConflict, MerchantsTooMany],
        ],
    ),
    (
        "post",
        "/v1/merchants/{merchant}/withdrawals",
        &[
            ANY,
            DEVICE,
            BODY,
            NAMED,
            AMOUNT,
            SERVES,
            &[PinMalformed, PinNotSet, PinMissing, PinWrong, PinLocked],
            &[MerchantUnknown, IdempotencyConflict, InsufficientFunds, BalanceTooLarge],
        ],
    ),
    (
        "get",
        "/v1/merchants/{merchant}/staff",
        &[ANY, DEVICE, NAMED, &[MerchantUnknown, StaffRoleInsufficient]],
    ),
    (
        "post",
        "/v1/merchants/{merchant}/invitations",
        &[ANY, DEVICE, BODY, NAMED, &[MerchantUnknown, StaffRoleInsufficient, IdempotencyConflict]],
    ),
    (
        "post",
        "/v1/staff",
        &[
            ANY,
            DEVICE,
            BODY,
            &[
                InvitationUnknown,
                InvitationUsed,
                InvitationExpired,
                StaffAlready,
                StaffFull,
                MerchantUnknown,
            ],
        ],
    ),
    ("post", "/v1/merchants/{merchant}/staff/{staff}/role", STAFF_CHANGE),
    ("post", "/v1/merchants/{merchant}/staff/{staff}/remove", STAFF_CHANGE),
];

/// Which changes who works for a merchant.
const STAFF_CHANGE: &[Codes] = &[
    ANY,
    DEVICE,
    BODY,
    NAMED,
    &[MerchantUnknown, StaffRoleInsufficient, StaffUnknown, StaffLastOwner],
];
