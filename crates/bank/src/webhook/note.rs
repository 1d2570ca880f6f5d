//! Notes how far an address was told. The journal says what is to be told, so this alone is no
//! promise and has no row: were it lost, everything would be told again.

use crate::command::NoteWebhook;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, State, Webhook};
use crate::rejection::Rejection;

pub(crate) fn note(page: &Page, command: &NoteWebhook, effects: &mut Effects) -> Answer {
    let NoteWebhook { webhook: id, was, progress } = command;
    let webhook = page.webhook(*id)?.filter(|webhook| webhook.state == State::Active);
    let webhook = webhook.ok_or(Rejection::WebhookUnknown)?;
    if webhook.version != *was {
        return Err(Rejection::WebhookStale.into());
    }
    let (version, progress) = (was.saturating_add(1), progress.clone());
    effects.write(Record::Webhook(Webhook { version, progress, ..webhook.clone() }));
    Ok(Receipt::Webhook(*id))
}
