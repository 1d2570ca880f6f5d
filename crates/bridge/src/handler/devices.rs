//! Lists the person's devices.

use crate::door::wallet;
use crate::view::DevicesView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn devices<H: Host>(host: &H, _: Nothing) -> Result<DevicesView, UiError> {
    Ok(DevicesView::of(wallet(host).await?.devices().await?))
}
