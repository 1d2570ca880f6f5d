//! Any bytes are a picture or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::allow_caught_panics(), |bytes: &[u8]| {
    let _ = scan::decode::picture(bytes);
});
