//! What the receipt of a payment proves: fetched, verified, compared with what the wallet shows.

use crate::door::wallet;
use crate::view::ReceiptView;
use crate::{Host, PaymentRequest, UiError};

pub(crate) async fn receipt<H: Host>(
    host: &H,
    request: PaymentRequest,
) -> Result<ReceiptView, UiError> {
    let payment = request.id()?;
    let (receipt, report) = wallet(host).await?.proven(payment).await?;
    let file = serde_json::to_string_pretty(&receipt).map_err(|_| UiError::internal())?;
    let covered_by = report.covered_by.filter(|_| report.is_covered());
    Ok(ReceiptView {
        operator: receipt.operator,
        covered_size: covered_by.map(|head| head.size),
        covered_at_ms: covered_by.map(|head| head.at_ms),
        file,
    })
}
