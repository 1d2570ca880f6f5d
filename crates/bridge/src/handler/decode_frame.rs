//! Looks for codes in a frame of the camera; needs no wallet.

use crate::view::ScanView;
use crate::{Host, RawRequest, UiError};

pub(crate) async fn decode_frame<H: Host>(
    host: &H,
    request: RawRequest,
) -> Result<ScanView, UiError> {
    host.door().decoder.frame(request).await
}
