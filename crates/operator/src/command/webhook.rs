//! `tongbaod webhook`: the addresses that a merchant has told what happens.

use super::desk::Desk;
use super::{CommandError, print};
use crate::service::program::{deliveries, webhook_response};
use crate::webhooks::event::{EventId, EventKind};
use crate::webhooks::progress::Progress;
use crate::webhooks::{address, event, feed, sign};
use crate::{clock, random};
use bank::command::{ChangeWebhook, NoteWebhook, OpenWebhook, WebhookChange};
use bank::id::WebhookId;
use bank::record::{Record, Webhook};
use bank::{Command, Key};
use serde_json::json;
use std::path::Path;
use wire::Id;
use wire::webhook::{WebhookEvent, WebhookState};

/// What can be done with addresses.
#[derive(Debug, clap::Subcommand)]
pub enum WebhookCommand {
    /// Opens an address and shows its secret.
    Create {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
        /// Where it is: https to a public address.
        #[arg(long)]
        url: String,
        /// What it is told; again for more, everything without: `payment.succeeded`,
        /// `refund.succeeded`, `order.closed`, `order.reversed`.
        #[arg(long = "event", value_parser = parsed)]
        events: Vec<WebhookEvent>,
    },
    /// Lists the addresses that a merchant has or had.
    List {
        /// The merchant's identifier or name.
        #[arg(long)]
        merchant: String,
    },
    /// Shows what an address is still to be told and was told last.
    Deliveries {
        /// The webhook.
        webhook: Id,
    },
    /// Has an address told that this is a test.
    Test {
        /// The webhook.
        webhook: Id,
    },
    /// Has an address told again all that happened from a moment on.
    Replay {
        /// The webhook.
        webhook: Id,
        /// The moment, for example `2026-01-31T08:00:00Z`.
        #[arg(long)]
        from: String,
    },
    /// Goes on telling an address that is paused.
    Resume {
        /// The webhook.
        webhook: Id,
    },
    /// Gives an address the next secret and shows it; for a day the one before signs too.
    Rotate {
        /// The webhook.
        webhook: Id,
    },
    /// Closes an address, for ever.
    Close {
        /// The webhook.
        webhook: Id,
    },
}

fn parsed(word: &str) -> Result<WebhookEvent, String> {
    let words = WebhookEvent::ALL.map(WebhookEvent::word).join(", ");
    WebhookEvent::from_word(word).ok_or_else(|| format!("an event is one of {words}"))
}

impl WebhookCommand {
    pub(super) fn run(self, data: &Path, json: bool) -> Result<(), CommandError> {
        let desk = Desk::open(data)?;
        let result = self.with(&desk, json);
        desk.close();
        result
    }

    fn with(self, desk: &Desk, json: bool) -> Result<(), CommandError> {
        match self {
            Self::Create { merchant, url, events } => create(desk, &merchant, url, &events, json),
            Self::List { merchant } => list(desk, &merchant, json),
            Self::Deliveries { webhook } => told(&find(desk, webhook)?, json),
            Self::Test { webhook } => {
                let event = EventId { kind: EventKind::Test, id: random::id()?.0 };
                let now = clock::now();
                let progress = change(desk, webhook, |progress| progress.again(&event, now, now))?;
                shown(&progress, false, desk, json)
            }
            Self::Replay { webhook, from } => {
                let from = clock::text::from_text(&from).ok_or_else(|| {
                    CommandError::new("time_malformed", "--from is like 2026-01-31T08:00:00Z")
                })?;
                let before = feed::last_before(desk.reader.as_ref(), from)?;
                let webhook = change(desk, webhook, |progress| progress.after = before)?;
                shown(&webhook, false, desk, json)
            }
            Self::Resume { webhook } => {
                let now = clock::now();
                let webhook = change(desk, webhook, |progress| progress.resume(now))?;
                shown(&webhook, false, desk, json)
            }
            Self::Rotate { webhook } => {
                let was = find(desk, webhook)?.secret;
                decided(desk, webhook, WebhookChange::Rotate { was })?;
                shown(&find(desk, webhook)?, true, desk, json)
            }
            Self::Close { webhook } => {
                decided(desk, webhook, WebhookChange::Close)?;
                shown(&find(desk, webhook)?, false, desk, json)
            }
        }
    }
}

fn find(desk: &Desk, id: Id) -> Result<Webhook, CommandError> {
    match desk.reader.record(&Key::Webhook(WebhookId(id.0)))? {
        Some(Record::Webhook(webhook)) => Ok(webhook),
        _ => Err(Desk::refused(bank::Rejection::WebhookUnknown)),
    }
}

fn create(
    desk: &Desk,
    merchant: &str,
    url: String,
    events: &[WebhookEvent],
    json: bool,
) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    address::check(&url, desk.config.webhook_loopback)
        .map_err(|why| CommandError::new("webhook_address_refused", why.to_string()))?;
    let id = random::id()?;
    let events = if events.is_empty() { &WebhookEvent::ALL } else { events };
    let (webhook, events) = (WebhookId(id.0), event::bits(events));
    let open = OpenWebhook { webhook, merchant: merchant.id, url, events };
    desk.order(id.0, Command::OpenWebhook(open))?;
    shown(&find(desk, id)?, true, desk, json)
}

fn decided(desk: &Desk, id: Id, change: WebhookChange) -> Result<(), CommandError> {
    let merchant = find(desk, id)?.merchant;
    let change = ChangeWebhook { webhook: WebhookId(id.0), merchant, change };
    desk.decide(None, Command::ChangeWebhook(change)).map(drop)
}

/// Changes how far an address was told. A node that notes something at the same moment comes first:
/// the command is refused then, and given again.
fn change(desk: &Desk, id: Id, change: impl Fn(&mut Progress)) -> Result<Webhook, CommandError> {
    let webhook = find(desk, id)?;
    let mut progress = Progress::of(&webhook);
    change(&mut progress);
    let (was, progress) = (webhook.version, progress.text());
    let note = NoteWebhook { webhook: webhook.id, was, progress };
    desk.decide(None, Command::NoteWebhook(note))?;
    find(desk, id)
}

fn shown(
    webhook: &Webhook,
    with_secret: bool,
    desk: &Desk,
    json: bool,
) -> Result<(), CommandError> {
    let secret = sign::secret(&desk.keys.webhook, webhook.id, webhook.secret);
    let secret = with_secret.then(|| secret.text());
    let mut lines = vec![line(webhook)];
    lines.extend(secret.iter().map(|secret| format!("secret  {}", secret.expose())));
    let response = wire::webhook::WebhookResponse { secret, ..webhook_response(webhook) };
    print::value(json, &json!(response), &lines);
    Ok(())
}

fn list(desk: &Desk, merchant: &str, json: bool) -> Result<(), CommandError> {
    let (merchant, _) = desk.merchant(merchant)?;
    let webhooks = desk.reader.webhooks_of(merchant.id)?;
    let lines: Vec<String> = webhooks.iter().map(line).collect();
    let values: Vec<_> = webhooks.iter().map(webhook_response).collect();
    print::value(json, &json!(values), &lines);
    Ok(())
}

fn line(webhook: &Webhook) -> String {
    let response = webhook_response(webhook);
    let state = match response.state {
        WebhookState::Active => "active",
        WebhookState::Paused => "paused",
        WebhookState::Closed => "closed",
    };
    let waiting = response.waiting;
    format!("{}  {state}  {}  {waiting} waiting", response.webhook, response.url)
}

fn told(webhook: &Webhook, json: bool) -> Result<(), CommandError> {
    let told = deliveries(webhook);
    let lines: Vec<String> = told
        .deliveries
        .iter()
        .map(|one| {
            let word = if one.is_delivered { "delivered" } else { "waiting" };
            let status = one.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
            format!("{}  {word}  {} tries  {status}", one.event, one.tries)
        })
        .collect();
    print::value(json, &json!(told), &lines);
    Ok(())
}
