//! A page of a shop's daily bills, newest first, as they were signed.

use crate::door::wallet;
use crate::request::id;
use crate::view::BillsView;
use crate::{BillsRequest, Host, UiError};

pub(crate) async fn bills<H: Host>(host: &H, request: BillsRequest) -> Result<BillsView, UiError> {
    let BillsRequest { merchant, before } = request;
    let page = wallet(host).await?.bills(id(&merchant)?, before.as_deref()).await?;
    Ok(BillsView::of(page))
}
