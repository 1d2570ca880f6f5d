//! Key texts and handovers.

use super::*;
use proptest::prelude::*;

fn signer(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).expect("a key")
}

#[test]
fn a_seed_makes_the_key_of_rfc_8032() {
    // Test 1 of section 7.1.
    let seed = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c,
        0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae,
        0x7f, 0x60,
    ];
    let key = SigningKey::from_seed(&seed).expect("a key").public();
    assert_eq!(format!("{key:?}"), "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
}

#[test]
fn a_key_text_reads_back_and_its_damaged_copies_do_not() {
    let key = signer(1).public();
    let text = key.to_text("harbour/journal");
    assert_eq!(PublicKey::parse(&text), Ok(("harbour/journal".to_owned(), key)));
    for place in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[place] = if bytes[place] == b'B' { b'C' } else { b'B' };
        let changed = String::from_utf8(bytes).expect("ASCII");
        assert_eq!(PublicKey::parse(&changed), Err(KeyError::Malformed), "{changed}");
    }
}

#[test]
fn a_new_key_is_believed_when_the_old_one_vouches_for_it() {
    let (first, second, third, stranger) = (signer(1), signer(2), signer(3), signer(4));
    let keys = [&first, &second, &third].map(SigningKey::public);
    let listed = [
        Handover { key: keys[0], by_previous: None },
        Handover::by(&first, "o/journal", keys[1]),
        Handover::by(&second, "o/journal", keys[2]),
    ];
    assert_eq!(follow("o/journal", &[], &listed), Ok(keys.to_vec()));
    assert_eq!(follow("o/journal", &keys[..1], &listed), Ok(keys.to_vec()));
    assert_eq!(follow("o/journal", &keys, &listed), Ok(keys.to_vec()));
    let unknown = [stranger.public()];
    assert_eq!(follow("o/journal", &unknown, &listed), Err(KeyError::HandoverWrong));
    assert_eq!(follow("other/journal", &keys[..1], &listed), Err(KeyError::HandoverWrong));
    let forged = [listed[0].clone(), Handover::by(&stranger, "o/journal", keys[1])];
    assert_eq!(follow("o/journal", &keys[..1], &forged), Err(KeyError::HandoverWrong));
    let bare = [listed[0].clone(), Handover { key: keys[1], by_previous: None }];
    assert_eq!(follow("o/journal", &keys[..1], &bare), Err(KeyError::HandoverWrong));
}

proptest! {
    #[test]
    fn any_text_is_a_key_or_refused(text in "\\PC{0,80}|[a-z/]{1,9}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]{44}") {
        if let Ok((name, key)) = PublicKey::parse(&text) {
            prop_assert_eq!(key.to_text(&name), text);
        }
    }

    #[test]
    fn a_signature_is_for_one_name_and_one_message(message in any::<Vec<u8>>(), at in 0..SIGNATURE_BYTES) {
        let key = signer(5);
        let signature = key.sign("o/journal", &message);
        prop_assert!(key.public().verifies("o/journal", &message, &signature));
        prop_assert!(!key.public().verifies("p/journal", &message, &signature));
        let mut longer = message.clone();
        longer.push(0);
        prop_assert!(!key.public().verifies("o/journal", &longer, &signature));
        let mut changed = signature;
        changed[at] ^= 1;
        prop_assert!(!key.public().verifies("o/journal", &message, &changed));
        prop_assert!(!key.public().verifies("o/journal", &message, &signature[..at]));
    }
}
