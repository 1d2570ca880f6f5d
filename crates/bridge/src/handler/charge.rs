//! Asks where an attempt to be paid stands.

use crate::door::wallet;
use crate::view::ChargeView;
use crate::{ChargeRequest, Host, UiError};

pub(crate) async fn charge<H: Host>(
    host: &H,
    request: ChargeRequest,
) -> Result<ChargeView, UiError> {
    ChargeView::of(wallet(host).await?.charge(request.id()?).await?)
}
