//! `POST /v1/orders/{order}/reverse`: a till takes an attempt to be paid back.

use crate::problem::Fault;
use crate::request::{Serving, body};
use crate::service::view::{self, Side};
use crate::service::{Service, Shared};
use crate::{clock, paycodes};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::ReverseOrder;
use bank::id::{OrderId, PaymentId};
use bank::{Command, Receipt};
use wire::order::{ReverseOrderRequest, ReverseOrderResponse};
use wire::{ErrorCode, Id};

/// Reverses an order, or a payer code that was charged under this identifier: from 15 seconds after
/// it on, and on the same day. Asked again, it answers what became of it.
#[utoipa::path(post, path = "/v1/orders/{order}/reverse", tag = "orders",
    params(("order" = Id, Path)), request_body = ReverseOrderRequest, security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = ReverseOrderResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn reverse(
    State(service): State<Shared>,
    Path(order): Path<String>,
    Serving(counter, body::Json(request)): Serving<body::Json<ReverseOrderRequest>>,
) -> Result<Json<ReverseOrderResponse>, Fault> {
    let (merchant, ReverseOrderRequest { reversal }) = (&counter.merchant, request);
    let order: Id = order.parse().map_err(|_| ErrorCode::OrderUnknown)?;
    let now = clock::now();
    let command = ReverseOrder {
        order: OrderId(order.0),
        merchant: merchant.id,
        reversal: PaymentId(reversal.0),
        day_began_at: service.config.time_zone.day_began_at(now),
    };
    // No key: what came too soon may be asked again, and what was reversed stays so.
    let receipt = counter.decide(&service, None, now, Command::ReverseOrder(command)).await?;
    let Receipt::Reversed { order, reversal } = receipt else {
        return Err(Fault::internal("a reversal was answered with another receipt"));
    };
    let order = match order {
        None => None,
        Some(order) => {
            let code =
                paycodes::order(&service.config, merchant, &order).map_err(Fault::internal)?;
            let seen = move |it: &Service| Ok(it.seen_order(&order, now, code)?);
            Some(service.read(seen).await?)
        }
    };
    let side = Side { account: merchant.account, is_merchant: true };
    let reversal = reversal.map(|reversal| view::payment(&reversal, side, &service.config));
    Ok(Json(ReverseOrderResponse { order, reversal }))
}
