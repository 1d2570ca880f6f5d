//! Sends a prepared envelope.

use crate::door::wallet;
use crate::view::EnvelopeView;
use crate::{ConfirmEnvelopeRequest, Host, UiError};

pub(crate) async fn confirm_envelope<H: Host>(
    host: &H,
    request: ConfirmEnvelopeRequest,
) -> Result<EnvelopeView, UiError> {
    let ConfirmEnvelopeRequest { envelope, pin } = request;
    let envelope = envelope.parse().map_err(|_| UiError::request_malformed())?;
    EnvelopeView::of(wallet(host).await?.confirm_envelope(envelope, Some(pin)).await?)
}
