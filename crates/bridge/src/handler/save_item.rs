//! Puts a thing into a shop's catalogue, or changes one.

use crate::door::wallet;
use crate::request::id;
use crate::view::CatalogueView;
use crate::{Host, SaveItemRequest, UiError};
use wallet::catalogue::WrittenItem;

pub(crate) async fn save_item<H: Host>(
    host: &H,
    request: SaveItemRequest,
) -> Result<CatalogueView, UiError> {
    let SaveItemRequest { merchant, item, name, price, barcode, tags } = request;
    let item = item.as_deref().map(id).transpose()?;
    let written = WrittenItem { line: 1, name, price, currency: None, barcode, tags };
    let items = wallet(host).await?.save_item(id(&merchant)?, item, written)?;
    Ok(CatalogueView::of(items))
}
