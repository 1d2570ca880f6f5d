//! Joins a shop's staff by an invitation.

use crate::door::wallet;
use crate::view::MerchantView;
use crate::{Host, JoinMerchantRequest, UiError};

pub(crate) async fn join_merchant<H: Host>(
    host: &H,
    request: JoinMerchantRequest,
) -> Result<MerchantView, UiError> {
    Ok(MerchantView::of(wallet(host).await?.join_merchant(&request.code).await?))
}
