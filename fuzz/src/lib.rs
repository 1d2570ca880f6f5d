//! What the targets have in common: reading a code of one family, and panics that are expected.

use paycode::present::present;
use paycode::{describe, read};

/// Reads a text as a code of the family that `magic` begins: it is a code that can be told or an
/// error with a word and a place, and neither takes for ever.
pub fn family(magic: &str, text: &str) {
    let whole = if text.starts_with(magic) { text.to_owned() } else { format!("{magic}{text}") };
    match read(&whole) {
        Ok(code) => {
            assert!(!describe(&code).family.is_empty());
            assert!(!present(&code, &whole).scheme.is_empty());
        }
        Err(error) => {
            assert!(!error.code().is_empty());
            assert!(!error.to_string().is_empty() && !error.place().to_string().is_empty());
        }
    }
}

/// Makes a panic end the run unless it happens on a thread of `scan`, which catches it.
pub fn allow_caught_panics() {
    let abort = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("scan-decoder") {
            abort(panic);
        }
    }));
}
