//! Who works for a merchant.

pub mod change_role;
pub mod invite;
pub mod join;
pub mod list;
pub mod page;
pub mod remove;

use crate::problem::Fault;
use bank::id::{MerchantId, StaffId};
use wire::{ErrorCode, Id};

/// Returns the merchant that an address names.
///
/// # Errors
/// `merchant_unknown`.
pub fn merchant_id(text: &str) -> Result<MerchantId, Fault> {
    let id: Result<Id, _> = text.parse();
    id.map(|id| MerchantId(id.0)).map_err(|_| ErrorCode::MerchantUnknown.into())
}

/// Returns the member of staff that an address names.
///
/// # Errors
/// `staff_unknown`.
fn staff_id(text: &str) -> Result<StaffId, Fault> {
    let id: Result<Id, _> = text.parse();
    id.map(|id| StaffId(id.0)).map_err(|_| ErrorCode::StaffUnknown.into())
}
