//! Decoders, one file each, and the order in which they try a picture.
//!
//! Whatever finds a QR symbol hands its modules to `symbol`, which alone says what they mean: no
//! text comes from a decoder's own reading of a bit stream. A new decoder is a file here, a
//! variant of [`Decoder`] and a stage of the cascade.

mod cascade;
mod lines;
mod quircs;
mod rqrr;
mod rxing;
mod symbol;
mod worker;

pub(crate) use cascade::{Job, run};
pub(crate) use worker::Busy;

use crate::decode::Found;
use crate::decode::luma::Luma;

/// A way to find codes in grey pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoder {
    /// QR and Micro QR codes by the crate `rxing`.
    Rxing(rxing::Looks),
    /// QR codes by the crate `quircs`.
    Quircs,
    /// QR codes by the crate `rqrr`: it can run for minutes.
    Rqrr,
    /// Code 128 and EAN-13 along scan lines, by the crate `rxing`.
    Lines(&'static [lines::Pass]),
}

impl Decoder {
    /// Finds codes; their points are in the pixels of `luma`.
    fn find(self, luma: &Luma) -> Sighting {
        match self {
            Self::Rxing(looks) => rxing::find(luma, looks),
            Self::Quircs => Sighting::of(quircs::find(luma)),
            Self::Rqrr => Sighting::of(rqrr::find(luma)),
            Self::Lines(passes) => Sighting::of(lines::find(luma, passes)),
        }
    }
}

/// What a decoder saw.
#[derive(Clone, Debug, Default)]
struct Sighting {
    found: Vec<Found>,
    /// There is something like a further code, which was not read.
    is_more_likely: bool,
}

impl Sighting {
    const fn of(found: Vec<Found>) -> Self {
        Self { found, is_more_likely: false }
    }
}
