//! Any bytes are a picture or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: scan_fuzz::allow_caught_panics(), |bytes: &[u8]| {
    let _ = scan::decode::picture(bytes);
});

#[path = "../src/scan_fuzz.rs"]
mod scan_fuzz;
