//! A payer shows a code without a network, a shop charges it; above quick pay the PIN is asked for.

use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use tests::operator_process::OperatorProcess;
use tests::terminal::Terminal;
use tests::till::Till;

/// Shows a fresh code, waiting where the last one was made a moment ago.
fn show(wallet: &Terminal, arguments: &[&str]) -> Value {
    let all: Vec<&str> = ["--json", "payer-code"].iter().chain(arguments).copied().collect();
    for _ in 0..40 {
        let ended = wallet.try_run(&all);
        if ended.code == 0 {
            return ended.json;
        }
        assert!(ended.stderr.contains("payer_code_too_soon"), "{}", ended.stderr);
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    panic!("no code in twenty seconds");
}

fn digits(shown: &Value) -> String {
    shown["digits"].as_str().expect("digits").to_owned()
}

#[test]
fn a_code_made_offline_is_charged_once_and_both_sides_have_it() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    let (lin, mei) = (Terminal::new("271828"), Terminal::new("161803"));
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    mei.enrol(&operator, &operator.url(), "mei@demo.example");
    let label = operator.demo_label_text(0);
    let (lin_before, mei_before) = (lin.balance_minor(), mei.balance_minor());

    // The payers' network is cut: nobody answers while the codes are made.
    operator.kill();
    let picture = lin.home().join("code.png").display().to_string();
    let lin_code = show(&lin, &["--cap", "50", "--only", &label, "--out", &picture]);
    let mei_code = show(&mei, &[]);
    assert_eq!(lin_code["cap"]["minor"], 5_000);
    assert_eq!(lin_code["quick_pay"]["left"]["minor"], 30_000);
    assert!(std::fs::metadata(&picture).is_ok_and(|file| file.len() > 100));
    operator.start();

    let till = Till::of_demo(&operator, 0);
    let taken = till.payments().len();
    let paid = till.charge(&digits(&lin_code), "12.50").expect("charged");
    assert_eq!((&paid["state"], &paid["payment"]["kind"]), (&"paid".into(), &"payer_code".into()));
    assert_eq!(till.charge(&digits(&lin_code), "12.50"), Err("payer_code_used".to_owned()));
    let charged = tests::operator_process::tongbaod_done(&[
        "payer-code",
        "charge",
        "--data",
        &operator.data(),
        "--merchant",
        &till.name,
        "--code",
        &digits(&mei_code),
        "--amount",
        "3.00",
    ]);
    assert!(charged.contains("paid 3.00"), "{charged}");
    let other = Till::of_demo(&operator, 1);
    assert_eq!(other.charge(&digits(&mei_code), "3.00"), Err("payer_code_used".to_owned()));

    assert_eq!(lin.balance_minor(), lin_before - 1_250);
    assert_eq!(mei.balance_minor(), mei_before - 300);
    let (seen, history) = (till.payments(), lin.history());
    assert_eq!(seen.len(), taken + 2);
    assert_eq!(seen[1]["payment"], history[0]["payment"]);
    assert_eq!(seen[0]["payment"], mei.history()[0]["payment"]);
    assert_eq!(history[0]["counterparty"], till.name.as_str());
    assert!(seen[0]["counterparty"].is_null(), "the shop is told no name");
    let left = lin.run(&["--json", "balance"]);
    assert_eq!(left.json["quick_pay"]["left"]["minor"], 28_750);
    assert!(!operator.log_text().contains(&digits(&lin_code)), "no digits in the log");
    operator.audit();
}

#[test]
fn above_quick_pay_the_payer_hears_of_it_and_confirms_with_the_pin() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let hidden = lin.run(&["payer-code"]);
    let shown = hidden.stdout.lines().next().unwrap_or_default();
    assert!(shown.starts_with("71•• "), "hidden but for the prefix: {shown}");
    assert_eq!(shown.chars().filter(char::is_ascii_digit).count(), 2, "{shown}");
    let revealed = show(&lin, &["--reveal"]);

    let asked = till.charge(&digits(&revealed), "2.00").expect("charged");
    assert_eq!((&asked["state"], &asked["rule"]), (&"pin_needed".into(), &"revealed".into()));
    let mut watching =
        lin.command(&["--json", "watch"]).stdout(Stdio::piped()).spawn().expect("tongbao starts");
    let lines = BufReader::new(watching.stdout.take().expect("a pipe")).lines();
    let heard = lines.map_while(Result::ok).find_map(|line| {
        let event: Value = serde_json::from_str(&line).expect("JSON");
        (event["event"] == "pin_asked").then_some(event)
    });
    watching.kill().expect("it runs");
    watching.wait().expect("it ends");
    let heard = heard.expect("the payer hears of it");
    assert_eq!(heard["rule"], "revealed");
    assert_eq!(heard["code"], asked["order"]["code"]);

    lin.run(&["--json", "pay", "--code", heard["code"].as_str().expect("a code"), "--yes"]);
    let order = till.order(&asked["order"]);
    assert_eq!(
        (&order["state"], &order["payment"]),
        (&"paid".into(), &lin.history()[0]["payment"])
    );
    assert_eq!(lin.balance_minor(), before - 200);
    operator.audit();
}

#[test]
fn scenario_09_a_code_that_is_old_used_capped_or_bound_to_another_shop_is_refused() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    operator.kill();
    operator.set("TONGBAOD_SANDBOX", "true");
    operator.start();
    let (till, other) = (Till::of_demo(&operator, 0), Till::of_demo(&operator, 1));
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let refused =
        |till: &Till, code: &str, yuan: &str| till.charge(code, yuan).expect_err("refused");

    // Bound to one shop and to 10.00 at most: worth nothing elsewhere, and more uses it up.
    let label = operator.demo_label_text(0);
    let bound = digits(&show(&lin, &["--cap", "10", "--only", &label]));
    assert_eq!(refused(&other, &bound, "5.00"), "payer_code_unknown");
    assert_eq!(refused(&till, &bound, "10.01"), "payer_code_capped");
    assert_eq!(refused(&till, &bound, "5.00"), "payer_code_used");

    // Once, and a picture of it not again, here or there.
    let used = digits(&show(&lin, &[]));
    till.charge(&used, "2.00").expect("charged");
    assert_eq!(refused(&till, &used, "2.00"), "payer_code_used");
    assert_eq!(refused(&other, &used, "2.00"), "payer_code_used");

    // A picture of one that nobody charged, 61 seconds later.
    let old = digits(&show(&lin, &[]));
    till.move_clock("advance_s", 61).expect("moved");
    assert_eq!(refused(&till, &old, "2.00"), "payer_code_unknown");
    assert_eq!(lin.balance_minor(), before - 200);
    operator.audit();
}
