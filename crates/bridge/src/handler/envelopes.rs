//! The envelopes in which the person has a part.

use crate::door::wallet;
use crate::view::{EnvelopeView, EnvelopesView};
use crate::{Host, Nothing, UiError};

pub(crate) async fn envelopes<H: Host>(host: &H, _: Nothing) -> Result<EnvelopesView, UiError> {
    let (envelopes, as_of_ms) = wallet(host).await?.envelopes().await?;
    let envelopes = envelopes.into_iter().map(EnvelopeView::of).collect::<Result<_, _>>()?;
    Ok(EnvelopesView { envelopes, as_of_ms })
}
