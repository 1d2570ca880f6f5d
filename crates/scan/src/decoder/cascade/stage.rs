//! The ways to try a picture, and their order: by what each adds for its time.

use crate::decode::luma::Luma;
use crate::decoder::Decoder;
use crate::decoder::lines::Pass;
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
        percent: u32,
    },
    /// Black and white, by the middle between the darkest and the lightest around each pixel.
    Middle {
        reach: usize,
    },
    /// Edges raised, then black and white as above.
    SharpMiddle {
        reach: usize,
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

const fn threshold(reach_divisor: usize, percent: u32) -> Tone {
    Tone::Threshold { reach_divisor, percent }
}

const fn coarse(count: usize, shrink: usize) -> Pass {
    Pass { count, shrink, is_fine: false, needs_hint: false }
}

const fn fine(count: usize, shrink: usize) -> Pass {
    Pass { count, shrink, is_fine: true, needs_hint: false }
}

const fn on_hint(pass: Pass) -> Pass {
    Pass { needs_hint: true, ..pass }
}

const fn middle(reach: usize) -> Tone {
    Tone::Middle { reach }
}

const fn sharp_middle(reach: usize) -> Tone {
    Tone::SharpMiddle { reach }
}

const FEW_LINES: &[Pass] =
    &[coarse(12, 1), coarse(30, 1), on_hint(coarse(180, 1)), on_hint(fine(48, 1))];
const MANY_LINES: &[Pass] =
    &[coarse(180, 1), fine(48, 1), coarse(90, 2), fine(24, 2), coarse(60, 3)];

/// Light codes on dark ground are looked for where most of them are found.
const DARK: Decoder = Decoder::Rxing(Looks { inverted: false, micro: false, binary: false });
const EITHER: Decoder = Decoder::Rxing(Looks { inverted: true, micro: false, binary: false });
const EITHER_MICRO: Decoder = Decoder::Rxing(Looks { inverted: true, micro: true, binary: false });
const BINARY: Decoder = Decoder::Rxing(Looks { inverted: false, micro: false, binary: true });
const BINARY_EITHER: Decoder = Decoder::Rxing(Looks { inverted: true, micro: false, binary: true });

/// The stages of a still picture.
pub(super) const PICTURE: &[Stage] = &[
    stage(Scale::Same, Tone::Plain, EITHER_MICRO),
    stage(Scale::Same, Tone::Plain, Decoder::Lines(FEW_LINES)),
    stage(Scale::Third, Tone::Plain, EITHER_MICRO),
    stage(Scale::Same, middle(2), BINARY_EITHER),
    stage(Scale::Same, Tone::Plain, Decoder::Quircs),
    stage(Scale::Half, Tone::Plain, EITHER),
    stage(Scale::Third, middle(4), BINARY),
    stage(Scale::Half, sharp_middle(3), BINARY),
    stage(Scale::Same, Tone::Plain, Decoder::Lines(MANY_LINES)),
    stage(Scale::Same, threshold(20, 98), BINARY),
    stage(Scale::Same, Tone::Stretched, DARK),
    stage(Scale::Half, middle(4), BINARY_EITHER),
    stage(Scale::Half, Tone::Sharp, DARK),
    stage(Scale::Same, threshold(20, 95), Decoder::Quircs),
    stage(Scale::Same, sharp_middle(8), Decoder::Quircs),
    stage(Scale::Same, Tone::Evened, DARK),
    stage(Scale::Twofold, middle(4), BINARY),
    stage(Scale::Half, Tone::Plain, Decoder::Rqrr),
];

/// The stages of every frame.
pub(super) const FRAME_FIRST: &[Stage] = &[stage(Scale::Same, Tone::Plain, EITHER)];

/// The stages of which each frame gets the next.
pub(super) const FRAME_TURNS: &[&[Stage]] = &[
    &[stage(Scale::Third, Tone::Plain, EITHER), stage(Scale::Half, sharp_middle(3), BINARY)],
    &[stage(Scale::Same, Tone::Plain, Decoder::Lines(FEW_LINES))],
    &[stage(Scale::Same, middle(2), BINARY_EITHER)],
    &[stage(Scale::Same, Tone::Plain, Decoder::Quircs)],
    &[stage(Scale::Half, Tone::Plain, EITHER), stage(Scale::Third, middle(4), BINARY)],
    &[stage(Scale::Same, threshold(20, 98), BINARY)],
    &[stage(Scale::Same, Tone::Stretched, DARK)],
    &[stage(Scale::Same, threshold(20, 95), Decoder::Quircs)],
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
            Self::Middle { reach } => Cow::Owned(luma.threshold_by_local_middle(reach)),
            Self::SharpMiddle { reach } => {
                Cow::Owned(luma.sharpen().threshold_by_local_middle(reach))
            }
            Self::Sharp => Cow::Owned(luma.sharpen()),
            Self::Stretched => Cow::Owned(luma.stretch()),
            Self::Evened => Cow::Owned(luma.even_out()),
        }
    }
}
