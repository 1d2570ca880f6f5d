//! x
use crate::decode::Found;
use rxing::common::BitMatrix;
use rxing::qrcode::cpp_port::detector::FinderPatternSet;
pub(super) fn find(_bits: &BitMatrix, _set: &FinderPatternSet) -> Option<Found> { None }
