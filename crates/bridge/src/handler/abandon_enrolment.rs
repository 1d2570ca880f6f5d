//! Gives an enrolment up that waits for its code.

use super::state::state;
use crate::door::wallet;
use crate::view::StateView;
use crate::{Host, Nothing, UiError};

pub(crate) async fn abandon_enrolment<H: Host>(host: &H, _: Nothing) -> Result<StateView, UiError> {
    wallet(host).await?.abandon_enrolment()?;
    state(host, Nothing {}).await
}
