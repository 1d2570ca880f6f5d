//! A person who takes part in a command: known and not closed.

use crate::effects::Stop;
use crate::id::PersonId;
use crate::page::Page;
use crate::record::{Person, State};
use crate::rejection::Rejection;

pub(crate) fn active(page: &Page, id: PersonId) -> Result<&Person, Stop> {
    let person = page.person(id)?.ok_or(Rejection::PersonUnknown)?;
    match person.state {
        State::Active => Ok(person),
        State::Closed | State::Limited | State::Pending => Err(Rejection::PersonClosed.into()),
    }
}
