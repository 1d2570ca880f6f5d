//! Opens an order, whose code is shown to the payer.

use crate::door::wallet;
use crate::request::{id, lines as lines_of};
use crate::view::ChargeView;
use crate::{Host, OpenOrderRequest, UiError};
use wallet::till::Sale;

pub(crate) async fn open_order<H: Host>(
    host: &H,
    request: OpenOrderRequest,
) -> Result<ChargeView, UiError> {
    let OpenOrderRequest { merchant, amount, note, lines, tip } = request;
    let lines = lines_of(&lines)?;
    let sale = Sale { lines: &lines, tip: tip.as_deref() };
    let wallet = wallet(host).await?;
    ChargeView::of(wallet.open_order(id(&merchant)?, &amount, note, sale).await?)
}
