//! One shift, with its report or with what was taken so far.

use crate::door::wallet;
use crate::request::id;
use crate::view::ShiftView;
use crate::{Host, ShiftRequest, UiError};

pub(crate) async fn shift<H: Host>(host: &H, request: ShiftRequest) -> Result<ShiftView, UiError> {
    let ShiftRequest { merchant, shift } = request;
    Ok(wallet(host).await?.shift(id(&merchant)?, id(&shift)?).await?.into())
}
