//! Revokes another device of the person.

use crate::door::wallet;
use crate::request::id;
use crate::view::DevicesView;
use crate::{Host, RevokeDeviceRequest, UiError};

pub(crate) async fn revoke_device<H: Host>(
    host: &H,
    request: RevokeDeviceRequest,
) -> Result<DevicesView, UiError> {
    let RevokeDeviceRequest { device, pin } = request;
    Ok(DevicesView::of(wallet(host).await?.revoke_device(id(&device)?, Some(pin)).await?))
}
