//! Has the issuer of a card send a code.

use crate::door::wallet;
use crate::view::CardCodeView;
use crate::{BindCardRequest, Host, UiError};

pub(crate) async fn bind_card<H: Host>(
    host: &H,
    request: BindCardRequest,
) -> Result<CardCodeView, UiError> {
    let BindCardRequest { number, holder } = request;
    Ok(CardCodeView::of(wallet(host).await?.bind_card(number, &holder).await?))
}
