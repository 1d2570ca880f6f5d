//! The matrix of a QR code.

use super::DrawError;
use qrcode::bits::Bits;
use qrcode::optimize::{Optimizer, Parser, Segment};
use qrcode::types::{Mode, QrError};
use qrcode::{Color, EcLevel, QrCode, QrResult, Version};

/// Light modules on every side (ISO/IEC 18004).
pub(crate) const QUIET_ZONE: u32 = 4;

/// The extended channel interpretation that says: UTF-8.
const ECI_UTF_8: u32 = 26;

/// What a symbol is drawn for, which says how much damage it has to bear at least. It bears more
/// where that makes it no larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// A screen: glare and a hand that shakes.
    Screen,
    /// A print: dirt and scratches. Larger modules help a far phone more than a higher level.
    Label,
    /// A print with a logo in its middle, which is damage from the beginning.
    LabelWithLogo,
}

impl Use {
    /// The levels that will do, highest first; they restore 15 % (M), 25 % (Q) and 30 % (H) of the
    /// codewords.
    const fn levels(self) -> &'static [EcLevel] {
        match self {
            Self::Screen | Self::Label => &[EcLevel::H, EcLevel::Q, EcLevel::M],
            Self::LabelWithLogo => &[EcLevel::H, EcLevel::Q],
        }
    }
}

/// The dark and light modules of a QR code, without quiet zone.
pub(crate) struct Symbol {
    side: u32,
    modules: Vec<Color>,
}

impl Symbol {
    /// Returns the smallest symbol for a text, at the highest level that fits into it.
    pub(crate) fn of(text: &str, purpose: Use) -> Result<Self, DrawError> {
        if text.is_empty() {
            return Err(DrawError::Empty);
        }
        let code = encode(text, purpose.levels()).map_err(|_| DrawError::TooLong)?;
        let side = u32::try_from(code.width()).map_err(|_| DrawError::TooLong)?;
        Ok(Self { side, modules: code.into_colors() })
    }

    /// Returns the modules in a row.
    pub(crate) const fn side(&self) -> u32 {
        self.side
    }

    /// Makes the modules light of which it is said so.
    pub(crate) fn clear(&mut self, is_cleared: impl Fn(u32, u32) -> bool) {
        for (y, row) in (0..).zip(self.modules.chunks_exact_mut(self.side as usize)) {
            for (x, module) in (0..).zip(row) {
                if is_cleared(x, y) {
                    *module = Color::Light;
                }
            }
        }
    }

    fn rows(&self) -> impl Iterator<Item = &[Color]> {
        self.modules.chunks_exact(self.side as usize)
    }

    /// Returns the white paper with its quiet zone and the dark modules on it, as SVG elements of
    /// one unit a module.
    pub(crate) fn svg_paths(&self) -> String {
        let side = self.side + 2 * QUIET_ZONE;
        let dark = self.path();
        format!(
            "<path fill='#fff' d='M0 0h{side}v{side}H0z'/>\
             <path fill='#000' transform='translate({QUIET_ZONE} {QUIET_ZONE})' d='{dark}'/>"
        )
    }

    /// Returns the dark modules as an SVG path of one unit a module.
    pub(super) fn path(&self) -> String {
        let mut path = String::new();
        for (y, row) in self.rows().enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                if run[0] == Color::Dark {
                    let length = run.len();
                    path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
                }
                x += run.len();
            }
        }
        path
    }

    /// Returns the side in pixels and the grey pixels, quiet zone included.
    pub(crate) fn pixels(&self, module_px: u32) -> (u32, Vec<u8>) {
        let side_px = (self.side + 2 * QUIET_ZONE) * module_px;
        let (module, quiet) = (module_px as usize, (QUIET_ZONE * module_px) as usize);
        let side = side_px as usize;
        let mut pixels = vec![255; side * side];
        for (y, row) in self.rows().enumerate() {
            let start = (quiet + y * module) * side;
            let line = &mut pixels[start + quiet..start + side - quiet];
            for (run, color) in line.chunks_exact_mut(module).zip(row) {
                run.fill(if *color == Color::Dark { 0 } else { 255 });
            }
            for copy in 1..module {
                pixels.copy_within(start..start + side, start + copy * side);
            }
        }
        (side_px, pixels)
    }
}

/// Encodes a text; one that is not ASCII is marked as UTF-8 in the code.
///
/// Not by `QrCode::new`: it packs byte pairs that look like Shift JIS in Kanji mode, and other
/// readers then show other characters.
fn encode(text: &str, levels: &[EcLevel]) -> QrResult<QrCode> {
    let data = text.as_bytes();
    let segments: Vec<Segment> = Parser::new(data)
        .map(|segment| match segment.mode {
            Mode::Kanji => Segment { mode: Mode::Byte, ..segment },
            _ => segment,
        })
        .collect();
    let bits_for = |version| {
        let mut bits = Bits::new(version);
        if !text.is_ascii() {
            bits.push_eci_designator(ECI_UTF_8)?;
        }
        bits.push_segments(data, Optimizer::new(segments.iter().copied(), version))?;
        Ok(bits)
    };
    // Within each of these ranges a text is equally long: the counts before its segments are.
    for versions in [1..=9, 10..=26, 27..=40] {
        let length = match bits_for(Version::Normal(*versions.end())) {
            Ok(bits) => bits.len(),
            Err(QrError::DataTooLong) => continue,
            Err(error) => return Err(error),
        };
        for version in versions.map(Version::Normal) {
            let fits = |level: &&EcLevel| {
                Bits::new(version).max_len(**level).is_ok_and(|length_max| length <= length_max)
            };
            if let Some(level) = levels.iter().find(fits) {
                let mut bits = bits_for(version)?;
                bits.push_terminator(*level)?;
                return QrCode::with_bits(bits, *level);
            }
        }
    }
    Err(QrError::DataTooLong)
}

#[cfg(test)]
mod tests;
