//! Gives back what was paid, whole or in part.

use crate::door::wallet;
use crate::request::id;
use crate::view::PaymentView;
use crate::{Host, RefundRequest, UiError};

pub(crate) async fn refund<H: Host>(
    host: &H,
    request: RefundRequest,
) -> Result<PaymentView, UiError> {
    let RefundRequest { merchant, payment, amount, reason } = request;
    let (merchant, payment) = (id(&merchant)?, id(&payment)?);
    Ok(wallet(host).await?.refund(merchant, payment, &amount, reason).await?.into())
}
