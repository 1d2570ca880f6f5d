//! What a refund would give back.

use crate::door::wallet;
use crate::request::id;
use crate::view::RefundPreviewView;
use crate::{Host, PreviewRefundRequest, UiError};

pub(crate) async fn preview_refund<H: Host>(
    host: &H,
    request: PreviewRefundRequest,
) -> Result<RefundPreviewView, UiError> {
    let PreviewRefundRequest { merchant, payment, amount } = request;
    let (merchant, payment) = (id(&merchant)?, id(&payment)?);
    Ok(wallet(host).await?.preview_refund(merchant, payment, &amount).await?.into())
}
