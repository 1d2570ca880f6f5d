//! `POST /v1/payments`: pays a label, an order or a person.
//!
//! A payment that was answered before is answered again the same way, whatever PIN comes with the
//! retry and even without one: the wallet that lost the answer may have forgotten the PIN, and
//! nothing moves a second time.

use crate::clock;
use crate::config::Config;
use crate::problem::Fault;
use crate::request::signed::Caller;
use crate::request::{Signed, detached};
use crate::service::Shared;
use crate::service::view::{self, Side};
use axum::Json;
use axum::extract::State;
use bank::command::{Discounting, Pay, Payee};
use bank::id::{CouponId, LabelId, OrderId, PaymentId, ReceiveCodeId, TimeMs};
use bank::record::Evidence;
use bank::{Command, CommandKey, Receipt, Scope};
use money::Amount;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use wire::coupon::OrderDiscount;
use wire::money::MoneyError;
use wire::payee::PayeeKind;
use wire::payment::{PayRequest, PaymentResponse};
use wire::{ErrorCode, Money};

/// Pays; the same payment again gives the same answer.
#[utoipa::path(post, path = "/v1/payments", tag = "payments", request_body = PayRequest,
    security(("device" = [])),
    responses(
        (status = 200, body = PaymentResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn create(
    State(service): State<Shared>,
    request: Signed<PayRequest>,
) -> Result<Json<PaymentResponse>, Fault> {
    let Signed { caller, body } = request;
    let amount = amount(&body.order.amount)?;
    let discount = discount(&body, &service.config)?;
    let evidence = evidence(&body, &caller, &service.config.operator)?;
    // A client that hangs up after its PIN was counted must not have lost a try.
    detached(pay(service, caller, body, (amount, discount), evidence)).await
}

async fn pay(
    service: Shared,
    caller: Caller,
    body: PayRequest,
    (amount, discount): (Amount, Option<Discounting>),
    evidence: Evidence,
) -> Result<Json<PaymentResponse>, Fault> {
    let PayRequest { order, order_signature: _, pin } = body;
    let scope = Scope::Person(caller.person);
    let key = CommandKey { scope, id: order.payment.0 };
    let who = (caller.person, caller.signed_by);
    let shown = service.show_pin(key, who, pin).await?;
    let now = clock::now();
    let drawing = match order.payee.kind {
        PayeeKind::Label | PayeeKind::Order => service.campaigns.drawing(now),
        PayeeKind::Receive => None,
    };
    let (has_discount, may_have_drawn) = (discount.is_some(), drawing.is_some());
    let command = Command::Pay(Pay {
        payment: PaymentId(order.payment.0),
        payer: caller.person,
        payee: match order.payee.kind {
            PayeeKind::Label => Payee::Label(LabelId(order.payee.id.0)),
            PayeeKind::Order => Payee::Order(OrderId(order.payee.id.0)),
            PayeeKind::Receive => Payee::Receive(ReceiveCodeId(order.payee.id.0)),
        },
        amount,
        discount,
        drawing,
        note: order.note.filter(|note| !note.is_empty()),
        order_expires_at: TimeMs(order.expires_at_ms),
        pin: shown.check,
        pin_from_minor: service.config.pin_from.minor(),
        payment_max_minor: service.config.payment_max.minor(),
        fee: service.config.fee,
        evidence,
    });
    let receipt = service.decide(Some(key), shown.nonce, now, command).await?;
    let Receipt::Paid(payment) = receipt else {
        return Err(Fault::internal("a payment was answered with another receipt"));
    };
    let side = Side { account: payment.debit, is_merchant: false };
    let seen = view::payment(&payment, side, &service.config);
    if !has_discount && !may_have_drawn {
        return Ok(Json(seen));
    }
    let beside = service.read(move |service| {
        let coupons = if has_discount { service.coupons_of(payment.id)? } else { None };
        let saved = coupons.as_ref().map(|it| service.discount(&payment, it)).transpose()?;
        Ok((saved, service.draw_of(&payment)?))
    });
    let (discount, draw) = beside.await?;
    Ok(Json(PaymentResponse { discount, draw, ..seen }))
}

/// Reads the coupons of an order, each of which is used or nothing moves.
fn discount(request: &PayRequest, config: &Config) -> Result<Option<Discounting>, Fault> {
    let Some(OrderDiscount { total, coupons }) = &request.order.discount else {
        return Ok(None);
    };
    Ok(Some(Discounting {
        total: amount(total)?,
        coupons: coupons.iter().map(|coupon| CouponId(coupon.0)).collect(),
        zone: config.time_zone.zone(),
    }))
}

/// Reads an amount of the wire.
pub(in crate::routes) fn amount(money: &Money) -> Result<Amount, Fault> {
    Amount::try_from(money).map_err(|error| match error {
        MoneyError::UnknownCurrency => ErrorCode::CurrencyMismatch.into(),
        MoneyError::Amount(_) => ErrorCode::AmountTooLarge.into(),
    })
}

/// Verifies the order's own signature: what is kept, and can be shown to anyone later.
fn evidence(request: &PayRequest, caller: &Caller, operator: &str) -> Result<Evidence, Fault> {
    // First that no field can look like another in the signed text.
    request.order.validate().map_err(|error| Fault::from(error.code()))?;
    let signature = request.order_signature_bytes().ok();
    verified(request.order.signed_text(operator), signature, caller)
}

/// Verifies the device's signature over an order of any kind.
pub(in crate::routes) fn verified(
    signed_text: String,
    signature: Option<[u8; 64]>,
    caller: &Caller,
) -> Result<Evidence, Fault> {
    let wrong = || Fault::from(ErrorCode::SignatureInvalid).detail("order_signature");
    let signature = signature.ok_or_else(wrong)?;
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, caller.public_key)
        .verify(signed_text.as_bytes(), &signature)
        .map_err(|_| wrong())?;
    Ok(Evidence { device: caller.device, signed_text, signature })
}
