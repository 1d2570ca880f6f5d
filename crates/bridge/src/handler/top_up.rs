//! Asks for money from a bound card.

use crate::door::wallet;
use crate::request::id;
use crate::view::CardTopUpView;
use crate::{Host, TopUpRequest, UiError};

pub(crate) async fn top_up<H: Host>(
    host: &H,
    request: TopUpRequest,
) -> Result<CardTopUpView, UiError> {
    let TopUpRequest { card, amount, pin } = request;
    let card = id(&card)?;
    Ok(CardTopUpView::of(wallet(host).await?.top_up(card, &amount, Some(pin)).await?))
}
