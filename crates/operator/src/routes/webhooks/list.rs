//! `GET /v1/webhooks`: the addresses that a merchant has told what happens.

use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use crate::service::program::webhook_response;
use axum::Json;
use axum::extract::State;
use wire::webhook::WebhooksResponse;

/// Returns the addresses that the merchant has or had, without their secrets.
#[utoipa::path(get, path = "/v1/webhooks", tag = "webhooks", security(("till" = [])),
    responses(
        (status = 200, body = WebhooksResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn list(
    State(service): State<Shared>,
    Till(merchant): Till,
) -> Result<Json<WebhooksResponse>, Fault> {
    let webhooks =
        service.read(move |service| Ok(service.reader.webhooks_of(merchant.id)?)).await?;
    Ok(Json(WebhooksResponse { webhooks: webhooks.iter().map(webhook_response).collect() }))
}
