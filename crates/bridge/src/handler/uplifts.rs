//! What campaigns brought to a shop.

use crate::door::wallet;
use crate::view::UpliftsView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn uplifts<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<UpliftsView, UiError> {
    Ok(wallet(host).await?.uplifts(request.id()?).await?.into())
}
