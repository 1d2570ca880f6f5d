//! Asks for the end of a payment whose answer was lost.

use crate::door::wallet;
use crate::view::PayEndView;
use crate::{Host, PaymentRequest, UiError};

pub(crate) async fn resume_payment<H: Host>(
    host: &H,
    request: PaymentRequest,
) -> Result<PayEndView, UiError> {
    let payment = request.id()?;
    Ok(wallet(host).await?.resume_payment(payment).await?.into())
}
