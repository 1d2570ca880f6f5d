//! Asks an operator to send a one-time code.

use super::state::state;
use crate::door::wallet;
use crate::view::StateView;
use crate::{Host, Nothing, StartEnrolmentRequest, UiError};

pub(crate) async fn start_enrolment<H: Host>(
    host: &H,
    request: StartEnrolmentRequest,
) -> Result<StateView, UiError> {
    let StartEnrolmentRequest { operator_url, handle } = request;
    wallet(host).await?.start_enrolment(&operator_url, &handle).await?;
    state(host, Nothing {}).await
}
