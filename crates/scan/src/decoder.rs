//! Decoders, one file each, and the order in which they try a picture.
//!
//! A new decoder is a file here, a variant of [`Decoder`] and a stage of the cascade.

mod cascade;
mod rqrr;
mod worker;

pub(crate) use cascade::{Effort, run};
pub(crate) use worker::Busy;

use crate::decode::Found;
use crate::decode::luma::Luma;

/// A way to find codes in grey pixels.
#[derive(Clone, Copy, Debug)]
enum Decoder {
    /// QR codes by the crate `rqrr`: never let at a picture outside of a worker.
    Rqrr,
}

impl Decoder {
    /// Finds codes; their points are in the pixels of `luma`.
    fn find(self, luma: &Luma) -> Vec<Found> {
        match self {
            Self::Rqrr => rqrr::find(luma),
        }
    }
}
