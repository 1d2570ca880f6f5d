//! A label of a shop as a sheet to print.

use crate::door::wallet;
use crate::request::id;
use crate::view::FileView;
use crate::{Host, LabelSheetRequest, UiError};

pub(crate) async fn label_sheet<H: Host>(
    host: &H,
    request: LabelSheetRequest,
) -> Result<FileView, UiError> {
    let LabelSheetRequest { merchant, label, paper } = request;
    let (merchant, label) = (id(&merchant)?, id(&label)?);
    let pdf = wallet(host).await?.label_sheet(merchant, label, paper.into()).await?;
    Ok(FileView::of("label.pdf".to_owned(), &pdf))
}
