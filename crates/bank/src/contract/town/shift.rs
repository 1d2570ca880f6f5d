//! Shifts of those who take money for the town's shops.

use super::staff::{act, staff};
use super::{merchant, open_order, pay, plain};
use crate::command::{
    AsKey, CloseShift, Command, CommandKey, Envelope, KeepReport, OpenShift, Payee, Scope,
};
use crate::id::{ApiKeyId, OrderId, ShiftId};
use crate::record::Taker;

/// Opens a shift at shop `n`, as the shop's own till asks for it.
pub fn open_shift(id: u128, n: u32, taker: Taker) -> Envelope {
    let key = CommandKey { scope: Scope::Merchant(merchant(n)), id };
    let open = OpenShift { shift: ShiftId(id), merchant: merchant(n), taker };
    Envelope { key: Some(key), ..plain(Command::OpenShift(open)) }
}

/// Closes a shift at shop `n`.
pub fn close_shift(id: u128, n: u32, by: Taker) -> Envelope {
    plain(Command::CloseShift(CloseShift { shift: ShiftId(id), merchant: merchant(n), by }))
}

/// Keeps the report of a shift.
pub fn keep_report(id: u128, report: &str) -> Envelope {
    plain(Command::KeepReport(KeepReport { shift: ShiftId(id), report: report.to_owned() }))
}

/// Opens the shift of a member of shop `n`, as they ask for it.
pub fn begin(id: u128, n: u32, person: u32) -> Envelope {
    act(n, person, open_shift(id, n, Taker::Staff(staff(n, person))))
}

/// Closes a shift in the name of a member of shop `n`.
pub fn end(id: u128, n: u32, person: u32) -> Envelope {
    act(n, person, close_shift(id, n, Taker::Staff(staff(n, person))))
}

/// Has a till's command of shop `n` given by the program with a key.
pub fn by_key(n: u32, key: u32, envelope: Envelope) -> Envelope {
    let (merchant, key) = (merchant(n), ApiKeyId(u128::from(key)));
    let as_key = AsKey { merchant, key, command: envelope.command };
    Envelope { command: Command::AsKey(Box::new(as_key)), ..envelope }
}

/// Returns all that can happen to shifts, where the shops' staff and keys are.
pub fn lived_in() -> Vec<Envelope> {
    let key = Taker::Key(ApiKeyId(3));
    vec![
        begin(600, 10, 5),
        open_shift(601, 0, key),
        by_key(0, 3, open_order(602, 0, 100)),
        pay(603, 1, Payee::Order(OrderId(602)), 100),
        begin(610, 10, 8),
        act(10, 8, open_order(604, 10, 100)),
        pay(605, 1, Payee::Order(OrderId(604)), 100),
        end(610, 10, 7),
        keep_report(610, "what was taken"),
    ]
}
