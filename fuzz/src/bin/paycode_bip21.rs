//! Any text that begins as those of Bitcoin do is a code that can be told, or an error.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::family("bitcoin:", text));
