//! The batch of coupons behind an address.

use crate::door::wallet;
use crate::view::SeenStockView;
use crate::{Host, SeenStockRequest, UiError};

pub(crate) async fn seen_stock<H: Host>(
    host: &H,
    request: SeenStockRequest,
) -> Result<SeenStockView, UiError> {
    Ok(SeenStockView::of(wallet(host).await?.seen_stock(&request.code).await?))
}
