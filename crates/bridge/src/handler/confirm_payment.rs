//! Sends a prepared payment, until its end is known or tries run out.

use crate::door::wallet;
use crate::view::PayEndView;
use crate::{ConfirmPaymentRequest, Host, UiError};

pub(crate) async fn confirm_payment<H: Host>(
    host: &H,
    request: ConfirmPaymentRequest,
) -> Result<PayEndView, UiError> {
    let ConfirmPaymentRequest { payment, pin } = request;
    let payment = payment.parse().map_err(|_| UiError::request_malformed())?;
    Ok(wallet(host).await?.confirm_payment(payment, pin).await?.into())
}
