//! A merchant's label: a poster to print and put on the counter, or stickers.

mod logo;
mod paper;
mod poster;
mod words;

pub use paper::Paper;

use crate::draw::{DrawError, QUIET_ZONE, Symbol, Use};
use logo::Logo;
use paper::Millimetres;
use poster::{CODE_MM, FALLBACK_MM};

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
    /// The names of the schemes whose wallets read the code, in the order to show them.
    pub networks: &'a [&'a str],
    /// The address of a page to pay on, for a camera without a wallet: a second, small code.
    pub fallback: Option<&'a str>,
    /// Whether the coin stands in the middle of the code, which then bears more damage.
    pub has_logo: bool,
}

/// Why a label was not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// A code cannot be drawn at all.
    #[error(transparent)]
    Draw(#[from] DrawError),
    /// The modules of the code would be smaller than [`MODULE_UM_MIN`].
    #[error("the code is too dense for the paper: its modules would be smaller than 0.4 mm")]
    TooDense,
    /// The modules of the second code would be smaller than [`MODULE_UM_MIN`].
    #[error("the second code is too dense for the paper: shorten its address or take larger paper")]
    FallbackTooDense,
}

impl LabelError {
    /// Returns the stable word for the error, such as `code_too_dense`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draw(error) => error.code(),
            Self::TooDense => "code_too_dense",
            Self::FallbackTooDense => "fallback_too_dense",
        }
    }
}

/// The smallest module that a phone reads from a hand's distance, in micrometres.
pub const MODULE_UM_MIN: u32 = 400;

/// Draws a label as an SVG document of the paper's size, without any outside reference.
///
/// # Errors
/// When a code is too long for a QR code, or too dense to be read from this paper.
pub fn svg(sheet: &LabelSheet<'_>, paper: Paper) -> Result<String, LabelError> {
    let purpose = if sheet.has_logo { Use::LabelWithLogo } else { Use::Label };
    let mut symbol = Symbol::of(sheet.code, purpose)?;
    if !is_readable(&symbol, CODE_MM, paper) {
        return Err(LabelError::TooDense);
    }
    let logo = sheet.has_logo.then(|| Logo::in_middle_of(&mut symbol));
    let fallback = sheet.fallback.filter(|_| paper.has_fallback());
    let fallback = fallback.map(|address| Symbol::of(address, Use::Label)).transpose()?;
    if fallback.as_ref().is_some_and(|symbol| !is_readable(symbol, FALLBACK_MM, paper)) {
        return Err(LabelError::FallbackTooDense);
    }
    let poster = poster::draw(sheet, &symbol, logo.as_ref(), fallback.as_ref());
    let title = crate::draw::escape(sheet.name);
    let Millimetres { width, height } = paper.size();
    Ok(format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}mm' height='{height}mm' \
         viewBox='0 0 {width} {height}' role='img'>\n\
         <title>{title}</title>\n\
         <rect width='{width}' height='{height}' fill='#FFFFFF'/>\n\
         {}</svg>\n",
        paper.impose(&poster)
    ))
}

/// Returns whether the modules are large enough on the paper; the width is the one on A6.
fn is_readable(symbol: &Symbol, width_mm: f64, paper: Paper) -> bool {
    let modules = f64::from(symbol.side() + 2 * QUIET_ZONE);
    width_mm * paper.scale() * 1000.0 >= modules * f64::from(MODULE_UM_MIN)
}

#[cfg(test)]
mod tests;
