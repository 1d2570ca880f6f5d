//! `POST /v1/webhooks/{webhook}/resume`: goes on telling an address that is paused.

use crate::clock;
use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use crate::service::program::webhook_response;
use axum::Json;
use axum::extract::{Path, State};
use wire::webhook::WebhookResponse;
use wire::{ErrorCode, Id};

/// Goes on telling an address that is paused, with all that happened meanwhile; one that is not
/// paused has what it did not take sent again at once.
#[utoipa::path(post, path = "/v1/webhooks/{webhook}/resume", tag = "webhooks",
    params(("webhook" = Id, Path)), security(("till" = [])),
    responses(
        (status = 200, body = WebhookResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn resume(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(webhook): Path<String>,
) -> Result<Json<WebhookResponse>, Fault> {
    let id: Id = webhook.parse().map_err(|_| ErrorCode::WebhookUnknown)?;
    let now = clock::now();
    let webhook =
        service.change_progress(merchant.id, id, move |progress| progress.resume(now)).await?;
    Ok(Json(webhook_response(&webhook)))
}
