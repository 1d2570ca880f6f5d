//! Prepares a payment, to be shown before it is confirmed.

use crate::door::wallet;
use crate::view::ConfirmView;
use crate::{Host, PreparePaymentRequest, UiError};
use wallet::coupon::Choice;

pub(crate) async fn prepare_payment<H: Host>(
    host: &H,
    request: PreparePaymentRequest,
) -> Result<ConfirmView, UiError> {
    let PreparePaymentRequest { code, amount, note, coupons } = request;
    let choice = match coupons {
        None => Choice::Best,
        Some(chosen) => {
            let ids: Result<_, _> = chosen.iter().map(|coupon| coupon.parse()).collect();
            Choice::These(ids.map_err(|_| UiError::request_malformed())?)
        }
    };
    let wallet = wallet(host).await?;
    Ok(wallet.prepare_payment_with(&code, amount.as_deref(), note, &choice).await?.into())
}
