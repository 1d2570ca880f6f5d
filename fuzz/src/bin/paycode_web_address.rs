//! Whatever follows the scheme, a host is a host: nothing of path, user or query is in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paycode::{Code, read};

fuzz_target!(|rest: &str| {
    if let Ok(Code::WebAddress(address)) = read(&format!("https://{rest}")) {
        let outside = ['/', '\\', '?', '#', '@', ' ', '\n'];
        assert!(address.is_encrypted && !address.host.is_empty());
        assert!(!address.host.contains(outside));
    }
});
