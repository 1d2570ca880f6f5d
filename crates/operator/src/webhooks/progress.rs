//! How far an address was told, in the form in which it is kept with the webhook. The journal says
//! what is to be told: here stands up to which row, what did not arrive yet, and what arrived last.

use super::event::EventId;
use super::feed::Found;
use super::retry;
use bank::TimeMs;
use bank::record::{Webhook, WebhookEvents};
use serde::{Deserialize, Serialize};
use wire::webhook::{DeliveryFailure, PauseReason, WebhookPause};

/// How many events wait at most; before that many have arrived no further row is looked at.
pub const WAITING_MAX: usize = 100;
/// How many of those that arrived are remembered.
const TOLD_MAX: usize = 50;

/// How far an address was told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The journal row up to which every event arrived or waits.
    pub after: u64,
    /// Why it is told nothing at the moment.
    pub paused: Option<WebhookPause>,
    /// What is to be sent, or sent again.
    pub waiting: Vec<Waiting>,
    /// What arrived last, the newest at the end.
    pub told: Vec<Told>,
}

/// An event that is to be sent, or sent again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its identifier.
    pub event: String,
    /// When it happened, in Unix milliseconds.
    pub at_ms: u64,
    /// How often it was sent.
    pub tries: u32,
    /// When it was sent first, in Unix milliseconds.
    pub first_at_ms: Option<u64>,
    /// When it is sent next, in Unix milliseconds.
    pub next_at_ms: u64,
    /// What the address answered last.
    pub status: Option<u16>,
    /// Why it did not arrive.
    pub failure: Option<DeliveryFailure>,
}

/// An event that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its identifier.
    pub event: String,
    /// When it arrived, in Unix milliseconds.
    pub at_ms: u64,
    /// How often it was sent.
    pub tries: u32,
    /// What the address answered.
    pub status: u16,
}

/// What became of sending an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// It arrived, with this answer.
    Delivered(u16),
    /// It did not.
    Failed(DeliveryFailure, Option<u16>),
    /// It is no event of the merchant any more: nothing is sent.
    Void,
}

impl Progress {
    /// Returns how far a webhook was told. What cannot be read counts as nothing, and all is told
    /// again.
    pub fn of(webhook: &Webhook) -> Self {
        let fresh = Self { after: webhook.opened_after, ..Self::default() };
        serde_json::from_str(&webhook.progress).unwrap_or(fresh)
    }

    /// Returns the form that is kept.
    pub fn text(&self) -> String {
        // Texts, numbers and options: writing them as JSON does not fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Takes in what was found in rows up to one, as long as there is room.
    pub fn take_in(&mut self, found: &[Found], up_to: u64, events: WebhookEvents, now: TimeMs) {
        for Found { sequence, at, event, .. } in found {
            if *sequence <= self.after || !event.kind.is_in(events) {
                continue;
            }
            if self.waiting.len() >= WAITING_MAX {
                return;
            }
            self.again(event, *at, now);
            self.after = *sequence;
        }
        self.after = self.after.max(up_to);
    }

    /// Has an event sent now, whether it was sent before or not.
    pub fn again(&mut self, event: &EventId, at: TimeMs, now: TimeMs) {
        let event = event.to_string();
        if let Some(waiting) = self.waiting.iter_mut().find(|waiting| waiting.event == event) {
            waiting.next_at_ms = waiting.next_at_ms.min(now.0);
            return;
        }
        self.waiting.push(Waiting {
            event,
            at_ms: at.0,
            tries: 0,
            first_at_ms: None,
            next_at_ms: now.0,
            status: None,
            failure: None,
        });
    }

    /// Goes on after a pause: what waits is sent now, with three days before it.
    pub fn resume(&mut self, now: TimeMs) {
        self.paused = None;
        for waiting in &mut self.waiting {
            waiting.first_at_ms = None;
            waiting.next_at_ms = now.0;
        }
    }

    /// Returns what is to be sent now: a few at once, or one while the address takes nothing.
    pub fn due(&self, now: TimeMs, most: usize) -> Vec<Waiting> {
        if self.paused.is_some() {
            return Vec::new();
        }
        let most = if self.waiting.iter().any(|waiting| waiting.tries > 0) { 1 } else { most };
        let mut due: Vec<&Waiting> =
            self.waiting.iter().filter(|waiting| waiting.next_at_ms <= now.0).collect();
        due.sort_by_key(|waiting| waiting.next_at_ms);
        due.into_iter().take(most).cloned().collect()
    }

    /// Returns when the next one is to be sent; never while it is paused.
    pub fn next_at_ms(&self) -> Option<u64> {
        let next = self.waiting.iter().map(|waiting| waiting.next_at_ms).min();
        next.filter(|_| self.paused.is_none())
    }

    /// Notes what became of sending an event.
    pub fn note(&mut self, event: &str, sent: Sent, now: TimeMs, chance: u64) {
        let Some(place) = self.waiting.iter().position(|waiting| waiting.event == event) else {
            return;
        };
        match sent {
            Sent::Void => drop(self.waiting.remove(place)),
            Sent::Delivered(status) => {
                let Waiting { event, tries, .. } = self.waiting.remove(place);
                let excess = (self.told.len() + 1).saturating_sub(TOLD_MAX);
                self.told.drain(..excess);
                self.told.push(Told { event, at_ms: now.0, tries: tries + 1, status });
            }
            Sent::Failed(failure, status) => {
                let waiting = &mut self.waiting[place];
                waiting.tries = waiting.tries.saturating_add(1);
                waiting.next_at_ms = now.0.saturating_add(retry::delay_ms(waiting.tries, chance));
                (waiting.status, waiting.failure) = (status, Some(failure));
                let first_at_ms = *waiting.first_at_ms.get_or_insert(now.0);
                if status == Some(410) {
                    self.pause(PauseReason::Gone, now);
                } else if now.0.saturating_sub(first_at_ms) >= retry::GIVE_UP_MS {
                    self.pause(PauseReason::Failing, now);
                }
            }
        }
    }

    fn pause(&mut self, reason: PauseReason, now: TimeMs) {
        self.paused = Some(WebhookPause { since_ms: now.0, reason });
    }
}

#[cfg(test)]
mod tests;
