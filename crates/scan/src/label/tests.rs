//! The label holds what it was given, escaped and inside the sheet.

use super::*;

fn sheet(name: &str) -> LabelSheet<'_> {
    LabelSheet { name, city: "北京", code: "000201", operator: "pay.example" }
}

#[test]
fn the_label_says_who_is_paid_and_quotes_nothing_raw() {
    let svg = svg(&sheet("<b>Tea & Co</b>")).expect("short");
    assert!(svg.contains(">&lt;b&gt;Tea &amp; Co&lt;/b&gt;</text>") && !svg.contains("<b>"));
    assert!(svg.contains(">北京</text>") && svg.contains(">pay.example</text>"));
    assert!(svg.contains("width='105mm' height='148mm'") && !svg.contains("href"));
}

#[test]
fn the_code_on_the_label_is_the_drawn_code() {
    let code = crate::draw::svg("000201", None).expect("short");
    let path = code.split("d='").last().and_then(|rest| rest.split('\'').next()).expect("a path");
    assert!(svg(&sheet("Tea")).expect("short").contains(path));
}

#[test]
fn a_long_name_is_made_to_fit() {
    let size = |name: &str| {
        let svg = svg(&sheet(name)).expect("short");
        let size = svg.split("font-size='").nth(1).and_then(|rest| rest.split('\'').next());
        size.expect("a size").parse::<f64>().expect("a number")
    };
    assert!((size("Tea") - 9.0).abs() < 1e-9);
    let long = "二十五个字的店名".repeat(3) + "字";
    assert!(size(&long) * 25.0 * 1.05 <= 93.01 && size(&long) > 3.0);
}

#[test]
fn a_code_that_no_symbol_holds_is_refused() {
    let code = "x".repeat(3000);
    assert_eq!(svg(&LabelSheet { code: &code, ..sheet("Tea") }), Err(DrawError::TooLong));
}
