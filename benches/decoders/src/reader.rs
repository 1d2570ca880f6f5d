//! The decoders that are compared, each asked in the way it reads most.

use rxing::common::HybridBinarizer;
use rxing::{
    BarcodeFormat, BinaryBitmap, DecodeHints, FilteredImageReader, Luma8Source, MultiFormatReader,
    Reader as _,
};
use scan::decode::{Frame, Pixels};
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::channel;
use std::time::Duration;

/// How long ours and the ones that can hang may take for one picture.
const DEADLINE: Duration = Duration::from_secs(4);

/// A decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    Ours,
    Rqrr,
    Quircs,
    Rxing,
    RxingFiltered,
    ZxingCpp,
}

/// Grey pixels.
#[derive(Clone)]
pub struct Grey {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

impl Reader {
    /// All of them, ours first.
    pub const ALL: [Self; 6] =
        [Self::Ours, Self::Rqrr, Self::Quircs, Self::Rxing, Self::RxingFiltered, Self::ZxingCpp];

    /// Returns what it is called in the tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ours => "tongbao",
            Self::Rqrr => "rqrr",
            Self::Quircs => "quircs",
            Self::Rxing => "rxing",
            Self::RxingFiltered => "rxing filtered",
            Self::ZxingCpp => "zxing-cpp",
        }
    }

    /// Returns the texts of the codes in a picture. A panic reads nothing.
    pub fn texts(self, grey: &Grey) -> Vec<String> {
        catch_unwind(AssertUnwindSafe(|| self.read(grey))).unwrap_or_default()
    }

    fn read(self, grey: &Grey) -> Vec<String> {
        match self {
            Self::Ours => {
                let Grey { width, height, pixels } = grey;
                let pixels = Pixels::Luma(pixels);
                let frame = Frame { width: *width, height: *height, pixels };
                let found = scan::decode::pixels(frame, DEADLINE).expect("pixels");
                found.into_iter().map(|code| code.text).collect()
            }
            Self::Rqrr => with_deadline(grey, rqrr),
            Self::Quircs => with_deadline(grey, quircs),
            Self::Rxing => rxing(grey, false),
            Self::RxingFiltered => rxing(grey, true),
            Self::ZxingCpp => zxing_cpp(grey),
        }
    }
}

/// Runs a decoder that can run for minutes; a late answer is dropped.
fn with_deadline(grey: &Grey, read: fn(&Grey) -> Vec<String>) -> Vec<String> {
    let (sender, receiver) = channel();
    let grey = grey.clone();
    std::thread::spawn(move || drop(sender.send(read(&grey))));
    receiver.recv_timeout(DEADLINE).unwrap_or_default()
}

fn rqrr(grey: &Grey) -> Vec<String> {
    let width = grey.width as usize;
    let pixel = |x, y| grey.pixels[y * width + x];
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, grey.height as usize, pixel);
    let grids = picture.detect_grids();
    grids.iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

fn quircs(grey: &Grey) -> Vec<String> {
    let mut quirc = quircs::Quirc::new();
    let codes = quirc.identify(grey.width as usize, grey.height as usize, &grey.pixels);
    let texts = codes.filter_map(|code| String::from_utf8(code.ok()?.decode().ok()?.payload).ok());
    texts.collect()
}

fn rxing(grey: &Grey, is_filtered: bool) -> Vec<String> {
    let formats = [BarcodeFormat::QR_CODE, BarcodeFormat::EAN_13, BarcodeFormat::CODE_128];
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from(formats)),
        TryHarder: Some(true),
        AlsoInverted: Some(true),
        ..DecodeHints::default()
    };
    let source = Luma8Source::new_with_slice(&grey.pixels, grey.width, grey.height);
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source.expect("pixels")));
    let reader = MultiFormatReader::default();
    let result = if is_filtered {
        FilteredImageReader::new(reader).decode_with_hints(&mut bitmap, &hints)
    } else {
        { reader }.decode_with_hints(&mut bitmap, &hints)
    };
    result.map(|result| result.getText().to_owned()).into_iter().collect()
}

fn zxing_cpp(grey: &Grey) -> Vec<String> {
    use zxingcpp::BarcodeFormat::{Code128, EAN13, QRCodeModel2};
    let (width, height) = (grey.width, grey.height);
    let view =
        zxingcpp::ImageView::from_slice(&grey.pixels, width, height, zxingcpp::ImageFormat::Lum);
    let codes =
        zxingcpp::read().formats([QRCodeModel2, EAN13, Code128]).from(view.expect("pixels"));
    codes.unwrap_or_default().iter().map(|code| code.text()).collect()
}
