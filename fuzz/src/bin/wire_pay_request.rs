//! Any JSON is a request to pay or an error, and a request survives being written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::payment::PayRequest;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = serde_json::from_slice::<PayRequest>(bytes) {
        let written = serde_json::to_vec(&request).expect("a request is JSON");
        assert_eq!(serde_json::from_slice::<PayRequest>(&written).expect("reads back"), request);
    }
});
