//! QR codes by `rqrr`. It can run for minutes and panic: call it in a worker only.

use super::symbol;
use crate::decode::Found;
use crate::decode::luma::Luma;
use rqrr::{BitGrid, Point, PreparedImage};

/// Finds QR codes.
pub(super) fn find(luma: &Luma) -> Vec<Found> {
    let width = luma.width();
    let pixel = |x, y| luma.pixels()[y * width + x];
    let mut prepared = PreparedImage::prepare_from_greyscale(width, luma.height(), pixel);
    let grids = prepared.detect_grids();
    let found = grids.iter().filter_map(|grid| {
        let side = grid.grid.size();
        let modules = symbol::matrix(side, |x, y| grid.grid.bit(y, x))?;
        symbol::read(&modules, corners(grid.bounds, side))
    });
    found.collect()
}

/// Returns the corners of the symbol: `rqrr` sets all but the first one module too far out.
fn corners(bounds: [Point; 4], side: usize) -> [(i32, i32); 4] {
    let [origin, ..] = bounds;
    let modules = i64::try_from(side).unwrap_or(i64::MAX - 1);
    let inward = |from: i32, to: i32| {
        let distance = (i64::from(to) - i64::from(from)) * modules / (modules + 1);
        i32::try_from(i64::from(from) + distance).unwrap_or(to)
    };
    bounds.map(|Point { x, y }| (inward(origin.x, x), inward(origin.y, y)))
}
