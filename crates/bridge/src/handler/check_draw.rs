//! The draw of a payment, repeated.

use crate::door::wallet;
use crate::view::DrawCheckView;
use crate::{Host, PaymentRequest, UiError};

pub(crate) async fn check_draw<H: Host>(
    host: &H,
    request: PaymentRequest,
) -> Result<DrawCheckView, UiError> {
    let payment = request.id()?;
    DrawCheckView::of(wallet(host).await?.check_draw(payment).await?)
}
