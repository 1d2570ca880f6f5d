//! Takes an attempt back whose end is not known, or that was paid by mistake.

use crate::door::wallet;
use crate::view::ChargeView;
use crate::{ChargeRequest, Host, UiError};

pub(crate) async fn reverse_charge<H: Host>(
    host: &H,
    request: ChargeRequest,
) -> Result<ChargeView, UiError> {
    ChargeView::of(wallet(host).await?.reverse_charge(request.id()?).await?)
}
