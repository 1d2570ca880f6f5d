//! Keys and webhooks of merchants' programs, as the wire shows them.

use crate::clock;
use crate::problem::Fault;
use crate::request::scope;
use crate::service::{Service, Shared};
use crate::webhooks::progress::{Progress, Waiting};
use crate::webhooks::{event, sign};
use bank::command::NoteWebhook;
use bank::id::{MerchantId, WebhookId};
use bank::record::{ApiKey, Record, State, Webhook};
use bank::{Command, Envelope, Key, Rejection};
use wire::api_key::KeyResponse;
use wire::webhook::{DeliveriesResponse, DeliveryResponse, WebhookResponse, WebhookState};
use wire::{ErrorCode, Id};

/// How often a change of what others change too is tried.
const TRIES: u32 = 10;

/// Returns a key as its merchant sees it, without its secret.
pub fn key_response(key: &ApiKey) -> KeyResponse {
    let ApiKey { id, merchant: _, name, scopes, secret_hash: _, opened_at, state } = key;
    KeyResponse {
        key: Id(id.0),
        name: name.clone(),
        scopes: scope::scopes(*scopes),
        opened_at_ms: opened_at.0,
        is_revoked: *state == State::Closed,
        secret: None,
    }
}

/// Returns a webhook as its merchant sees it, without its secret.
pub fn webhook_response(webhook: &Webhook) -> WebhookResponse {
    let progress = Progress::of(webhook);
    WebhookResponse {
        webhook: Id(webhook.id.0),
        url: webhook.url.clone(),
        events: event::events(webhook.events),
        opened_at_ms: webhook.opened_at.0,
        state: match (webhook.state, progress.paused) {
            (State::Closed | State::Limited | State::Pending, _) => WebhookState::Closed,
            (State::Active, Some(_)) => WebhookState::Paused,
            (State::Active, None) => WebhookState::Active,
        },
        paused: progress.paused,
        waiting: u32::try_from(progress.waiting.len()).unwrap_or(u32::MAX),
        secret_number: webhook.secret,
        secret: None,
    }
}

/// Returns what an address is still to be told and was told last.
pub fn deliveries(webhook: &Webhook) -> DeliveriesResponse {
    let progress = Progress::of(webhook);
    let waiting = progress.waiting.iter().map(|waiting| {
        let Waiting { event, tries, next_at_ms, status, failure, .. } = waiting;
        DeliveryResponse {
            event: event.clone(),
            is_delivered: false,
            tries: *tries,
            status: *status,
            failure: *failure,
            delivered_at_ms: None,
            next_at_ms: Some(*next_at_ms),
        }
    });
    let told = progress.told.iter().rev().map(|told| DeliveryResponse {
        event: told.event.clone(),
        is_delivered: true,
        tries: told.tries,
        status: Some(told.status),
        failure: None,
        delivered_at_ms: Some(told.at_ms),
        next_at_ms: None,
    });
    DeliveriesResponse { deliveries: waiting.chain(told).collect() }
}

impl Service {
    /// Returns a webhook of a merchant.
    ///
    /// # Errors
    /// `webhook_unknown`, also for one of another merchant.
    pub async fn webhook(self: &Shared, merchant: MerchantId, id: Id) -> Result<Webhook, Fault> {
        self.read(move |service| match service.reader.record(&Key::Webhook(WebhookId(id.0)))? {
            Some(Record::Webhook(webhook)) if webhook.merchant == merchant => Ok(webhook),
            _ => Err(ErrorCode::WebhookUnknown.into()),
        })
        .await
    }

    /// Returns a webhook with its secret.
    pub fn webhook_with_secret(&self, webhook: &Webhook) -> WebhookResponse {
        let secret = sign::secret(&self.keys.webhook, webhook.id, webhook.secret);
        WebhookResponse { secret: Some(secret.text()), ..webhook_response(webhook) }
    }

    /// Changes how far a webhook was told, whatever else is noted of it at the same time; returns
    /// it afterwards.
    ///
    /// # Errors
    /// `webhook_unknown`, also for one that was closed or is another merchant's; `webhook_stale`
    /// when others changed it all the time.
    pub async fn change_progress(
        self: &Shared,
        merchant: MerchantId,
        id: Id,
        change: impl Fn(&mut Progress),
    ) -> Result<Webhook, Fault> {
        for _ in 0..TRIES {
            let webhook = self.webhook(merchant, id).await?;
            let mut progress = Progress::of(&webhook);
            change(&mut progress);
            let (was, progress) = (webhook.version, progress.text());
            let note = NoteWebhook { webhook: webhook.id, was, progress: progress.clone() };
            let command = Command::NoteWebhook(note);
            let envelope = Envelope { key: None, nonce: None, at: clock::now(), command };
            match self.teller.decide(envelope).await {
                Ok(Ok(_)) => return Ok(Webhook { version: was + 1, progress, ..webhook }),
                Ok(Err(refusal)) if refusal.rejection == Rejection::WebhookStale => {}
                Ok(Err(refusal)) => return Err(Fault::refused(&refusal, clock::now())),
                Err(error) => return Err(Fault::of_teller(&error)),
            }
        }
        Err(ErrorCode::WebhookStale.into())
    }
}
