//! `tongbaod coupon`, on whatever database.

use crate::support::place::{copied_demo, tongbaod};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Output;

pub(super) fn done(data: &Path, arguments: &[&str]) -> Value {
    let output = tongbaod(data, &[&["coupon"], arguments, &["--json"]].concat());
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Expects a refusal with this code and these words in its sentence.
#[track_caller]
fn refused(data: &Path, arguments: &[&str], code: &str, words: &[&str]) {
    let output: Output = tongbaod(data, &[&["coupon"], arguments].concat());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{arguments:?}");
    assert!(error.contains(&format!("tongbaod: {code}: ")), "{error}");
    for word in words {
        assert!(error.contains(word), "{word} in {error}");
    }
}

/// Returns a batch of the list.
fn listed(data: &Path, stock: &str) -> Value {
    let all = done(data, &["list"]);
    let mut stocks = all.as_array().expect("batches").iter();
    stocks.find(|one| one["stock"] == stock).expect("the batch").clone()
}

/// A last day that is in the window of any test.
pub(super) fn until() -> String {
    let day = promotion::calendar::Zone::default()
        .local(promotion::calendar::TimeMs(operator::clock::now().0))
        .day;
    day.plus_days(30).date().expect("a date").to_string()
}

/// The life of a batch, by every command on a demo town.
pub(crate) fn every_command(data: &Path) {
    let until = until();
    let opened = done(
        data,
        &[
            "open",
            "--title",
            "Lunch",
            "--off",
            "5.00",
            "--from",
            "20.00",
            "--funder",
            "operator",
            "--until-date",
            &until,
            "--weekdays",
            "mon,tue,wed,thu,fri",
            "--hours",
            "11:00-14:00",
            "--valid-days",
            "7",
            "--per-person",
            "3",
            "--pieces",
            "4",
            "--alone",
        ],
    );
    assert_eq!((&opened["state"], &opened["budget_minor"]), (&json!("draft"), &json!(2000)));
    let stock = opened["stock"].as_str().expect("an id");
    let give = ["give", "--stock", "Lunch", "--handle", "lin@demo.example"];
    refused(data, &give, "stock_not_active", &[]);
    refused(data, &["pause", "--stock", stock], "stock_state_differs", &["a draft is started"]);
    assert_eq!(done(data, &["start", "--stock", "Lunch"])["state"], "active");
    let given = done(data, &give);
    assert_eq!(given["value_minor"], Value::Null);
    assert_eq!(listed(data, stock)["reserved_minor"], 500);
    assert_eq!(listed(data, stock)["pieces"], 1);
    let out = data.join("lunch.svg");
    let link = ["link", "--stock", "Lunch", "--out", out.to_str().expect("UTF-8")];
    let address = done(data, &link)["link"].as_str().expect("an address").to_owned();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}: as it is served");
    assert!(address.ends_with(&format!("/c/{stock}")));
    let drawn = std::fs::read_to_string(&out).expect("a file");
    assert_eq!(drawn, scan::draw::svg(&address, None).expect("short"));
    let out = data.join("lunch.pdf");
    done(data, &["link", "--stock", "Lunch", "--out", out.to_str().expect("UTF-8")]);
    let page = std::fs::read(&out).expect("a file");
    // 60 mm are 170.08 points.
    assert!(page.starts_with(b"%PDF") && page.windows(6).any(|bytes| bytes == b"170.07"));
    let printed = tongbaod(data, &["coupon", "link", "--stock", stock]);
    let printed = String::from_utf8(printed.stdout).expect("UTF-8");
    assert!(printed.contains(&scan::draw::blocks(&address).expect("short")), "{printed}");
    refused(data, &["link", "--stock", "Lunch", "--out", "lunch.txt"], "file", &[".svg", ".png"]);

    assert_eq!(done(data, &["pause", "--stock", stock])["state"], "paused");
    refused(data, &give, "stock_not_active", &[]);
    assert_eq!(done(data, &["resume", "--stock", stock])["state"], "active");
    let budget = |was: &'static str, now: &'static str| {
        ["budget", "--stock", "Lunch", "--was", was, "--budget", now]
    };
    refused(data, &budget("19.00", "30.00"), "stock_budget_stale", &["another one by now"]);
    assert_eq!(done(data, &budget("20.00", "30.00"))["budget_minor"], 3000);
    refused(data, &budget("30.00", "4.00"), "stock_rules_unsound", &["--budget", "5.00", "4.00"]);
    assert_eq!(listed(data, stock)["budget_minor"], 3000);
    assert_eq!(done(data, &["end", "--stock", stock])["state"], "ended");
    refused(data, &["resume", "--stock", stock], "stock_state_differs", &[]);
    refused(data, &["end", "--stock", "Dinner"], "stock_unknown", &[]);
}

#[test]
fn a_batch_lives_at_the_desk_from_draft_to_end() {
    let folder = copied_demo();
    every_command(folder.path());
    assert!(tongbaod(folder.path(), &["audit"]).status.success());
}

const UNSOUND: &str = "stock_rules_unsound";

/// Options beside title and last day, the code, and words of the sentence.
const REFUSED: &[(&[&str], &str, &[&str])] = &[
    (
        &["--off", "10.00", "--from", "10.00", "--funder", "operator", "--pieces", "1"],
        UNSOUND,
        &["--from", "10.01"],
    ),
    (
        &["--percent", "15", "--cap", "20", "--funder", "operator", "--budget", "19.99"],
        UNSOUND,
        &["--budget", "20.00", "19.99"],
    ),
    (
        &["--random", "8.00..1.00", "--from", "9", "--funder", "operator", "--pieces", "5"],
        UNSOUND,
        &["--random"],
    ),
    (
        &["--price", "9.90", "--cap", "5", "--funder", "none", "--pieces", "5"],
        UNSOUND,
        &["--funder", "--shops"],
    ),
    (
        &[
            "--off",
            "1",
            "--from",
            "2",
            "--funder",
            "Night Tea",
            "--pieces",
            "5",
            "--per-person",
            "61",
        ],
        UNSOUND,
        &["--per-person", "60"],
    ),
    (
        &["--off", "1", "--from", "2", "--funder", "Nobody", "--pieces", "5"],
        "merchant_unknown",
        &[],
    ),
    (
        &["--percent", "100", "--cap", "5", "--funder", "operator", "--pieces", "5"],
        "option_malformed",
        &["--percent", "99.99"],
    ),
];

#[test]
fn a_batch_that_cannot_be_is_refused_with_its_option_and_the_rule_in_numbers() {
    let folder = copied_demo();
    let (data, until) = (folder.path(), until());
    let open = |more: &[&'static str]| {
        let mut all = vec!["open", "--title", "Odd", "--until-date", until.as_str()];
        all.extend(more);
        all.into_iter().map(str::to_owned).collect::<Vec<String>>()
    };
    for (more, code, words) in REFUSED {
        let arguments = open(more);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        refused(data, &arguments, code, words);
    }
    let far = [
        "open",
        "--title",
        "Far",
        "--off",
        "1",
        "--from",
        "2",
        "--funder",
        "operator",
        "--pieces",
        "1",
        "--until-date",
        "2999-01-01",
    ];
    refused(data, &far, UNSOUND, &["--until-date", "90 days"]);
    let poor = [
        "open",
        "--title",
        "Poor",
        "--off",
        "5",
        "--from",
        "20",
        "--funder",
        "Night Tea",
        "--pieces",
        "1000",
        "--until-date",
        &until,
    ];
    done(data, &poor);
    refused(data, &["start", "--stock", "Poor"], "stock_funds_short", &["does not hold"]);
}
