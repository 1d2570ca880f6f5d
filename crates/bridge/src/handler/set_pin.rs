//! Sets or changes the payment PIN.

use super::state::state;
use crate::door::wallet;
use crate::view::StateView;
use crate::{Host, Nothing, SetPinRequest, UiError};

pub(crate) async fn set_pin<H: Host>(
    host: &H,
    request: SetPinRequest,
) -> Result<StateView, UiError> {
    let SetPinRequest { pin, current_pin } = request;
    wallet(host).await?.set_pin(pin, current_pin).await?;
    state(host, Nothing {}).await
}
