//! How far the person can go with top-ups by card, and those of the last 24 hours.

use crate::door::wallet;
use crate::view::CardTopUpsView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn card_top_ups<H: Host>(host: &H, _: Nothing) -> Result<CardTopUpsView, UiError> {
    Ok(CardTopUpsView::of(wallet(host).await?.card_top_ups().await?))
}
