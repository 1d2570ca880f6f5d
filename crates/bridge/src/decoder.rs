//! Reads codes off frames and pictures on threads of their own, one frame at a time; a frame that
//! a newer one overtook while it waited is not looked at.

use crate::view::ScanView;
use crate::{RawRequest, UiError};
use scan::decode::{FRAME_BUDGET, Frame, FrameScanner, Pixels, ScanError};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

/// The queue in front of the decoder.
#[derive(Debug)]
pub struct Decoder {
    /// The number of the newest frame.
    newest: AtomicU64,
    /// Held by the frame that is looked at; the others wait in order. It remembers what earlier
    /// frames read: whatever shows frames to one host shows one stream.
    scanner: Arc<Mutex<FrameScanner>>,
    /// Held by the picture file that is looked at: large ones take memory.
    picture_turn: Mutex<()>,
    /// How long a frame is looked at.
    frame_budget: Duration,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            newest: AtomicU64::default(),
            scanner: Arc::default(),
            picture_turn: Mutex::default(),
            frame_budget: FRAME_BUDGET,
        }
    }
}

impl Decoder {
    /// Looks for codes in RGBA pixels. A frame that was overtaken is answered with nothing found.
    ///
    /// # Errors
    /// `frame_size`, `scanner_busy`.
    pub(crate) async fn frame(&self, request: RawRequest) -> Result<ScanView, UiError> {
        let RawRequest { bytes, size } = request;
        let (width, height) = size.ok_or(ScanError::FrameSize)?;
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        // Owned by the thread that decodes: a caller that goes away gives the turn to nobody
        // before the decoder is free, so there is never a second frame in work.
        let mut scanner = Arc::clone(&self.scanner).lock_owned().await;
        if self.newest.load(Ordering::Relaxed) != number {
            return Ok(ScanView::default());
        }
        let budget = self.frame_budget;
        let found = spawn_blocking(move || {
            let frame = Frame { width, height, pixels: Pixels::Rgba(&bytes) };
            scanner.frame_within(frame, budget)
        });
        let found = found.await.map_err(|_| UiError::internal())?;
        Ok(ScanView::from(found?))
    }

    /// Looks for codes in a picture file.
    ///
    /// # Errors
    /// `not_a_picture`, `picture_too_large`, `scanner_busy`.
    pub(crate) async fn picture(&self, request: RawRequest) -> Result<ScanView, UiError> {
        let RawRequest { bytes, size: _ } = request;
        let _turn = self.picture_turn.lock().await;
        let found = spawn_blocking(move || scan::decode::picture(&bytes));
        let found = found.await.map_err(|_| UiError::internal())?;
        Ok(ScanView::from(found?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::join_all;
    use futures_util::poll;

    const TEXT: &str = "tongbao test";

    /// A code of `TEXT` as a camera would hand it over.
    fn frame() -> RawRequest {
        let png = scan::draw::png(TEXT, 4).unwrap();
        let picture = image::load_from_memory(&png).unwrap().to_rgba8();
        RawRequest { size: Some(picture.dimensions()), bytes: picture.into_raw() }
    }

    /// A decoder that takes as long as a slow machine needs.
    fn patient() -> Decoder {
        Decoder { frame_budget: Duration::from_secs(60), ..Decoder::default() }
    }

    fn texts(view: &ScanView) -> Vec<&str> {
        view.found.iter().map(|code| code.text.as_str()).collect()
    }

    #[tokio::test]
    async fn of_the_frames_that_wait_for_the_decoder_only_the_newest_is_looked_at() {
        let decoder = patient();
        let busy = Arc::clone(&decoder.scanner).lock_owned().await;
        let mut frames = join_all((0..6).map(|_| decoder.frame(frame())));
        assert!(poll!(&mut frames).is_pending(), "all wait for the frame in work");
        drop(busy);
        let views: Vec<ScanView> = frames.await.into_iter().map(Result::unwrap).collect();
        let (newest, overtaken) = views.split_last().unwrap();
        assert_eq!(texts(newest), [TEXT]);
        for view in overtaken {
            assert_eq!(texts(view), [""; 0]);
        }
    }

    #[tokio::test]
    async fn a_caller_that_goes_away_leaves_the_decoder_to_the_next_frame() {
        let decoder = patient();
        let mut gone = Box::pin(decoder.frame(frame()));
        // Begun; whether it is already done when we leave depends on the machine.
        let _ = poll!(&mut gone);
        drop(gone);
        assert_eq!(texts(&decoder.frame(frame()).await.unwrap()), [TEXT]);
    }
}
