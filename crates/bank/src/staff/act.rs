//! Does a merchant's command for a member of its staff, and notes who it was.

use crate::command::{AsStaff, Command, Refund, ReverseOrder};
use crate::decide;
use crate::effects::{Answer, Effects, Stop};
use crate::id::{MerchantId, PaymentId};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{OrderState, Record, Role, Served};
use crate::rejection::Rejection;
use crate::staff::member;

/// Refuses a merchant's command of somebody whose role does not let them give it.
pub(crate) fn require_role(page: &Page, command: &Command) -> Result<(), Stop> {
    let Command::AsStaff(as_staff) = command else { return Ok(()) };
    let AsStaff { merchant, person, command, .. } = as_staff.as_ref();
    person::active(page, *person)?;
    let staff = member(page, *merchant, *person)?;
    match merchant_of(command) {
        Some(of) if of != *merchant => Err(Rejection::MerchantUnknown.into()),
        Some(_) if may(staff.role, command) => Ok(()),
        _ => Err(Rejection::StaffRoleInsufficient.into()),
    }
}

pub(crate) fn act(page: &Page, as_staff: &AsStaff, effects: &mut Effects) -> Answer {
    let AsStaff { merchant, person, cashier_refund_max_minor, command } = as_staff;
    let staff = member(page, *merchant, *person)?;
    if staff.role == Role::Cashier && goes_back_minor(page, command)? > *cashier_refund_max_minor {
        return Err(Rejection::StaffRoleInsufficient.into());
    }
    let receipt = decide::done(page, command, effects)?;
    if let Some(id) = served(command, &receipt)
        && page.served(*merchant, id)?.is_none()
    {
        effects.write(Record::Served(Served { merchant: *merchant, id, staff: staff.id }));
    }
    Ok(receipt)
}

fn may(role: Role, command: &Command) -> bool {
    match command {
        Command::AppealLimit(_) => role.represents(),
        _ => role.works_till(),
    }
}

/// Returns whose command it is; none where it is no merchant's.
fn merchant_of(command: &Command) -> Option<MerchantId> {
    match command {
        Command::OpenOrder(command) => Some(command.merchant),
        Command::CloseOrder(command) => Some(command.merchant),
        Command::ReverseOrder(command) => Some(command.merchant),
        Command::ChargePayerCode(command) => Some(command.merchant),
        Command::Refund(command) => Some(command.merchant),
        Command::AppealLimit(command) => Some(command.merchant),
        _ => None,
    }
}

/// Returns how much of one payment would have gone back with the command, in minor units, all
/// parts together: a limit on each part alone would be none.
fn goes_back_minor(page: &Page, command: &Command) -> Result<u64, Stop> {
    match command {
        Command::Refund(Refund { payment, amount, .. }) => {
            let before = page.returned(*payment)?.map_or(0, |returned| returned.minor);
            Ok(before.saturating_add(amount.minor()))
        }
        Command::ReverseOrder(ReverseOrder { order, .. }) => match page.order(*order)? {
            Some(order) => Ok(match order.state {
                OrderState::Paid { .. } | OrderState::Refunded { .. } => order.amount.minor(),
                OrderState::Open | OrderState::Closed | OrderState::Reversed { .. } => 0,
            }),
            None => {
                let charged = page.payment(PaymentId(order.0))?;
                Ok(charged.map_or(0, |payment| payment.amount.minor()))
            }
        },
        _ => Ok(0),
    }
}

/// Returns what the command made that a report may ask about; none where it made nothing.
fn served(command: &Command, receipt: &Receipt) -> Option<u128> {
    match (command, receipt) {
        (Command::OpenOrder(command), _) => Some(command.order.0),
        (Command::ChargePayerCode(command), _) => Some(command.payment.0),
        (Command::Refund(command), _) => Some(command.refund.0),
        (Command::ReverseOrder(command), Receipt::Reversed { reversal: Some(made), .. }) => {
            (made.id == command.reversal).then_some(made.id.0)
        }
        _ => None,
    }
}
