//! Camera frames to the codes in them: quick for each frame, thorough over a few of them.

use super::luma::Luma;
use super::{Format, Found, Frame, PICTURE_BUDGET, ScanError, find};
use crate::decoder::Job;
use std::time::Duration;

/// After this long no further stage of a frame begins.
pub const FRAME_BUDGET: Duration = Duration::from_millis(20);
/// For how many frames a doubtful reading waits for its second.
const MEMORY_FRAMES: usize = 24;
/// How many doubtful readings are remembered.
const DOUBTFUL_MAX: usize = 16;

/// Finds the codes in one frame by itself, as thoroughly as in a picture. A stream is read more
/// quickly by a [`FrameScanner`].
///
/// # Errors
/// When the frame is malformed or too large, or the decoder is busy. No code is an empty list.
pub fn frame(frame: Frame<'_>) -> Result<Vec<Found>, ScanError> {
    find(Luma::of_frame(&frame)?, Job::Picture, PICTURE_BUDGET)
}

/// Reads a stream of camera frames. Each frame gets what is quick, and one more costly way in
/// turn; bar codes and Micro QR codes, which are easily misread, count when two frames agree.
#[derive(Debug, Default)]
pub struct FrameScanner {
    round: usize,
    /// What was read once, and in which frame.
    doubtful: Vec<(usize, Format, String)>,
}

impl FrameScanner {
    /// Returns a scanner that has seen no frame yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Finds the codes in the next frame, within [`FRAME_BUDGET`].
    ///
    /// # Errors
    /// When the frame is malformed or too large, or the decoder is busy. No code is an empty list.
    pub fn frame(&mut self, frame: Frame<'_>) -> Result<Vec<Found>, ScanError> {
        self.frame_within(frame, FRAME_BUDGET)
    }

    /// Finds the codes in the next frame; after the budget no further way is tried.
    ///
    /// # Errors
    /// As for [`Self::frame`].
    pub fn frame_within(
        &mut self,
        frame: Frame<'_>,
        budget: Duration,
    ) -> Result<Vec<Found>, ScanError> {
        let luma = Luma::of_frame(&frame)?;
        let round = self.round;
        self.round = self.round.wrapping_add(1);
        let mut found = find(luma, Job::Frame { round }, budget)?;
        found.retain(|code| self.is_confirmed(code, round));
        Ok(found)
    }

    /// Returns whether a code is sure, or was read in an earlier frame too.
    fn is_confirmed(&mut self, code: &Found, round: usize) -> bool {
        if code.format == Format::QrCode {
            return true;
        }
        self.doubtful.retain(|(seen, ..)| round.wrapping_sub(*seen) <= MEMORY_FRAMES);
        let is_same =
            |(_, format, text): &&(_, _, String)| *format == code.format && *text == code.text;
        let is_known = self.doubtful.iter().any(|known| is_same(&known) && known.0 != round);
        self.doubtful.retain(|known| !is_same(&known));
        if self.doubtful.len() >= DOUBTFUL_MAX {
            self.doubtful.remove(0);
        }
        self.doubtful.push((round, code.format, code.text.clone()));
        is_known
    }
}
