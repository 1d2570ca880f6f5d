//! Any objects with a right check value are a code or an error; what was read can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paycode::{Code, LengthUnit, MerchantPresented, describe, read};

fuzz_target!(|objects: &str| {
    let covered = format!("{objects}6304");
    let check_value = covered.bytes().fold(0xFFFF_u16, |value, byte| {
        (0..8).fold(value ^ (u16::from(byte) << 8), |value, _| {
            (value << 1) ^ if value & 0x8000 == 0 { 0 } else { 0x1021 }
        })
    });
    let Ok(code) = read(&format!("{covered}{check_value:04X}")) else { return };
    describe(&code);
    if let Code::MerchantPresented(code) = code
        && code.length_unit() == LengthUnit::Character
    {
        let again = MerchantPresented::from_objects(code.objects().to_vec());
        assert_eq!(read(&again.expect("read before").write()), Ok(Code::MerchantPresented(code)));
    }
});
