//! The shops where the person works.

use crate::door::wallet;
use crate::view::MerchantsView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn merchants<H: Host>(host: &H, _: Nothing) -> Result<MerchantsView, UiError> {
    Ok(MerchantsView::of(wallet(host).await?.merchants().await?))
}
