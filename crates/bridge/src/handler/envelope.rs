//! One envelope, with who claimed it and its proof.

use crate::door::wallet;
use crate::view::EnvelopeView;
use crate::{EnvelopeRequest, Host, UiError};

pub(crate) async fn envelope<H: Host>(
    host: &H,
    request: EnvelopeRequest,
) -> Result<EnvelopeView, UiError> {
    let envelope = request.envelope.parse().map_err(|_| UiError::request_malformed())?;
    EnvelopeView::of(wallet(host).await?.envelope(envelope).await?)
}
