//! The check value of ID 63: 16 bits, polynomial 0x1021, initial 0xFFFF, over UTF-8 bytes.

use crc::{CRC_16_IBM_3740, Crc};

const CHECK: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);

/// Returns the check value of everything up to and including `6304`.
pub(crate) fn check_value(text: &str) -> u16 {
    CHECK.checksum(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_standard_comes_out() {
        assert_eq!(check_value("123456789"), 0x29B1);
    }
}
