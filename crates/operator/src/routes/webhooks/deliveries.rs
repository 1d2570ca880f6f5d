//! `GET /v1/webhooks/{webhook}/deliveries`: what an address was told last, and is still to be told.

use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use crate::service::program::deliveries as seen;
use axum::Json;
use axum::extract::{Path, State};
use wire::webhook::DeliveriesResponse;
use wire::{ErrorCode, Id};

/// Returns what is sent again, and the last fifty that arrived.
#[utoipa::path(get, path = "/v1/webhooks/{webhook}/deliveries", tag = "webhooks",
    params(("webhook" = Id, Path)), security(("till" = [])),
    responses(
        (status = 200, body = DeliveriesResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn deliveries(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(webhook): Path<String>,
) -> Result<Json<DeliveriesResponse>, Fault> {
    let id: Id = webhook.parse().map_err(|_| ErrorCode::WebhookUnknown)?;
    Ok(Json(seen(&service.webhook(merchant.id, id).await?)))
}
