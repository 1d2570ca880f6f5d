//! What the town's operator answers about shifts: one is open, the others are closed.

use super::{NOW_MS, key};
use proof::shift::{Party, Taker};
use proof::{ShiftReport, Tips, bill, head};
use wire::Id;
use wire::bill::BillSums;
use wire::shift::{ShiftClosed, ShiftFigures, ShiftResponse, ShiftTips, ShiftsResponse};
use wire::staff::StaffRole;
use wire::taker::{TakerKind, TakerName};

/// The open shift.
pub const OPEN: Id = Id(90);

fn mei() -> TakerName {
    TakerName {
        kind: TakerKind::Staff,
        staff: Some(Id(7)),
        key: None,
        name: Some("Mei".to_owned()),
        role: Some(StaffRole::Cashier),
    }
}

/// A shift that is open.
pub fn open(shift: Id) -> ShiftResponse {
    let none = BillSums::default();
    let payments = BillSums { count: 2, price_minor: 1_500, cash_minor: 1_500, ..none };
    ShiftResponse {
        shift,
        taker: mei(),
        is_own: true,
        opened_at_ms: NOW_MS,
        closed: None,
        figures: Some(ShiftFigures {
            payments,
            orders: payments,
            codes: none,
            refunds: none,
            reversals: none,
            tips: ShiftTips { count: 1, minor: 30 },
            net_minor: 1_500,
            first_number: Some(12),
            last_number: Some(19),
        }),
        as_of_ms: NOW_MS,
        zone_ahead_min: 0,
    }
}

/// A shift that is closed, with its report: what is told beside it is something else.
pub fn closed(shift: Id) -> ShiftResponse {
    let none = bill::Sums::default();
    let taker = Taker { party: Party::Staff, id: 7, name: "Mei".to_owned() };
    let report = ShiftReport {
        merchant: 70,
        name: "Tea House".to_owned(),
        shift: shift.0,
        number: 12,
        taker: taker.clone(),
        closed_by: taker,
        zone: "+00:00".to_owned(),
        from_ms: NOW_MS - 9,
        until_ms: NOW_MS,
        currency: "CNY".to_owned(),
        after: 1,
        last: 9,
        seen: 9,
        payments: bill::Sums { count: 3, price: 900, cash: 900, ..none },
        orders: bill::Sums { count: 1, price: 400, cash: 400, ..none },
        refunds: none,
        reversals: none,
        tips: Tips { count: 1, minor: 30 },
        numbers: Some((2, 9)),
    };
    let note = report.sign("town.tongbao", &head::origin("town.tongbao"), &key()).unwrap();
    let closed = ShiftClosed { at_ms: 1, number: 12, by: mei(), report: Some(note) };
    ShiftResponse { closed: Some(closed), ..open(shift) }
}

/// The one page that there is.
pub fn page(before: Option<u64>) -> ShiftsResponse {
    ShiftsResponse {
        open: if before.is_none() { vec![open(OPEN)] } else { Vec::new() },
        closed: vec![closed(Id(91))],
        next_before: before.is_none().then_some(12),
        is_whole: true,
        currency: "CNY".to_owned(),
    }
}
