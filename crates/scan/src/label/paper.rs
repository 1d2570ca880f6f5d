//! The papers that labels are printed on. One poster, drawn for A6, fits all: their sides stand in
//! one ratio (ISO 216).

use super::poster;

/// A paper, upright but for the eight stickers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 105 x 148 mm: for a counter.
    A6,
    /// 148 x 210 mm: for a wall behind it.
    A5,
    /// 210 x 297 mm: for a door.
    A4,
    /// A sheet of A4 with four labels of 105 x 148 mm (A6), to be cut.
    Stickers4,
    /// A sheet of A4 on its side with eight labels of 74 x 105 mm (A7), to be cut.
    Stickers,
    /// A sheet of A4 with sixteen labels of 52 x 74 mm (A8), to be cut. They have no second code:
    /// its modules would be too small.
    Stickers16,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Millimetres {
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The labels of a sheet: how many in a row, how many rows, and how large one is.
#[derive(Clone, Copy)]
struct Grid {
    columns: u32,
    rows: u32,
    label: Millimetres,
}

/// How far a mark to cut along goes from where four labels meet, in millimetres: it stays outside
/// of the frame of the smallest.
const CUT_MARK: f64 = 1.4;

impl Paper {
    /// Every paper.
    pub const ALL: [Self; 6] =
        [Self::A6, Self::A5, Self::A4, Self::Stickers4, Self::Stickers, Self::Stickers16];

    /// Returns the word for it, such as `a6` or `stickers`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A6 => "a6",
            Self::A5 => "a5",
            Self::A4 => "a4",
            Self::Stickers4 => "stickers4",
            Self::Stickers => "stickers",
            Self::Stickers16 => "stickers16",
        }
    }

    /// Finds a paper by its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.word() == word)
    }

    /// Returns whether a label on it has room for a second code.
    pub const fn has_fallback(self) -> bool {
        !matches!(self, Self::Stickers16)
    }

    /// Returns the size of the whole sheet.
    pub(super) const fn size(self) -> Millimetres {
        let (width, height) = match self {
            Self::A6 => (105.0, 148.0),
            Self::A5 => (148.0, 210.0),
            Self::A4 | Self::Stickers4 | Self::Stickers16 => (210.0, 297.0),
            Self::Stickers => (297.0, 210.0),
        };
        Millimetres { width, height }
    }

    const fn grid(self) -> Grid {
        let (columns, rows, width, height) = match self {
            Self::A6 | Self::A5 | Self::A4 => {
                return Grid { columns: 1, rows: 1, label: self.size() };
            }
            Self::Stickers4 => (2, 2, 105.0, 148.0),
            Self::Stickers => (4, 2, 74.0, 105.0),
            Self::Stickers16 => (4, 4, 52.0, 74.0),
        };
        Grid { columns, rows, label: Millimetres { width, height } }
    }

    /// Returns how much larger than on A6 a label is.
    pub(super) fn scale(self) -> f64 {
        let Millimetres { width, height } = self.grid().label;
        (width / poster::SIZE.width).min(height / poster::SIZE.height)
    }

    /// Returns left, top, width and height of each label on the sheet, row by row, in millimetres.
    pub fn places(self) -> Vec<[f64; 4]> {
        let Grid { columns, rows, label } = self.grid();
        let [left, top] = self.margins();
        let place = |column: u32, row: u32| {
            let (x, y) = (f64::from(column) * label.width, f64::from(row) * label.height);
            [left + x, top + y, label.width, label.height]
        };
        (0..rows).flat_map(|row| (0..columns).map(move |column| place(column, row))).collect()
    }

    /// Returns the poster, as often as the sheet has room for it, as SVG elements in millimetres,
    /// with marks to cut along.
    pub(super) fn impose(self, poster: &str) -> String {
        let drawn: String = self
            .places()
            .into_iter()
            .map(|[x, y, width, height]| placed(poster, x, y, Millimetres { width, height }))
            .collect();
        drawn + &self.cut_marks()
    }

    /// Returns what is left over of the sheet, on the left and at the top.
    fn margins(self) -> [f64; 2] {
        let (size, Grid { columns, rows, label }) = (self.size(), self.grid());
        let over = |whole: f64, count: u32, part: f64| (whole - f64::from(count) * part) / 2.0;
        [over(size.width, columns, label.width), over(size.height, rows, label.height)]
    }

    /// Returns a small cross at each corner of each label; nothing where there is one label alone.
    fn cut_marks(self) -> String {
        let Grid { columns, rows, label } = self.grid();
        if columns * rows == 1 {
            return String::new();
        }
        let [left, top] = self.margins();
        let arm = 2.0 * CUT_MARK;
        let cross = |column: u32, row: u32| {
            let x = left + f64::from(column) * label.width;
            let y = top + f64::from(row) * label.height;
            format!("M{} {y}h{arm}M{x} {}v{arm}", x - CUT_MARK, y - CUT_MARK)
        };
        let marks: String = (0..=rows)
            .flat_map(|row| (0..=columns).map(move |column| cross(column, row)))
            .collect();
        format!("<path class='cut' fill='none' stroke='#6B655A' stroke-width='0.1' d='{marks}'/>\n")
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
