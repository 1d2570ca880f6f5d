//! The coupons that can be taken now.

use crate::door::wallet;
use crate::view::{OfferedView, StockView};
use crate::{Host, Nothing, UiError};

pub(crate) async fn offered_coupons<H: Host>(host: &H, _: Nothing) -> Result<OfferedView, UiError> {
    let stocks = wallet(host).await?.offered_coupons().await?.into_iter();
    Ok(OfferedView { stocks: stocks.map(|stock| StockView::of(stock, None)).collect() })
}
