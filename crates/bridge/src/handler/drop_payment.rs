//! Forgets a payment that was prepared and not sent.

use crate::door::wallet;
use crate::view::HomeView;
use crate::{Host, PaymentRequest, UiError};

pub(crate) async fn drop_payment<H: Host>(
    host: &H,
    request: PaymentRequest,
) -> Result<HomeView, UiError> {
    let payment = request.id()?;
    let wallet = wallet(host).await?;
    wallet.drop_payment(payment)?;
    Ok(wallet.home().await?.into())
}
