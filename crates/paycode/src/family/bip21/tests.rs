//! Bitcoin URIs: addresses of all kinds, written and read.

use super::*;
use crate::part::bech32::{self, Variant};
use crate::{Code, read};
use proptest::option;
use proptest::prelude::*;

fn refusal(text: &str) -> Option<&'static str> {
    BitcoinUri::recognise(text).expect("a Bitcoin URI").err().map(|error| error.code())
}

/// A witness program of a version, written.
fn segwit(prefix: &str, version: u8, program: &[u8], variant: Variant) -> String {
    let data = bech32::write("x", program, variant);
    let mut values = vec![version];
    values.extend(bech32::read(&data).expect("sound").values);
    bech32::write_values(prefix, &values, variant)
}

prop_compose! {
    fn code()(
        hash: [u8; 20],
        version in prop_oneof![Just(0u8), Just(5), Just(0x6f), Just(0xc4)],
        satoshis in option::of(1u64..=2_100_000_000_000_000),
        label in option::of("[^\\p{C}]{1,30}"),
        message in option::of("[^\\p{C}]{1,30}"),
    ) -> BitcoinUri {
        let text = |sat: u64| format!("{}.{:08}", sat / 100_000_000, sat % 100_000_000);
        let is_main = version == 0 || version == 5;
        BitcoinUri {
            address: Some(address::write_base58(version, hash)),
            network: Some(if is_main { BitcoinNetwork::Main } else { BitcoinNetwork::Test }),
            amount_text: satoshis.map(text),
            amount_satoshi: satoshis,
            label,
            message,
            lightning: None,
            other_ways: Vec::new(),
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(code in code()) {
        prop_assert_eq!(read(&code.write()), Ok(Code::Bitcoin(code)));
    }

    #[test]
    fn another_letter_is_another_address_and_refused(hash: [u8; 20], at in 1usize..25, letter in "[a-z&&[^l]]") {
        let address = address::write_base58(0, hash);
        let mut other = address.clone();
        other.replace_range(at..=at, &letter);
        prop_assume!(other != address);
        prop_assert!(address::check(&other).is_err());
    }

    #[test]
    fn any_text_behind_the_scheme_is_a_code_or_an_error(rest in "[a-zA-Z0-9?&=%.]{0,60}|\\PC{0,60}") {
        let _ = read(&format!("bitcoin:{rest}")).map(|code| crate::describe(&code));
    }
}

#[test]
fn witness_programs_have_their_own_check_value_and_length() {
    let uri = |address: String| refusal(&format!("bitcoin:{address}"));
    assert_eq!(uri(segwit("bc", 0, &[7; 20], Variant::Bech32)), None);
    assert_eq!(uri(segwit("tb", 0, &[7; 32], Variant::Bech32)), None);
    assert_eq!(uri(segwit("bcrt", 1, &[7; 32], Variant::Bech32m)), None);
    assert_eq!(uri(segwit("bc", 1, &[7; 32], Variant::Bech32m).to_uppercase()), None);
    for wrong in [
        segwit("bc", 0, &[7; 20], Variant::Bech32m),
        segwit("bc", 1, &[7; 32], Variant::Bech32),
        segwit("bc", 0, &[7; 21], Variant::Bech32),
        segwit("bc", 17, &[7; 32], Variant::Bech32m),
        segwit("bc", 2, &[7; 41], Variant::Bech32m),
    ] {
        assert_eq!(uri(wrong.clone()), Some("account_malformed"), "{wrong}");
    }
    let mut broken = segwit("bc", 0, &[7; 20], Variant::Bech32);
    broken.replace_range(10..11, if &broken[10..11] == "q" { "p" } else { "q" });
    assert_eq!(uri(broken), Some("account_check_wrong"));
}

#[test]
fn an_address_of_another_coin_is_refused() {
    let address = address::write_base58(0x30, [9; 20]);
    assert_eq!(refusal(&format!("bitcoin:{address}")), Some("account_malformed"));
}
