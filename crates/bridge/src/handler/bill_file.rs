//! A file of a shop's bill, the one that was signed.

use crate::door::wallet;
use crate::request::id;
use crate::view::FileView;
use crate::{BillFileRequest, Host, UiError};

pub(crate) async fn bill_file<H: Host>(
    host: &H,
    request: BillFileRequest,
) -> Result<FileView, UiError> {
    let BillFileRequest { merchant, date, file } = request;
    let content = wallet(host).await?.bill_file(id(&merchant)?, &date, &file).await?;
    Ok(FileView::of(format!("{date}-{file}"), &content))
}
