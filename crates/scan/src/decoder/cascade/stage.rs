//! The ways to try a picture, and their order: by what each adds for its time.

use crate::decode::luma::Luma;
use crate::decoder::Decoder;
use crate::decoder::lines::Lines;
use crate::decoder::rxing::Looks;
use std::borrow::Cow;

/// A way to try a picture: scaled, then toned, then given to a decoder.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    pub(super) decoder: Decoder,
    pub(super) scale: Scale,
    pub(super) tone: Tone,
}

/// By how much a picture is made smaller or larger.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scale {
    Third,
    Half,
    Same,
    Twofold,
}

/// How a picture is changed before a decoder sees it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tone {
    Plain,
    /// Black and white, by the mean around each pixel.
    Threshold {
        reach_divisor: usize,
        percent: u64,
    },
    /// Edges raised.
    Sharp,
    /// All between the darkest and the lightest percent spread over the whole range.
    Stretched,
    /// Contrast evened out tile by tile.
    Evened,
}

const fn stage(scale: Scale, tone: Tone, decoder: Decoder) -> Stage {
    Stage { decoder, scale, tone }
}

const fn threshold(reach_divisor: usize, percent: u64) -> Tone {
    Tone::Threshold { reach_divisor, percent }
}

const PLAIN: Looks = Looks { inverted: true, micro: false, binary: false };
const MICRO: Looks = Looks { micro: true, ..PLAIN };
const FEW_LINES: Lines = Lines { count: 40, shrinks: &[1] };
const MANY_LINES: Lines = Lines { count: 180, shrinks: &[1, 2, 3] };
const BINARY: Looks = Looks { binary: true, ..PLAIN };

/// The stages of a still picture.
pub(super) const PICTURE: &[Stage] = &[
    stage(Scale::Same, Tone::Plain, Decoder::Rxing(MICRO)),
    stage(Scale::Third, Tone::Plain, Decoder::Rxing(MICRO)),
    stage(Scale::Same, Tone::Plain, Decoder::Lines(MANY_LINES)),
    stage(Scale::Same, threshold(20, 95), Decoder::Rxing(BINARY)),
    stage(Scale::Same, threshold(20, 95), Decoder::Quircs),
    stage(Scale::Same, Tone::Sharp, Decoder::Rxing(PLAIN)),
    stage(Scale::Same, Tone::Evened, Decoder::Rxing(PLAIN)),
    stage(Scale::Half, Tone::Plain, Decoder::Rxing(PLAIN)),
    stage(Scale::Twofold, Tone::Sharp, Decoder::Rxing(PLAIN)),
    stage(Scale::Half, Tone::Plain, Decoder::Rqrr),
];

/// The stages of every frame.
pub(super) const FRAME_FIRST: &[Stage] = &[stage(Scale::Same, Tone::Plain, Decoder::Rxing(PLAIN))];

/// The stages of which each frame gets the next.
pub(super) const FRAME_TURNS: &[&[Stage]] = &[
    &[stage(Scale::Third, Tone::Plain, Decoder::Rxing(PLAIN))],
    &[stage(Scale::Same, Tone::Plain, Decoder::Lines(FEW_LINES))],
    &[stage(Scale::Same, threshold(20, 95), Decoder::Rxing(BINARY))],
    &[stage(Scale::Same, Tone::Stretched, Decoder::Rxing(PLAIN))],
    &[stage(Scale::Same, threshold(20, 95), Decoder::Quircs)],
    &[stage(Scale::Same, Tone::Sharp, Decoder::Rxing(PLAIN))],
];

impl Scale {
    /// Returns the picture in this size.
    pub(super) fn of(self, luma: &Luma) -> Cow<'_, Luma> {
        match self {
            Self::Third => Cow::Owned(luma.shrink(3)),
            Self::Half => Cow::Owned(luma.shrink(2)),
            Self::Same => Cow::Borrowed(luma),
            Self::Twofold => Cow::Owned(luma.enlarge_twofold()),
        }
    }

    /// Returns where a point was before the picture was scaled.
    pub(super) const fn undo(self, (x, y): (i32, i32)) -> (i32, i32) {
        match self {
            Self::Third => (x.saturating_mul(3), y.saturating_mul(3)),
            Self::Half => (x.saturating_mul(2), y.saturating_mul(2)),
            Self::Same => (x, y),
            Self::Twofold => (x / 2, y / 2),
        }
    }
}

impl Tone {
    /// Returns the picture in this tone.
    pub(super) fn of(self, luma: Cow<'_, Luma>) -> Cow<'_, Luma> {
        match self {
            Self::Plain => luma,
            Self::Threshold { reach_divisor, percent } => {
                Cow::Owned(luma.threshold_by_local_mean(reach_divisor, percent))
            }
            Self::Sharp => Cow::Owned(luma.sharpen()),
            Self::Stretched => Cow::Owned(luma.stretch()),
            Self::Evened => Cow::Owned(luma.even_out()),
        }
    }
}
