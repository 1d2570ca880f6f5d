//! What a shop sells.

use crate::door::wallet;
use crate::view::CatalogueView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn catalogue<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<CatalogueView, UiError> {
    Ok(CatalogueView::of(wallet(host).await?.catalogue(request.id()?)))
}
