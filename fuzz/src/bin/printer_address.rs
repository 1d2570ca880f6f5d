//! Any text is a printer's address or none, and an address that is written is read as the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use printer::Address;

fuzz_target!(|text: &str| {
    let Ok(address) = text.parse::<Address>() else { return };
    assert!(address.port() > 0 && !address.host().is_empty());
    assert_eq!(address.to_string().parse::<Address>(), Ok(address));
});
