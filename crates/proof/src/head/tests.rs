//! The text of a head, spelled out once, and its one form.

use super::*;
use proptest::prelude::*;

const ORIGIN: &str = "harbour.example/journal";

fn head() -> Head {
    Head { size: 12, root: [1; 32], chain: [2; 32], at_ms: 1_798_761_600_000 }
}

fn signer(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).expect("a key")
}

#[test]
fn a_head_is_a_checkpoint_with_two_more_lines() {
    let text = "harbour.example/journal\n12\nAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n\
        chain AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=\ntime 1798761600000\n";
    assert_eq!(origin("harbour.example"), ORIGIN);
    assert_eq!(head().text(ORIGIN), text);
    assert_eq!(Head::parse(text, ORIGIN), Ok(head()));
    assert_eq!(Head::parse(text, "other/journal"), Err(HeadError::OtherOperator));
}

#[test]
fn a_signed_head_is_believed_by_its_key_alone() {
    let note = head().sign(ORIGIN, &signer(1)).expect("signs");
    assert_eq!(Head::verify(&note, ORIGIN, &[signer(1).public()]), Ok(head()));
    let stranger = Head::verify(&note, ORIGIN, &[signer(2).public()]);
    assert_eq!(stranger, Err(NoteError::UnknownKey.into()));
    let larger = note.replacen("\n12\n", "\n13\n", 1);
    let forged = Head::verify(&larger, ORIGIN, &[signer(1).public()]);
    assert_eq!(forged, Err(NoteError::SignatureWrong.into()));
}

#[test]
fn other_ways_to_write_a_head_are_refused() {
    let text = head().text(ORIGIN);
    let cases = [
        text.replace("\n12\n", "\n012\n"),
        text.replace("\n12\n", "\n+12\n"),
        text.replace("\n12\n", "\n9007199254740992\n"),
        text.replace("chain ", "chain  "),
        text.replace("AQE=\n", "AQF=\n"),
        format!("{text}more\n"),
        text.trim_end().to_owned(),
    ];
    for case in cases {
        assert_eq!(Head::parse(&case, ORIGIN), Err(HeadError::Malformed), "{case}");
    }
}

proptest! {
    #[test]
    fn any_head_reads_back(
        size in 0..=NUMBER_MAX, at_ms in 0..=NUMBER_MAX,
        root in any::<Hash>(), chain in any::<Hash>(),
    ) {
        let head = Head { size, root, chain, at_ms };
        prop_assert_eq!(Head::parse(&head.text(ORIGIN), ORIGIN), Ok(head));
    }
}
