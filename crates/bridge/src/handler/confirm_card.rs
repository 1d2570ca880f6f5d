//! Binds a card with its issuer's code.

use crate::door::wallet;
use crate::view::CardView;
use crate::{ConfirmCardRequest, Host, UiError};

pub(crate) async fn confirm_card<H: Host>(
    host: &H,
    request: ConfirmCardRequest,
) -> Result<CardView, UiError> {
    let ConfirmCardRequest { binding, code } = request;
    let binding = binding.parse().map_err(|_| UiError::request_malformed())?;
    Ok(CardView::of(wallet(host).await?.confirm_card(binding, code).await?))
}
