//! A page of a shop's shifts.

use crate::door::wallet;
use crate::request::id;
use crate::view::ShiftsView;
use crate::{Host, ShiftsRequest, UiError};

pub(crate) async fn shifts<H: Host>(
    host: &H,
    request: ShiftsRequest,
) -> Result<ShiftsView, UiError> {
    let ShiftsRequest { merchant, before } = request;
    Ok(wallet(host).await?.shifts(id(&merchant)?, before).await?.into())
}
