//! Opens the person's shift in a shop.

use crate::door::wallet;
use crate::request::id;
use crate::view::ShiftView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn open_shift<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<ShiftView, UiError> {
    let MerchantRequest { merchant } = request;
    Ok(wallet(host).await?.open_shift(id(&merchant)?).await?.into())
}
