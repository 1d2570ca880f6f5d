//! A merchant's label: a sheet of A6 to print and put on the counter.

use crate::draw::{DrawError, QUIET_ZONE, Symbol, escape};

/// What stands on a label.
#[derive(Clone, Copy, Debug)]
pub struct LabelSheet<'a> {
    /// The merchant's name.
    pub name: &'a str,
    /// The merchant's city.
    pub city: &'a str,
    /// The text of the payment code.
    pub code: &'a str,
    /// The operator's name.
    pub operator: &'a str,
}

/// The width of the code with its quiet zone, in millimetres: read at arm's length and more.
const CODE_MM: u32 = 81;
/// The room for text, in millimetres.
const TEXT_MM: u32 = 93;

/// Draws a label as an SVG document of 105 x 148 mm (A6), without any outside reference.
///
/// # Errors
/// When no QR code holds the code's text.
pub fn svg(sheet: &LabelSheet<'_>) -> Result<String, DrawError> {
    let LabelSheet { name, city, code, operator } = sheet;
    let symbol = Symbol::of(code)?;
    let side = symbol.side() + 2 * QUIET_ZONE;
    let modules = symbol.svg_paths();
    let title = escape(name);
    let heading = line(40, 9000, 600, "#22201C", name);
    let place = line(47, 4500, 400, "#6B655A", city);
    let foot = line(140, 3600, 400, "#6B655A", operator);
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='105mm' height='148mm' \
         viewBox='0 0 105 148' role='img'>\n\
         <title>{title}</title>\n\
         <rect width='105' height='148' fill='#FFFFFF'/>\n\
         <rect x='2' y='2' width='101' height='144' rx='5' fill='none' stroke='#C8962E' \
         stroke-width='0.8'/>\n\
         <svg x='43.5' y='8' width='18' height='18' viewBox='0 0 1024 1024'>{COIN}</svg>\n\
         {heading}\n\
         {place}\n\
         <svg x='12' y='51' width='{CODE_MM}' height='{CODE_MM}' viewBox='0 0 {side} {side}' \
         shape-rendering='crispEdges'>{modules}</svg>\n\
         {foot}\n\
         </svg>\n"
    ))
}

/// The Tongbao coin in flat colours: a round coin whose square hole is a finder pattern.
const COIN: &str = "<circle cx='512' cy='512' r='496' fill='#C8962E'/>\
    <circle cx='512' cy='512' r='436' fill='#B8402A'/>\
    <rect x='288' y='288' width='448' height='448' rx='36' fill='#FAF7F0'/>\
    <rect x='320' y='320' width='384' height='384' rx='22' fill='none' stroke='#22201C' \
    stroke-width='64'/>\
    <rect x='416' y='416' width='192' height='192' rx='14' fill='#22201C'/>";

/// Returns a centred line, made smaller where it would not fit; sizes are in micrometres.
fn line(y_mm: u32, size_max_um: u32, weight: u32, fill: &str, text: &str) -> String {
    let width_hundredths: u32 = text.chars().map(width_hundredths).sum();
    let size_um = (TEXT_MM * 1000 * 100).checked_div(width_hundredths).unwrap_or(size_max_um);
    let size_um = size_um.min(size_max_um);
    let (whole, rest) = (size_um / 1000, size_um % 1000);
    let text = escape(text);
    format!(
        "<text x='52.5' y='{y_mm}' font-family='system-ui, Noto Sans, Noto Sans CJK SC, \
         sans-serif' font-size='{whole}.{rest:03}' font-weight='{weight}' fill='{fill}' \
         text-anchor='middle'>{text}</text>"
    )
}

/// Returns about how wide a character is, in hundredths of its size.
const fn width_hundredths(c: char) -> u32 {
    match c {
        'i' | 'l' | 'j' | '.' | ',' | ' ' | '\'' | '|' => 35,
        'm' | 'w' | 'M' | 'W' | '@' => 95,
        '\0'..='\u{10FF}' => 68,
        _ => 105,
    }
}

#[cfg(test)]
mod tests;
