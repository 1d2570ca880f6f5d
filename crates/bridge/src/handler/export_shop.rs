//! A shop as one sealed file, to be taken to another operator.

use crate::door::wallet;
use crate::view::FileView;
use crate::{Host, MerchantRequest, UiError};

/// The file's name: of shops only the identifier is safe in one.
fn name_of(merchant: &str) -> String {
    format!("shop-{merchant}.tongbao.jsonl")
}

pub(crate) async fn export_shop<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<FileView, UiError> {
    let merchant = request.id()?;
    let export = wallet(host).await?.export_shop(merchant).await?;
    Ok(FileView::of(name_of(&merchant.to_string()), &export.content))
}
