//! Withdraws a label; one that is withdrawn stays so.

use crate::command::CloseLabel;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Label, Record, State};
use crate::rejection::Rejection;

pub(crate) fn close(page: &Page, command: &CloseLabel, effects: &mut Effects) -> Answer {
    let CloseLabel { label: id, merchant } = *command;
    let label = page.label(id)?.filter(|label| label.merchant == merchant);
    let label = label.ok_or(Rejection::LabelUnknown)?;
    if label.state != State::Closed {
        effects.register(Record::Label(Label { state: State::Closed, ..label.clone() }));
    }
    Ok(Receipt::LabelClosed(id))
}
