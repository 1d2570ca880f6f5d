//! The receipt of a payment of a shop as a file: PDF, or what a receipt printer is sent.

use super::printed::printed;
use crate::door::wallet;
use crate::request::id;
use crate::view::FileView;
use crate::{Host, PrinterCharset, PrinterPaper, SlipFileRequest, SlipForm, UiError};
use slip::{Charset, Paper, PdfError, Printer};

pub(crate) async fn slip_file<H: Host>(
    host: &H,
    request: SlipFileRequest,
) -> Result<FileView, UiError> {
    let SlipFileRequest { merchant, payment, language, form } = request;
    let slip = wallet(host).await?.slip(id(&merchant)?, id(&payment)?).await?;
    let name = format!("receipt-{}", slip.number);
    let (bytes, ending) = match form {
        SlipForm::Pdf => {
            (drawn(move || slip::pdf(&slip, language.into(), slip::fonts())).await?, "pdf")
        }
        SlipForm::Escpos { paper, charset, print_at } => {
            let bytes = slip::escpos(&slip, language.into(), printer(paper, charset));
            (printed(print_at, bytes).await?, "bin")
        }
    };
    Ok(FileView::of(format!("{name}.{ending}"), &bytes))
}

/// Draws a PDF. Fonts are read and letters drawn: too long for the thread that answers the screen.
pub(super) async fn drawn(
    draw: impl FnOnce() -> Result<Vec<u8>, PdfError> + Send + 'static,
) -> Result<Vec<u8>, UiError> {
    let drawn = tokio::task::spawn_blocking(draw).await;
    Ok(drawn.map_err(|_| UiError::internal())??)
}

/// Returns the printer that the screen names.
pub(super) const fn printer(paper: PrinterPaper, charset: PrinterCharset) -> Printer {
    let paper = match paper {
        PrinterPaper::Narrow => Paper::Narrow,
        PrinterPaper::Wide => Paper::Wide,
    };
    let charset = match charset {
        PrinterCharset::Gbk => Charset::Gbk,
        PrinterCharset::Utf8 => Charset::Utf8,
    };
    Printer { paper, charset }
}

impl From<PdfError> for UiError {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::FontMissing(_) => Self::new(
                error.code(),
                "No font of this device has all letters of the receipt.",
                "Install a font that has, such as Noto Sans CJK, or share the receipt as text.",
            ),
            PdfError::Drawing(_) => Self::internal(),
        }
    }
}
