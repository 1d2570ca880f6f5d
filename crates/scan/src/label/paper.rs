//! The papers that labels are printed on. One poster, drawn for A6, fits all: their sides stand in
//! one ratio (ISO 216).

use super::poster;

/// A paper, upright but for the stickers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 105 x 148 mm: for a counter.
    A6,
    /// 148 x 210 mm: for a wall behind it.
    A5,
    /// 210 x 297 mm: for a door.
    A4,
    /// A sheet of A4 on its side with eight labels of 74 x 105 mm (A7), to be cut.
    Stickers,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Millimetres {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Columns and rows of a sheet of stickers.
const STICKERS: (u32, u32) = (4, 2);
/// A sticker.
const STICKER: Millimetres = Millimetres { width: 74.0, height: 105.0 };

impl Paper {
    /// Every paper.
    pub const ALL: [Self; 4] = [Self::A6, Self::A5, Self::A4, Self::Stickers];

    /// Returns the word for it: `a6`, `a5`, `a4` or `stickers`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A6 => "a6",
            Self::A5 => "a5",
            Self::A4 => "a4",
            Self::Stickers => "stickers",
        }
    }

    /// Returns the size of the whole sheet.
    pub(super) const fn size(self) -> Millimetres {
        let (width, height) = match self {
            Self::A6 => (105.0, 148.0),
            Self::A5 => (148.0, 210.0),
            Self::A4 => (210.0, 297.0),
            Self::Stickers => (297.0, 210.0),
        };
        Millimetres { width, height }
    }

    /// Returns the size of one label on it.
    const fn label(self) -> Millimetres {
        match self {
            Self::A6 | Self::A5 | Self::A4 => self.size(),
            Self::Stickers => STICKER,
        }
    }

    /// Returns how much larger than on A6 a label is.
    pub(super) fn scale(self) -> f64 {
        let Millimetres { width, height } = self.label();
        (width / poster::SIZE.width).min(height / poster::SIZE.height)
    }

    /// Returns the poster, as often as the sheet has room for it, as SVG elements in millimetres.
    pub(super) fn impose(self, poster: &str) -> String {
        match self {
            Self::A6 | Self::A5 | Self::A4 => placed(poster, 0.0, 0.0, self.label()),
            Self::Stickers => {
                let (columns, rows) = STICKERS;
                let left = (self.size().width - f64::from(columns) * STICKER.width) / 2.0;
                let at = |column: u32, row: u32| {
                    let (x, y) = (f64::from(column), f64::from(row));
                    placed(poster, left + x * STICKER.width, y * STICKER.height, STICKER)
                };
                let places =
                    (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
                places.map(|(column, row)| at(column, row)).collect()
            }
        }
    }
}

/// Returns the poster in the middle of a place.
fn placed(poster: &str, x: f64, y: f64, size: Millimetres) -> String {
    let Millimetres { width, height } = size;
    let Millimetres { width: width_a6, height: height_a6 } = poster::SIZE;
    format!(
        "<svg x='{x}' y='{y}' width='{width}' height='{height}' \
         viewBox='0 0 {width_a6} {height_a6}'>\n{poster}</svg>\n"
    )
}
