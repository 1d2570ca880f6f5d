//! A page of payments, newest first.

use crate::door::wallet;
use crate::view::HistoryView;
use crate::{HistoryRequest, Host, UiError};

pub(crate) async fn history<H: Host>(
    host: &H,
    request: HistoryRequest,
) -> Result<HistoryView, UiError> {
    let HistoryRequest { before } = request;
    Ok(wallet(host).await?.history(before).await?.into())
}
