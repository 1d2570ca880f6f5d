//! A merchant who takes part in a command: known, approved and not closed.

use crate::effects::Stop;
use crate::id::MerchantId;
use crate::page::Page;
use crate::record::{Merchant, Standing, State};
use crate::rejection::Rejection;

pub(crate) fn active(page: &Page, id: MerchantId) -> Result<&Merchant, Stop> {
    let merchant = page.merchant(id)?.ok_or(Rejection::MerchantUnknown)?;
    if merchant.state == State::Active {
        return Ok(merchant);
    }
    let profile = page.merchant_profile(id)?;
    Err(match profile.is_some_and(|profile| profile.standing == Standing::Pending) {
        true => Rejection::MerchantPending.into(),
        false => Rejection::MerchantClosed.into(),
    })
}
