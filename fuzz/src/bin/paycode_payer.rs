//! Payer codes: any digits behind a prefix are a code or not, and none is told.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::family("71", text));
