//! What the operator takes of payments to shops.

use crate::door::wallet;
use crate::view::ShopFeeView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn shop_fee<H: Host>(host: &H, _: Nothing) -> Result<ShopFeeView, UiError> {
    Ok(ShopFeeView::of(wallet(host).await?.shop_fee().await?))
}
