//! One address's turn: what is new for it is taken in, what is due is sent, and how far it was told
//! is noted. A node that dies between the last two tells the same again, with the same identifiers.

use super::event::EventId;
use super::feed::{self, Merchants, News};
use super::progress::{Progress, Sent, Waiting};
use super::send::{Letter, Sender};
use super::sign::{self, OVERLAP_MS, SigningSecret};
use crate::service::{ReadError, Shared};
use crate::{clock, random};
use bank::command::NoteWebhook;
use bank::id::WebhookId;
use bank::record::{Merchant, Record, State, Webhook};
use bank::{Command, Envelope, Key, Rejection, TimeMs};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use wire::ErrorCode;

/// How many events of one address are sent at once.
const AT_ONCE: usize = 4;
/// How many rows an address may be ahead of what is noted of it, when nothing was for it.
const UNNOTED_MAX: u64 = 20_000;
/// How often is tried to note what happened.
const NOTES_MAX: u32 = 5;

/// What a turn needs.
pub struct Turn {
    /// The operator.
    pub service: Shared,
    /// What sends.
    pub sender: Sender,
    /// How many are sent at once, to all addresses together.
    pub places: Arc<Semaphore>,
    /// The address.
    pub webhook: WebhookId,
    /// One at a time reads the journal for addresses that are far behind.
    pub readers: Arc<Semaphore>,
    /// The merchant's newest events; none when the address is further behind.
    pub news: Option<News>,
    /// How far it has come, where that is not noted: the note's number and the row.
    pub place: Option<(u64, u64)>,
}

/// Where an address stands after its turn.
pub struct Done {
    /// The address.
    pub webhook: WebhookId,
    /// Where it stands; nothing when it was closed, or its turn failed.
    pub stands: Option<Stands>,
}

/// Where an address stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// How often it was noted.
    pub version: u64,
    /// Up to which row it was told.
    pub after: u64,
    /// When something is to be sent next, in Unix milliseconds.
    pub next_at_ms: Option<u64>,
    /// Whether it is paused.
    pub is_paused: bool,
}

impl Turn {
    /// Takes the turn.
    pub async fn take(self) -> Done {
        let webhook = self.webhook;
        // A store that fails is told of where it is used; the next turn comes.
        Done { webhook, stands: self.tried().await.unwrap_or_default() }
    }

    async fn tried(self) -> Result<Option<Stands>, ()> {
        let Some((webhook, merchant)) = self.read().await? else { return Ok(None) };
        let kept = Progress::of(&webhook);
        let mut progress = kept.clone();
        if let Some((version, after)) = self.place
            && version == webhook.version
        {
            progress.after = progress.after.max(after);
        }
        let news = self.news(&progress, &merchant).await?;
        let now = clock::now();
        if progress.paused.is_none() {
            progress.take_in(&news.found, news.up_to, webhook.events, now);
        }
        let due = progress.due(now, AT_ONCE);
        let sent = self.send(&webhook, &merchant, due).await;
        let is_news = !sent.is_empty() || progress.waiting != kept.waiting;
        if !is_news && progress.after <= kept.after.saturating_add(UNNOTED_MAX) {
            return Ok(Some(stands(webhook.version, &progress)));
        }
        self.note(webhook, &news, &sent, self.place).await
    }

    async fn read(&self) -> Result<Option<(Webhook, Merchant)>, ()> {
        let id = self.webhook;
        let read = self.service.read(move |service| {
            let webhook = match service.reader.record(&Key::Webhook(id))? {
                Some(Record::Webhook(webhook)) if webhook.state == State::Active => webhook,
                _ => return Ok(None),
            };
            match service.reader.record(&Key::Merchant(webhook.merchant))? {
                Some(Record::Merchant(merchant)) => Ok(Some((webhook, merchant))),
                _ => Err(ReadError::from(ErrorCode::Internal)),
            }
        });
        read.await.map_err(drop)
    }

    /// Returns the events after the place where the address stands: those that are at hand, unless
    /// it was set back since.
    async fn news(&self, progress: &Progress, merchant: &Merchant) -> Result<News, ()> {
        let after = progress.after;
        if let Some(news) = self.news.as_ref().filter(|news| news.after <= after) {
            return Ok(news.clone());
        }
        let _reader = self.readers.acquire().await.map_err(drop)?;
        let merchants = Merchants::from([(merchant.account, merchant.id)]);
        let read = self.service.read(move |service| {
            let (found, up_to) = feed::scan(service.reader.as_ref(), after, &merchants)?;
            Ok(News { after, found, up_to })
        });
        read.await.map_err(drop)
    }

    async fn send(
        &self,
        webhook: &Webhook,
        merchant: &Merchant,
        due: Vec<Waiting>,
    ) -> Vec<(String, Sent, TimeMs)> {
        let mut sending = JoinSet::new();
        let (webhook, merchant) = (Arc::new(webhook.clone()), Arc::new(merchant.clone()));
        for waiting in due {
            let (service, sender) = (Arc::clone(&self.service), self.sender.clone());
            let (webhook, merchant) = (Arc::clone(&webhook), Arc::clone(&merchant));
            let places = Arc::clone(&self.places);
            sending.spawn(async move {
                let Ok(_place) = places.acquire().await else { return None };
                let sent = send(&service, &sender, &webhook, &merchant, &waiting.event).await?;
                let outcome = match sent {
                    Sent::Delivered(_) => "delivered",
                    Sent::Failed(..) => "failed",
                    Sent::Void => "void",
                };
                metrics::counter!("tongbao_webhook_tries_total", "outcome" => outcome).increment(1);
                Some((waiting.event, sent, clock::now()))
            });
        }
        sending.join_all().await.into_iter().flatten().collect()
    }

    /// Notes what happened, on top of what others noted meanwhile.
    async fn note(
        &self,
        mut webhook: Webhook,
        news: &News,
        sent: &[(String, Sent, TimeMs)],
        place: Option<(u64, u64)>,
    ) -> Result<Option<Stands>, ()> {
        for _ in 0..NOTES_MAX {
            let mut progress = Progress::of(&webhook);
            if let Some((version, after)) = place
                && version == webhook.version
            {
                progress.after = progress.after.max(after);
            }
            let paused = progress.paused;
            // Whoever was set back meanwhile looks at the rows between again.
            if paused.is_none() && news.after <= progress.after {
                progress.take_in(&news.found, news.up_to, webhook.events, clock::now());
            }
            for (event, sent, at) in sent {
                progress.note(event, *sent, *at, chance());
            }
            if paused.is_none() && progress.paused.is_some() {
                tracing::warn!(webhook = %wire::Id(webhook.id.0), "a webhook is paused");
            }
            let (was, text) = (webhook.version, progress.text());
            let note = NoteWebhook { webhook: webhook.id, was, progress: text };
            let command = Command::NoteWebhook(note);
            let envelope = Envelope { key: None, nonce: None, at: clock::now(), command };
            match self.service.teller.decide(envelope).await {
                Ok(Ok(_)) => return Ok(Some(stands(was + 1, &progress))),
                Ok(Err(refusal)) if refusal.rejection == Rejection::WebhookStale => {
                    let Some((read, _)) = self.read().await? else { return Ok(None) };
                    webhook = read;
                }
                Ok(Err(_)) => return Ok(None),
                Err(_) => return Err(()),
            }
        }
        Err(())
    }
}

/// Returns a number that spreads tries; without randomness they are as the table says.
fn chance() -> u64 {
    random::bytes::<8>().map_or(20, u64::from_be_bytes)
}

fn stands(version: u64, progress: &Progress) -> Stands {
    Stands {
        version,
        after: progress.after,
        next_at_ms: progress.next_at_ms(),
        is_paused: progress.paused.is_some(),
    }
}

/// Sends one event; nothing when the store failed.
async fn send(
    service: &Shared,
    sender: &Sender,
    webhook: &Webhook,
    merchant: &Arc<Merchant>,
    event: &str,
) -> Option<Sent> {
    let Ok(parsed) = event.parse::<EventId>() else { return Some(Sent::Void) };
    let of = Arc::clone(merchant);
    let message = service.read(move |service| Ok(parsed.message(service, &of)?)).await.ok()?;
    let Some((message, _)) = message else { return Some(Sent::Void) };
    let body = serde_json::to_vec(&message).ok()?;
    let now = clock::now();
    let letter = Letter {
        url: &webhook.url,
        id: event,
        // The receiver compares it with a clock of its own, which nobody moved.
        at_s: clock::real().0 / 1000,
        body,
        secrets: &secrets(service, webhook, now),
    };
    Some(sender.send(letter).await)
}

/// Returns the secrets that sign now: for a day after a new one the one before too.
fn secrets(service: &Shared, webhook: &Webhook, now: TimeMs) -> Vec<SigningSecret> {
    let secret = |number| sign::secret(&service.keys.webhook, webhook.id, number);
    let before = webhook.secret.checked_sub(1);
    let before = before.filter(|_| now.0 < webhook.changed_at.0.saturating_add(OVERLAP_MS));
    [Some(webhook.secret), before].into_iter().flatten().map(secret).collect()
}
