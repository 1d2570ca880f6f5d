//! Opens the wallet, with a passphrase where there is no keyring.

use super::state::state;
use crate::door::unlock as unlock_door;
use crate::view::StateView;
use crate::{Host, Nothing, UiError, UnlockRequest};

pub(crate) async fn unlock<H: Host>(
    host: &H,
    request: UnlockRequest,
) -> Result<StateView, UiError> {
    let UnlockRequest { passphrase } = request;
    // An empty one is none: nobody means to protect a wallet by it.
    let passphrase = passphrase.filter(|passphrase| !passphrase.expose().is_empty());
    unlock_door(host, passphrase).await?;
    state(host, Nothing {}).await
}
