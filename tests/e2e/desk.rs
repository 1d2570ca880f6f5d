//! The operator's desk gives money back and pays it out, while the server runs.

use serde_json::Value;
use tests::operator_process::{OperatorProcess, tongbaod, tongbaod_done};
use tests::terminal::Terminal;
use tests::till::Till;

/// Runs a command of the desk that must succeed; returns what it printed as JSON.
fn done(operator: &OperatorProcess, arguments: &[&str]) -> Value {
    let data = operator.data();
    let text = tongbaod_done(&[&["--data", &data, "--json"], arguments].concat());
    serde_json::from_str(&text).expect("JSON")
}

/// Runs a command of the desk that must be refused with this code.
fn refused(operator: &OperatorProcess, arguments: &[&str], code: &str) {
    let data = operator.data();
    let output = tongbaod(&[&["--data", &data, "--json"], arguments].concat());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{arguments:?} is refused");
    assert!(stderr.starts_with(&format!("tongbaod: {code}: ")), "{stderr}");
}

#[test]
fn money_is_paid_out_in_two_steps_and_never_twice() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let start = |amount| {
        let handle = "lin@demo.example";
        let arguments = ["account", "cash-out", "start", "--handle", handle, "--amount", amount];
        done(&operator, &arguments)["hold"].as_str().expect("an identifier").to_owned()
    };
    let hold = start("20.00");
    let all = money::Currency::from_code("CNY").expect("a currency");
    let all = money::Amount::new(before.unsigned_abs(), all).expect("an amount").digits();
    let code = operator.demo_label_text(0);
    let pay = ["--json", "pay", "--code", &code, "--amount", &all, "--yes"];
    lin.refused(&pay, "insufficient_funds");
    let finish = ["account", "cash-out", "finish", "--hold", &hold, "--amount", "15.00"];
    assert_eq!(done(&operator, &finish), done(&operator, &finish), "asked again, paid once");
    refused(&operator, &["account", "cash-out", "cancel", "--hold", &hold], "hold_posted");
    assert_eq!(lin.balance_minor(), before - 1500, "the rest is free again");
    assert_eq!(lin.history()[0]["kind"], "cash_out");

    let other = start("30.00");
    done(&operator, &["account", "cash-out", "cancel", "--hold", &other]);
    refused(&operator, &["account", "cash-out", "finish", "--hold", &other], "hold_voided");
    assert_eq!(lin.balance_minor(), before - 1500);
    operator.audit();
}

#[test]
fn a_paid_order_is_refunded_in_part_and_then_not_reversed() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let operator = OperatorProcess::demo(folder.path());
    let till = Till::of_demo(&operator, 0);
    let lin = Terminal::new("271828");
    lin.enrol(&operator, &operator.url(), "lin@demo.example");
    let before = lin.balance_minor();
    let order = till.open_order("8.80", 120);
    lin.run(&["--json", "pay", "--code", order["code"].as_str().expect("a code"), "--yes"]);
    let number = order["order"].as_str().expect("an identifier");
    let id = "01JD9Z3N8Q4T7V0W2X5Y6Z7A8B";
    let refund = ["order", "refund", "--order", number, "--amount", "3.00", "--refund", id];
    assert_eq!(done(&operator, &refund), done(&operator, &refund), "asked again, refunded once");
    let other = ["order", "refund", "--order", number, "--amount", "3.01", "--refund", id];
    refused(&operator, &other, "idempotency_conflict");
    let second = ["order", "refund", "--order", number, "--amount", "1.00"];
    refused(&operator, &second, "refund_too_soon");
    assert_eq!(lin.balance_minor(), before - 580);
    assert_eq!(lin.history()[0]["kind"], "refund");
    assert_eq!(till.order(&order)["state"], "refunded");
    let merchant = till.name.as_str();
    let data = operator.data();
    let reverse = ["--data", &data, "order", "reverse", "--merchant", merchant, "--order", number];
    let said = String::from_utf8_lossy(&tongbaod(&reverse).stderr).into_owned();
    // Within fifteen seconds it is too soon, later too late: which, depends on the machine.
    let codes = ["tongbaod: reversal_too_soon: ", "tongbaod: order_refunded: "];
    assert!(codes.iter().any(|code| said.starts_with(code)), "{said}");
    assert_eq!(lin.balance_minor(), before - 580, "and nothing more went back");
    operator.audit();
}
