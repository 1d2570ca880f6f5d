//! Adds up what was put together.

use crate::door::wallet;
use crate::request::{id, lines as lines_of};
use crate::view::BasketView;
use crate::{AddUpRequest, Host, UiError};
use wallet::catalogue::TipChoice;

pub(crate) async fn add_up<H: Host>(
    host: &H,
    request: AddUpRequest,
) -> Result<BasketView, UiError> {
    let AddUpRequest { merchant, lines, typed, tip } = request;
    let tip = tip.map(TipChoice::from);
    let lines = lines_of(&lines)?;
    let wallet = wallet(host).await?;
    Ok(wallet.add_up(id(&merchant)?, &lines, Some(&typed), tip.as_ref())?.into())
}
