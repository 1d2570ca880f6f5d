//! Lightning invoices: made and signed here, read, and refused when anything is changed.

use super::*;
use crate::{Code, read};
use k256::ecdsa::SigningKey;
use proptest::prelude::*;

/// Values of a part: tag, length, data.
fn part(tag: u8, values: &[u8]) -> Vec<u8> {
    let length = u16::try_from(values.len()).expect("short");
    let low = |number: u16| u8::try_from(number & 31).expect("five bits");
    let mut part = vec![tag, low(length >> 5), low(length)];
    part.extend(values);
    part
}

fn values(bytes: &[u8]) -> Vec<u8> {
    bech32::read(&bech32::write("x", bytes, Variant::Bech32)).expect("sound").values
}

/// An invoice of these parts, signed by a key of ours.
fn invoice(prefix: &str, parts: &[Vec<u8>]) -> String {
    let key = SigningKey::from_slice(&[7; 32]).expect("a key");
    let mut signed = vec![1, 12, 18, 31, 28, 25, 1];
    signed.extend(parts.concat());
    let (signature, recovery) = key.sign_prehash_recoverable(&signature::hash(prefix, &signed));
    let mut bytes = signature.to_bytes().to_vec();
    bytes.push(recovery.to_byte());
    signed.extend(values(&bytes));
    bech32::write_values(prefix, &signed, Variant::Bech32)
}

fn own_key() -> Vec<u8> {
    let key = SigningKey::from_slice(&[7; 32]).expect("a key");
    key.verifying_key().to_sec1_point(true).as_bytes().to_vec()
}

/// The parts that every invoice has.
fn needed() -> Vec<Vec<u8>> {
    vec![part(1, &values(&[1; 32])), part(16, &values(&[2; 32])), part(13, &values(b"tea"))]
}

fn code(text: &str) -> Result<LightningInvoice, &'static str> {
    let read = LightningInvoice::recognise(text).expect("an invoice");
    read.map_err(|error| error.code())
}

#[test]
fn an_invoice_is_read_with_its_payee() {
    let text = invoice("lnbc25m", &needed());
    let invoice = code(&text).expect("sound");
    assert_eq!(invoice.amount_msat, Some(2_500_000_000));
    assert_eq!(invoice.description.as_deref(), Some("tea"));
    assert_eq!(invoice.payee_key.to_vec(), own_key());
    assert_eq!(invoice.expiry_s, 3600);
    assert_eq!(code(&text.to_uppercase()), Ok(invoice.clone()));
    assert_eq!(read(&format!("lightning:{text}")), Ok(Code::LightningInvoice(invoice)));
}

#[test]
fn networks_are_told_apart() {
    for (prefix, network) in LightningNetwork::PREFIXES {
        assert_eq!(code(&invoice(prefix, &needed())).map(|i| i.network), Ok(network));
        let with_amount = invoice(&format!("{prefix}1u"), &needed());
        assert_eq!(code(&with_amount).map(|i| i.amount_msat), Ok(Some(100_000)), "{prefix}");
    }
}

#[test]
fn each_rule_has_its_word() {
    let with = |more: Vec<Vec<u8>>| {
        let mut parts = needed();
        parts.extend(more);
        code(&invoice("lnbc1m", &parts)).map(|invoice| invoice.expiry_s)
    };
    let without = |at: usize| {
        let mut parts = needed();
        parts.remove(at);
        code(&invoice("lnbc1m", &parts)).map(|invoice| invoice.expiry_s)
    };
    assert_eq!(with(vec![part(6, &[1, 28])]), Ok(60));
    assert_eq!(with(vec![part(6, &[31; 20])]), Err("field_malformed"));
    assert_eq!((0..3).map(without).collect::<Vec<_>>(), [Err("field_missing"); 3]);
    assert_eq!(with(vec![part(23, &values(&[3; 32]))]), Err("fields_exclusive"));
    assert_eq!(with(vec![part(1, &values(&[1; 32]))]), Err("field_twice"));
    assert_eq!(with(vec![part(1, &values(&[1; 31]))]), Ok(3600), "another length is skipped");
    assert_eq!(with(vec![part(30, &[1, 2, 3])]), Ok(3600), "an unknown tag is skipped");
    assert_eq!(with(vec![vec![30, 31, 31, 1]]), Err("part_overrun"));
    // Bits 14 and 9 are known or odd, bit 100 is neither.
    assert_eq!(with(vec![part(5, &[16, 16, 0])]), Ok(3600));
    let mut bit_100 = vec![0; 21];
    bit_100[0] = 1;
    assert_eq!(with(vec![part(5, &bit_100)]), Err("feature_unknown"));
    assert_eq!(with(vec![part(19, &values(&own_key()))]), Ok(3600));
    let key = SigningKey::from_slice(&[8; 32]).expect("a key");
    let other = key.verifying_key().to_sec1_point(true).as_bytes().to_vec();
    assert_eq!(with(vec![part(19, &values(&other))]), Err("signature_wrong"));
    let mut parts = needed();
    parts[2] = part(13, &values(&[0xff]));
    assert_eq!(code(&invoice("lnbc1m", &parts)).err(), Some("encoding_unsupported"));
    let short = bech32::write_values("lnbc1m", &[0; 40], Variant::Bech32);
    assert_eq!(code(&short).err(), Some("part_overrun"));
    assert_eq!(code(&invoice("lnbc1x", &needed())).err(), Some("amount_malformed"));
}

/// A high s gives the same payee; the standard lets it pass where the payee is recovered.
#[test]
fn both_forms_of_a_signature_give_one_payee() {
    let text = invoice("lnbc1m", &needed());
    let found = bech32::read(&text).expect("sound");
    let at = found.values.len() - SIGNATURE_VALUES;
    let bytes = bech32::bytes(&found.values[at..]).expect("bytes");
    let signature = k256::ecdsa::Signature::from_slice(&bytes[..64]).expect("a signature");
    let (r, s) = signature.split_scalars();
    let high = k256::ecdsa::Signature::from_scalars(r.to_bytes(), (-s).to_bytes()).expect("high");
    let mut other = high.to_bytes().to_vec();
    other.push(bytes[64] ^ 1);
    let mut changed = found.values[..at].to_vec();
    changed.extend(values(&other));
    let changed = bech32::write_values(&found.prefix, &changed, Variant::Bech32);
    assert_ne!(changed, text);
    assert_eq!(code(&changed), code(&text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_changed_amount_or_part_is_another_payee_or_refused(at in 0usize..40, to in 0u8..32) {
        let found = bech32::read(&invoice("lnbc1m", &needed())).expect("sound");
        let mut changed = found.values.clone();
        changed[at] = to;
        prop_assume!(changed != found.values);
        let text = bech32::write_values(&found.prefix, &changed, Variant::Bech32);
        let payee = code(&text).map(|invoice| invoice.payee_key.to_vec());
        prop_assert!(payee != Ok(own_key()));
    }

    #[test]
    fn any_text_behind_the_prefix_is_a_code_or_an_error(rest in "[0-9a-z]{0,200}") {
        let _ = read(&format!("lnbc{rest}")).map(|code| crate::describe(&code));
        let _ = read(&format!("lightning:ln{rest}")).map(|code| crate::describe(&code));
    }

    #[test]
    fn any_values_are_an_invoice_or_an_error(values in prop::collection::vec(0u8..32, 0..300)) {
        let text = bech32::write_values("lnbc1", &values, Variant::Bech32);
        let _ = read(&text).map(|code| crate::describe(&code));
    }
}
