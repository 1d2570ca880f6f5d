//! `POST /v1/webhooks`: opens an address that the merchant has told what happens.

use crate::clock;
use crate::problem::Fault;
use crate::request::{Till, body};
use crate::service::Shared;
use crate::webhooks::{address, event};
use axum::Json;
use axum::extract::State;
use bank::command::OpenWebhook;
use bank::id::WebhookId;
use bank::record::State as Standing;
use bank::{Command, CommandKey, Scope};
use wire::ErrorCode;
use wire::webhook::{OpenWebhookRequest, WebhookEvent, WebhookResponse};

/// How many addresses of a merchant can be told at once.
const WEBHOOKS_MAX: usize = 5;

/// Opens an address and shows its secret; the same again gives the same answer.
#[utoipa::path(post, path = "/v1/webhooks", tag = "webhooks", request_body = OpenWebhookRequest,
    security(("till" = [])),
    responses(
        (status = 200, body = WebhookResponse),
        (status = "default", description = "a problem", body = wire::Problem,
            content_type = "application/problem+json")))]
pub async fn open(
    State(service): State<Shared>,
    Till(merchant): Till,
    body::Json(request): body::Json<OpenWebhookRequest>,
) -> Result<Json<WebhookResponse>, Fault> {
    let OpenWebhookRequest { webhook: id, url, events } = request;
    let merchant = merchant.id;
    address::check(&url, service.config.webhook_loopback)
        .map_err(|why| Fault::from(ErrorCode::WebhookAddressRefused).detail(why.to_string()))?;
    let known = service.read(move |service| Ok(service.reader.webhooks_of(merchant)?)).await?;
    let told = known.iter().filter(|one| one.state == Standing::Active && one.id.0 != id.0);
    if told.count() >= WEBHOOKS_MAX {
        return Err(ErrorCode::WebhooksFull.into());
    }
    let events = event::bits(events.as_deref().unwrap_or(&WebhookEvent::ALL));
    let open = OpenWebhook { webhook: WebhookId(id.0), merchant, url, events };
    let key = CommandKey { scope: Scope::Merchant(merchant), id: id.0 };
    service.decide(Some(key), None, clock::now(), Command::OpenWebhook(open)).await?;
    let webhook = service.webhook(merchant, id).await?;
    Ok(Json(service.webhook_with_secret(&webhook)))
}
