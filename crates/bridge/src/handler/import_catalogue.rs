//! Puts what a file says in the place of a shop's catalogue.

use crate::door::wallet;
use crate::request::id;
use crate::view::{ImportView, read_json};
use crate::{Host, ImportCatalogueRequest, UiError};

pub(crate) async fn import_catalogue<H: Host>(
    host: &H,
    request: ImportCatalogueRequest,
) -> Result<ImportView, UiError> {
    let ImportCatalogueRequest { merchant, text } = request;
    let merchant = id(&merchant)?;
    let wallet = wallet(host).await?;
    let is_json = text.trim_start().starts_with(['{', '[']);
    let read = if is_json { read_json(&text) } else { wallet.read_csv(&text) };
    Ok(match read {
        Ok(written) => ImportView::of(wallet.replace_catalogue(merchant, written)?),
        Err(faults) => ImportView::of(Err(faults)),
    })
}
