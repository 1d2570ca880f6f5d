//! Appeals what is held against a shop.

use crate::door::wallet;
use crate::request::id;
use crate::view::MattersView;
use crate::{AppealRequest, Host, UiError};

pub(crate) async fn appeal<H: Host>(
    host: &H,
    request: AppealRequest,
) -> Result<MattersView, UiError> {
    let AppealRequest { merchant, entry, text, evidence } = request;
    let wallet = wallet(host).await?;
    let matters = wallet.appeal(id(&merchant)?, entry, &text, evidence.as_deref()).await?;
    Ok(MattersView::of(matters))
}
