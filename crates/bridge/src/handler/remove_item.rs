//! Takes a thing out of a shop's catalogue.

use crate::door::wallet;
use crate::request::id;
use crate::view::CatalogueView;
use crate::{Host, RemoveItemRequest, UiError};

pub(crate) async fn remove_item<H: Host>(
    host: &H,
    request: RemoveItemRequest,
) -> Result<CatalogueView, UiError> {
    let (merchant, item) = (id(&request.merchant)?, id(&request.item)?);
    Ok(CatalogueView::of(wallet(host).await?.remove_item(merchant, item)?))
}
