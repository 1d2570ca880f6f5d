//! Prepares an envelope, to be shown before it is confirmed.

use crate::door::wallet;
use crate::view::EnvelopeConfirmView;
use crate::{Host, PrepareEnvelopeRequest, UiError};

pub(crate) async fn prepare_envelope<H: Host>(
    host: &H,
    request: PrepareEnvelopeRequest,
) -> Result<EnvelopeConfirmView, UiError> {
    let PrepareEnvelopeRequest { total, shares, split, payee, greeting } = request;
    let wallet = wallet(host).await?;
    let prepared =
        wallet.prepare_envelope(&total, shares, split.into(), payee.as_deref(), greeting).await?;
    Ok(prepared.into())
}
