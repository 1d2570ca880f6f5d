//! A merchant who takes part in a command: known, approved and not closed, and for what is new, not
//! limited.

use crate::effects::Stop;
use crate::id::MerchantId;
use crate::page::Page;
use crate::record::{Merchant, State};
use crate::rejection::Rejection;

pub(crate) fn active(page: &Page, id: MerchantId) -> Result<&Merchant, Stop> {
    let merchant = page.merchant(id)?.ok_or(Rejection::MerchantUnknown)?;
    match merchant.state {
        State::Active | State::Limited => Ok(merchant),
        State::Closed => Err(Rejection::MerchantClosed.into()),
        // Also one that was refused: it can still be approved.
        State::Pending => Err(Rejection::MerchantPending.into()),
    }
}

/// Checks that the operator has not limited the merchant: before anything new is paid.
pub(crate) fn check_free(state: State) -> Result<(), Stop> {
    match state {
        State::Limited => Err(Rejection::MerchantLimited.into()),
        State::Active | State::Closed | State::Pending => Ok(()),
    }
}
