//! `GET /v1/orders/{order}`: where an order of the till stands.

use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::{Service, Shared};
use crate::{clock, paycodes};
use axum::Json;
use axum::extract::{Path, State};
use bank::Key;
use bank::id::OrderId;
use bank::record::{Merchant, Order, Record};
use wire::order::OrderResponse;
use wire::{ErrorCode, Id};

/// Returns an order.
#[utoipa::path(get, path = "/v1/orders/{order}", tag = "orders", params(("order" = Id, Path)),
    security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = OrderResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn read(
    State(service): State<Shared>,
    Path(order): Path<String>,
    Looking(Counter { merchant, .. }, ()): Looking<()>,
) -> Result<Json<OrderResponse>, Fault> {
    let order = find(&service, &merchant, &order).await?;
    let code = paycodes::order(&service.config, &merchant, &order).map_err(Fault::internal)?;
    let seen = move |it: &Service| Ok(it.seen_order(&order, clock::now(), code)?);
    Ok(Json(service.read(seen).await?))
}

/// Reads an order of a merchant; those of others are unknown.
pub(in crate::routes) async fn find(
    service: &Shared,
    merchant: &Merchant,
    order: &str,
) -> Result<Order, Fault> {
    let id: Id = order.parse().map_err(|_| ErrorCode::OrderUnknown)?;
    let merchant = merchant.id;
    service
        .read(move |service| match service.reader.record(&Key::Order(OrderId(id.0)))? {
            Some(Record::Order(order)) if order.merchant == merchant => Ok(order),
            _ => Err(ErrorCode::OrderUnknown.into()),
        })
        .await
}
