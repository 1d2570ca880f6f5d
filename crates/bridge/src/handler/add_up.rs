//! Adds up what was put together.

use crate::door::wallet;
use crate::request::id;
use crate::view::BasketView;
use crate::{AddUpRequest, BasketLine, Host, UiError};

pub(crate) async fn add_up<H: Host>(
    host: &H,
    request: AddUpRequest,
) -> Result<BasketView, UiError> {
    let AddUpRequest { merchant, lines, typed } = request;
    let lines: Vec<_> = lines
        .iter()
        .map(|BasketLine { item, pieces }| Ok((id(item)?, *pieces)))
        .collect::<Result<_, UiError>>()?;
    Ok(wallet(host).await?.add_up(id(&merchant)?, &lines, Some(&typed))?.into())
}
