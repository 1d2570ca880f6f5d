//! Opens an address of a merchant that is told what happens from now on.

use crate::command::OpenWebhook;
use crate::effects::{Answer, Effects};
use crate::merchant;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, State, Webhook, WebhookEvents};
use crate::rejection::Rejection;

/// The longest address, in bytes.
const URL_MAX: usize = 1024;

pub(crate) fn open(page: &Page, command: &OpenWebhook, effects: &mut Effects) -> Answer {
    let OpenWebhook { webhook, merchant, url, events } = command;
    let merchant = merchant::active(page, *merchant)?.id;
    if page.webhook(*webhook)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    let is_address = !url.is_empty() && url.len() <= URL_MAX;
    if !is_address || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Rejection::WebhookMalformed.into());
    }
    if *events == WebhookEvents(0) {
        return Err(Rejection::WebhookMalformed.into());
    }
    effects.register(Record::Webhook(Webhook {
        id: *webhook,
        merchant,
        url: url.clone(),
        events: *events,
        secret: 0,
        changed_at: effects.at(),
        opened_at: effects.at(),
        opened_after: effects.sequence(),
        state: State::Active,
        version: 0,
        progress: String::new(),
    }));
    Ok(Receipt::Webhook(*webhook))
}
