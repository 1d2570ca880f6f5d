//! What went back of a payment of a shop, and what still can.

use crate::door::wallet;
use crate::request::id;
use crate::view::RefundsView;
use crate::{Host, TakenRequest, UiError};

pub(crate) async fn refunds<H: Host>(
    host: &H,
    request: TakenRequest,
) -> Result<RefundsView, UiError> {
    let (merchant, payment) = (id(&request.merchant)?, id(&request.payment)?);
    Ok(RefundsView::of(wallet(host).await?.refunds(merchant, payment).await?))
}
