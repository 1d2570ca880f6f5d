//! Whatever stands on a receipt, a printer reads letters, the commands that are meant, and the end;
//! and no line is wider than the paper.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slip::testing::{printed, sample};
use slip::{Charset, Language, Paper, Printer, Slip, escpos, text};

fuzz_target!(|texts: [String; 5]| {
    let [shop, city, name, title, note] = texts;
    let mut slip = Slip { shop, city, note: Some(note), ..sample() };
    slip.lines[0].name = Some(name);
    slip.discounts[0].title = title;
    for paper in [Paper::Narrow, Paper::Wide] {
        for charset in [Charset::Gbk, Charset::Utf8] {
            let bytes = escpos(&slip, Language::Chinese, Printer { paper, charset });
            let read = printed(&bytes).expect("what a printer reads");
            assert!(read.is_cut && read.codes == [slip.link.clone().expect("a link")]);
            assert!(read.lines.iter().all(|line| line.columns <= paper.columns()));
        }
        assert!(!text(&slip, Language::English, paper.columns()).contains(['\r', '\u{1B}']));
    }
});
