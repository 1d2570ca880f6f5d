//! Says what a scanned or pasted text is, and whom it pays.

use crate::door::wallet;
use crate::view::ReadingView;
use crate::{Host, ReadCodeRequest, UiError};

pub(crate) async fn read_code<H: Host>(
    host: &H,
    request: ReadCodeRequest,
) -> Result<ReadingView, UiError> {
    let ReadCodeRequest { text } = request;
    let reading = wallet(host).await?.read_code(&text).await?;
    Ok(ReadingView::new(reading, &text))
}
