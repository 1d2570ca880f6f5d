//! Prepares a payment, to be shown before it is confirmed.

use crate::door::wallet;
use crate::view::ConfirmView;
use crate::{Host, PreparePaymentRequest, UiError};

pub(crate) async fn prepare_payment<H: Host>(
    host: &H,
    request: PreparePaymentRequest,
) -> Result<ConfirmView, UiError> {
    let PreparePaymentRequest { code, amount, note } = request;
    Ok(wallet(host).await?.prepare_payment(&code, amount.as_deref(), note).await?.into())
}
