//! The stages that a picture goes through until it is read.

use super::Decoder;
use super::worker::{Busy, Workers};
use crate::decode::Found;
use crate::decode::luma::Luma;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

/// How long one stage may take.
const STAGE_DEADLINE: Duration = Duration::from_millis(400);

static WORKERS: Workers = Workers::new();

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// At the first stage that reads anything: the next frame comes soon.
    FirstFind,
    /// After all stages: a still picture comes once, and may hold several codes.
    Everything,
}

/// A way to try a picture: scaled, then toned, then given to a decoder.
#[derive(Clone, Copy, Debug)]
struct Stage {
    decoder: Decoder,
    scale: Scale,
    tone: Tone,
}

#[derive(Clone, Copy, Debug)]
enum Scale {
    Half,
    Same,
    Twofold,
}

#[derive(Clone, Copy, Debug)]
enum Tone {
    Plain,
    Negative,
    Threshold { reach_divisor: usize, percent: u64 },
}

const fn stage(scale: Scale, tone: Tone) -> Stage {
    Stage { decoder: Decoder::Rqrr, scale, tone }
}

const fn threshold(reach_divisor: usize, percent: u64) -> Tone {
    Tone::Threshold { reach_divisor, percent }
}

/// In the order of what they add for their time, measured on published pictures: each stage reads
/// some that no earlier one does.
const STAGES: [Stage; 8] = [
    stage(Scale::Same, Tone::Plain),
    stage(Scale::Twofold, threshold(40, 95)),
    stage(Scale::Twofold, threshold(10, 95)),
    stage(Scale::Same, Tone::Negative),
    stage(Scale::Same, threshold(40, 95)),
    stage(Scale::Twofold, Tone::Plain),
    stage(Scale::Twofold, threshold(40, 85)),
    stage(Scale::Half, threshold(20, 95)),
];

/// How many of the stages a live frame gets.
const STAGES_OF_FRAME: usize = 4;

/// Finds the codes in a picture that fits the camera size; points are in its pixels.
pub(crate) fn run(luma: Luma, effort: Effort) -> Result<Vec<Found>, Busy> {
    let luma = Arc::new(luma);
    let mut all: Vec<Found> = Vec::new();
    let count = match effort {
        Effort::FirstFind => STAGES_OF_FRAME,
        Effort::Everything => STAGES.len(),
    };
    for stage in &STAGES[..count] {
        let source = Arc::clone(&luma);
        let attempt = move || stage.attempt(&source);
        let found = match WORKERS.run_within(STAGE_DEADLINE, attempt) {
            Ok(found) => found.unwrap_or_default(),
            Err(Busy) if all.is_empty() => return Err(Busy),
            Err(Busy) => break,
        };
        for code in found {
            if !all.iter().any(|known| known.is_same(&code)) {
                all.push(code);
            }
        }
        if effort == Effort::FirstFind && !all.is_empty() {
            break;
        }
    }
    Ok(all)
}

impl Stage {
    fn attempt(&self, luma: &Luma) -> Vec<Found> {
        let scaled = match self.scale {
            Scale::Half => Cow::Owned(luma.halve()),
            Scale::Same => Cow::Borrowed(luma),
            Scale::Twofold => Cow::Owned(luma.enlarge_twofold()),
        };
        let toned = match self.tone {
            Tone::Plain => scaled,
            Tone::Negative => Cow::Owned(scaled.invert()),
            Tone::Threshold { reach_divisor, percent } => {
                Cow::Owned(scaled.threshold_by_local_mean(reach_divisor, percent))
            }
        };
        let mut found = self.decoder.find(&toned);
        for point in found.iter_mut().flat_map(|code| code.points.iter_mut()) {
            *point = self.scale.undo(*point);
        }
        found
    }
}

impl Scale {
    /// Returns where a point was before the picture was scaled.
    const fn undo(self, (x, y): (i32, i32)) -> (i32, i32) {
        match self {
            Self::Half => (x.saturating_mul(2), y.saturating_mul(2)),
            Self::Same => (x, y),
            Self::Twofold => (x / 2, y / 2),
        }
    }
}
