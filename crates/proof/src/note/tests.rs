//! The example of the format's first implementation, and whatever else comes as a note.

use super::*;
use proptest::prelude::*;

const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\
    \n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng\
    otpRZb6KE6RyyBwJnAM=\n";

fn signer(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32]).expect("a key")
}

#[test]
fn the_published_example_is_believed() {
    let (name, key) = PublicKey::parse(KEY).expect("a key");
    let note = Note::parse(NOTE).expect("a note");
    let text = note.verified_text(&name, &[key]).expect("signed");
    assert!(text.ends_with("what your problem is.\n"));
    assert_eq!(note.to_text(), NOTE);
    let other = signer(1).public();
    assert_eq!(note.verified_text(&name, &[other]), Err(NoteError::UnknownKey));
    assert_eq!(note.verified_text("Peter", &[key]), Err(NoteError::UnknownKey));
    let changed = NOTE.replace("answer", "Answer");
    let changed = Note::parse(&changed).expect("a note");
    assert_eq!(changed.verified_text(&name, &[key]), Err(NoteError::SignatureWrong));
}

#[test]
fn what_is_signed_here_is_believed_by_its_key_alone() {
    let key = signer(2);
    let note = Note::sign("a text\n", "harbour/journal", &key).expect("signs").to_text();
    let read = Note::parse(&note).expect("a note");
    let keys = [signer(3).public(), key.public()];
    assert_eq!(read.verified_text("harbour/journal", &keys), Ok("a text\n"));
    assert_eq!(Note::sign("no end", "name", &key), Err(NoteError::Malformed));
    assert_eq!(Note::sign("a\tb\n", "name", &key), Err(NoteError::Malformed));
}

#[test]
fn malformed_notes_are_refused() {
    let cases = [
        "",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\u{2014} name\n",
        "text\n\n\u{2014} name AAAA\n",
        "text\n\n\u{2014} na+me AAAAAAAAAAAA\n",
        "text\n\n- name AAAAAAAAAAAA\n",
        "text\n\n\u{2014} name AAAAAAAAAAAA",
        "te\u{1}xt\n\n\u{2014} name AAAAAAAAAAAA\n",
    ];
    for case in cases {
        assert_eq!(Note::parse(case), Err(NoteError::Malformed), "{case:?}");
    }
    let long = format!("{}\n\n\u{2014} name AAAAAAAAAAAA\n", "x".repeat(NOTE_BYTES_MAX));
    assert_eq!(Note::parse(&long), Err(NoteError::Malformed));
}

proptest! {
    #[test]
    fn any_text_is_a_note_or_refused(text in "(\\PC|\n){0,200}") {
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(Note::parse(&note.to_text()), Ok(note));
        }
    }
}
