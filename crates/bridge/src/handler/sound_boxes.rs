//! The sound boxes of a shop.

use crate::door::wallet;
use crate::view::SoundBoxesView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn sound_boxes<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<SoundBoxesView, UiError> {
    Ok(SoundBoxesView::of(wallet(host).await?.sound_boxes(request.id()?).await?))
}
