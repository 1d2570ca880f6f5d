//! Takes a coupon of a batch.

use crate::door::wallet;
use crate::view::CouponView;
use crate::{Host, TakeCouponRequest, UiError};

pub(crate) async fn take_coupon<H: Host>(
    host: &H,
    request: TakeCouponRequest,
) -> Result<CouponView, UiError> {
    let stock = request.stock.parse().map_err(|_| UiError::request_malformed())?;
    let wallet = wallet(host).await?;
    Ok(CouponView::of(wallet.take_coupon(stock).await?, wallet.now_ms()))
}
