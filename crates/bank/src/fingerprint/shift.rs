//! The content of commands about shifts.

use crate::canonical::Bytes;
use crate::command::{CloseShift, Command, KeepReport, OpenShift};
use crate::record::Taker;

pub(super) fn content(bytes: Bytes, command: &Command) -> Bytes {
    match command {
        Command::OpenShift(OpenShift { shift, merchant, taker }) => {
            put(bytes.tag(150).id(shift.0).id(merchant.0), *taker)
        }
        Command::CloseShift(CloseShift { shift, merchant, by }) => {
            put(bytes.tag(151).id(shift.0).id(merchant.0), *by)
        }
        Command::KeepReport(KeepReport { shift, report }) => {
            bytes.tag(152).id(shift.0).text(report)
        }
        _ => bytes,
    }
}

fn put(bytes: Bytes, taker: Taker) -> Bytes {
    let (number, id) = taker.parts();
    bytes.tag(number).optional_id(id)
}
