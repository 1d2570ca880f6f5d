//! The stages that a picture goes through until it is read.

use super::worker::{Busy, Limits, Progress, Workers};
use super::{Decoder, Sighting};
use crate::decode::luma::Luma;
use crate::decode::{Format, Found};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

mod stage;
use stage::{FRAME_FIRST, FRAME_TURNS, PICTURE, Stage};

/// How long the stage that runs when the budget is over may still take; in tests longer than any
/// machine makes it wait.
const GRACE: Duration = Duration::from_millis(if cfg!(test) { 60_000 } else { 400 });
/// How long `rqrr` may take: it can run for minutes.
const SECOND_OPINION: Limits =
    Limits { budget: Duration::from_millis(60), grace: Duration::from_millis(1) };
/// How many stages after the first find look for the other codes of a picture.
const STAGES_FOR_OTHERS: usize = 2;

static WORKERS: Workers = Workers::new();

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    /// A still picture: it comes once, so all stages until it is read, then its other codes.
    Picture,
    /// The frame of a stream with this number: what is quick, and in turn one stage that is not.
    Frame {
        /// Counts up from frame to frame.
        round: usize,
    },
}

/// Finds the codes in a picture that fits the camera size; points are in its pixels.
///
/// After the `budget` no further stage begins. Codes other than QR come unconfirmed from a frame.
pub(crate) fn run(luma: Luma, job: Job, budget: Duration) -> Result<Vec<Found>, Busy> {
    let limits = Limits { budget, grace: GRACE };
    WORKERS.run_within(limits, move |progress| {
        let luma = Arc::new(luma);
        match job {
            Job::Picture => picture(&luma, progress),
            Job::Frame { round } => frame(&luma, round, progress),
        }
    })
}

fn picture(luma: &Arc<Luma>, progress: &Progress<Found>) {
    let mut reads = Reads::default();
    let mut others = STAGES_FOR_OTHERS;
    for (number, stage) in PICTURE.iter().enumerate() {
        // However late it is, the first and quickest way is tried.
        if number > 0 && progress.is_over() {
            break;
        }
        // The others are looked for by what reads several codes at once, and no bars beside QR.
        if !reads.accepted.is_empty() && !matches!(stage.decoder, Decoder::Rxing(_)) {
            continue;
        }
        let sighting = stage.attempt(luma);
        let is_more_likely = sighting.is_more_likely;
        for code in sighting.found {
            reads.take(code, progress);
        }
        if !reads.accepted.is_empty() {
            if others == 0 || !is_more_likely {
                break;
            }
            others -= 1;
        }
    }
}

fn frame(luma: &Arc<Luma>, round: usize, progress: &Progress<Found>) {
    let turn = &FRAME_TURNS[round % FRAME_TURNS.len()];
    for stage in FRAME_FIRST.iter().chain(*turn) {
        let found = stage.attempt(luma).found;
        let is_read = !found.is_empty();
        let mut reads = Reads::default();
        for code in found {
            reads.report_once(code, progress);
        }
        if is_read || progress.is_over() {
            break;
        }
    }
}

/// The codes of a picture so far.
#[derive(Default)]
struct Reads {
    accepted: Vec<Found>,
    /// Read once, by a kind of code that is easily misread.
    doubtful: Vec<Found>,
}

impl Reads {
    /// Accepts a code, at once or when it is read the second time.
    fn take(&mut self, code: Found, progress: &Progress<Found>) {
        let is_doubtful = code.format == Format::MicroQrCode;
        if is_doubtful && !self.doubtful.iter().any(|known| known.is_same(&code)) {
            self.doubtful.push(code);
            return;
        }
        self.report_once(code, progress);
    }

    fn report_once(&mut self, code: Found, progress: &Progress<Found>) {
        if !self.accepted.iter().any(|known| known.is_same(&code)) {
            self.accepted.push(code.clone());
            progress.report(code);
        }
    }
}

impl Stage {
    /// Runs the stage; a panic of a decoder is nothing found.
    fn attempt(&self, luma: &Arc<Luma>) -> Sighting {
        if self.decoder == Decoder::Rqrr {
            let (stage, luma) = (*self, Arc::clone(luma));
            let sightings = WORKERS.run_within(SECOND_OPINION, move |progress| {
                progress.report(stage.look(&luma));
            });
            return sightings.unwrap_or_default().pop().unwrap_or_default();
        }
        catch_unwind(AssertUnwindSafe(|| self.look(luma))).unwrap_or_default()
    }

    fn look(&self, luma: &Luma) -> Sighting {
        let scaled = self.scale.of(luma);
        let mut sighting = self.decoder.find(&self.tone.of(scaled));
        for point in sighting.found.iter_mut().flat_map(|code| code.points.iter_mut()) {
            *point = self.scale.undo(*point);
        }
        sighting
    }
}
