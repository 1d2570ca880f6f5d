//! The content of movements that are held or linked.

use crate::canonical::Bytes;
use crate::command::{Book, Hold, Leg, Link, PostHold, VoidHold};

pub(super) fn hold(bytes: Bytes, command: &Hold) -> Bytes {
    let Hold { hold, debit, credit, amount, note, open_for_s } = command;
    bytes
        .id(hold.0)
        .id(debit.0)
        .id(credit.0)
        .amount(*amount)
        .optional_text(note.as_deref())
        .number(u64::from(*open_for_s))
}

pub(super) fn post(bytes: Bytes, command: &PostHold) -> Bytes {
    let PostHold { hold, payment, amount, fee: _ } = command;
    bytes.id(hold.0).id(payment.0).amount(*amount)
}

pub(super) fn link(bytes: Bytes, command: &Link) -> Bytes {
    let bytes = bytes.number(command.legs.len() as u64);
    command.legs.iter().fold(bytes, |bytes, leg| match leg {
        Leg::Book(Book { payment, debit, credit, amount, note }) => bytes
            .tag(1)
            .id(payment.0)
            .id(debit.0)
            .id(credit.0)
            .amount(*amount)
            .optional_text(note.as_deref()),
        Leg::Hold(leg) => hold(bytes.tag(2), leg),
        Leg::Post(leg) => post(bytes.tag(3), leg),
        Leg::Void(VoidHold { hold }) => bytes.tag(4).id(hold.0),
    })
}
