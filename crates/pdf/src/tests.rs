//! The PDF is as large as the paper, and holds the code that the SVG holds.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of small pictures"
)]

use super::*;
use scan::decode::{Frame, Pixels, frame};
use scan::label::{LabelSheet, Paper, svg};

const CODE: &str = "00020101021226520016example.merchant6304ABCD";

fn sheet(name: &str) -> LabelSheet<'_> {
    LabelSheet {
        name,
        city: "Harbour",
        code: CODE,
        operator: "Harbour Pay",
        networks: &["Tongbao"],
        fallback: None,
        has_logo: true,
    }
}

/// Paints the black rectangles of a content stream, four pixels a pixel of SVG.
fn painted(pdf: &str, width: usize, height: usize) -> Vec<u8> {
    const SCALE: f32 = 4.0;
    let mut pixels = vec![255; width * height];
    let (mut is_black, mut corners) = (false, Vec::<(usize, usize)>::new());
    for line in pdf.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let at = |word: &str| (word.parse::<f32>().unwrap_or(0.0) * SCALE).round() as usize;
        match words[..] {
            [.., "rg"] => is_black = line == "0 0 0 rg",
            [x, y, "m"] => corners = vec![(at(x), at(y))],
            [x, y, "l"] => corners.push((at(x), at(y))),
            ["h"] if is_black => {
                let (xs, ys) = (corners.iter().map(|c| c.0), corners.iter().map(|c| c.1));
                let (left, right) = (xs.clone().min().expect("one"), xs.max().expect("one"));
                for y in ys.clone().min().expect("one")..ys.max().expect("one") {
                    pixels[y * width + left..y * width + right].fill(0);
                }
            }
            _ => {}
        }
    }
    pixels
}

#[test]
fn the_page_is_the_paper_and_its_code_is_read() {
    for (paper, media_box, width_mm, height_mm) in
        [(Paper::A6, "[0 0 297.63", 105.0, 148.0), (Paper::A4, "[0 0 595.27", 210.0, 297.0)]
    {
        let svg = svg(&sheet("Night Tea 夜茶"), paper).expect("short");
        // Without its text the drawing needs no font of the machine.
        let lines = svg.lines().filter(|line| !line.starts_with("<text"));
        let svg: String = lines.collect::<Vec<_>>().join("\n");
        let tree = read(&svg, Database::new(), &Mutex::new(BTreeSet::new())).expect("a drawing");
        let mut content = Content::new();
        group(&mut content, tree.root());
        let content = String::from_utf8(content.finish().to_vec()).expect("ASCII");
        let px = |mm: f32| (mm / 25.4 * 96.0 * 4.0) as usize + 1;
        let (width, height) = (px(width_mm), px(height_mm));
        let pixels = painted(&content, width, height);
        let (width, height) = (width as u32, height as u32);
        let found = frame(Frame { width, height, pixels: Pixels::Luma(&pixels) }).expect("a frame");
        assert_eq!(found.iter().map(|code| code.text.as_str()).collect::<Vec<_>>(), [CODE]);
        let pdf = write(&svg, "Night Tea 夜茶", Database::new()).expect("written");
        let pdf = String::from_utf8_lossy(&pdf);
        assert!(pdf.starts_with("%PDF-1.7") && pdf.contains(media_box), "{}", paper.word());
        assert!(!pdf.contains("/Font"), "letters are outlines");
    }
}

#[test]
fn a_machine_without_the_font_is_told_so() {
    let svg = svg(&sheet("Night Tea 夜茶"), Paper::A6).expect("short");
    let refused = write(&svg, "Night Tea", Database::new()).expect_err("no font");
    assert_eq!(refused.code(), "font_missing");
    let say = PdfError::FontMissing(named(&BTreeSet::from(['夜', '茶']))).to_string();
    assert!(say.contains("夜 (U+591C), 茶 (U+8336)") && say.contains("fonts-noto-cjk"), "{say}");
}

#[test]
fn no_character_is_left_out_in_silence() {
    // No font has this one; a machine without any font says the same in another way.
    let svg = svg(&sheet("Tea \u{10FFFD}"), Paper::A6).expect("short");
    let refused = write(&svg, "Tea", fonts()).expect_err("a character of nobody");
    assert_eq!(refused.code(), "font_missing");
}
