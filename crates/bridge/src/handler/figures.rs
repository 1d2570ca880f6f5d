//! What a shop took within some days.

use crate::door::wallet;
use crate::request::id;
use crate::view::FiguresView;
use crate::{FiguresRequest, Host, UiError};

pub(crate) async fn figures<H: Host>(
    host: &H,
    request: FiguresRequest,
) -> Result<FiguresView, UiError> {
    let FiguresRequest { merchant, span } = request;
    let figures = wallet(host).await?.figures(id(&merchant)?, span.read()?).await?;
    Ok(FiguresView::of(figures))
}
