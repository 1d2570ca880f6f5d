//! Proves the handle with the one-time code; the wallet belongs to somebody now.

use super::state::state;
use crate::door::wallet;
use crate::view::StateView;
use crate::{ConfirmEnrolmentRequest, Host, Nothing, UiError};

pub(crate) async fn confirm_enrolment<H: Host>(
    host: &H,
    request: ConfirmEnrolmentRequest,
) -> Result<StateView, UiError> {
    let ConfirmEnrolmentRequest { code, name } = request;
    wallet(host).await?.confirm_enrolment(code, name).await?;
    state(host, Nothing {}).await
}
