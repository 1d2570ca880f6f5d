//! Pictures published by others, where they are at hand: read right or not at all.

use super::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the manifest's escapes.
fn unescape(text: &str) -> String {
    let mut characters = text.chars();
    let mut plain = String::new();
    while let Some(c) = characters.next() {
        plain.push(match (c, c == '\\') {
            (_, true) => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            (c, false) => c,
        });
    }
    plain
}

/// Texts are compared without what the collectors of the pictures did not keep.
fn kept(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\u{1d}', "").trim_end().to_owned()
}

#[test]
fn pictures_published_by_others_are_read_right_or_not_at_all() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scan");
    let Ok(manifest) = std::fs::read_to_string(folder.join("manifest.tsv")) else {
        eprintln!("shared data is absent: only own pictures were read");
        return;
    };
    let expected = expected_texts(&manifest);
    let total = expected.values().filter(|texts| !texts.is_empty()).count();
    let pictures: Vec<_> = expected.iter().collect();
    let (first, second) = pictures.split_at(pictures.len() / 2);
    let (mut read, mut wrong) = (0, Vec::new());
    std::thread::scope(|scope| {
        let halves = [first, second].map(|half| scope.spawn(|| judge(&folder, half)));
        for half in halves {
            let (half_read, half_wrong) = half.join().expect("no panic");
            read += half_read;
            wrong.extend(half_wrong);
        }
    });
    eprintln!("{read} of {total} pictures with a code read");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(read * 100 >= total * 88, "{read} of {total}");
}

/// The manifest names one of the four codes of this picture.
const PICTURE_OF_FOUR: &str = "zxing-multi-qrcode-1/1.png";
/// Texts that are right although the manifest has another: a second symbol in the picture (one QR
/// code within another; a book's second bar code), or a slip of the pen in the manifest.
const ALSO_RIGHT: [(&str, &str); 5] = [
    ("zxing-qrcode-2/13.png", "photography of the Washington Monument"),
    ("zxing-qrcode-2/16.png", "d-qr.net/ex/"),
    ("zxingcpp-qrcode-2/16.webp", "d-qr.net/ex/"),
    ("zxing-ean13-2/14.png", "1920081045006"),
    ("zxing-ean13-2/20.png", "1920081045006"),
];

/// Returns the texts of each picture; none where it holds no code.
fn expected_texts(manifest: &str) -> BTreeMap<&str, Vec<String>> {
    let mut expected = BTreeMap::<_, Vec<_>>::new();
    for line in manifest.lines().skip(1) {
        let mut columns = line.split('\t');
        let (path, text, format) = (columns.next(), columns.next(), columns.next());
        let texts = || kept(&unescape(text.expect("a text")));
        match format {
            Some("qrcode" | "ean13" | "code128") => {
                expected.entry(path.expect("a path")).or_default().push(texts())
            }
            Some("none") => drop(expected.entry(path.expect("a path")).or_default()),
            _ => {}
        }
    }
    expected
}

/// Returns how many pictures were read, and what was read wrong.
fn judge(folder: &Path, pictures: &[(&&str, &Vec<String>)]) -> (usize, Vec<String>) {
    let (mut read, mut wrong) = (0, Vec::new());
    for (path, texts) in pictures {
        let bytes = std::fs::read(folder.join(path)).expect("a file");
        let found = picture_within(&bytes, PATIENCE).expect("a picture");
        read += usize::from(found.iter().any(|code| texts.contains(&kept(&code.text))));
        if **path == PICTURE_OF_FOUR {
            assert_eq!(found.len(), 4, "all codes of a picture");
            continue;
        }
        let is_right = |code: &&Found| {
            let also =
                |(picture, part): &(&str, &str)| *picture == **path && code.text.contains(part);
            texts.contains(&kept(&code.text)) || ALSO_RIGHT.iter().any(also)
        };
        let other = found.iter().filter(|code| !is_right(code));
        wrong.extend(other.map(|code| format!("{path}: {:?} for {texts:?}", code.text)));
    }
    (read, wrong)
}
