//! A shift's report as a file: PDF, or what a receipt printer is sent.

use super::printed::printed;
use super::slip_file::{drawn, printer};
use crate::door::wallet;
use crate::request::id;
use crate::view::FileView;
use crate::{Host, ShiftFileRequest, SlipForm, UiError};
use wallet::WalletError;

pub(crate) async fn shift_file<H: Host>(
    host: &H,
    request: ShiftFileRequest,
) -> Result<FileView, UiError> {
    let ShiftFileRequest { merchant, shift, language, form } = request;
    let (wallet, merchant) = (wallet(host).await?, id(&merchant)?);
    let shift = wallet.shift(merchant, id(&shift)?).await?;
    let report = shift.printed(&wallet.merchant(merchant).await?);
    let report = report.ok_or(WalletError::ReportInvalid)?;
    let name = match &shift.closed {
        Some(closed) => format!("z-report-{}", closed.number),
        None => "x-report".to_owned(),
    };
    let (bytes, ending) = match form {
        SlipForm::Pdf => (drawn(move || report.pdf(language.into(), slip::fonts())).await?, "pdf"),
        SlipForm::Escpos { paper, charset, print_at } => {
            let bytes = report.escpos(language.into(), printer(paper, charset));
            (printed(print_at, bytes).await?, "bin")
        }
    };
    Ok(FileView::of(format!("{name}.{ending}"), &bytes))
}
