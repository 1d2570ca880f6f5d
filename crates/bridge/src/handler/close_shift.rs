//! Closes a shift, and has its report.

use crate::door::wallet;
use crate::request::id;
use crate::view::ShiftView;
use crate::{Host, ShiftRequest, UiError};

pub(crate) async fn close_shift<H: Host>(
    host: &H,
    request: ShiftRequest,
) -> Result<ShiftView, UiError> {
    let ShiftRequest { merchant, shift } = request;
    Ok(wallet(host).await?.close_shift(id(&merchant)?, id(&shift)?).await?.into())
}
