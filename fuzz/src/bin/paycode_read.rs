//! Any text is a code or an error, and what Tongbao reads it writes the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paycode::{Code, describe, read};

fuzz_target!(|text: &str| {
    if let Ok(code) = read(text) {
        describe(&code);
        if let Code::Tongbao(ours) = &code {
            let written = ours.write().expect("what was read fits");
            assert_eq!(read(&written).as_ref(), Ok(&code));
        }
    }
});
