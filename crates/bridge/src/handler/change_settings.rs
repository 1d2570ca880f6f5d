//! Keeps what the person chose for the screens.

use super::state::state;
use crate::door::wallet;
use crate::view::{SettingsView, StateView};
use crate::{Host, Nothing, UiError};

pub(crate) async fn change_settings<H: Host>(
    host: &H,
    settings: SettingsView,
) -> Result<StateView, UiError> {
    wallet(host).await?.change_settings(settings.into())?;
    state(host, Nothing {}).await
}
