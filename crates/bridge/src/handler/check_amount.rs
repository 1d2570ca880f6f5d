//! Says whether typed digits are an amount that can be paid.

use crate::door::wallet;
use crate::view::AmountView;
use crate::{CheckAmountRequest, Host, UiError};

pub(crate) async fn check_amount<H: Host>(
    host: &H,
    request: CheckAmountRequest,
) -> Result<AmountView, UiError> {
    let CheckAmountRequest { digits } = request;
    Ok(wallet(host).await?.check_amount(&digits).await?.into())
}
