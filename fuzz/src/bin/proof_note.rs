//! Any text is a signed note and a head, or refused; a note survives being written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proof::{Head, Note, PublicKey};

fuzz_target!(|text: &str| {
    if let Ok(note) = Note::parse(text) {
        assert_eq!(Note::parse(&note.to_text()), Ok(note.clone()));
        let name = note.unverified_text().lines().next().unwrap_or_default();
        if let Ok(head) = Head::parse(note.unverified_text(), name) {
            assert_eq!(head.text(name), note.unverified_text());
        }
    }
    if let Ok((name, key)) = PublicKey::parse(text) {
        assert_eq!(key.to_text(&name), text);
    }
});
