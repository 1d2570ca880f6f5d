//! A shop's sound boxes: phones and browsers that say what it was paid. The shop's people pair
//! them by a code, see them, and turn them off.

use crate::WalletError;
use crate::port::{OfficeApi as _, Ports};
use crate::wallet::Wallet;
use wire::sound_box::{CODE_DIGITS, SoundBoxResponse, SoundBoxesResponse, SoundCodeResponse};
use wire::{Id, Secret};

/// A box that is paired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundBox {
    /// The box.
    pub sound_box: Id,
    /// Its place among those of the shop, from 1.
    pub place: u8,
    /// When it was paired, in Unix milliseconds.
    pub paired_at_ms: u64,
    /// Until when it is, in Unix milliseconds.
    pub until_ms: u64,
}

/// A pairing code: whoever has it makes one device a box of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundOffer {
    /// Twelve digits.
    pub code: Secret,
    /// The page that becomes the box, with the code behind its `#`.
    pub link: Secret,
    /// From when it is over, in Unix milliseconds.
    pub expires_at_ms: u64,
}

impl<P: Ports> Wallet<P> {
    /// Returns the boxes of a shop, in the order of their places.
    ///
    /// # Errors
    /// `NotEnrolled`, `staff_role_insufficient`, `merchant_unknown`, and what the network does.
    pub async fn sound_boxes(&self, merchant: Id) -> Result<Vec<SoundBox>, WalletError> {
        let url = self.profile()?.operator_url;
        Ok(boxes(self.ports.api().sound_boxes(&url, merchant).await?))
    }

    /// Makes a pairing code. One whose answer was lost ends by itself, and another try makes
    /// another.
    ///
    /// # Errors
    /// As [`Self::sound_boxes`], and `sound_boxes_too_many`.
    pub async fn offer_sound_box(&self, merchant: Id) -> Result<SoundOffer, WalletError> {
        let url = self.profile()?.operator_url;
        // The picture and the link are made here: what is shown leads to this operator.
        let SoundCodeResponse { code, link: _, picture: _, expires_at_ms } =
            self.ports.api().offer_sound_box(&url, merchant).await?;
        let digits = code.expose();
        if digits.len() != CODE_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(WalletError::AnswerMalformed("a pairing code".to_owned()));
        }
        let link = Secret::new(format!("{}/sound#code={digits}", url.trim_end_matches('/')));
        Ok(SoundOffer { code, link, expires_at_ms })
    }

    /// Turns a box off: it hears nothing from then on. Returns those that are left.
    ///
    /// # Errors
    /// As [`Self::sound_boxes`], and `sound_box_unknown`.
    pub async fn turn_off_sound_box(
        &self,
        merchant: Id,
        sound_box: Id,
    ) -> Result<Vec<SoundBox>, WalletError> {
        let url = self.profile()?.operator_url;
        Ok(boxes(self.ports.api().turn_off_sound_box(&url, merchant, sound_box).await?))
    }
}

fn boxes(told: SoundBoxesResponse) -> Vec<SoundBox> {
    let read = |SoundBoxResponse { sound_box, place, paired_at_ms, until_ms }| SoundBox {
        sound_box,
        place,
        paired_at_ms,
        until_ms,
    };
    told.boxes.into_iter().map(read).collect()
}
