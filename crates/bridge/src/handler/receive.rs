//! One's own receive code, which needs no network.

use crate::door::wallet;
use crate::view::{AmountView, ReceiveView};
use crate::{Host, ReceiveRequest, UiError};
use wallet::ReceiveCode;

pub(crate) async fn receive<H: Host>(
    host: &H,
    request: ReceiveRequest,
) -> Result<ReceiveView, UiError> {
    let ReceiveRequest { amount, note } = request;
    let code = wallet(host).await?.receive_code(amount.as_deref(), note)?;
    let ReceiveCode { text, name, amount, note } = code;
    let svg = scan::draw::svg(&text, None).map_err(|_| UiError::internal())?;
    Ok(ReceiveView { text, svg, name, amount: amount.map(AmountView::from), note })
}
