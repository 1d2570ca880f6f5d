//! Closes an attempt that can be paid.

use crate::door::wallet;
use crate::view::ChargeView;
use crate::{ChargeRequest, Host, UiError};

pub(crate) async fn close_charge<H: Host>(
    host: &H,
    request: ChargeRequest,
) -> Result<ChargeView, UiError> {
    ChargeView::of(wallet(host).await?.close_charge(request.id()?).await?)
}
