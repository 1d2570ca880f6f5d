//! `POST /v1/payer-code/payments`: a till charges the payer code that it scanned.
//!
//! A payment that was answered before is answered again the same way, also when its code is long
//! dead: so the key is looked up before the code is.

use crate::payer_codes::{Locked, code_hash};
use crate::problem::Fault;
use crate::request::{Serving, body};
use crate::routes::payments::create::amount;
use crate::service::view::{self, Side};
use crate::service::{Service, Shared, coupon, goods};
use crate::{clock, paycodes};
use axum::Json;
use axum::extract::State;
use bank::command::{ChargePayerCode, OfferedCoupons, ShownCode};
use bank::id::PaymentId;
use bank::record::Merchant;
use bank::{Command, CommandKey, Key, Receipt, Scope, TimeMs};
use paycode::PayerCode;
use promotion::campaign::evidence_of_payer_code;
use wire::ErrorCode;
use wire::order::OrderResponse;
use wire::payer_code::{ChargePayerCodeRequest, ChargePayerCodeResponse};
use wire::payment::PaymentResponse;

/// Charges a payer code; the same payment again gives the same answer.
#[utoipa::path(post, path = "/v1/payer-code/payments", tag = "payer-code",
    request_body = ChargePayerCodeRequest, security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = ChargePayerCodeResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn charge(
    State(service): State<Shared>,
    Serving(counter, body::Json(request)): Serving<body::Json<ChargePayerCodeRequest>>,
) -> Result<Json<ChargePayerCodeResponse>, Fault> {
    let ChargePayerCodeRequest { payment, payer_code, amount: money, note, goods: lines } = request;
    let merchant = &counter.merchant;
    let (amount, goods) = (amount(&money)?, goods::read(&lines)?);
    // A misread digit costs nothing: nothing is looked up for it.
    let code = PayerCode::parse(payer_code.expose().trim())
        .filter(|code| code.prefix() == service.config.payer_code_prefix.number())
        .ok_or(ErrorCode::PayerCodeMalformed)?;
    let key = CommandKey { scope: Scope::Merchant(merchant.id), id: payment.0 };
    let now = clock::now();
    let drawing = service.campaigns.drawing(now);
    let may_have_drawn = drawing.is_some();
    let (shown, offered) = look_up(&service, merchant, key, code.clone(), now).await?;
    let command = ChargePayerCode {
        payment: PaymentId(payment.0),
        merchant: merchant.id,
        amount,
        note: note.filter(|note| !note.is_empty()),
        goods,
        code_hash: code_hash(&code),
        draw_evidence: evidence_of_payer_code(code.expose()),
        drawing,
        shown,
        offered,
        quick_pay: service.config.quick_pay.limits(),
        payment_max_minor: service.config.payment_max.minor(),
        open_for_s: service.config.confirm_within_s,
        fee: service.config.fee,
    };
    let command = Command::ChargePayerCode(command);
    match counter.decide(&service, Some(key), now, command).await? {
        Receipt::Paid(payment) => {
            let side = Side { account: merchant.account, is_merchant: true };
            let seen = view::payment(&payment, side, &service.config);
            if may_have_drawn || payment.amount != amount {
                let beside = service.read(move |service| {
                    let coupons = service.coupons_of(payment.id)?;
                    let saved = coupons.as_ref().map(|it| service.discount(&payment, it));
                    Ok((saved.transpose()?, service.draw_of(&payment)?))
                });
                let (discount, draw) = beside.await?;
                let payment = PaymentResponse { discount, draw, ..seen };
                return Ok(Json(ChargePayerCodeResponse::Paid { payment }));
            }
            let payment = seen;
            Ok(Json(ChargePayerCodeResponse::Paid { payment }))
        }
        Receipt::PinAsked { order, rule } => {
            let code =
                paycodes::order(&service.config, merchant, &order).map_err(Fault::internal)?;
            let (order, rule) = (view::order(&order, now, code), view::rule(rule));
            let order = OrderResponse { goods: lines, ..order };
            Ok(Json(ChargePayerCodeResponse::PinNeeded { order, rule }))
        }
        _ => Err(Fault::internal("a charge was answered with another receipt")),
    }
}

/// Finds who shows the code, and the coupons that this person holds; nobody where the payment was
/// answered before, for then the answer is there and nothing has to be found.
async fn look_up(
    service: &Shared,
    merchant: &Merchant,
    key: CommandKey,
    code: PayerCode,
    now: TimeMs,
) -> Result<(Option<ShownCode>, OfferedCoupons), Fault> {
    let merchant = merchant.id;
    let find = move |service: &Service| {
        let (reader, zone) = (service.reader.as_ref(), service.config.time_zone.zone());
        if reader.record(&Key::Answered(key))?.is_some() {
            return Ok(Ok((None, coupon::offered(reader, None, zone)?)));
        }
        let labels = reader.labels(merchant)?;
        if !service.payer_codes.is_shown(&labels, &code, now) {
            service.payer_codes.load_recent(reader, now)?;
        }
        Ok(match service.payer_codes.find(merchant, &labels, &code, now) {
            Ok(shown) => Ok((shown, coupon::offered(reader, shown, zone)?)),
            Err(locked) => Err(locked),
        })
    };
    service.read(find).await?.map_err(|Locked { retry_after_s }| {
        Fault::from(ErrorCode::PayerCodeLocked).retry_after_s(retry_after_s)
    })
}
