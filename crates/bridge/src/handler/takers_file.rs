//! Who took what in a shop as a file: PDF, or what a receipt printer is sent.

use super::printed::printed;
use super::slip_file::{drawn, printer};
use crate::door::wallet;
use crate::request::id;
use crate::view::FileView;
use crate::{Host, SlipForm, TakersFileRequest, UiError};

pub(crate) async fn takers_file<H: Host>(
    host: &H,
    request: TakersFileRequest,
) -> Result<FileView, UiError> {
    let TakersFileRequest { merchant, span, language, form } = request;
    let (wallet, merchant) = (wallet(host).await?, id(&merchant)?);
    let takers = wallet.takers(merchant, span.read()?).await?;
    let report = takers.report(&wallet.merchant(merchant).await?);
    let name = format!("report-{}", takers.until);
    let (bytes, ending) = match form {
        SlipForm::Pdf => (drawn(move || report.pdf(language.into(), slip::fonts())).await?, "pdf"),
        SlipForm::Escpos { paper, charset, print_at } => {
            let bytes = report.escpos(language.into(), printer(paper, charset));
            (printed(print_at, bytes).await?, "bin")
        }
    };
    Ok(FileView::of(format!("{name}.{ending}"), &bytes))
}
