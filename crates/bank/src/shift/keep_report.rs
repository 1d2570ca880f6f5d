//! Keeps the report of a closed shift: the first one, for ever.

use crate::command::KeepReport;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{Record, Shift};
use crate::rejection::Rejection;

pub(crate) fn keep_report(page: &Page, command: &KeepReport, effects: &mut Effects) -> Answer {
    let KeepReport { shift: id, report } = command;
    let shift = page.shift(*id)?.ok_or(Rejection::ShiftUnknown)?;
    if shift.end.is_none() {
        return Err(Rejection::ShiftNotClosed.into());
    }
    if shift.report.is_none() {
        let report = Some(report.clone());
        effects.register(Record::Shift(Box::new(Shift { report, ..shift.clone() })));
    }
    Ok(Receipt::Shift(*id))
}
