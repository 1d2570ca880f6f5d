//! Gives a merchant another label.

use crate::command::OpenLabel;
use crate::effects::{Answer, Effects};
use crate::merchant;
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Label, Record, State};
use crate::rejection::Rejection;

pub(crate) fn open(page: &Page, command: &OpenLabel, effects: &mut Effects) -> Answer {
    let OpenLabel { label, merchant } = *command;
    merchant::active(page, merchant)?;
    if page.label(label)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    effects.register(Record::Label(Label { id: label, merchant, state: State::Active }));
    Ok(Receipt::LabelOpened(label))
}
