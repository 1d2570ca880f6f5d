//! Who works in a shop.

use crate::door::wallet;
use crate::view::StaffView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn staff<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<StaffView, UiError> {
    Ok(StaffView::of(wallet(host).await?.staff(request.id()?).await?))
}
