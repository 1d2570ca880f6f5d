//! An identifier has one text: what reads, prints the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(id) = text.parse::<wire::Id>() {
        assert_eq!(id.to_string(), text);
    }
});
