//! What each operation can be refused with: by this table every answer stands in the description of
//! the API, with its status, its codes and its headers. Tests hold every answer against it.

use crate::request::scope::NEEDED;
use std::collections::BTreeMap;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{
    ContentBuilder, Header, OpenApi, Ref, RefOr, Response, ResponseBuilder, Responses, Schema,
};
use wire::ErrorCode::{self, *};

/// Codes that come together.
type Codes = &'static [ErrorCode];

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
const REFUSALS: &[(&str, &str, &[Codes])] = &[
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
                OrderReversed,
            ],
        ],
    ),
    ("get", "/v1/campaigns", &[ANY]),
    ("get", "/v1/campaigns/{campaign}", &[ANY, NAMED, &[NotFound]]),
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
    ("get", "/v1/till/label.pdf", &[ANY, TILL, PAGED, &[LabelUnprintable]]),
    ("get", "/v1/merchant/export", &[ANY, TILL]),
    ("get", "/v1/till/payments", &[ANY, TILL, PAGED]),
    ("get", "/v1/bills", &[ANY, TILL, PAGED]),
    ("get", "/v1/bills/{date}", &[ANY, TILL, NAMED, &[BillUnknown]]),
    ("get", "/v1/bills/{date}/{file}", &[ANY, TILL, NAMED, &[BillUnknown]]),
    ("get", "/v1/figures", &[ANY, TILL, PAGED]),
    ("get", "/v1/events", &[ANY, DEVICE, TILL]),
    ("get", "/v1/sound-boxes", &[ANY, TILL]),
    ("post", "/v1/sound-boxes", &[ANY, BODY, &[SoundCodeInvalid, SoundBoxesTooMany]]),
    ("post", "/v1/sound-boxes/codes", &[ANY, TILL, &[SoundBoxesTooMany]]),
    ("post", "/v1/sound-boxes/{box}/off", &[ANY, TILL, NAMED, &[SoundBoxUnknown]]),
    ("get", "/v1/sound-boxes/events", &[ANY, &[RequestMalformed, SoundBoxOff]]),
    ("post", "/v1/keys", &[ANY, TILL, BODY, &[IdempotencyConflict, KeyMalformed, KeysFull]]),
    ("get", "/v1/keys", &[ANY, TILL]),
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

/// Puts the scope that a key needs for an operation, and every operation's refusals, into the
/// description, in the place of a general word on them.
pub fn describe(openapi: &mut OpenApi) {
    for (method, path, scope) in NEEDED {
        let method = method.to_ascii_lowercase();
        let item = openapi.paths.paths.get_mut(*path);
        if let Some(operation) = item.and_then(|item| operation(item, &method)) {
            let extension = Extensions::from_iter([("x-scope", scope.word())]);
            operation.extensions = Some(extension);
        }
    }
    for (method, path, codes) in REFUSALS {
        let operation = openapi.paths.paths.get_mut(*path).and_then(|item| operation(item, method));
        if let Some(operation) = operation {
            put(&mut operation.responses, codes);
        }
    }
}

fn operation<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "get" => item.get.as_mut(),
        "put" => item.put.as_mut(),
        _ => item.post.as_mut(),
    }
}

fn put(responses: &mut Responses, codes: &[Codes]) {
    responses.responses.remove("default");
    let mut by_status: BTreeMap<u16, Vec<ErrorCode>> = BTreeMap::new();
    for code in codes.iter().copied().flatten() {
        let same = by_status.entry(code.status()).or_default();
        if !same.contains(code) {
            same.push(*code);
        }
    }
    for (status, codes) in by_status {
        responses.responses.insert(status.to_string(), RefOr::T(refusal(status, &codes)));
    }
}

fn refusal(status: u16, codes: &[ErrorCode]) -> Response {
    let sentences: Vec<String> =
        codes.iter().map(|code| format!("`{}`: {}", code.word(), code.sentence())).collect();
    let words = codes.iter().map(|code| code.word());
    let code = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words));
    let narrowed = ObjectBuilder::new().schema_type(SchemaType::AnyValue).property("code", code);
    let schema = AllOfBuilder::new().item(Ref::from_schema_name("Problem")).item(narrowed);
    let content = ContentBuilder::new().schema(Some(Schema::AllOf(schema.build()))).build();
    let mut response = ResponseBuilder::new()
        .description(sentences.join("\n"))
        .content("application/problem+json", content)
        .header("X-Request-Id", request_id());
    if matches!(status, 429 | 503) || codes.contains(&PinLocked) {
        response = response.header("Retry-After", retry_after());
    }
    response.build()
}

fn request_id() -> Header {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(64))
        .pattern(Some("^[0-9A-Za-z_-]+$"));
    let text = "The request's number, to find it in the operator's log.";
    HeaderBuilder::new().schema(Some(schema)).description(Some(text)).build()
}

fn retry_after() -> Header {
    let schema = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(super::RETRY_AFTER_MAX_S));
    HeaderBuilder::new().schema(Some(schema)).description(Some("Seconds to wait.")).build()
}
