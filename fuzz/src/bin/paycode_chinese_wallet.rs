//! Alipay, WeChat Pay, UnionPay: any text that begins so is a code that can be told, or an error.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| fuzz::family("", text));
