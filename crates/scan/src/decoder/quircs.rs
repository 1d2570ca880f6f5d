//! QR codes by `quircs`: it fits the grid to the symbol by trial, which helps with strong tilt.

use super::symbol;
use crate::decode::Found;
use crate::decode::luma::Luma;
use quircs::Quirc;

/// Finds QR codes.
pub(super) fn find(luma: &Luma) -> Vec<Found> {
    let mut quirc = Quirc::new();
    let codes = quirc.identify(luma.width(), luma.height(), luma.pixels());
    let found = codes.filter_map(Result::ok).filter_map(|code| {
        let side = usize::try_from(code.size).ok()?;
        let is_dark = |x: usize, y: usize| {
            let at = y * side + x;
            code.cell_bitmap.get(at / 8).is_some_and(|cells| cells >> (at % 8) & 1 == 1)
        };
        let modules = symbol::matrix(side, is_dark)?;
        symbol::read(&modules, code.corners.map(|corner| (corner.x, corner.y)))
    });
    found.collect()
}
