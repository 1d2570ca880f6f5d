//! A merchant who takes part in a command: known and not closed.

use crate::effects::Stop;
use crate::id::MerchantId;
use crate::page::Page;
use crate::record::{Merchant, State};
use crate::rejection::Rejection;

pub(crate) fn active(page: &Page, id: MerchantId) -> Result<&Merchant, Stop> {
    let merchant = page.merchant(id)?.ok_or(Rejection::MerchantUnknown)?;
    match merchant.state {
        State::Active => Ok(merchant),
        State::Closed => Err(Rejection::MerchantClosed.into()),
    }
}
