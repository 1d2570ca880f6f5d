//! Looks for codes in a picture file; needs no wallet.

use crate::view::ScanView;
use crate::{Host, RawRequest, UiError};

pub(crate) async fn decode_picture<H: Host>(
    host: &H,
    request: RawRequest,
) -> Result<ScanView, UiError> {
    host.door().decoder.picture(request).await
}
