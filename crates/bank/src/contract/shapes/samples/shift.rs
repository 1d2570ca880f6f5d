//! Shifts and rosters at the edges of what they can hold.

use super::{AT, HIGH, TEXT};
use crate::id::{ApiKeyId, MerchantId, ShiftId, StaffId, TimeMs};
use crate::record::{Record, Roster, Shift, ShiftEnd, Taker};

const TAKERS: [Taker; 3] = [Taker::Staff(StaffId(HIGH)), Taker::Key(ApiKeyId(0)), Taker::Till];

fn shift(id: u128, taker: Taker, end: Option<ShiftEnd>, report: Option<&str>) -> Record {
    Record::Shift(Box::new(Shift {
        id: ShiftId(id),
        merchant: MerchantId(HIGH),
        taker,
        opened_at: AT,
        after: i64::MAX.unsigned_abs(),
        end,
        report: report.map(str::to_owned),
    }))
}

fn end(number: u64, by: Taker) -> Option<ShiftEnd> {
    Some(ShiftEnd { at: TimeMs(0), last: i64::MAX.unsigned_abs(), number, by })
}

fn roster(merchant: u128, reports: u64, open: Vec<(Taker, ShiftId)>) -> Record {
    Record::Roster(Roster { merchant: MerchantId(merchant), reports, open })
}

pub(super) fn records() -> Vec<Record> {
    let mut records = vec![
        roster(0, 0, Vec::new()),
        roster(HIGH, i64::MAX.unsigned_abs(), TAKERS.map(|taker| (taker, ShiftId(HIGH))).to_vec()),
    ];
    for (id, taker) in (0..).zip(TAKERS) {
        records.push(shift(id, taker, None, None));
        let number = u64::try_from(id).expect("small") + 1;
        records.push(shift(HIGH - id, taker, end(number, taker), Some(TEXT)));
    }
    records
}

pub(super) fn later_records() -> Vec<Record> {
    vec![
        roster(0, 1, vec![(Taker::Till, ShiftId(0))]),
        shift(0, Taker::Staff(StaffId(HIGH)), end(9, Taker::Till), None),
        shift(1, Taker::Key(ApiKeyId(0)), end(8, Taker::Staff(StaffId(0))), Some(TEXT)),
    ]
}
