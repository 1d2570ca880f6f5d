//! `GET /v1/orders/{order}/code.svg`: the order's code, drawn, for the till's page.

use super::read::find;
use crate::paycodes;
use crate::problem::Fault;
use crate::request::{Counter, Looking};
use crate::service::Shared;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use wire::Id;

/// Draws an order's code as a QR code.
#[utoipa::path(get, path = "/v1/orders/{order}/code.svg", tag = "orders",
    params(("order" = Id, Path)), security(("till" = []), ("device" = [])),
    responses(
        (status = 200, body = String, content_type = "image/svg+xml"),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn draw(
    State(service): State<Shared>,
    Path(order): Path<String>,
    Looking(Counter { merchant, .. }, ()): Looking<()>,
) -> Result<impl IntoResponse, Fault> {
    let order = find(&service, &merchant, &order).await?;
    let text = paycodes::order(&service.config, &merchant, &order).map_err(Fault::internal)?;
    let svg = paycodes::draw_svg(&text).map_err(Fault::internal)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], svg))
}
