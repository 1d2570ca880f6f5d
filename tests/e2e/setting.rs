//! The operator changes a limit while people pay: wallets follow at once, both ways.

use serde_json::Value;
use tests::operator_process::{OperatorProcess, tongbaod, tongbaod_done};
use tests::terminal::Terminal;

/// Changes the largest payment.
fn set_max(operator: &OperatorProcess, was: &str, value: &str) {
    let data = operator.data();
    let arguments = ["--data", &data, "setting", "set", "payment_max", value, "--was", was];
    let words = ["--author", "Ada", "--reason", "market day"];
    tongbaod_done(&[&arguments[..], &words].concat());
}

#[test]
fn a_payment_is_refused_after_its_limit_fell_and_done_after_it_rose() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let mut operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let code = operator.demo_label_text(0);
    let done = |amount: &str| {
        lin.run(&["--json", "pay", "--code", &code, "--amount", amount, "--yes"]);
    };
    let refused = |amount: &str| {
        let pay = ["--json", "pay", "--code", &code, "--amount", amount, "--yes"];
        lin.refused(&pay, "amount_too_large");
    };
    done("20.00");
    set_max(&operator, "5000", "19.99");
    // The wallet knows the old limit and asks; the operator refuses. Then the wallet knows.
    refused("20.00");
    lin.balance_minor();
    refused("20.00");
    done("19.99");
    set_max(&operator, "19.99", "30.00");
    // The wallet knows the lower limit, and finds out that it has risen.
    done("20.00");
    let stale = tongbaod(&[
        "--data",
        &operator.data(),
        "setting",
        "set",
        "payment_max",
        "9000",
        "--was",
        "5000",
        "--author",
        "Eve",
        "--reason",
        "market day",
    ]);
    let stderr = String::from_utf8_lossy(&stale.stderr).into_owned();
    assert!(stderr.starts_with("tongbaod: setting_stale: payment_max is 30.00 CNY"), "{stderr}");
    // What was set outlives the process.
    operator.kill();
    operator.start();
    refused("30.01");
    assert_eq!(lin.balance_minor(), before - 2_000 - 1_999 - 2_000);
    let history = tongbaod_done(&["--data", &operator.data(), "--json", "setting", "history"]);
    let history: Value = serde_json::from_str(&history).expect("JSON");
    let values: Vec<&Value> =
        history.as_array().expect("changes").iter().map(|one| &one["text"]).collect();
    assert_eq!(values, ["30.00", "19.99"]);
    operator.audit();
}
