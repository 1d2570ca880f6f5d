//! `POST /v1/orders/{order}/close`: a till takes an order back that nobody paid.

use crate::problem::Fault;
use crate::request::Serving;
use crate::service::{Service, Shared};
use crate::{clock, paycodes};
use axum::Json;
use axum::extract::{Path, State};
use bank::command::CloseOrder;
use bank::id::OrderId;
use bank::{Command, Receipt};
use wire::order::OrderResponse;
use wire::{ErrorCode, Id};

/// Closes an order; closing it again changes nothing.
#[utoipa::path(post, path = "/v1/orders/{order}/close", tag = "orders",
    params(("order" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = OrderResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn close(
    State(service): State<Shared>,
    Path(order): Path<String>,
    Serving(counter, ()): Serving<()>,
) -> Result<Json<OrderResponse>, Fault> {
    let merchant = &counter.merchant;
    let order: Id = order.parse().map_err(|_| ErrorCode::OrderUnknown)?;
    let command = CloseOrder { order: OrderId(order.0), merchant: merchant.id };
    let now = clock::now();
    // No key: the order's identifier is the key of its opening, and closing twice is closing once.
    let receipt = counter.decide(&service, None, now, Command::CloseOrder(command)).await?;
    let Receipt::Order(order) = receipt else {
        return Err(Fault::internal("an order was answered with another receipt"));
    };
    let code = paycodes::order(&service.config, merchant, &order).map_err(Fault::internal)?;
    // One that was reversed before stays so, and tells what went back then.
    let seen = move |it: &Service| Ok(it.seen_order(&order, now, code)?);
    Ok(Json(service.read(seen).await?))
}
