//! The finished document as a picture, and two readers of it.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of small pictures"
)]

use crate::decode::{Found, Frame, Pixels, TERMINAL_BUDGET, pixels};
use image::GrayImage;
use image::imageops::blur;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::multi::qrcode::QRCodeMultiReader;
use rxing::qrcode::QRCodeReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource, Reader};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    Arc::new(fonts)
});

/// A grey picture of a document.
#[derive(Clone)]
pub struct Picture(GrayImage);

impl Picture {
    /// Draws an SVG document of a size in millimetres, turned around its middle, on a grey ground.
    pub fn of(svg: &str, px_per_mm: f64, degrees: f32) -> Self {
        let options = Options { fontdb: FONTS.clone(), ..Options::default() };
        let tree = Tree::from_str(svg, &options).expect("an SVG document");
        let scale = px_per_mm as f32 * 25.4 / 96.0;
        let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
        let side = if degrees == 0.0 { None } else { Some(width.hypot(height)) };
        let (full_width, full_height) = (side.unwrap_or(width), side.unwrap_or(height));
        let mut pixmap =
            Pixmap::new(full_width.ceil() as u32, full_height.ceil() as u32).expect("a size");
        pixmap.fill(Color::from_rgba8(168, 168, 168, 255));
        let place = Transform::from_scale(scale, scale)
            .post_translate((full_width - width) / 2.0, (full_height - height) / 2.0)
            .post_rotate_at(degrees, full_width / 2.0, full_height / 2.0);
        resvg::render(&tree, place, &mut pixmap.as_mut());
        let (width, height) = (pixmap.width(), pixmap.height());
        let grey = pixmap.pixels().iter().map(|pixel| {
            let weighted = |weight: u32, part: u8| weight * u32::from(part);
            let sum = weighted(299, pixel.red())
                + weighted(587, pixel.green())
                + weighted(114, pixel.blue());
            (sum / 1000) as u8
        });
        Self(GrayImage::from_raw(width, height, grey.collect()).expect("all pixels"))
    }

    /// Returns a part of it: left, top, width and height.
    pub fn cut(&self, part: [f64; 4]) -> Self {
        let [x, y, width, height] = part.map(|px| px as u32);
        Self(image::imageops::crop_imm(&self.0, x, y, width, height).to_image())
    }

    /// Returns what our own scanner finds.
    pub fn scanned(&self) -> Vec<Found> {
        let (width, height) = self.0.dimensions();
        let frame = Frame { width, height, pixels: Pixels::Luma(self.0.as_raw()) };
        pixels(frame, TERMINAL_BUDGET).expect("a picture")
    }

    /// Returns whether all is white around a square, as far as so many pixels: left, top, right and
    /// bottom of the square.
    pub fn is_white_around(&self, square: [f64; 4], by: f64) -> bool {
        let [left, top, right, bottom] = square;
        let is_inside = |x: f64, y: f64| {
            x >= left - 2.0 && x <= right + 2.0 && y >= top - 2.0 && y <= bottom + 2.0
        };
        let is_near =
            |x: f64, y: f64| x >= left - by && x <= right + by && y >= top - by && y <= bottom + by;
        self.0.enumerate_pixels().all(|(x, y, pixel)| {
            let (x, y) = (f64::from(x), f64::from(y));
            !is_near(x, y) || is_inside(x, y) || pixel.0[0] >= 240
        })
    }

    /// Returns it out of focus.
    pub fn blurred(&self, sigma_px: f32) -> Self {
        Self(blur(&self.0, sigma_px))
    }

    /// Returns it seen from below: the upper edge shorter by a part of it.
    pub fn tilted(&self, part: f32) -> Self {
        let (width, height) = (self.0.width() as f32, self.0.height() as f32);
        Self(GrayImage::from_fn(self.0.width(), self.0.height(), |x, y| {
            let row = 1.0 - part * (1.0 - y as f32 / height);
            let source_x = width / 2.0 + (x as f32 - width / 2.0) / row;
            let source_y = height * (1.0 - (1.0 - y as f32 / height) / row);
            let inside = source_x >= 0.0 && source_y >= 0.0;
            image::imageops::interpolate_bilinear(&self.0, source_x, source_y)
                .filter(|_| inside)
                .unwrap_or(image::Luma([168]))
        }))
    }
}

/// Reads with `rqrr`.
pub fn by_rqrr(picture: &Picture) -> BTreeSet<String> {
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(
        picture.0.width() as usize,
        picture.0.height() as usize,
        |x, y| picture.0.get_pixel(x as u32, y as u32).0[0],
    );
    image
        .detect_grids()
        .iter()
        .filter_map(|grid| grid.decode().ok())
        .map(|(_, text)| text)
        .collect()
}

/// Reads with `rxing`. Its reader of many codes gives up the whole picture when one of them is
/// none, such as data that looks like a finder pattern: then the reader of one code is asked.
pub fn by_rxing(picture: &Picture) -> BTreeSet<String> {
    let (width, height) = picture.0.dimensions();
    let source = Luma8LuminanceSource::new(picture.0.as_raw().clone(), width, height);
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source.expect("all pixels")));
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let found = QRCodeMultiReader::new().decode_multiple_with_hints(&mut bitmap, &hints);
    let found = found
        .or_else(|_| QRCodeReader.decode_with_hints(&mut bitmap, &hints).map(|code| vec![code]));
    found.unwrap_or_default().iter().map(|code| code.getText().to_owned()).collect()
}
