//! Any frame is looked at or refused. The first byte is the width, the rest pixels.
#![no_main]

use libfuzzer_sys::fuzz_target;
use scan::decode::{Frame, Pixels, frame};

fuzz_target!(init: fuzz::allow_caught_panics(), |bytes: &[u8]| {
    let Some((width, pixels)) = bytes.split_first() else { return };
    let height = pixels.len() / usize::from(*width).max(1);
    let pixels = Pixels::Luma(&pixels[..usize::from(*width) * height]);
    let _ = frame(Frame { width: u32::from(*width), height: height as u32, pixels });
});
