//! The matrix of a QR code.

use super::DrawError;
use qrcode::bits::Bits;
use qrcode::optimize::{Optimizer, Parser, Segment};
use qrcode::types::{Mode, QrError};
use qrcode::{Color, EcLevel, QrCode, QrResult, Version};

/// Light modules on every side (ISO/IEC 18004).
pub(crate) const QUIET_ZONE: u32 = 4;

/// Restores 15 % of the codewords: what a phone's screen or a print wants.
const LEVEL: EcLevel = EcLevel::M;

/// The extended channel interpretation that says: UTF-8.
const ECI_UTF_8: u32 = 26;

/// The dark and light modules of a QR code, without quiet zone.
pub(crate) struct Symbol {
    side: u32,
    modules: Vec<Color>,
}

impl Symbol {
    /// Returns the smallest symbol for a text.
    pub(crate) fn of(text: &str) -> Result<Self, DrawError> {
        if text.is_empty() {
            return Err(DrawError::Empty);
        }
        let code = if text.is_ascii() {
            QrCode::with_error_correction_level(text, LEVEL)
        } else {
            encode_utf_8(text.as_bytes())
        };
        let code = code.map_err(|_| DrawError::TooLong)?;
        let side = u32::try_from(code.width()).map_err(|_| DrawError::TooLong)?;
        Ok(Self { side, modules: code.into_colors() })
    }

    /// Returns the modules in a row.
    pub(crate) const fn side(&self) -> u32 {
        self.side
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

/// Encodes UTF-8 that is not ASCII, and says so in the code.
///
/// Not by `QrCode::new`: it packs byte pairs that look like Shift JIS in Kanji mode, and other
/// readers then show other characters.
fn encode_utf_8(data: &[u8]) -> QrResult<QrCode> {
    let segments: Vec<Segment> = Parser::new(data)
        .map(|segment| match segment.mode {
            Mode::Kanji => Segment { mode: Mode::Byte, ..segment },
            _ => segment,
        })
        .collect();
    for version in (1..=40).map(Version::Normal) {
        let mut bits = Bits::new(version);
        bits.push_eci_designator(ECI_UTF_8)?;
        let optimized = Optimizer::new(segments.iter().copied(), version);
        let pushed = bits.push_segments(data, optimized);
        match pushed.and_then(|()| bits.push_terminator(LEVEL)) {
            Ok(()) => return QrCode::with_bits(bits, LEVEL),
            Err(QrError::DataTooLong) => {}
            Err(error) => return Err(error),
        }
    }
    Err(QrError::DataTooLong)
}
