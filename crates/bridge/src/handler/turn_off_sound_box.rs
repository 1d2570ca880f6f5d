//! Turns a sound box of a shop off.

use crate::door::wallet;
use crate::request::id;
use crate::view::SoundBoxesView;
use crate::{Host, SoundBoxRequest, UiError};

pub(crate) async fn turn_off_sound_box<H: Host>(
    host: &H,
    request: SoundBoxRequest,
) -> Result<SoundBoxesView, UiError> {
    let SoundBoxRequest { merchant, sound_box } = request;
    let wallet = wallet(host).await?;
    let left = wallet.turn_off_sound_box(id(&merchant)?, id(&sound_box)?).await?;
    Ok(SoundBoxesView::of(left))
}
