//! Moves money from a shop's account into its owner's.

use crate::door::wallet;
use crate::request::id;
use crate::view::PaymentView;
use crate::{Host, UiError, WithdrawRequest};

pub(crate) async fn withdraw<H: Host>(
    host: &H,
    request: WithdrawRequest,
) -> Result<PaymentView, UiError> {
    let WithdrawRequest { merchant, amount, pin } = request;
    Ok(wallet(host).await?.withdraw(id(&merchant)?, &amount, Some(pin)).await?.into())
}
