//! The receipt of a payment of a shop, as text to be shared.

use crate::door::wallet;
use crate::request::id;
use crate::view::SlipView;
use crate::{Host, SlipRequest, UiError};
use slip::Paper;

pub(crate) async fn slip<H: Host>(host: &H, request: SlipRequest) -> Result<SlipView, UiError> {
    let SlipRequest { merchant, payment, language } = request;
    let slip = wallet(host).await?.slip(id(&merchant)?, id(&payment)?).await?;
    let text = slip::text(&slip, language.into(), Paper::Narrow.columns());
    Ok(SlipView { text, link: slip.link })
}
