//! The person's bound cards.

use crate::door::wallet;
use crate::view::CardsView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn cards<H: Host>(host: &H, _: Nothing) -> Result<CardsView, UiError> {
    Ok(CardsView::of(wallet(host).await?.cards().await?))
}
