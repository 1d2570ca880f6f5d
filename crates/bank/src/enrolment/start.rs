//! Begins to enrol a device: keeps the hash of the code that is sent.

use crate::command::StartEnrolment;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Enrolment, Record};
use crate::rejection::Rejection;

pub(crate) fn start(page: &Page, command: &StartEnrolment, effects: &mut Effects) -> Answer {
    let StartEnrolment { enrolment, handle, public_key, code_hash, expires_at } = command;
    if page.enrolment(*enrolment)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    effects.write(Record::Enrolment(Enrolment {
        id: *enrolment,
        handle: handle.clone(),
        public_key: *public_key,
        code_hash: *code_hash,
        tries: 0,
        expires_at: *expires_at,
        confirmed: None,
    }));
    Ok(Receipt::EnrolmentStarted { enrolment: *enrolment, expires_at: *expires_at })
}
