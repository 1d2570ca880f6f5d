//! Texts drawn as QR codes and as bars of Code 128, dark on light, with their quiet zones.

mod code_128;
mod symbol;

use code_128::Code128;
pub(crate) use symbol::{QUIET_ZONE, Symbol, Use};

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

/// Why a text was not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// No QR code holds it, or it has more characters than a row of bars takes.
    #[error("the text is too long for the code")]
    TooLong,
    /// There is nothing to draw.
    #[error("an empty text is not drawn")]
    Empty,
    /// Outside of 1 to [`MODULE_PX_MAX`].
    #[error("a module is 1 to 64 pixels wide")]
    ModuleSize,
    /// Code 128 has no other characters.
    #[error("bars hold characters of ASCII only")]
    NotAscii,
    /// Lower than 15 % of the bars' width, or more than [`BARS_PX_MAX`] together with the width.
    #[error("bars are at least 15 % of their width high, and of 16 million pixels at most")]
    BarHeight,
    /// The picture library refused the picture.
    #[error("the picture could not be encoded")]
    Encoding,
}

impl DrawError {
    /// Returns the stable word for the error, such as `text_too_long`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "text_too_long",
            Self::Empty => "text_empty",
            Self::ModuleSize => "module_size",
            Self::NotAscii => "text_not_ascii",
            Self::BarHeight => "bar_height",
            Self::Encoding => "picture_encoding",
        }
    }
}

/// The largest module, in pixels.
pub const MODULE_PX_MAX: u32 = 64;
/// The most pixels of a picture of bars.
pub const BARS_PX_MAX: u32 = 16_000_000;

/// Draws a text as a QR code: an SVG document of one unit a module, which fills the space it is
/// given. The symbol is the smallest that bears 15 % of damage, and bears more where that is free.
///
/// `title` is what a screen reader says; without it the drawing is marked as decoration.
///
/// # Errors
/// When no QR code holds the text.
pub fn svg(text: &str, title: Option<&str>) -> Result<String, DrawError> {
    let symbol = Symbol::of(text, Use::Screen)?;
    let side = symbol.side() + 2 * QUIET_ZONE;
    Ok(document(side, side, title, &symbol.svg_paths()))
}

/// Draws a text of ASCII as the bars of Code 128, the shortest way: an SVG document of one unit a
/// module, a quarter as high as it is wide, which fills the space it is given. Bars are sharp when
/// that is a whole number of pixels for each unit. The text itself is not written in it.
///
/// `title` is what a screen reader says; without it the drawing is marked as decoration.
///
/// # Errors
/// When the text is empty, not ASCII, or longer than 80 characters.
pub fn code_128_svg(text: &str, title: Option<&str>) -> Result<String, DrawError> {
    let symbol = Code128::of(text)?;
    let width = symbol.width() + 2 * code_128::QUIET_ZONE;
    let height = width.div_ceil(4);
    let (quiet, bars) = (code_128::QUIET_ZONE, symbol.path(height));
    let content = format!(
        "<path fill='#fff' d='M0 0h{width}v{height}H0z'/>\
         <path fill='#000' transform='translate({quiet} 0)' d='{bars}'/>"
    );
    Ok(document(width, height, title, &content))
}

/// Draws a text of ASCII as the bars of Code 128: a grey PNG with modules of `module_px` pixels,
/// `height_px` pixels high.
///
/// # Errors
/// As [`code_128_svg`], and when the module is 0 or above [`MODULE_PX_MAX`], or the height does
/// not fit to the width.
pub fn code_128_png(text: &str, module_px: u32, height_px: u32) -> Result<Vec<u8>, DrawError> {
    if module_px == 0 || module_px > MODULE_PX_MAX {
        return Err(DrawError::ModuleSize);
    }
    let symbol = Code128::of(text)?;
    let width_px = (symbol.width() + 2 * code_128::QUIET_ZONE) * module_px;
    let height_px_min = Code128::height_min(symbol.width() * module_px);
    if height_px < height_px_min || height_px > BARS_PX_MAX / width_px {
        return Err(DrawError::BarHeight);
    }
    encode(width_px, height_px, &symbol.row(module_px).repeat(height_px as usize))
}

/// Draws a text as a QR code of half blocks, for a terminal: two rows of modules a line. What is
/// light in the code is drawn, so that it is right where letters are lighter than their ground;
/// elsewhere it is the negative, which most cameras read as well.
///
/// # Errors
/// When no QR code holds the text.
pub fn blocks(text: &str) -> Result<String, DrawError> {
    let symbol = Symbol::of(text, Use::Screen)?;
    let (side, pixels) = symbol.pixels(1);
    let side = side as usize;
    let mut drawn = String::with_capacity(pixels.len() * 2);
    for rows in pixels.chunks(2 * side) {
        let (upper, lower) = rows.split_at(side);
        for (x, above) in upper.iter().enumerate() {
            // Below the last row of an odd number there is nothing but the quiet zone.
            let below = lower.get(x).unwrap_or(&LIGHT);
            drawn.push(match (*above == LIGHT, *below == LIGHT) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        drawn.push('\n');
    }
    Ok(drawn)
}

/// A light pixel.
const LIGHT: u8 = 255;

/// Draws a text as a grey PNG with modules of `module_px` pixels.
///
/// # Errors
/// When no QR code holds the text, or the module is 0 or above [`MODULE_PX_MAX`].
pub fn png(text: &str, module_px: u32) -> Result<Vec<u8>, DrawError> {
    if module_px == 0 || module_px > MODULE_PX_MAX {
        return Err(DrawError::ModuleSize);
    }
    let symbol = Symbol::of(text, Use::Screen)?;
    let (side_px, pixels) = symbol.pixels(module_px);
    encode(side_px, side_px, &pixels)
}

/// Returns an SVG document around drawn elements.
fn document(width: u32, height: u32, title: Option<&str>, content: &str) -> String {
    let (role, title) = match title {
        Some(title) => ("role='img'", format!("<title>{}</title>", escape(title))),
        None => ("aria-hidden='true'", String::new()),
    };
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}' {role} \
         shape-rendering='crispEdges'>{title}{content}</svg>"
    )
}

/// Returns grey pixels as a PNG picture.
fn encode(width_px: u32, height_px: u32, pixels: &[u8]) -> Result<Vec<u8>, DrawError> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(pixels, width_px, height_px, ExtendedColorType::L8)
        .map_err(|_| DrawError::Encoding)?;
    Ok(bytes)
}

/// Returns a text fit to stand in XML, attributes too; characters that XML forbids are dropped.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
