//! A code with which a device becomes a sound box of a shop, drawn to be scanned.

use crate::door::wallet;
use crate::view::SoundOfferView;
use crate::{Host, MerchantRequest, UiError};

pub(crate) async fn offer_sound_box<H: Host>(
    host: &H,
    request: MerchantRequest,
) -> Result<SoundOfferView, UiError> {
    SoundOfferView::of(&wallet(host).await?.offer_sound_box(request.id()?).await?)
}
