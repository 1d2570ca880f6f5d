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
            let whole = Picture::of(&svg, px_per_mm, 0.0);
            // The last one, as it is cut out.
            let last = *paper.places().last().expect("a label");
            let sharp = whole.cut(last.map(|mm| mm * px_per_mm));
            let texts = if paper.has_fallback() { &[CODE, ADDRESS][..] } else { &[CODE] };
            assert_read(&sharp, texts, &what);
            assert_read(&sharp.blurred(1.5), texts, &format!("{what} blurred"));
        }
    }
}

/// Our own scanner finds the code at its true size, and white around it.
#[test]
fn modules_and_quiet_zone_have_their_size_on_every_paper() {
    let modules = f64::from(Symbol::of(CODE, Use::Label).expect("short").side());
    for paper in Paper::ALL {
        let svg = svg(&sheet("Night Tea"), paper).expect("short");
        let px_per_mm = 8.0 / paper.scale();
        let picture = Picture::of(&svg, px_per_mm, 0.0);
        for place in paper.places() {
            let label = picture.cut(place.map(|mm| mm * px_per_mm));
            let found = label.scanned();
            let [code] = &found[..] else { panic!("one code on {}, not {found:?}", paper.word()) };
            assert_eq!(code.text, CODE);
            let [x, y]: [Vec<f64>; 2] = [0, 1].map(|axis| {
                let along = |(x, y): &(i32, i32)| f64::from(if axis == 0 { *x } else { *y });
                code.points.iter().map(along).collect()
            });
            let least = |all: &[f64]| all.iter().copied().fold(f64::INFINITY, f64::min);
            let most = |all: &[f64]| all.iter().copied().fold(0.0, f64::max);
            let module_px = (most(&x) - least(&x)) / modules;
            let module_mm = module_px / px_per_mm;
            let drawn_mm = CODE_MM * paper.scale() / (modules + f64::from(2 * QUIET_ZONE));
            assert!((module_mm / drawn_mm - 1.0).abs() < 0.05, "{}: {module_mm}", paper.word());
            assert!(module_mm * 1000.0 >= f64::from(MODULE_UM_MIN), "{}", paper.word());
            let quiet = f64::from(QUIET_ZONE) - 0.5;
            let around = [least(&x), least(&y), most(&x), most(&y)];
            assert!(label.is_white_around(around, quiet * module_px), "{}", paper.word());
        }
    }
}

#[test]
fn sheets_of_stickers_have_marks_to_cut_along_outside_of_every_label() {
    for paper in Paper::ALL {
        let svg = svg(&sheet("Tea"), paper).expect("short");
        let count = paper.places().len();
        let crosses = svg.split("class='cut'").nth(1).map_or(0, |path| path.matches('v').count());
        let expected = match count {
            1 => 0,
            4 => 9,
            8 => 15,
            16 => 25,
            other => panic!("{other} labels"),
        };
        assert!(crosses >= expected && (expected > 0 || crosses == 0), "{}", paper.word());
        assert_eq!(Paper::from_word(paper.word()), Some(paper));
        let Millimetres { width, height } = paper.size();
        let is_inside =
            |[x, y, w, h]: [f64; 4]| x >= 0.0 && y >= 0.0 && x + w <= width && y + h <= height;
        assert!(paper.places().into_iter().all(is_inside), "{}", paper.word());
    }
    assert_eq!(Paper::from_word("a3"), None);
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
