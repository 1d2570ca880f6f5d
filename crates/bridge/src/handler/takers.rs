//! Who took what in a shop within some days.

use crate::door::wallet;
use crate::request::id;
use crate::view::TakersView;
use crate::{FiguresRequest, Host, UiError};

pub(crate) async fn takers<H: Host>(
    host: &H,
    request: FiguresRequest,
) -> Result<TakersView, UiError> {
    let FiguresRequest { merchant, span } = request;
    Ok(wallet(host).await?.takers(id(&merchant)?, span.read()?).await?.into())
}
