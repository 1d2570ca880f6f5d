//! One payment with its receipt.

use crate::door::wallet;
use crate::view::PaymentDetailView;
use crate::{Host, PaymentRequest, UiError};

pub(crate) async fn payment<H: Host>(
    host: &H,
    request: PaymentRequest,
) -> Result<PaymentDetailView, UiError> {
    let payment = request.id()?;
    Ok(wallet(host).await?.payment(payment).await?.into())
}
