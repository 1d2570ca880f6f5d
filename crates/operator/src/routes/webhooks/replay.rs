//! `POST /v1/webhooks/{webhook}/replay`: has an address told again what happened.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Till, body};
use crate::service::Shared;
use crate::service::program::webhook_response;
use crate::webhooks::event::EventId;
use crate::webhooks::feed;
use axum::Json;
use axum::extract::{Path, State};
use bank::TimeMs;
use wire::webhook::{ReplayWebhookRequest, WebhookResponse};
use wire::{ErrorCode, Id};

/// Has an address told one event again, or all from a moment on; each has the `webhook-id` that it
/// had before.
#[utoipa::path(post, path = "/v1/webhooks/{webhook}/replay", tag = "webhooks",
    params(("webhook" = Id, Path)), request_body = ReplayWebhookRequest, security(("till" = [])),
    responses(
        (status = 200, body = WebhookResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn replay(
    State(service): State<Shared>,
    Till(merchant): Till,
    Path(webhook): Path<String>,
    body::Json(request): body::Json<ReplayWebhookRequest>,
) -> Result<Json<WebhookResponse>, Fault> {
    let id: Id = webhook.parse().map_err(|_| ErrorCode::WebhookUnknown)?;
    let ReplayWebhookRequest { from_ms, event } = request;
    let now = clock::now();
    let of = merchant.id;
    let webhook = match (from_ms, event) {
        (Some(from_ms), None) => {
            let from = TimeMs(from_ms);
            let before = service
                .read(move |service| Ok(feed::last_before(service.reader.as_ref(), from)?))
                .await?;
            service.change_progress(of, id, move |progress| progress.after = before).await?
        }
        (None, Some(event)) => {
            let event: EventId = event.parse().map_err(|_| ErrorCode::EventUnknown)?;
            let message =
                service.read(move |service| Ok(event.message(service, &merchant)?)).await?;
            let Some((_, at)) = message else { return Err(ErrorCode::EventUnknown.into()) };
            service.change_progress(of, id, move |progress| progress.again(&event, at, now)).await?
        }
        _ => {
            let detail = "one of from_ms and event";
            return Err(Fault::from(ErrorCode::RequestMalformed).detail(detail));
        }
    };
    Ok(Json(webhook_response(&webhook)))
}
