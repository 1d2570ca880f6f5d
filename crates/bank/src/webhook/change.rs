//! Gives an address of a merchant the next secret, or closes it.

use crate::command::{ChangeWebhook, WebhookChange};
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, State, Webhook};
use crate::rejection::Rejection;

pub(crate) fn change(page: &Page, command: &ChangeWebhook, effects: &mut Effects) -> Answer {
    let ChangeWebhook { webhook: id, merchant, change } = *command;
    let webhook = page.webhook(id)?.filter(|webhook| webhook.merchant == merchant);
    let webhook = webhook.ok_or(Rejection::WebhookUnknown)?;
    let changed_at = effects.at();
    match change {
        WebhookChange::Close if webhook.state == State::Closed => {}
        WebhookChange::Close => {
            let closed = Webhook { state: State::Closed, changed_at, ..webhook.clone() };
            effects.register(Record::Webhook(closed));
        }
        WebhookChange::Rotate { .. } if webhook.state == State::Closed => {
            return Err(Rejection::WebhookUnknown.into());
        }
        // Asked again: it was done.
        WebhookChange::Rotate { was } if webhook.secret == was.saturating_add(1) => {}
        WebhookChange::Rotate { was } if webhook.secret != was => {
            return Err(Rejection::WebhookStale.into());
        }
        WebhookChange::Rotate { was } => {
            let secret = was.saturating_add(1);
            let rotated = Webhook { secret, changed_at, ..webhook.clone() };
            effects.register(Record::Webhook(rotated));
        }
    }
    Ok(Receipt::Webhook(id))
}
