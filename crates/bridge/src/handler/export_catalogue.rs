//! A shop's catalogue, to be kept in a file.

use crate::door::wallet;
use crate::view::ExportView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn export_catalogue<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<ExportView, UiError> {
    Ok(ExportView::of(&wallet(host).await?.catalogue(request.id()?)))
}
