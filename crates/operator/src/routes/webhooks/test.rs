//! `POST /v1/webhooks/{webhook}/test`: has an address told that this is a test.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Till, body};
use crate::service::Shared;
use crate::service::program::webhook_response;
use crate::webhooks::event::{EventId, EventKind};
use axum::Json;
use axum::extract::{Path, State};
use wire::webhook::{TestWebhookRequest, WebhookResponse};
use wire::{ErrorCode, Id};

/// Has an address told that this is a test; the deliveries say what became of it.
#[utoipa::path(post, path = "/v1/webhooks/{webhook}/test", tag = "webhooks",
    params(("webhook" = Id, Path)), request_body = TestWebhookRequest, security(("till" = [])),
    responses(
        (status = 200, body = WebhookResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn test(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(webhook): Path<String>,
    body::Json(request): body::Json<TestWebhookRequest>,
) -> Result<Json<WebhookResponse>, Fault> {
    let id: Id = webhook.parse().map_err(|_| ErrorCode::WebhookUnknown)?;
    let event = EventId { kind: EventKind::Test, id: request.test.0 };
    let now = clock::now();
    let webhook = service
        .change_progress(merchant.id, id, move |progress| progress.again(&event, now, now))
        .await?;
    Ok(Json(webhook_response(&webhook)))
}
