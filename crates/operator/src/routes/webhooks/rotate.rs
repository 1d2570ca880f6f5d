//! `POST /v1/webhooks/{webhook}/rotate`: gives an address the next secret.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Till, body};
use crate::service::Shared;
use axum::Json;
use axum::extract::{Path, State};
use bank::Command;
use bank::command::{ChangeWebhook, WebhookChange};
use bank::id::WebhookId;
use wire::webhook::{RotateWebhookRequest, WebhookResponse};
use wire::{ErrorCode, Id};

/// Gives an address the next secret and shows it. For a day after it the one before signs too.
#[utoipa::path(post, path = "/v1/webhooks/{webhook}/rotate", tag = "webhooks",
    params(("webhook" = Id, Path)), request_body = RotateWebhookRequest, security(("till" = [])),
    responses(
        (status = 200, body = WebhookResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn rotate(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(webhook): Path<String>,
    body::Json(request): body::Json<RotateWebhookRequest>,
) -> Result<Json<WebhookResponse>, Fault> {
    let id: Id = webhook.parse().map_err(|_| ErrorCode::WebhookUnknown)?;
    let change = WebhookChange::Rotate { was: request.secret_number };
    let change = ChangeWebhook { webhook: WebhookId(id.0), merchant: merchant.id, change };
    service.decide(None, None, clock::now(), Command::ChangeWebhook(change)).await?;
    let webhook = service.webhook(merchant.id, id).await?;
    Ok(Json(service.webhook_with_secret(&webhook)))
}
