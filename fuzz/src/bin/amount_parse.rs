//! Any text is an amount or an error, and an amount's digits read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use money::{Amount, Currency};

fuzz_target!(|data: (u16, &str)| {
    let (numeric, text) = data;
    let Ok(currency) = Currency::from_numeric(numeric % 1000) else { return };
    if let Ok(amount) = Amount::parse(text, currency) {
        assert_eq!(Amount::parse(&amount.digits(), currency), Ok(amount));
    }
});
