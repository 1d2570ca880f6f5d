//! Reads codes off frames and pictures on threads of their own, one frame at a time; a frame that
//! a newer one overtook while it waited is not looked at.

use crate::view::ScanView;
use crate::{RawRequest, UiError};
use scan::decode::{Frame, FrameScanner, Pixels, ScanError};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;

/// The queue in front of the decoder.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The number of the newest frame.
    newest: AtomicU64,
    /// Held by the frame that is looked at; the others wait in order. It remembers what earlier
    /// frames read: whatever shows frames to one host shows one stream.
    scanner: Arc<Mutex<FrameScanner>>,
    /// Held by the picture file that is looked at: large ones take memory.
    picture_turn: Mutex<()>,
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
        let found = spawn_blocking(move || {
            scanner.frame(Frame { width, height, pixels: Pixels::Rgba(&bytes) })
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
