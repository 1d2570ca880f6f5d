//! Names that deceive are told, and honest names of many languages are not.

use super::*;

fn words(text: &str) -> Vec<&'static str> {
    check_name(text).into_iter().map(NameWarning::code).collect()
}

#[test]
fn honest_names_are_not_suspected() {
    for name in [
        "",
        "Café Zürich No. 7",
        "O'Brien & Søn",
        "Trần Thị Hương",
        "北京烤鸭店",
        "老王面馆 Noodle Bar 24",
        "ㄅㄆ注音書店",
        "東京タワーのカフェ",
        "スターコーヒー Tokyo",
        "東京 ２F 1号店",
        "葛\u{E0100}飾商店",
        "서울 분식 2호점",
        "김밥 Heaven 韓食",
        "مطعم القدس",
        "می\u{200C}خواهم کتاب",
        "مقهى ١٢",
        "בית קפה",
        "Пекарня «Хлеб»",
        "Вера",
        "Тарас Шевченко",
        "Ταβέρνα Ο Γιώργος",
        "ΟΤΕ",
        "Սուրճ",
        "क्\u{200D}षत्रिय भोजनालय",
        "ร้านอาหารไทย ๙",
        "👩\u{200D}🍳 Kitchen",
        "Line one\r\nline two",
    ] {
        assert_eq!(words(name), [""; 0], "{name:?}");
    }
}

#[test]
fn names_that_deceive_are_told_why() {
    for (name, expected) in [
        // A Cyrillic a among Latin letters.
        ("P\u{0430}yments Office", "mixed_scripts"),
        // A Greek omicron.
        ("G\u{03BF}ld Shop", "mixed_scripts"),
        ("北京 Кафе", "mixed_scripts"),
        ("東京 서울 カフェ", "mixed_scripts"),
        ("Shop 1\u{0662}", "mixed_numbers"),
        ("8\u{09EA} Street", "mixed_numbers"),
        ("Shop \u{202E}pohs", "direction_override"),
        ("\u{2067}Shop\u{2069}", "direction_override"),
        ("Sh\u{200B}op", "invisible_characters"),
        ("Sh\u{200D}op", "invisible_characters"),
        ("\u{200D}", "invisible_characters"),
        ("Shop\u{E0041}", "invisible_characters"),
        ("Shop\u{3164}", "invisible_characters"),
        // Cyrillic throughout: pa-y-pa-l with the palochka, and s-c-o-p-e.
        ("\u{0440}\u{0430}\u{0443}\u{0440}\u{0430}\u{04CF}", "looks_latin"),
        ("\u{0455}\u{0441}\u{043E}\u{0440}\u{0435}", "looks_latin"),
    ] {
        assert!(words(name).contains(&expected), "{name:?}: {:?}", words(name));
    }
}

#[test]
fn a_name_can_be_taken_for_another() {
    for (a, b) in [
        ("Tea House", "Tea H0use"),
        ("Tea House", "TEA HOUSE"),
        ("Tea House", "Te\u{0430} House"),
        ("Tea House", "Tea\u{200B} House"),
        ("Tea House", "Tea  House"),
        ("Bill", "BiIl"),
        ("modern tea", "rnodern tea"),
    ] {
        assert!(looks_like(a, b) && looks_like(b, a), "{a:?} {b:?}");
    }
    for (a, b) in [("Tea House", "Tea House"), ("Tea House", "Tee House"), ("", "a"), ("北", "京")]
    {
        assert!(!looks_like(a, b), "{a:?} {b:?}");
    }
}

#[test]
fn each_warning_has_its_word_and_sentence() {
    let all = [
        NameWarning::MixedScripts,
        NameWarning::MixedNumbers,
        NameWarning::DirectionOverride,
        NameWarning::InvisibleCharacters,
        NameWarning::LooksLatin,
    ];
    let mut words = all.map(NameWarning::code);
    words.sort_unstable();
    assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(all.iter().all(|warning| warning.to_string().starts_with("the name ")));
}

proptest::proptest! {
    #[test]
    fn any_text_is_checked(a in "\\PC{0,40}", b in ".{0,40}") {
        let _ = (check_name(&a), check_name(&b));
        proptest::prop_assert_eq!(looks_like(&a, &b), looks_like(&b, &a));
        proptest::prop_assert!(!looks_like(&a, &a));
    }
}
