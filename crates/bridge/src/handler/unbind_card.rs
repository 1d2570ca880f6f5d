//! Takes a card off.

use crate::door::wallet;
use crate::view::CardsView;
use crate::{Host, UiError, UnbindCardRequest};

pub(crate) async fn unbind_card<H: Host>(
    host: &H,
    request: UnbindCardRequest,
) -> Result<CardsView, UiError> {
    let card = request.card.parse().map_err(|_| UiError::request_malformed())?;
    Ok(CardsView::of(wallet(host).await?.unbind_card(card).await?))
}
