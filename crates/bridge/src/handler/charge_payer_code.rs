//! Charges the code that a payer shows.

use crate::door::wallet;
use crate::request::{id, lines as lines_of};
use crate::view::ChargeView;
use crate::{ChargePayerCodeRequest, Host, UiError};
use wallet::till::Sale;

pub(crate) async fn charge_payer_code<H: Host>(
    host: &H,
    request: ChargePayerCodeRequest,
) -> Result<ChargeView, UiError> {
    let ChargePayerCodeRequest { merchant, amount, note, lines, tip, payer_code } = request;
    let lines = lines_of(&lines)?;
    let sale = Sale { lines: &lines, tip: tip.as_deref() };
    let merchant = id(&merchant)?;
    let wallet = wallet(host).await?;
    ChargeView::of(wallet.charge_payer_code(merchant, &amount, note, sale, &payer_code).await?)
}
