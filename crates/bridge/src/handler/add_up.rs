//! Adds up what was put together.

use crate::door::wallet;
use crate::request::{id, lines as lines_of};
use crate::view::BasketView;
use crate::{AddUpRequest, Host, UiError};

pub(crate) async fn add_up<H: Host>(
    host: &H,
    request: AddUpRequest,
) -> Result<BasketView, UiError> {
    let AddUpRequest { merchant, lines, typed } = request;
    let lines = lines_of(&lines)?;
    Ok(wallet(host).await?.add_up(id(&merchant)?, &lines, Some(&typed))?.into())
}
