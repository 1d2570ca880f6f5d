//! A page of what a shop was paid and gave back, newest first.

use crate::door::wallet;
use crate::request::id;
use crate::view::HistoryView;
use crate::{Host, TakingsRequest, UiError};

pub(crate) async fn takings<H: Host>(
    host: &H,
    request: TakingsRequest,
) -> Result<HistoryView, UiError> {
    let TakingsRequest { merchant, before } = request;
    Ok(wallet(host).await?.takings(id(&merchant)?, before).await?.into())
}
