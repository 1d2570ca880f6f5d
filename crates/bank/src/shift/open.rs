//! Opens a shift: one taker has one at a time.

use crate::command::OpenShift;
use crate::effects::{Answer, Effects};
use crate::page::Page;
use crate::receipt::Receipt;
use crate::record::{ApiKey, Record, Roster, Shift, Staff, State, Taker};
use crate::rejection::Rejection;
use crate::shift::OPEN_MAX;

pub(crate) fn open(page: &Page, command: &OpenShift, effects: &mut Effects) -> Answer {
    let OpenShift { shift: id, merchant, taker } = *command;
    if page.merchant(merchant)?.is_none() {
        return Err(Rejection::MerchantUnknown.into());
    }
    if page.shift(id)?.is_some() {
        return Err(Rejection::IdentifierTaken.into());
    }
    match taker {
        Taker::Staff(staff) => {
            let works = |staff: &&Staff| (staff.merchant, staff.state) == (merchant, State::Active);
            page.staff(staff)?.filter(works).ok_or(Rejection::StaffUnknown)?;
        }
        Taker::Key(key) => {
            let counts = |key: &&ApiKey| (key.merchant, key.state) == (merchant, State::Active);
            page.api_key(key)?.filter(counts).ok_or(Rejection::ApiKeyUnknown)?;
        }
        Taker::Till => {}
    }
    let roster = page.roster(merchant)?.cloned();
    let mut roster = roster.unwrap_or(Roster { merchant, reports: 0, open: Vec::new() });
    if roster.open.iter().any(|(of, _)| *of == taker) {
        return Err(Rejection::ShiftOpen.into());
    }
    if roster.open.len() >= OPEN_MAX {
        return Err(Rejection::ShiftsFull.into());
    }
    roster.open.push((taker, id));
    effects.register(Record::Shift(Box::new(Shift {
        id,
        merchant,
        taker,
        opened_at: effects.at(),
        after: effects.sequence(),
        end: None,
        report: None,
    })));
    effects.register(Record::Roster(roster));
    Ok(Receipt::Shift(id))
}
