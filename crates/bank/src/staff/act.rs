//! Does a merchant's command for a member of its staff or a program, and notes who it was.

use crate::command::{AsKey, AsStaff, CloseShift, Command, OpenShift, Refund, ReverseOrder};
use crate::coupon;
use crate::decide;
use crate::effects::{Answer, Effects, Stop};
use crate::id::{MerchantId, PaymentId};
use crate::page::Page;
use crate::person;
use crate::receipt::Receipt;
use crate::record::{OrderState, Record, Role, Served, Staff, Taker};
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
        Some(_) if may(staff, command) => Ok(()),
        _ => Err(Rejection::StaffRoleInsufficient.into()),
    }
}

pub(crate) fn act(page: &Page, as_staff: &AsStaff, effects: &mut Effects) -> Answer {
    let AsStaff { merchant, person, cashier_refund_max_minor, command } = as_staff;
    let staff = member(page, *merchant, *person)?;
    if staff.role == Role::Cashier && goes_back_minor(page, command)? > *cashier_refund_max_minor {
        return Err(Rejection::StaffRoleInsufficient.into());
    }
    noted(page, *merchant, Taker::Staff(staff.id), command, effects)
}

/// Does a merchant's command for the program that shows one of its keys.
pub(crate) fn act_by_key(page: &Page, as_key: &AsKey, effects: &mut Effects) -> Answer {
    let AsKey { merchant, key, command } = as_key;
    let is_own = page.api_key(*key)?.is_some_and(|key| key.merchant == *merchant);
    if !is_own || merchant_of(command) != Some(*merchant) {
        return Err(Rejection::ApiKeyUnknown.into());
    }
    noted(page, *merchant, Taker::Key(*key), command, effects)
}

/// Does a command, and notes who gave it where a report may ask.
fn noted(
    page: &Page,
    merchant: MerchantId,
    taker: Taker,
    command: &Command,
    effects: &mut Effects,
) -> Answer {
    let receipt = decide::done(page, command, effects)?;
    if let Some(id) = served(command, &receipt)
        && page.served(merchant, id)?.is_none()
    {
        effects.write(Record::Served(Served { merchant, id, taker }));
    }
    Ok(receipt)
}

fn may(staff: &Staff, command: &Command) -> bool {
    let own = Taker::Staff(staff.id);
    match command {
        Command::AppealLimit(_) => staff.role.represents(),
        // Nobody opens a shift for somebody else, or closes one in another's name.
        Command::OpenShift(OpenShift { taker: who, .. })
        | Command::CloseShift(CloseShift { by: who, .. }) => *who == own && staff.role.works_till(),
        _ => staff.role.works_till(),
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
        Command::OpenShift(command) => Some(command.merchant),
        Command::CloseShift(command) => Some(command.merchant),
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
                // The price, as for orders: what coupons paid goes back as well.
                let Some(charged) = page.payment(PaymentId(order.0))? else { return Ok(0) };
                let coupons = coupon::of_payment(page, charged.id)?;
                Ok(coupons.map_or(charged.amount, |coupons| coupons.discount.total).minor())
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
