//! Any JSON is a receipt or an error, and a receipt survives being written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::receipt::ReceiptResponse;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(receipt) = serde_json::from_slice::<ReceiptResponse>(bytes) {
        assert!(receipt.signed_text().starts_with("tongbao-receipt-"));
        let written = serde_json::to_vec(&receipt).expect("a receipt is JSON");
        let read: ReceiptResponse = serde_json::from_slice(&written).expect("reads back");
        assert_eq!(read, receipt);
    }
});
