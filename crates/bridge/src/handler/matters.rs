//! What is or was held against a shop, and its appeals.

use crate::door::wallet;
use crate::view::MattersView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn matters<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<MattersView, UiError> {
    Ok(MattersView::of(wallet(host).await?.matters(request.id()?).await?))
}
