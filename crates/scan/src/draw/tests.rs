//! What is drawn: sizes, escapes, refusals. That it can be read is shown in `decode`.

use super::*;

#[test]
fn the_drawing_has_its_quiet_zone_and_nothing_from_outside() {
    let svg = svg("tongbao", None).expect("short");
    assert!(svg.contains("viewBox='0 0 29 29'"), "version 1 is 21 modules and 2 x 4 around");
    assert!(svg.contains("translate(4 4)") && svg.contains("aria-hidden='true'"));
    assert!(!svg.contains("href") && !svg.contains("<title>"));
    let png = png("tongbao", 3).expect("short");
    let grey = image::load_from_memory(&png).expect("a PNG").into_luma8();
    assert_eq!((grey.width(), grey.height()), (29 * 3, 29 * 3));
    let quiet = grey.enumerate_pixels().filter(|(x, y, _)| *x < 12 || *y < 12);
    assert!(quiet.into_iter().all(|(_, _, pixel)| pixel.0 == [255]));
    assert_eq!(grey.get_pixel(12, 12).0, [0], "the corner of the first finder pattern");
}

#[test]
fn the_path_of_the_svg_is_the_pixels_of_the_png() {
    let symbol = Symbol::of("the same symbol twice 两次", Use::Screen).expect("short");
    let (side_px, pixels) = symbol.pixels(1);
    let mut painted = vec![255; pixels.len()];
    for run in symbol.path().split('M').skip(1) {
        let numbers: Vec<usize> =
            run.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        let [x, y, length, ..] = numbers[..] else { panic!("x, y and length") };
        let start = (y + 4) * side_px as usize + x + 4;
        painted[start..start + length].fill(0);
    }
    assert_eq!(painted, pixels);
}

#[test]
fn the_blocks_of_a_terminal_are_the_pixels_of_the_png() {
    let text = "https://pay.example/c/01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";
    let (side, pixels) = Symbol::of(text, Use::Screen).expect("short").pixels(1);
    let drawn = blocks(text).expect("short");
    let lines: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
    let is_light = |block: char, below: bool| match block {
        '█' => true,
        '▀' => !below,
        '▄' => below,
        _ => false,
    };
    for (at, pixel) in pixels.iter().enumerate() {
        let (x, y) = (at % side as usize, at / side as usize);
        assert_eq!(is_light(lines[y / 2][x], y % 2 == 1), *pixel == 255, "{x} {y}");
    }
    assert_eq!((lines.len(), lines[0].len()), (side.div_ceil(2) as usize, side as usize));
    assert!(lines.iter().all(|line| is_light(line[0], true)), "the quiet zone");
    assert_eq!(blocks(""), Err(DrawError::Empty));
}

#[test]
fn a_title_is_escaped() {
    let svg = svg("x", Some("a<b>&\"c'\u{0}\u{FFFF}")).expect("short");
    assert!(svg.contains("<title>a&lt;b&gt;&amp;&quot;c&#39;</title>"));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert_eq!(svg("", None), Err(DrawError::Empty));
    assert_eq!(svg(&"x".repeat(2332), None), Err(DrawError::TooLong));
    assert!(svg(&"x".repeat(2331), None).is_ok(), "version 40-M holds 2331 bytes");
    assert_eq!(svg(&"茶".repeat(777), None), Err(DrawError::TooLong));
    assert!(svg(&"茶".repeat(776), None).is_ok(), "the mark of UTF-8 takes two bytes");
    assert_eq!(png("x", 0), Err(DrawError::ModuleSize));
    assert_eq!(png("x", 65), Err(DrawError::ModuleSize));
}
