//! Opens a shop.

use crate::door::wallet;
use crate::view::MerchantView;
use crate::{Host, OpenMerchantRequest, UiError};
use wallet::merchant::NewMerchant;

pub(crate) async fn open_merchant<H: Host>(
    host: &H,
    request: OpenMerchantRequest,
) -> Result<MerchantView, UiError> {
    let OpenMerchantRequest { name, city, address, category } = &request;
    let new = NewMerchant { name, city, address, category };
    Ok(MerchantView::of(wallet(host).await?.open_merchant(new).await?))
}
