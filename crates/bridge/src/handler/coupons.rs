//! The person's coupons.

use crate::door::wallet;
use crate::view::CouponsView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn coupons<H: Host>(host: &H, _: Nothing) -> Result<CouponsView, UiError> {
    let wallet = wallet(host).await?;
    Ok(CouponsView::of(wallet.coupons().await?, wallet.now_ms()))
}
