//! Says what an envelope may hold, while its sender types.

use crate::door::wallet;
use crate::view::EnvelopeCheckView;
use crate::{CheckEnvelopeRequest, Host, UiError};

pub(crate) async fn check_envelope<H: Host>(
    host: &H,
    request: CheckEnvelopeRequest,
) -> Result<EnvelopeCheckView, UiError> {
    let CheckEnvelopeRequest { total, shares, split } = request;
    Ok(wallet(host).await?.check_envelope(&total, shares, split.into())?.into())
}
