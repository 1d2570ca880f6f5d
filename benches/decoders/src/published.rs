//! Pictures published by others, where they are at hand: beside the project, never in it.

use crate::reader::Grey;
use image::imageops::{FilterType, resize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Pictures of one origin.
pub struct Set {
    pub name: String,
    /// Each with the texts that it may give.
    pub pictures: Vec<(PathBuf, Vec<String>)>,
}

/// Returns the sets, or nothing where they are absent.
pub fn sets() -> Option<Vec<Set>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scan");
    let manifest = std::fs::read_to_string(folder.join("manifest.tsv")).ok()?;
    let mut sets = BTreeMap::<String, BTreeMap<PathBuf, Vec<String>>>::new();
    for line in manifest.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let [path, text, format, set, ..] = columns[..] else { continue };
        let texts = sets.entry(set.to_owned()).or_default().entry(folder.join(path)).or_default();
        if format != "none" {
            texts.push(kept(&unescape(text)));
        }
    }
    let set = |(name, pictures): (String, BTreeMap<_, _>)| Set {
        name,
        pictures: pictures.into_iter().collect(),
    };
    Some(sets.into_iter().map(set).collect())
}

/// Returns a picture file in grey, no larger than a camera frame.
pub fn open(path: &Path) -> Grey {
    let picture = image::open(path).expect("a picture").into_luma8();
    let (width, height) = picture.dimensions();
    let scale = (1280.0 / f64::from(width.max(height))).min(720.0 / f64::from(width.min(height)));
    let picture = if scale < 1.0 {
        let fitted = |side: u32| (f64::from(side) * scale).round().max(1.0) as u32;
        resize(&picture, fitted(width), fitted(height), FilterType::Triangle)
    } else {
        picture
    };
    let (width, height) = picture.dimensions();
    Grey { width, height, pixels: picture.into_raw() }
}

/// Texts are compared without what the collectors of the pictures did not keep.
pub fn kept(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\u{1d}', "").trim_end().to_owned()
}

fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let meant = match character {
            '\\' => characters.next().map(|escaped| match escaped {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            }),
            other => Some(other),
        };
        plain.extend(meant);
    }
    plain
}
