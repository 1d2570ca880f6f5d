//! The bytes of a symbol as the text that its payment format means: character sets are named
//! inside the codes, where a scanner does not look.

use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_4, ISO_8859_5, ISO_8859_7, ISO_8859_10, ISO_8859_15, KOI8_R,
    WINDOWS_1251, WINDOWS_1252,
};

/// Returns the text of a symbol's bytes, or `None` where neither they nor their format say how to
/// read them; the caller then decides.
///
/// What is UTF-8 is read as UTF-8, whatever the code declares: many generators declare a
/// single-byte set and write UTF-8, while letters of those sets hardly ever stand so that they
/// make UTF-8. Other bytes are read by the set that the code names: EPC in its third line, Russian
/// codes in their seventh byte; Slovenian ones are ISO 8859-2.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned());
    }
    decode(bytes, declared(bytes.trim_ascii_start())?)
}

/// Returns bytes as text of a character set; `None` where one of them is not of it.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(|text| text.into_owned())
}

/// Returns a text in Windows-1251; `None` where a character is not of it.
pub(crate) fn encode_windows_1251(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, has_unmappable) = WINDOWS_1251.encode(text);
    (!has_unmappable).then(|| bytes.into_owned())
}

/// Returns the single-byte character set that a code names or that its format has.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"UPNQR\n") || bytes.starts_with(b"UPNQR\r\n") {
        return Some(ISO_8859_2);
    }
    if bytes.starts_with(b"ST00011") {
        return Some(WINDOWS_1251);
    }
    if bytes.starts_with(b"ST00013") {
        return Some(KOI8_R);
    }
    let mut lines = bytes.split(|b| *b == b'\n').map(<[u8]>::trim_ascii_end);
    if lines.next() != Some(b"BCD") {
        return None;
    }
    match lines.nth(1)? {
        // The standard's 1 is UTF-8, which the bytes are not. Windows-1252 is ISO 8859-1 with
        // letters where that has control characters.
        b"2" => Some(WINDOWS_1252),
        b"3" => Some(ISO_8859_2),
        b"4" => Some(ISO_8859_4),
        b"5" => Some(ISO_8859_5),
        b"6" => Some(ISO_8859_7),
        b"7" => Some(ISO_8859_10),
        b"8" => Some(ISO_8859_15),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns the ASCII bytes with `{}` replaced.
    fn bytes(frame: &str, inside: &[u8]) -> Vec<u8> {
        let (before, after) = frame.split_once("{}").expect("a place");
        [before.as_bytes(), inside, after.as_bytes()].concat()
    }

    fn text(frame: &str, inside: &[u8]) -> Option<String> {
        text_of(&bytes(frame, inside))
    }

    fn holds(frame: &str, inside: &[u8], expected: &str) {
        assert_eq!(text(frame, inside), Some(frame.replace("{}", expected)), "{frame:?}");
    }

    #[test]
    fn each_set_of_the_epc_is_read_by_its_third_line() {
        for (set, inside, expected) in [
            ("2", b"M\xFCller \x80".as_slice(), "Müller €"),
            ("3", b"\xA9koda", "Škoda"),
            ("4", b"\xC0bele", "Ābele"),
            ("5", b"\xB8\xD2\xD0\xDD", "Иван"),
            ("6", b"\xC1\xF1\xE7\xF2", "Αρης"),
            ("7", b"\xC0\xEF", "Āï"),
            ("8", b"\xA4", "€"),
        ] {
            holds(&format!("BCD\n002\n{set}\nSCT\n\n{{}}\n"), inside, expected);
            holds(&format!("BCD\r\n002\r\n{set}\r\nSCT\r\n\r\n{{}}"), inside, expected);
        }
    }

    #[test]
    fn what_is_utf_8_stays_so_whatever_the_code_declares() {
        holds("BCD\n002\n2\nSCT\n\n{}\n", "Müller".as_bytes(), "Müller");
        holds("UPNQR\n{}\n", "Žiga".as_bytes(), "Žiga");
        holds("ST00011|Name={}", "Чайная".as_bytes(), "Чайная");
        assert_eq!(text_of(b"\xEF\xBB\xBFBCD\n").as_deref(), Some("BCD\n"));
    }

    #[test]
    fn formats_with_a_set_of_their_own_are_read_by_it() {
        holds("UPNQR\n\n{}\n", b"\xAEiga \xE8", "Žiga č");
        holds("ST00011|Name={}|", b"\xD7\xE0\xE9", "Чай");
        holds("ST00013|Name={}|", b"\xFE\xC1\xCA", "Чай");
    }

    #[test]
    fn bytes_that_say_nothing_of_themselves_are_no_text() {
        assert_eq!(text_of(b"caf\xE9"), None);
        assert_eq!(text("BCD\n002\n1\nSCT\n\n{}\n", b"M\xFCller"), None);
        assert_eq!(text("BCD\n002\n9\nSCT\n\n{}\n", b"M\xFCller"), None);
        assert_eq!(text("ST00012|Name={}", b"\xD7\xE0\xE9"), None);
        assert_eq!(text("BCD\n002\n6\nSCT\n\n{}\n", b"\xFF"), None, "not of the set");
        assert_eq!(text_of(b"BCD\n\xFF"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_text_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = text_of(&bytes);
            let _ = text_of(&[b"BCD\n002\n3\n", bytes.as_slice()].concat());
        }

        #[test]
        fn every_text_is_its_own(text in "\\PC{0,100}") {
            prop_assume!(!text.starts_with('\u{FEFF}'));
            prop_assert_eq!(text_of(text.as_bytes()), Some(text));
        }
    }
}
