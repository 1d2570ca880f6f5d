//! What became of a top-up by card.

use crate::door::wallet;
use crate::request::id;
use crate::view::CardTopUpView;
use crate::{CardTopUpRequest, Host, UiError};

pub(crate) async fn card_top_up<H: Host>(
    host: &H,
    request: CardTopUpRequest,
) -> Result<CardTopUpView, UiError> {
    let top_up = id(&request.top_up)?;
    Ok(CardTopUpView::of(wallet(host).await?.card_top_up(top_up).await?))
}
