//! The Tongbao coin, and its place in the middle of a code.

use crate::draw::Symbol;

/// The coin in flat colours, 1024 units wide: a round coin whose square hole is a finder pattern.
pub(super) const COIN: &str = "<circle cx='512' cy='512' r='496' fill='#C8962E'/>\
    <circle cx='512' cy='512' r='436' fill='#B8402A'/>\
    <rect x='288' y='288' width='448' height='448' rx='36' fill='#FAF7F0'/>\
    <rect x='320' y='320' width='384' height='384' rx='22' fill='none' stroke='#22201C' \
    stroke-width='64'/>\
    <rect x='416' y='416' width='192' height='192' rx='14' fill='#22201C'/>";

/// The part of a symbol that a logo takes, in hundredths of its modules. Level Q would bear 10 and
/// level H 15; what is left is for dirt and glare.
pub(super) const AREA_HUNDREDTHS_MAX: u32 = 7;

/// What is kept at three corners: finder patterns, their separators and the format information.
/// The timing patterns begin at the seventh module and end with it.
const CORNER: u32 = 9;

/// White between the coin and the next module, in modules.
const MARGIN: f64 = 0.75;

/// A place for the coin.
pub(super) struct Logo {
    /// Half of the coin's width, in modules.
    pub(super) radius: f64,
}

impl Logo {
    /// Makes the modules in the middle light, as far as the symbol bears it.
    pub(super) fn in_middle_of(symbol: &mut Symbol) -> Self {
        let side = symbol.side();
        // Half modules: the middle of a symbol is the middle of a module.
        let mut diameter = side;
        while diameter > 1 && !is_borne(side, diameter) {
            diameter -= 1;
        }
        symbol.clear(|x, y| is_covered(side, diameter, x, y));
        Self { radius: (f64::from(diameter) / 2.0 - MARGIN).max(0.5) }
    }
}

/// Returns whether the symbol is still read without the modules under a disc.
fn is_borne(side: u32, diameter: u32) -> bool {
    let all = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    let mut covered = all.filter(|(x, y)| is_covered(side, diameter, *x, *y));
    let is_kept = |(x, y): &(u32, u32)| {
        let (near, far) = (|v: u32| v < CORNER, |v: u32| v + CORNER > side);
        let corner = (near(*x) && (near(*y) || far(*y))) || (far(*x) && near(*y));
        corner || *x == 6 || *y == 6
    };
    let mut count = 0;
    let is_free = covered.all(|module| {
        count += 1;
        !is_kept(&module)
    });
    is_free && 100 * count <= AREA_HUNDREDTHS_MAX * side * side
}

/// Returns whether any part of a module lies under a disc in the middle.
fn is_covered(side: u32, diameter: u32, x: u32, y: u32) -> bool {
    // Everything in half modules, from the middle to the nearest edge of the module.
    let distance = |v: u32| (2 * v + 1).abs_diff(side).saturating_sub(1);
    distance(x).pow(2) + distance(y).pow(2) < diameter.pow(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Use;

    #[test]
    fn the_disc_is_round_in_the_middle_and_within_its_part() {
        for version in 1..=40 {
            let side = 17 + 4 * version;
            let diameter = (1..side).rev().find(|d| is_borne(side, *d)).expect("one is borne");
            let covered =
                (0..side * side).filter(|at| is_covered(side, diameter, at % side, at / side));
            let covered: Vec<u32> = covered.collect();
            let count = u32::try_from(covered.len()).expect("few");
            assert!(100 * count <= AREA_HUNDREDTHS_MAX * side * side, "version {version}");
            assert!(version < 2 || 100 * count >= 4 * side * side, "version {version}: {count}");
            let turned = |at: &u32| (at / side) + (side - 1 - at % side) * side;
            assert!(covered.iter().all(|at| covered.contains(&turned(at))));
        }
    }

    #[test]
    fn the_modules_under_the_coin_are_light() {
        let mut symbol = Symbol::of(&"code".repeat(30), Use::LabelWithLogo).expect("short");
        let dark = |symbol: &Symbol| symbol.pixels(1).1.iter().filter(|grey| **grey == 0).count();
        let before = dark(&symbol);
        let logo = Logo::in_middle_of(&mut symbol);
        assert!(dark(&symbol) < before && logo.radius > 3.0);
        let (side, pixels) = symbol.pixels(1);
        assert_eq!(pixels[(side * (side / 2) + side / 2) as usize], 255);
    }
}
