//! Any headers are a signature or an error. Lines: Signature-Input, Signature, Content-Digest, key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::signature::{check_content_digest, parse, parse_device_key, signature_input_header};

fuzz_target!(|text: &str| {
    let mut lines = text.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    if let Ok((params, _)) = parse(line(), line()) {
        assert!(signature_input_header(&params).starts_with("tongbao="));
    }
    let _ = check_content_digest(line(), b"");
    let _ = parse_device_key(line());
});
