//! Takes a share of an envelope by its code.

use crate::door::wallet;
use crate::view::EnvelopeView;
use crate::{ClaimEnvelopeRequest, Host, UiError};

pub(crate) async fn claim_envelope<H: Host>(
    host: &H,
    request: ClaimEnvelopeRequest,
) -> Result<EnvelopeView, UiError> {
    EnvelopeView::of(wallet(host).await?.claim_envelope(&request.code).await?)
}
