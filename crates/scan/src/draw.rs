//! Texts drawn as QR codes: error correction M, quiet zone of four modules, dark on light.

mod symbol;

pub(crate) use symbol::{QUIET_ZONE, Symbol};

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

/// Why a text was not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// No QR code holds it.
    #[error("the text is too long for a QR code")]
    TooLong,
    /// There is nothing to draw.
    #[error("an empty text is not drawn")]
    Empty,
    /// Outside of 1 to [`MODULE_PX_MAX`].
    #[error("a module is 1 to 64 pixels wide")]
    ModuleSize,
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
            Self::Encoding => "picture_encoding",
        }
    }
}

/// The largest module, in pixels.
pub const MODULE_PX_MAX: u32 = 64;

/// Draws a text as an SVG document of one unit a module, which fills the space it is given.
///
/// `title` is what a screen reader says; without it the drawing is marked as decoration.
///
/// # Errors
/// When no QR code holds the text.
pub fn svg(text: &str, title: Option<&str>) -> Result<String, DrawError> {
    let symbol = Symbol::of(text)?;
    let side = symbol.side() + 2 * QUIET_ZONE;
    let (role, title) = match title {
        Some(title) => ("role='img'", format!("<title>{}</title>", escape(title))),
        None => ("aria-hidden='true'", String::new()),
    };
    let modules = symbol.svg_paths();
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {side} {side}' {role} \
         shape-rendering='crispEdges'>{title}{modules}</svg>"
    ))
}

/// Draws a text as a grey PNG with modules of `module_px` pixels.
///
/// # Errors
/// When no QR code holds the text, or the module is 0 or above [`MODULE_PX_MAX`].
pub fn png(text: &str, module_px: u32) -> Result<Vec<u8>, DrawError> {
    if module_px == 0 || module_px > MODULE_PX_MAX {
        return Err(DrawError::ModuleSize);
    }
    let symbol = Symbol::of(text)?;
    let (side_px, pixels) = symbol.pixels(module_px);
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(&pixels, side_px, side_px, ExtendedColorType::L8)
        .map_err(|_| DrawError::Encoding)?;
    Ok(bytes)
}

/// Returns a text fit to stand in XML, attributes too; characters that XML forbids are dropped.
pub(crate) fn escape(text: &str) -> String {
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
