//! The label holds what it was given, escaped and inside the sheet, and its codes are read from
//! the picture that is printed, by two readers that share no code.

mod readers;

use super::*;
use proptest::prelude::*;
use readers::{Picture, by_rqrr, by_rxing};
use std::collections::BTreeSet;

/// A payload of the usual length, of no scheme.
const CODE: &str = "00020101021226520016example.merchant0128QX7R9K2M4P6T8V1W3Y5Z7B9D2F4H520458145303156\
    5802CN5909Night Tea6007Harbour6304ABCD";
const ADDRESS: &str = "https://pay.example/l/01J9ZC4M2Q7R8S";

fn sheet(name: &str) -> LabelSheet<'_> {
    LabelSheet {
        name,
        city: "北京",
        code: CODE,
        operator: "Harbour Pay 港湾支付",
        networks: &[],
        fallback: None,
        has_logo: false,
    }
}

/// Asserts that both readers find the texts in a picture, and nothing else.
fn assert_read(picture: &Picture, texts: &[&str], what: &str) {
    let texts: BTreeSet<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    assert_eq!(by_rqrr(picture), texts, "{what}, by rqrr");
    assert_eq!(by_rxing(picture), texts, "{what}, by rxing");
}

#[test]
fn the_label_says_who_is_paid_and_quotes_nothing_raw() {
    let networks = ["<i>PayNet", "Tongbao"];
    let sheet = LabelSheet { networks: &networks, ..sheet("<b>Tea & Co</b>") };
    let svg = svg(&sheet, Paper::A6).expect("short");
    assert!(svg.contains(">&lt;b&gt;Tea &amp; Co&lt;/b&gt;</text>") && !svg.contains("<b>"));
    assert!(svg.contains(">北京</text>") && svg.contains(">Harbour Pay 港湾支付</text>"));
    assert!(svg.contains(">&lt;i&gt;PayNet</text>") && svg.contains(">Tongbao</text>"));
    assert!(svg.contains("width='105mm' height='148mm'") && !svg.contains("href"));
}

#[test]
fn the_code_on_the_label_is_the_drawn_code() {
    let code = crate::draw::svg(CODE, None).expect("short");
    let path = code.split("d='").last().and_then(|rest| rest.split('\'').next()).expect("a path");
    assert!(svg(&sheet("Tea"), Paper::A5).expect("short").contains(path));
}

#[test]
fn a_label_is_read_on_every_paper_sharp_and_blurred() {
    for paper in Paper::ALL {
        for has_logo in [false, true] {
            let sheet =
                LabelSheet { has_logo, fallback: Some(ADDRESS), ..sheet("Night Tea 夜茶") };
            let svg = svg(&sheet, paper).expect("short");
            let what = format!("{} {has_logo}", paper.word());
            let px_per_mm = 8.0 / paper.scale();
            let mut sharp = Picture::of(&svg, px_per_mm, 0.0);
            if paper == Paper::Stickers {
                // The third of the second row, as it is cut out.
                sharp = sharp.cut([0.5 + 2.0 * 74.0, 105.0, 74.0, 105.0].map(|mm| mm * px_per_mm));
            }
            assert_read(&sharp, &[CODE, ADDRESS], &what);
            assert_read(&sharp.blurred(1.5), &[CODE, ADDRESS], &format!("{what} blurred"));
        }
    }
}

#[test]
fn a_label_is_read_turned_tilted_and_from_afar() {
    let sheet = LabelSheet { has_logo: true, ..sheet("Night Tea 夜茶") };
    let svg = svg(&sheet, Paper::A6).expect("short");
    for degrees in [7.0, 90.0, 133.0, 180.0] {
        let turned = Picture::of(&svg, 6.3, degrees);
        assert_read(&turned, &[CODE], &format!("turned by {degrees}"));
        assert_read(&turned.blurred(1.2), &[CODE], &format!("turned by {degrees} and blurred"));
    }
    for tilt in [0.15, 0.3] {
        let tilted = Picture::of(&svg, 7.0, 4.0).tilted(tilt).blurred(0.8);
        assert_read(&tilted, &[CODE], &format!("tilted by {tilt}"));
    }
    assert_read(&Picture::of(&svg, 2.37, 0.0), &[CODE], "at 3.5 pixels a module");
}

#[test]
fn codes_too_dense_for_the_paper_are_refused() {
    let code = "x".repeat(2331);
    let dense = LabelSheet { code: &code, ..sheet("Tea") };
    let refused = svg(&dense, Paper::Stickers).expect_err("185 modules at 0.29 mm");
    assert_eq!((refused, refused.code()), (LabelError::TooDense, "code_too_dense"));
    assert!(svg(&dense, Paper::A6).is_ok(), "185 modules at 0.41 mm");
    let code = "x".repeat(3000);
    let long = LabelSheet { code: &code, ..dense };
    assert!(svg(&long, Paper::A4).is_err_and(|error| error.code() == "text_too_long"));
    let address = format!("https://pay.example/{}", "x".repeat(60));
    let fallback = LabelSheet { fallback: Some(&address), ..sheet("Tea") };
    assert!(svg(&fallback, Paper::A6).is_ok());
    let refused = svg(&fallback, Paper::Stickers).expect_err("37 modules and more");
    assert_eq!((refused, refused.code()), (LabelError::FallbackTooDense, "fallback_too_dense"));
}

#[test]
fn a_long_name_takes_two_lines_and_many_schemes_one_row() {
    let sizes = |sheet: &LabelSheet<'_>| -> Vec<f64> {
        let svg = svg(sheet, Paper::A6).expect("short");
        let bold = svg.lines().filter(|line| line.contains("font-weight='700'")).skip(1);
        let size = |line: &str| {
            let size = line.split("font-size='").nth(1).and_then(|rest| rest.split('\'').next());
            size.expect("a size").parse().expect("a number")
        };
        bold.map(size).collect()
    };
    assert_eq!(sizes(&sheet("Tea")).len(), 1);
    let long = sizes(&sheet("二十五个字的店名二十五个字的店名二十五个字的店名字"));
    assert!(long.len() == 2 && long.iter().all(|size| *size > 5.5), "{long:?}");
    let networks = ["PayNow", "PromptPay", "DuitNow", "QRIS", "Tongbao", "UPI", "Pix", "Swish"];
    let svg = svg(&LabelSheet { networks: &networks, ..sheet("Tea") }, Paper::A6).expect("short");
    assert!(networks.iter().all(|name| svg.contains(&format!(">{name}</text>"))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_label_is_read(
        code in "[ -~]{1,400}|[0-9A-Z $%*+./:-]{1,400}|[ -~一-龥]{1,120}",
        paper in proptest::sample::select(&[Paper::A6, Paper::A5, Paper::A4][..]),
        has_logo in any::<bool>(),
        px_per_mm in 7.0..9.0f64,
    ) {
        let sheet = LabelSheet { code: &code, has_logo, ..sheet("Night Tea 夜茶") };
        let svg = svg(&sheet, paper).expect("short");
        // A camera is moved until it reads: in one label of some thousand the data looks like a
        // finder pattern from one distance, which leads a reader astray, and not from the next.
        let picture = |nearer| Picture::of(&svg, px_per_mm * nearer / paper.scale(), 0.0);
        let whole = BTreeSet::from([code.clone()]);
        for read in [by_rxing, by_rqrr] {
            let read_at = |nearer: &f64| read(&picture(*nearer)) == whole;
            prop_assert!([1.0, 0.8, 1.2].iter().any(read_at), "read at no distance");
        }
    }
}
