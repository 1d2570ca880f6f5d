//! `POST /v1/webhooks/{webhook}/close`: tells an address nothing any more.

use crate::clock;
use crate::problem::Fault;
use crate::request::Till;
use crate::service::Shared;
use crate::service::program::webhook_response;
use axum::Json;
use axum::extract::{Path, State};
use bank::Command;
use bank::command::{ChangeWebhook, WebhookChange};
use bank::id::WebhookId;
use wire::webhook::WebhookResponse;
use wire::{ErrorCode, Id};

/// Closes an address, for ever; again changes nothing.
#[utoipa::path(post, path = "/v1/webhooks/{webhook}/close", tag = "webhooks",
    params(("webhook" = Id, Path)), security(("till" = [])),
    responses(
        (status = 200, body = WebhookResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn close(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(webhook): Path<String>,
) -> Result<Json<WebhookResponse>, Fault> {
    let id: Id = webhook.parse().map_err(|_| ErrorCode::WebhookUnknown)?;
    let change = WebhookChange::Close;
    let change = ChangeWebhook { webhook: WebhookId(id.0), merchant: merchant.id, change };
    service.decide(None, None, clock::now(), Command::ChangeWebhook(change)).await?;
    let webhook = service.webhook(merchant.id, id).await?;
    Ok(Json(webhook_response(&webhook)))
}
