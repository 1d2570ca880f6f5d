//! The poster: 105 x 148 mm, in that order from the top: what to do, the code, who is paid.

use super::LabelSheet;
use super::logo::{COIN, Logo};
use super::paper::Millimetres;
use super::words::{Anchor, Place, Style, ems, halves, line};
use crate::draw::{QUIET_ZONE, Symbol};

/// What the poster is drawn on (A6).
pub(super) const SIZE: Millimetres = Millimetres { width: 105.0, height: 148.0 };
/// The width of the code with its quiet zone, in millimetres.
pub(super) const CODE_MM: f64 = 76.0;
/// The width of the second code with its quiet zone, in millimetres.
pub(super) const FALLBACK_MM: f64 = 24.0;

const INK: &str = "#22201C";
const GREY: &str = "#6B655A";
const PAPER: &str = "#FAF7F0";
const GOLD: &str = "#C8962E";

/// Where text begins on the left, and where it has to end.
const LEFT: f64 = 11.0;
const RIGHT: f64 = 94.0;

/// Returns the poster as SVG elements of one unit a millimetre.
pub(super) fn draw(
    sheet: &LabelSheet<'_>,
    symbol: &Symbol,
    logo: Option<&Logo>,
    fallback: Option<&Symbol>,
) -> String {
    let frame = format!(
        "<path fill='#B8402A' d='M3 30V9a6 6 0 0 1 6-6h87a6 6 0 0 1 6 6v21z'/>\n\
         <rect x='3' y='3' width='99' height='142' rx='6' fill='none' stroke='{GOLD}' \
         stroke-width='0.8'/>\n"
    );
    let code = code(symbol, (SIZE.width - CODE_MM) / 2.0, 31.0, CODE_MM, logo);
    let right = if fallback.is_some() { RIGHT - FALLBACK_MM } else { RIGHT };
    let payee = payee(sheet, right - LEFT);
    let networks = networks(sheet.networks, right);
    let operator = Place { x: LEFT, y: 140.2, width: right - LEFT, anchor: Anchor::Start };
    let foot = line(operator, Style { size: 3.2, weight: 400, fill: GREY }, sheet.operator);
    let second = fallback.map(second).unwrap_or_default();
    [frame, hint(), code, payee, networks, foot, second].concat()
}

/// Returns the head: what to do, in Chinese and in English.
fn hint() -> String {
    let place = |y| Place { x: 35.0, y, width: RIGHT - 35.0, anchor: Anchor::Start };
    let coin =
        format!("<svg x='11' y='7' width='19' height='19' viewBox='0 0 1024 1024'>{COIN}</svg>\n");
    let chinese = Style { size: 9.0, weight: 700, fill: "#FFFFFF" };
    let english = Style { size: 5.6, weight: 400, fill: PAPER };
    coin + &line(place(16.4), chinese, "扫码付款") + &line(place(24.4), english, "Scan to pay")
}

/// Returns a code with its quiet zone, and the coin in its middle.
fn code(symbol: &Symbol, x: f64, y: f64, width: f64, logo: Option<&Logo>) -> String {
    let side = symbol.side() + 2 * QUIET_ZONE;
    let modules = symbol.svg_paths();
    let coin = logo.map(|Logo { radius }| {
        let (corner, width) = (f64::from(side) / 2.0 - radius, 2.0 * radius);
        format!(
            "<svg x='{corner}' y='{corner}' width='{width}' height='{width}' \
             viewBox='0 0 1024 1024' shape-rendering='geometricPrecision'>{COIN}</svg>"
        )
    });
    format!(
        "<svg x='{x}' y='{y}' width='{width}' height='{width}' viewBox='0 0 {side} {side}' \
         shape-rendering='crispEdges'>{modules}{}</svg>\n",
        coin.unwrap_or_default()
    )
}

/// Returns name and city. A name that would become small takes two lines.
fn payee(sheet: &LabelSheet<'_>, width: f64) -> String {
    const SIZE_MAX: f64 = 8.2;
    /// Smaller than this, two lines are larger than one.
    const SIZE_OF_ONE_LINE: f64 = 6.0;
    let at = |y| Place { x: LEFT, y, width, anchor: Anchor::Start };
    let style = |size| Style { size, weight: 700, fill: INK };
    let LabelSheet { name, city, .. } = sheet;
    let name = match halves(name).filter(|_| width / ems(name) < SIZE_OF_ONE_LINE) {
        Some((first, second)) => {
            let longer = ems(first).max(ems(second));
            let size = (width / longer).min(SIZE_OF_ONE_LINE);
            line(at(111.6), style(size), first) + &line(at(118.6), style(size), second)
        }
        None => line(at(117.0), style(SIZE_MAX), name),
    };
    name + &line(at(124.6), Style { size: 4.2, weight: 400, fill: GREY }, city)
}

/// Returns the names of the schemes, each in a frame, in one row that is made to fit.
fn networks(networks: &[&str], right: f64) -> String {
    const SIZE: f64 = 3.0;
    const HEIGHT: f64 = 5.2;
    const GAP: f64 = 1.8;
    let width_of = |name: &str| ems(name) * SIZE + 2.0 * GAP;
    let whole: f64 = networks.iter().map(|name| width_of(name) + GAP).sum();
    let scale = ((right - LEFT + GAP) / whole.max(1.0)).min(1.0);
    let mut left = 0.0;
    let mut drawn = String::new();
    for name in networks {
        let width = width_of(name);
        let place = Place { x: left + width / 2.0, y: 3.7, width, anchor: Anchor::Middle };
        drawn += &format!(
            "<rect x='{left:.2}' y='0' width='{width:.2}' height='{HEIGHT}' rx='2.6' \
             fill='{PAPER}' stroke='{GOLD}' stroke-width='0.3'/>\n"
        );
        drawn += &line(place, Style { size: SIZE, weight: 400, fill: INK }, name);
        left += width + GAP;
    }
    format!("<g transform='translate({LEFT} 128.4) scale({scale:.3})'>\n{drawn}</g>\n")
}

/// Returns the second code and what it is for.
fn second(symbol: &Symbol) -> String {
    let left = RIGHT + 3.0 - FALLBACK_MM;
    let middle = left + FALLBACK_MM / 2.0;
    let style = Style { size: 2.7, weight: 400, fill: GREY };
    let place = |y| Place { x: middle, y, width: FALLBACK_MM, anchor: Anchor::Middle };
    code(symbol, left, 110.0, FALLBACK_MM, None)
        + &line(place(136.6), style, "没有钱包? 用相机扫")
        + &line(place(140.2), style, "No wallet? Any camera")
}
