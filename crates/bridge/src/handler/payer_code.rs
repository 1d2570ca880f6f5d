//! A fresh payer code, which needs no network once the operator was reached.

use crate::door::wallet;
use crate::view::{AmountView, PayerCodeView, QuickPayView};
use crate::{Host, PayerCodeRequest, UiError};
use wallet::ShownPayerCode;

pub(crate) async fn payer_code<H: Host>(
    host: &H,
    request: PayerCodeRequest,
) -> Result<PayerCodeView, UiError> {
    let PayerCodeRequest { cap, only, revealed } = request;
    let wallet = wallet(host).await?;
    let shown = wallet.payer_code(cap.as_deref(), only.as_deref(), revealed).await?;
    let ShownPayerCode { code, made_at_ms, refresh_at_ms, ends_at_ms, cap, only, caps, quick_pay } =
        shown;
    let digits = code.expose();
    Ok(PayerCodeView {
        code_128_svg: scan::draw::code_128_svg(digits, None).map_err(|_| UiError::internal())?,
        qr_svg: scan::draw::svg(digits, None).map_err(|_| UiError::internal())?,
        digits: digits.to_owned(),
        made_at_ms,
        refresh_at_ms,
        ends_at_ms,
        cap: cap.map(AmountView::from),
        only: only.map(|name| paycode::printable(&name)),
        caps: caps.into_iter().map(AmountView::from).collect(),
        quick_pay: QuickPayView::from(quick_pay),
    })
}
